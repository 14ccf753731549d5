"""What a hidden passage leaves behind: nothing that shows that it was there."""

from __future__ import annotations

import re

from whyfolio.markdown.opaque import EDGE, GAP

_EMPTY = re.compile(
    r"(?P<sign>\*{1,3}|_{1,3}|~~|\"|')\x00+(?P=sign)"
    r"|\([ \t]*\x00[ \t\x00]*\)|“\x00+”|„\x00+[“”]|‘\x00+’|«[ \t\u00a0]*\x00+[ \t\u00a0]*»"
)
_SPACES = re.compile(r"(?P<before>[^\S\n]*)\x00(?:[^\S\n]*\x00)*(?P<after>[^\S\n]*)")
_STOP = ".!?"
_PAUSE = ",;:"
_CLOSING = ")]}”’»…%"
_OPENING = "([{“‘«„"
_BULLET = r"(?:[-*+]|\d{1,9}[.)])[ \t]+"
_NOTHING = re.compile(
    rf"(?P<lead>[ \t>]*)(?P<bullet>(?:{_BULLET})+|:[ \t]+|\[\^[^\]]*\]:[ \t]*|\*\[[^\]]+\][ ]?:)?"
    rf"(?:\[[ xX]\][ \t]*)?(?:\#{{1,6}}[ \t]*\#*)?(?P<rest>[ \t|.,;:!?]*)\Z"
)
_LEAD = re.compile(
    rf"[ \t>|]*(?:{_BULLET})*(?:\[[ xX]\][ \t]+|\#{{1,6}}[ \t]+|:[ \t]+|\[\^[^\]]*\]:[ \t]*"
    r"|\*\[[^\]]+\][ ]?:[ \t]*)?\Z"
)
_LONGEST_LEAD = 200
_LISTED = re.compile(rf"[ \t]*(?:{_BULLET}|:[ \t])")
_APART = re.compile(r"[ \t]*\Z|[ ]{0,3}\[[^\]\n]+\]:|\*\[[^\]\n]+\][ ]?:")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*\Z")


def close(text: str) -> str:
    """Close every gap of a body: between words, and where a line or a list item was."""
    if GAP not in text and EDGE not in text:
        return text
    lines = _emptied(_without_empties(text).split("\n"))
    return _words("\n".join(_joined(lines)))


def close_words(text: str) -> str:
    """Close every gap of a sentence."""
    if GAP not in text:
        return text
    return _words("\x00" + _without_empties(text) + "\x00").strip()


def _without_empties(text: str) -> str:
    count = 1
    while count:
        text, count = _EMPTY.subn(GAP, text)
    return text


def _words(text: str) -> str:
    pieces: list[str] = []
    position = 0
    for found in _SPACES.finditer(text):
        pieces.append(text[position : found.start()])
        left = next((piece[-1] for piece in reversed(pieces) if piece), "\n")
        left = "\n" if _begins_line(text, found.end("before")) else left
        between, position = _between(text, found, left)
        if between is None:
            pieces[:] = ["".join(pieces)[:-1]]
            between = ""
        pieces.append(between)
    return "".join([*pieces, text[position:]])


def _ends_nothing(text: str, at: int) -> bool:
    """Whether a stop or pause stands here, with nothing before it that it could end."""
    return text[at] in _STOP + _PAUSE and not text.startswith(("![", ":::"), at)


def _begins_line(text: str, at: int) -> bool:
    """Whether before it stands nothing but what makes an item, heading, row or note."""
    line = text.rfind("\n", max(0, at - _LONGEST_LEAD), at) + 1
    return (line > 0 or at <= _LONGEST_LEAD) and bool(_LEAD.match(text[line:at].replace(GAP, "")))


def _between(text: str, found: re.Match[str], left: str) -> tuple[str | None, int]:
    """What stands where the gap was, and where the text goes on; None: drop what is left of it."""
    end = found.end()
    right = text[end : end + 1]
    if left == "\n":
        return _at_the_beginning(text, found, right)
    if right in ("", "\n"):
        hard = len(found["after"]) > 1
        return ("  " if hard else ""), end
    if _ends_nothing(text, end):
        if left in _STOP or (left in _PAUSE and right in _PAUSE):
            return "", end + 1
        return (None if left in _PAUSE else ""), end
    if right in _CLOSING or left in _OPENING:
        return "", end
    return (" " if found["before"] or found["after"] else ""), end


