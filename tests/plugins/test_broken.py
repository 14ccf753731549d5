"""A plugin that is broken is named, and everything else is done as if it were not there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio import memo, plugins
from whyfolio.cli.main import run
from whyfolio.guard import inspect
from whyfolio.model.audience import Audience
from whyfolio.opened import open_portfolio

STORY = "date: 2026-09\nwhat: I moved the pager rota.\nwhy: Nobody slept.\naudience: public"
HELD = "I quietly told the regulator about the outage."
HIDDEN = f"date: 2026-08\nwhat: {HELD}\nwhy: It was owed to them."
PUBLIC = ["--audience", "public"]


@dataclass
class Shelf:
    """A folder on the path of Python, in which packages are as pip leaves them."""

    folder: Path

    def bring(self, group: str, name: str, code: str, package: str = "whyfolio-broken") -> None:
        """One package with one plugin: the module's code makes `FOUND`."""
        module = f"{package.replace('-', '_')}_{name.replace('-', '_')}"
        (self.folder / f"{module}.py").write_text(code)
        metadata = self.folder / f"{module}-1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n"
        )
        (metadata / "entry_points.txt").write_text(f"[whyfolio.{group}]\n{name} = {module}:FOUND\n")
        look_again()


def look_again() -> None:
    """Forget what is installed, as the next command does that somebody types."""
    plugins.installed.cache_clear()
    plugins.bring_any.cache_clear()
    memo._program.clear()


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    folder = tmp_path / "packages"
    folder.mkdir()
    before = set(sys.modules)
    monkeypatch.syspath_prepend(folder)
    look_again()
    yield Shelf(folder)
    look_again()
    for name in set(sys.modules) - before:
        if name.startswith(("whyfolio_broken", "other_")):
            del sys.modules[name]


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    made = Folio.at(tmp_path / "folio")
    return made.entry("stories/rota", STORY).entry("stories/hidden", HIDDEN)


MAKES = "from whyfolio.model.artifact import Artifact\ndef FOUND(desk):\n    yield "
PAGE = "from whyfolio.outputs.plugged import TextPage\ndef FOUND(desk):\n    yield TextPage("
OUTPUTS = {
    "no module": ("import nothing_of_this_name\n", "W741", "cannot be loaded: ModuleNotFoundError"),
    "no attribute": ("", "W741", "cannot be loaded: AttributeError"),
    "ends the program": ("raise SystemExit(4)\n", "W741", "cannot be loaded: SystemExit: 4"),
    "no syntax": ("def FOUND(\n", "W741", "cannot be loaded: SyntaxError"),
    "no function": ("FOUND = 4\n", "W742", "is an int, not a function of a desk"),
    "raises at once": ("def FOUND(desk):\n    1 / 0\n", "W743", "ZeroDivisionError"),
    "raises later": (f"{MAKES}Artifact('a.txt', b'')\n    1 / 0\n", "W743", "ZeroDivisionError"),
    "leaves": ("def FOUND(desk):\n    raise SystemExit\n", "W743", "SystemExit"),
    "recurses": ("def FOUND(desk):\n    return FOUND(desk)\n", "W743", "RecursionError"),
    "takes more": ("def FOUND():\n    return []\n", "W743", "TypeError"),
    "gives none": ("def FOUND(desk):\n    return None\n", "W743", "TypeError"),
    "gives text": (f"{MAKES}'a'\n", "W742", "gave a str"),
    "gives text for bytes": (f"{MAKES}Artifact('a.txt', 'a')\n", "W742", "neither"),
    "cannot be searched": (f"{MAKES}Artifact('a.exe', b'')\n", "W742", "cannot look through"),
    "is no JSON": (f"{MAKES}Artifact('a.json', b'{{')\n", "W742", "cannot look through"),
    "has no title": (f"{PAGE}'/a/', '', '')\n", "W742", "without a title"),
    "has no address": (f"{PAGE}'a', 'A', '')\n", "W742", "without a title"),
    "has no text": (f"{PAGE}'/a/', 'A', None)\n", "W742", "whose texts are none"),
    "stands elsewhere": (
        f"{PAGE}'/stories/rota/', 'A', '')\n",
        "W744",
        '"stories/rota/index.html"',
    ),
    "hides a folder": (f"{MAKES}Artifact('Stories', b'')\n", "W742", "cannot look through"),
    "is one file there": (f"{MAKES}Artifact('INDEX.html', b'')\n", "W744", "are one file"),
    "leads out": (f"{MAKES}Artifact('../a.txt', b'')\n", "W744", 'has the part ".."'),
    "is twice there": (f"{MAKES}from_a()\n", "W743", "NameError"),
}


