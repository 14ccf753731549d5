"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "generator"
PACKAGE = SOURCE / "whyfolio"
UNIT_TESTS = ROOT / "tests" / "unit"

LONGEST_FILE = 300
LONGEST_FUNCTION = 60
VAGUE = {"handler", "handlers", "processor", "helper", "helpers", "util", "utils"}
VAGUE |= {"data", "info", "item", "obj", "misc"}
# Names that a base class of the standard library dictates.
DICTATED = {"handle_data": {"handle_data", "data"}, "unknown_decl": {"data"}, "handle_pi": {"data"}}
MACHINE_PATH = re.compile(r"(?<![\w./:-])/(?:work|root)/")

type_of_function = (ast.FunctionDef, ast.AsyncFunctionDef)


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def shown(path: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{path.relative_to(ROOT).as_posix()}{line}"


def test_no_file_is_longer_than_300_lines():
    long = [
        f"{shown(path)}: {count} lines"
        for path in sources()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]
    assert long == []


def test_no_function_is_longer_than_60_lines():
    long = [
        f"{shown(path, node)} {node.name}: {count} lines"
        for path in sources()
        for node in ast.walk(tree_of(path))
        if isinstance(node, type_of_function)
        and (count := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []


def words_of(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("read_data", {"read", "data"}),
        ("DataReader", {"data", "reader"}),
        ("HTMLHandler", {"html", "handler"}),
        ("_item2", {"item2"}),
        ("metadata", {"metadata"}),
        ("dateInfo", {"date", "info"}),
    ],
)
def test_a_name_is_read_word_by_word(name: str, expected: set[str]):
    assert words_of(name) == expected


def names_in(tree: ast.AST, allowed: frozenset[str] = frozenset()) -> Iterator[tuple[ast.AST, str]]:
    """Every name that the code gives: to a class, function, parameter, variable, attribute."""
    for node in ast.iter_child_nodes(tree):
        inside = allowed
        if isinstance(node, type_of_function):
            inside = allowed | DICTATED.get(node.name, set())
        given = given_by(node)
        if given and given not in inside:
            yield node, given
        yield from names_in(node, inside)


def given_by(node: ast.AST) -> str | None:
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return name
        case ast.arg(arg=name) | ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
            return name
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
            return name
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            return name
    return None


def test_no_name_is_vague():
    modules = [shown(path) for path in sources() if words_of(path.stem) & VAGUE]
    folders = [shown(path) for path in PACKAGE.rglob("*/") if words_of(path.name) & VAGUE]
    given = [
        f"{shown(path, node)} {name}"
        for path in sources()
        for node, name in names_in(tree_of(path))
        if words_of(name) & VAGUE
    ]
    assert modules + folders + given == []


def is_printing(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="print" | "echo" | "secho")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="click"), attr="echo" | "secho")):
            return True
        case ast.Attribute(value=ast.Name(id="sys"), attr="stdout" | "stderr"):
            return True
    return False


@pytest.mark.parametrize(
    ("code", "prints"),
    [
        ("print(1)", True),
        ("click.echo(1)", True),
        ("sys.stderr.write('x')", True),
        ("sprint(1)", False),
        ("fingerprint.print_to(file)", False),
    ],
)
def test_what_counts_as_printing(code: str, prints: bool):
    assert any(is_printing(node) for node in ast.walk(ast.parse(code))) is prints


def test_nothing_outside_the_command_line_prints():
    printing = [
        shown(path, node)
        for path in sources()
        if PACKAGE / "cli" not in path.parents
        for node in ast.walk(tree_of(path))
        if is_printing(node)
    ]
    assert printing == []


def module_name(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, modules: set[str]) -> set[str]:
    """What a module imports of the package, at its top and inside its functions."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            deeper = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= deeper & modules
            found |= {node.module} if deeper - modules else set()
    return (found & modules) - {module_name(path)}


def circle_in(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_modules_do_not_import_one_another_in_a_circle():
    modules = {module_name(path) for path in sources()}
    graph = {module_name(path): imports_of(path, modules) for path in sources()}
    assert any(graph.values())
    assert circle_in(graph) == []


def test_a_circle_is_found_where_there_is_one():
    assert set(circle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}})) == {"a", "b", "c"}


def test_relative_imports_are_not_used():
    relative = [
        shown(path, node)
        for path in sources()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_every_folder_of_modules_is_a_package():
    """The import contract does not look into a folder without ``__init__.py``."""
    missing = {path.parent for path in sources() if not (path.parent / "__init__.py").exists()}
    assert sorted(shown(folder) for folder in missing) == []


def is_mirror(test: Path) -> bool:
    """Whether ``a/test_x.py`` or ``a/test_x_aspect.py`` has its ``a/x.py``, or ``a`` is ``x``."""
    folder = PACKAGE / test.relative_to(UNIT_TESTS).parent
    words = test.stem.removeprefix("test_").split("_")
    names = {"_".join(words[:count]) for count in range(1, len(words) + 1)}
    return any(
        (folder / f"{name}.py").exists()
        or (folder / name / "__init__.py").exists()
        or (folder.name == name and (folder / "__init__.py").exists())
        for name in names
    )


def test_the_unit_tests_mirror_the_source():
    strays = [shown(test) for test in UNIT_TESTS.rglob("test_*.py") if not is_mirror(test)]
    assert sorted(strays) == []


@pytest.mark.parametrize(
    ("test", "mirrors"),
    [
        ("test_dates.py", True),
        ("test_dates_ranges.py", True),
        ("writer/test_writer_refusals.py", True),
        ("writer/test_dates.py", False),
        ("test_weather.py", False),
    ],
)
def test_what_counts_as_a_mirror(test: str, mirrors: bool):
    assert is_mirror(UNIT_TESTS / test) is mirrors


def test_no_committed_file_names_a_path_of_somebodys_machine():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    named = []
    for name in filter(None, listed.stdout.split("\0")):
        if not (ROOT / name).is_file():
            continue
        text = (ROOT / name).read_bytes().decode("utf-8", errors="replace")
        named += [
            f"{name}:{number}"
            for number, line in enumerate(text.splitlines(), start=1)
            if MACHINE_PATH.search(line)
        ]
    assert named == []