def _at_the_beginning(text: str, found: re.Match[str], right: str) -> tuple[str, int]:
    """What stands for a gap with which a line begins; no pause and no stop does."""
    end = found.end()
    if right in ("", "\n"):
        return (found["before"] + found["after"]).strip(" \t"), end
    if _ends_nothing(text, end):
        return found["before"], _past_blanks(text, end + 1)
    return found["before"], end


def _past_blanks(text: str, at: int) -> int:
    while text.startswith((" ", "\t"), at):
        at += 1
    return at


def _emptied(lines: list[str]) -> list[str]:
    """Lines of which nothing is left become a bare gap; what hung on a bullet moves up."""
    lines = lines[:]
    for index, line in enumerate(lines):
        if GAP not in line:
            continue
        found = _NOTHING.match(line.replace(GAP, ""))
        if not found:
            continue
        bullet = found["bullet"]
        if "|" in found["rest"] and _is_table_rule(lines[index + 1 : index + 2]):
            lines[index] = line.replace(GAP, "")
            continue
        lines[index] = GAP
        if bullet and not bullet.startswith("*["):
            _move_up(lines, index, found["lead"], bullet)
        elif _is_underlined(lines, index):
            lines[index + 1] = GAP
    return lines


def _is_underlined(lines: list[str], index: int) -> bool:
    if index + 1 == len(lines) or not _UNDERLINE.match(lines[index + 1]):
        return False
    return index == 0 or not lines[index - 1].strip(" \x00\x04")


def _is_table_rule(following: list[str]) -> bool:
    return bool(following) and bool(re.fullmatch(r"[ \t>]*[|:\- \t]*-[|:\- \t]*", following[0]))


def _move_up(lines: list[str], index: int, lead: str, bullet: str) -> None:
    """Keep what was written under an item whose own line is hidden."""
    indent = len(lead)
    last = _last_under(lines, index, indent)
    first = next(
        (at for at in range(index + 1, last) if lines[at].strip(" \t\x00\x04")),
        None,
    )
    if bullet.startswith("[") and last == index + 1 and _goes_on(lines, last):
        first = last  # a footnote's paragraph goes on without being indented
    if first is None:
        _renumber(lines, last, lead, bullet)
        return
    if not _LISTED.match(lines[first]) or bullet.startswith("["):
        lines[index] = lead + bullet + lines[first].lstrip(" \t")
        lines[first] = GAP
        return
    step = len(lines[first]) - len(lines[first].lstrip(" \t")) - indent
    for at in range(index + 1, last):
        spare = len(lines[at]) - len(lines[at].lstrip(" \t")) - indent
        lines[at] = lines[at][max(0, min(step, spare)) :]


def _goes_on(lines: list[str], at: int) -> bool:
    return at < len(lines) and lines[at] != EDGE and not _APART.match(lines[at].replace(GAP, ""))


def _last_under(lines: list[str], index: int, indent: int) -> int:
    at = index + 1
    while at < len(lines):
        line = lines[at]
        stripped = line.lstrip(" \t")
        if stripped.strip("\x00\x04") and len(line) - len(stripped) <= indent:
            break
        at += 1
    return at


def _renumber(lines: list[str], at: int, lead: str, bullet: str) -> None:
    """The next of a numbered list takes the hidden item's number, so none seems to be missing."""
    number = re.match(r"\d+", bullet)
    if number and at < len(lines):
        lines[at] = re.sub(rf"\A{re.escape(lead)}\d+(?=[.)])", lead + number[0], lines[at])


def _joined(lines: list[str]) -> list[str]:
    """Drop bare gaps and edges; an edge parts paragraphs, but not the items of a list."""
    kept: list[str] = []
    edge = dropped = False
    for line in lines:
        if line in (GAP, EDGE):
            edge, dropped = edge or line == EDGE, True
            continue
        blank = not line.strip(" \t>")
        if dropped and (not kept or not kept[-1].strip(" \t>")) and blank:
            continue
        if edge and kept and kept[-1].strip() and not blank and _parts(kept[-1], line):
            kept.append("")
        edge, dropped = (edge, dropped) if blank else (False, False)
        kept.append(line)
    while dropped and kept and not kept[-1].strip(" \t>"):
        kept.pop()
    return kept


def _parts(above: str, below: str) -> bool:
    """Whether two lines that met at a block's edge are paragraphs of their own."""
    if _LISTED.match(below):
        return not (_LISTED.match(above) or above[:1] in " \t")
    if below[:1] in " \t":
        return False
    if "|" in above and "|" in below:
        return False
    return not (above.lstrip().startswith(">") and below.lstrip().startswith(">"))