@pytest.mark.parametrize("case", OUTPUTS)
def test_a_broken_output_is_named_and_the_site_is_what_it_is_without_it(
    case: str, shelf: Shelf, folio: Folio, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(folio.root), "build", *PUBLIC]) == 0
    without = folio.site(Audience.PUBLIC)
    code, wanted, message = OUTPUTS[case]
    shelf.bring("outputs", "noise", code)
    capsys.readouterr()
    assert run(["-C", str(folio.root), "build", *PUBLIC]) == 0
    told = capsys.readouterr().err
    assert f'whyfolio-broken:1:1: warning[{wanted}]: the output "noise" ' in told
    assert message in told
    assert folio.site(Audience.PUBLIC) == without
    assert run(["-C", str(folio.root), "build", *PUBLIC, "--strict"]) == 1
    assert "1 warning. Nothing was written." in capsys.readouterr().err


def test_the_place_where_a_plugin_failed_is_told(
    shelf: Shelf, folio: Folio, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.bring("outputs", "noise", "def FOUND(desk):\n    a = 1\n    return a / 0\n")
    run(["-C", str(folio.root), "build", *PUBLIC])
    where = "ZeroDivisionError: division by zero (whyfolio_broken_noise.py, line 3)"
    assert where in capsys.readouterr().err


def test_a_sound_plugin_works_beside_a_broken_one(shelf: Shelf, folio: Folio) -> None:
    shelf.bring("outputs", "noise", "def FOUND(desk):\n    1 / 0\n")
    shelf.bring("outputs", "sound", f"{MAKES}Artifact('a.txt', b'It is here.')\n", "other-sound")
    built = folio.build(Audience.PUBLIC)
    assert [found.code for found in built.diagnostics] == ["W743"]
    assert folio.site(Audience.PUBLIC)["a.txt"] == b"It is here."


def test_what_an_output_took_from_the_notes_behind_the_view_stops_the_build(
    shelf: Shelf, folio: Folio, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(folio.root), "build", *PUBLIC]) == 0
    before = folio.site(Audience.PUBLIC)
    shelf.bring("outputs", "thief", f"{MAKES}Artifact('a.txt', {HELD.encode()!r})\n")
    capsys.readouterr()
    assert run(["-C", str(folio.root), "build", *PUBLIC]) == 1
    told = capsys.readouterr().err
    assert "content/stories/hidden.md:3:7: error[E901]: these words are held back from" in told
    assert 'would stand there in "a.txt"' in told
    assert "1 error. Nothing was written." in told
    assert folio.site(Audience.PUBLIC) == before


def test_an_output_is_given_nothing_that_its_audience_may_not_read(
    shelf: Shelf, folio: Folio
) -> None:
    code = f"{MAKES}Artifact('a.txt', repr((desk.view, vars(desk))).encode())\n"
    shelf.bring("outputs", "all", code)
    opened = open_portfolio(folio.root, folio.today)
    from whyfolio.build import artifacts

    made = [a for a in artifacts(folio.view(), folio.root) if a.path == "a.txt"]
    assert b"pager rota" in made[0].content
    day = folio.today
    found = inspect(opened.written, made, Audience.PUBLIC, opened.config, day).diagnostics
    assert found == ()


