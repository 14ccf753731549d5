"""The example package that reads the ladders of three companies."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from tests.folio import TODAY, Folio
from tests.plugins.test_examples import Place
from tests.unit.importers.shelf import levels, sheet

from whyfolio.content.ladders import read_ladder
from whyfolio.content.loader import load
from whyfolio.importers.intake import Intake, take_in
from whyfolio.importers.registry import Request
from whyfolio.importers.writing import write
from whyfolio.model.ladder import Ladder

PACKAGE = Path(__file__).parents[2] / "docs" / "examples" / "whyfolio-ladders"

TRACKS = """\
// @flow
import * as d3 from 'd3'
// export const tracks = {"A": {"milestones": run()}}
export const points = (n) => { switch (n) { case 1: return `${n}` } }
export const levels = {'0': '1.1', "5": '1.2'}
export const tracks: Tracks = {
  "ROPES": {
    "displayName": "Ropes", "category": "A", description: 'All that\\'s pulled',
    milestones: [{
      "summary": "Works the deck",
      "signals": ["Ties knots" /* all */, 'Coils ' + "lines",],
      "examples": ["A bowline"],
    }, {summary: `Teaches`, signals: ["Splices \\u00e0 la mode"], examples: []}],
  },
  SOUP: {displayName: "Soup", category: "B", description: "", milestones: [
    {summary: "Hot", signals: ["Boils"], examples: []},
    {summary: "", signals: [], examples: []},
  ]},
}
export const ids = Object.keys(tracks)
"""
PAGE = """\
<!doctype html><html><head><script>document.write("<li>no</li>")</script></head>
<body><ul><li>Menu</li></ul><div id="doc-container"><div><h1>{title}</h1>
<p><strong><em>{scope}</em></strong></p>
<p><strong>Scope</strong> <em>how far</em></p><ul><li>{first}</li></ul>
<h1>Core Responsibilities</h1><h2>Results</h2>
<p><strong>Impact</strong></p><ul><li>{second}</li>
<li>I use <a href="x.html">the &amp; sign</a><script>alert(1)</script></li></ul></div></div></body>
"""
CAPABILITY = """\
id: deck
name: On deck
skills:
  - id: ropes
    name: Ropes
    human:
      description: All that pulls.
      proficiencyDescriptions: {awareness: Ties knots, working: Splices}
    markers:
      awareness: {human: [Tied one], agent: [Tied by a program]}
"""
BEHAVIOUR = (
    "name: Calm\nhuman:\n  description: d\n  maturityDescriptions: {emerging: a, strong: b}\n"
)

Bring = Callable[..., tuple[Intake, dict[str, Ladder]]]


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bring:
    """Import files with one of the package's importers: (name, files by name)."""
    monkeypatch.syspath_prepend(str(PACKAGE))

    def brought(name: str, files: dict[str, str]) -> tuple[Intake, dict[str, Ladder]]:
        folio = Folio.at(tmp_path / "mine")
        theirs = tmp_path / "theirs"
        for path, text in files.items():
            (theirs / path).parent.mkdir(parents=True, exist_ok=True)
            (theirs / path).write_text(text)
        source = theirs / next(iter(files)) if len(files) == 1 else theirs
        read = import_module(f"whyfolio_ladders.{name}").IMPORTER.read
        request = Request(source, source.name, io.BytesIO().read, folio.root, TODAY)
        intake = take_in(name, read(request), load(folio.root), TODAY)
        write(folio.root, intake)
        ladders = {}
        for file in (folio.root / "content").glob("ladders/*"):
            ladder, problems = read_ladder(file.name, file.read_text())
            assert (ladder is not None, problems) == (True, ())
            assert ladder is not None
            ladders[ladder.id] = ladder
        return intake, ladders

    return brought


def told(intake: Intake) -> list[str]:
    found = intake.diagnostics
    return [f"{one.place.line}:{one.place.column} {one.code} {one.message}" for one in found]


def test_tracks_are_competencies_and_milestones_levels(bring: Bring) -> None:
    intake, ladders = bring("snowflake", {"constants.js": TRACKS})
    assert told(intake) == []
    ladder = ladders["snowflake"]
    assert levels(ladder) == {"1": "Milestone 1", "2": "Milestone 2"}
    assert sheet(ladder) == {
        "A / Ropes": {"1": ["Ties knots", "Coils lines"], "2": ["Splices à la mode"]},
        "B / Soup": {"1": ["Boils"]},
    }
    assert ladder.competencies[0].means == "All that's pulled"
    assert "# for example: A bowline" in intake.files[0].text
    assert "# Milestone 1: Works the deck" in intake.files[0].text


def test_of_a_whole_repository_the_nearest_tracks_are_read(bring: Bring) -> None:
    intake, ladders = bring(
        "snowflake",
        {
            "app/src/tracks.js": TRACKS.replace("Ropes", "Sails"),
            "app/src/tracks/old.js": TRACKS.replace("Ropes", "Oars"),
            "app/constants.js": "export const port = 80",
            "node_modules/kit/constants.js": TRACKS,
            "pages/index.js": TRACKS,
        },
    )
    assert told(intake) == []
    assert [row.title for row in ladders["snowflake"].competencies] == ["Sails", "Soup"]
    assert [(one.place.file, one.why) for one in intake.left_out] == [
        (
            "theirs/app/constants.js",
            "cannot be read: no object in this file holds tracks with milestones",
        ),
        ("theirs/app/src/tracks/old.js", "lies deeper than the tracks that are read"),
    ]


