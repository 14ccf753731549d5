"""A YAML file of ladders or forms, read with the place of every value.

Values are taken as the words in the file, never as what YAML makes of them: a version
`1.10` stays `1.10`. What is wrong is collected; reading goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from whyfolio.diagnostics import Diagnostic, Place, ordered
from whyfolio.names import hint_for, join_words

Node = Any  # a node of yaml, which declares no types

MOST_STEPS = 20
_PACKAGE = Path(__file__).parent.parent
_YES = frozenset({"true", "yes", "on"})
_NO = frozenset({"false", "no", "off"})


def packaged(folder: str) -> tuple[tuple[str, str], ...]:
    """Name and text of the YAML files that come with whyfolio in a folder, by name."""
    files = sorted((_PACKAGE / folder).iterdir(), key=lambda file: file.name)
    yaml_files = [file for file in files if file.name.endswith(".yaml")]
    return tuple((file.name, file.read_text(encoding="utf-8")) for file in yaml_files)


class YamlFile:
    """One file being read; ``root`` is its outermost mapping, or None if there is none."""

    def __init__(self, file: str, text: str) -> None:
        """Read the text of a file; ``file`` is its path in messages."""
        self.file = file
        self._found: list[Diagnostic] = []
        self.root = self._compose(text)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with it, as far as it was read."""
        return tuple(ordered(self._found))

    def report(self, code: str, node: Node, message: str, hint: str = "") -> None:
        """Add a diagnostic at a node; None is the beginning of the file."""
        place = Place(self.file)
        if node is not None:
            start, end = node.start_mark, node.end_mark
            length = end.column - start.column if start.line == end.line else 1
            place = Place(self.file, start.line + 1, start.column + 1, max(1, length))
        self._found.append(Diagnostic(code, place, message, hint))

    def _compose(self, text: str) -> Node:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            if self._is_bomb(text):
                return None
            root = yaml.compose(text, Loader=loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)
            said = error.problem or error.context or "it cannot be read"
            hint = "put a text with `: ` or ` #` in quotes, and indent with spaces"
            self._found.append(Diagnostic("E501", place, f"is not valid YAML: {said}", hint))
            return None
        except (yaml.YAMLError, RecursionError):
            self.report("E501", None, "is not valid YAML: it holds what no text holds")
            return None
        if not isinstance(root, yaml.MappingNode):
            is_now = "is empty" if root is None else "is not a group of `name: value` lines"
            self.report("E501", root, is_now, "begin with `id:`")
            return None
        return root

    def _is_bomb(self, text: str) -> bool:
        """Whether the text is so deep that composing it ends the program, or repeats itself."""
        import yaml

        depth = 0
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > MOST_STEPS:
                deep = f"nests more than {MOST_STEPS} deep"
                said = deep if depth > MOST_STEPS else "has an alias"
                hint = "write each value where it belongs, in few steps"
                self.report("E501", event, f"is not YAML that whyfolio reads: it {said}", hint)
                return True
        return False

    def pairs(self, node: Node, name: str) -> Iterator[tuple[str, Node, Node]]:
        """Word, key node and value node of each line of a mapping; a repeated word once."""
        if node is None or node.id != "mapping":
            if node is not None and not _is_empty(node):
                self.report("E503", node, f'"{name}" is {_shape(node)}, not a group of fields')
            return
        seen = set()
        for key, value in node.value:
            word = str(key.value) if key.id == "scalar" else ""
            if not word or word in seen:
                said = f'"{word}" is written twice' if word else "is no name of a field"
                self.report("E503", key, said, "keep one of them" if word else "")
                continue
            seen.add(word)
            yield word, key, value

    def fields(
        self,
        node: Node,
        known: Mapping[str, str],
        name: str,
        required: Iterable[str] = (),
    ) -> dict[str, Node]:
        """The value nodes of a mapping by word; words that are not ``known`` are reported."""
        found = {}
        for word, key, value in self.pairs(node, name):
            if word in known:
                found[word] = value
            else:
                sentence = " " in word
                otherwise = f"known here: {join_words(known, 'and')}"
                hint = (
                    "put the sentence in quotes" if sentence else hint_for(word, known, otherwise)
                )
                self.report("E502", key, f'unknown field "{word}" in {name}', hint)
        for word in required:
            if word not in found or _is_empty(found[word]):
                self.report("E504", node, f'"{word}" is missing in {name}', f"write `{word}: …`")
        return found

    def members(self, node: Node) -> list[Node]:
        """The nodes of a list; a single value is a list of one, nothing an empty one."""
        if node is None or _is_empty(node):
            return []
        return list(node.value) if node.id == "sequence" else [node]

    def text(self, node: Node, name: str) -> str:
        """The words of a value; "" where there are none."""
        if node is None or _is_empty(node):
            return ""
        if node.id != "scalar":
            self.report("E503", node, f'"{name}" is {_shape(node)}, not a text')
            return ""
        return " ".join(str(node.value).split())

    def choice(self, node: Node, name: str, words: tuple[str, ...]) -> str:
        """One of a few words; "" where there is none or it is another."""
        text = self.text(node, name)
        if not text or text in words:
            return text
        hint = hint_for(text, words, f"write {join_words(words)}")
        self.report("E507", node, f'"{text}" is not a value of "{name}"', hint)
        return ""

    def number(self, node: Node, name: str, *, whole: bool = True) -> float | None:
        """A number that is not negative; None where there is none."""
        text = self.text(node, name)
        if not text:
            return None
        plain = text.replace(".", "", 0 if whole else 1)
        if plain.isascii() and plain.isdigit():
            return float(text)
        wanted = "a whole number" if whole else "a number"
        self.report("E507", node, f'"{text}" is not {wanted}', f'write "{name}" in digits')
        return None

    def flag(self, node: Node, name: str, *, default: bool) -> bool:
        """Yes or no."""
        text = self.text(node, name).casefold()
        if not text:
            return default
        if text not in _YES | _NO:
            self.report("E507", node, f'"{text}" is neither yes nor no', "write true or false")
        return text in _YES

    def unique(self, node: Node, name: str, value: str, seen: set[str]) -> bool:
        """Whether a value is new in ``seen``, to which it is added; reported where it is not."""
        if value in seen:
            self.report("E505", node, f'the {name} "{value}" is there twice', "rename one of them")
            return False
        seen.add(value)
        return True


def _is_empty(node: Node) -> bool:
    """Whether nothing is written; a quoted empty text is something."""
    return bool(node.id == "scalar" and node.tag.endswith(":null"))


def _shape(node: Node) -> str:
    return {"mapping": "a group of fields", "sequence": "a list"}.get(node.id, "a text")