def test_a_plugin_of_a_taken_name_is_left_out(
    shelf: Shelf, folio: Folio, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.bring("outputs", "home", f"{MAKES}Artifact('a.txt', b'')\n")
    shelf.bring("outputs", "one", f"{MAKES}Artifact('b.txt', b'other')\n", "other-one")
    shelf.bring("outputs", "one", f"{MAKES}Artifact('c.txt', b'')\n", "whyfolio-broken")
    assert run(["-C", str(folio.root), "build", *PUBLIC]) == 0
    told = capsys.readouterr().err
    assert 'the output "home" is left out, since whyfolio itself has one of that name' in told
    assert 'the output "one" is left out, since other-one has one of that name' in told
    assert not {"a.txt", "c.txt"} & set(folio.site(Audience.PUBLIC))
    assert folio.site(Audience.PUBLIC)["b.txt"] == b"other"


def test_a_slow_plugin_is_used_and_told_of(
    shelf: Shelf, folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugins, "SLOW", 0.0)
    shelf.bring("outputs", "slow", f"{MAKES}Artifact('a.txt', b'')\n")
    built = folio.build(Audience.PUBLIC)
    assert [found.message for found in built.diagnostics] == ['the output "slow" took 0 seconds']
    assert "a.txt" in folio.site(Audience.PUBLIC)


def test_a_plugin_without_end_is_stopped(
    shelf: Shelf, folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugins, "LONGEST", 0.3)
    shelf.bring("outputs", "endless", "def FOUND(desk):\n    while True:\n        pass\n")
    built = folio.build(Audience.PUBLIC)
    assert [found.code for found in built.diagnostics] == ["W743"]
    assert "index.html" in folio.site(Audience.PUBLIC)


def test_no_build_is_taken_for_done_while_plugins_are_there(shelf: Shelf, folio: Folio) -> None:
    counted = "import pathlib\n" + MAKES.replace("    yield ", "    with open(SEEN, 'a') as f:\n")
    code = f"SEEN = {str(shelf.folder / 'seen')!r}\n{counted}        f.write('x')\n    return []\n"
    shelf.bring("outputs", "counting", code)
    for _ in range(2):
        assert run(["-C", str(folio.root), "build", *PUBLIC]) == 0
    assert (shelf.folder / "seen").read_text() == "xx"


RULE = "from whyfolio.coach.rule import Ask, Matter, rule\nfrom whyfolio.diagnostics import Place\n"
ASKS = "@rule('NXX1', 'x', Matter.WHY)\n"
RULES = {
    "no rule": ("FOUND = 4\n", "W742", "is an int, not a module with rules, or a rule"),
    "own code": (f"{RULE}@rule('N201', 'x', Matter.WHY)\ndef FOUND(n): yield\n", "W742", '"N201"'),
    "no matter": (f"{RULE}@rule('NXX1', 'x', 1)\ndef FOUND(n): yield\n", "W742", "NXX1"),
    "no question": (f"{RULE}{ASKS}def FOUND(n): yield 4\n", "W742", "Ask"),
    "no place": (f"{RULE}{ASKS}def FOUND(n): yield Ask(None, 'a')\n", "W742", "Ask"),
    "raises": (f"{RULE}{ASKS}def FOUND(n): 1 / 0\n", "W743", "division"),
}  # fmt: skip


@pytest.mark.parametrize("case", RULES)
def test_a_broken_rule_is_named_and_the_others_ask(
    case: str, shelf: Shelf, folio: Folio, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["-C", str(folio.root), "--today", "2026-11-21", "check", "--all"]
    assert run(where) == 0
    before = capsys.readouterr().err.splitlines()[:-1]
    code, wanted, message = RULES[case]
    shelf.bring("rules", "noise", code)
    assert run(where) == 0
    told = capsys.readouterr().err.splitlines()
    mine = next(line for line in told if line.startswith("whyfolio-broken:"))
    assert f'warning[{wanted}]: the rule "noise" ' in mine
    assert message in mine
    assert set(before) < set(told)


@pytest.mark.parametrize(
    ("code", "exit_code", "message"),
    [
        ("import nothing_of_this_name\n", 2, 'the importer "noise" cannot be loaded: Module'),
        ("FOUND = 4\n", 2, "is an int, not an Importer"),
        ("READ = lambda request: 1 / 0\n", 1, 'the importer "noise" failed, and is left out'),
        ("READ = lambda request: iter([4])\n", 1, 'the importer "noise" gave int'),
    ],
)
def test_a_broken_importer_writes_nothing_and_says_why(
    *, code: str, exit_code: int, message: str, shelf: Shelf, folio: Folio,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    made = "from whyfolio.importers.registry import Importer\nFOUND = Importer('A.', READ)\n"
    shelf.bring("importers", "noise", code + (made if "READ" in code else ""))
    before = sorted(folio.root.rglob("*"))
    assert run(["-C", str(folio.root), "import", "noise", "x"]) == exit_code
    assert message in capsys.readouterr().err
    assert sorted(folio.root.rglob("*")) == before
    assert run(["import", "--help"]) == 0


EXPORT = (
    "from whyfolio.exporters.exports import Export\nfrom whyfolio.model.audience import Audience\n"
    "FOUND = Export(__name__, 'a.csv', Audience.PUBLIC)\n"
)


@pytest.mark.parametrize(
    ("code", "exit_code", "message"),
    [
        ("import nothing_of_this_name\n", 2, 'the exporter "noise" cannot be loaded: Module'),
        ("FOUND = 4\n", 2, "is an int, not an Export or a Format"),
        (EXPORT.replace("Audience.PUBLIC", "None"), 2, "has an audience and is one file"),
        (EXPORT, 1, "AttributeError"),
        (f"{EXPORT}export = repr\n", 1, "gave str, not bytes"),
        (f"{EXPORT.replace('.csv', '.exe')}export = lambda view: b'MZ'\n", 1, "cannot read"),
        (f"{EXPORT}export = lambda view: {HELD.encode()!r}\n", 1, "held back from"),
    ],
)  # fmt: skip
def test_a_broken_exporter_writes_nothing_and_says_why(
    *, code: str, exit_code: int, message: str, shelf: Shelf, folio: Folio,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    shelf.bring("exporters", "noise", code)
    target = folio.root / "noise.csv"
    assert run(["-C", str(folio.root), "export", "noise", str(target)]) == exit_code
    assert message in capsys.readouterr().err
    assert not target.exists()
    assert run(["-C", str(folio.root), "export", "json", str(target)]) == 0