def test_tracks_in_several_files_of_a_folder_are_a_ladder_each(bring: Bring) -> None:
    files = {"logic/tracks/deck.js": TRACKS, "logic/tracks/galley.js": TRACKS, "next.js": "x"}
    intake, ladders = bring("snowflake", files)
    assert (told(intake), intake.left_out, set(ladders)) == ([], (), {"deck", "galley"})


STANDS = 'here stands "{}", which is no plain value'


@pytest.mark.parametrize(
    ("before", "odd", "why"),
    [
        ("x: {milestones: [", 'alert("hi")]}', STANDS.format('alert("hi")]}}')),
        ("x: {milestones: [`", "${home()}`]}", STANDS.format("${home()}`]}}")),
        ("", "...others", STANDS.format("...others}")),
        ("", "[key]: {milestones: []}", STANDS.format("[key]: {milestones: []}}")),
        ("x: {milestones: [1 ", "+ 2]}", STANDS.format("+ 2]}}")),
        ("x: {milestones: [", '"open', "a text begins here and does not end"),
        ("x: {milestones: [", "", STANDS.format("}")),
        ("x: " + "[" * 40, "[[", "it is more than 40 deep"),
    ],
)
def test_javascript_that_is_no_literal_is_parsed_and_never_run(
    bring: Bring, before: str, odd: str, why: str
) -> None:
    script = f"const other = run()\nconst tracks={{{before}"
    column = len(script.splitlines()[-1]) + 1
    intake, ladders = bring("snowflake", {"constants.js": f"{script}{odd}}}"})
    assert told(intake) == [f"2:{column} E510 the tracks are not a literal: {why}"]
    assert ladders == {}


def test_a_script_without_tracks_is_refused(bring: Bring) -> None:
    intake, ladders = bring("snowflake", {"constants.js": "const tracks = {x: 1}"})
    assert told(intake) == ["1:1 E510 no object in this file holds tracks with milestones"]
    assert ladders == {}


SCRIPTS = ["/*" * 300_000, "\\'" * 300_000, "const a={" * 60_000, "`" * 9999]


@pytest.mark.parametrize("text", SCRIPTS)
def test_no_script_keeps_the_reader_busy(bring: Bring, text: str) -> None:
    assert bring("snowflake", {"constants.js": text})[1] == {}


def test_pages_of_one_role_are_one_ladder_and_scripts_are_no_words(bring: Bring) -> None:
    intake, ladders = bring(
        "dropbox",
        {
            "ic2.html": PAGE.format(title="IC2 Cook", scope="I cook.", first="One", second="Two"),
            "ic1.html": PAGE.format(title="IC1 Cook", scope="I learn.", first="A", second="B"),
            "m1.html": PAGE.format(title="M1 Kitchen Manager", scope="s", first="C", second="D"),
            "faq.html": "<h1>Questions</h1>",
        },
    )
    assert [one.why for one in intake.left_out] == ["describes no level"]
    assert set(ladders) == {"cook", "kitchen-manager"}
    ladder = ladders["cook"]
    assert levels(ladder) == {"ic1": "IC1 Cook", "ic2": "IC2 Cook"}
    assert ladder.levels[0].scope == "I learn."
    assert sheet(ladder) == {
        "Scope": {"ic1": ["A"], "ic2": ["One"]},
        "Results / Impact": {
            "ic1": ["B", "I use the & sign"],
            "ic2": ["Two", "I use the & sign"],
        },
    }


def test_a_page_nested_without_end_is_no_ladder(bring: Bring) -> None:
    intake, ladders = bring("dropbox", {"a.html": '<div id="doc-container">' + "<b>" * 50_000})
    assert [one.code for one in intake.diagnostics] == ["E510"]
    assert ladders == {}


def test_skills_are_one_ladder_and_behaviours_another(bring: Bring) -> None:
    intake, ladders = bring(
        "forwardimpact",
        {
            "capabilities/deck.yaml": CAPABILITY,
            "behaviours/calm.yaml": BEHAVIOUR,
            "behaviours/_index.yaml": "files: [calm]\n",
            "levels.yaml": "- {id: J1}\n",
            "standard.yaml": "title: Harbour\nentityDefinitions: {}\n",
        },
    )
    assert [one.why for one in intake.left_out] == ["holds neither skills nor behaviours"]
    assert sheet(ladders["harbour-skills"]) == {
        "On deck / Ropes": {"awareness": ["Ties knots"], "working": ["Splices"]}
    }
    assert sheet(ladders["harbour-behaviours"]) == {"Calm": {"emerging": ["a"], "strong": ["b"]}}
    skills = next(file.text for file in intake.files if "skills" in file.path)
    assert "# seen when: Tied one" in skills
    assert "program" not in skills


def test_the_package_is_installed_and_used_like_any_other(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = Place(tmp_path_factory.mktemp("ladders"))
    place.install(PACKAGE)
    folio = Folio.at(tmp_path)
    (tmp_path / "constants.js").write_text(TRACKS)
    told = place.run(folio.root, "import", "--help").stdout
    assert re.search(r"^  snowflake +from whyfolio-ladders$", told, re.MULTILINE)
    done = place.run(folio.root, "import", "snowflake", "constants.js", "--license", "Apache-2.0")
    assert (done.returncode, done.stdout) == (0, "Brought 1 ladder.\n")
    assert 'license: "Apache-2.0"' in (tmp_path / "content/ladders/snowflake.yaml").read_text()
    (tmp_path / "evil.js").write_text("const tracks = {x: require('fs')}")
    done = place.run(folio.root, "import", "snowflake", "evil.js")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "evil.js:1:20: error[E510]: the tracks are not a literal: here stands \"require('fs')}\""
    )
