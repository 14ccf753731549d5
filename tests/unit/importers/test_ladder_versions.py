"""The next version of a ladder: what is known comes once, and old ids stay good."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.unit.importers.shelf import Shelf, levels, sheet

from whyfolio.errors import UsageError
from whyfolio.model.ladder import Ladder
from whyfolio.portfolio.levels import Change, ladder_difference

FIRST = """\
Competency,L1 Deckhand,L2 Mate
Ropes,"Ties knots
Coils lines",Splices rope
Crew,Says good morning,Brings people on
Galley,Boils eggs,Makes stock
"""
SECOND = """\
Competency,L1 Deckhand,L2 Mate,L3 Captain
Rope work,"Sorts the locker
Ties knots
Coils lines","Splices rope
Teaches splicing",Plans the rig
Crew,Says good morning,Listens first,Speaks last
"""


def ids(ladder: Ladder) -> dict[str, str]:
    """The id of each expectation by its text."""
    cells = (cell for row in ladder.competencies for _, cell in row.expectations)
    return {said.text: said.id for cell in cells for said in cell}


def both(folder: Path) -> Shelf:
    shelf = Shelf.at(folder).put("crew.csv", FIRST)
    shelf.bring("crew.csv", version="1")
    shelf.put("crew.csv", SECOND).bring("crew.csv", version="2")
    return shelf


def test_the_same_ladder_comes_once_whatever_its_author_changed_since(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("crew.csv", FIRST)
    shelf.bring("crew.csv")
    path = "content/ladders/crew.yaml"
    mine = shelf.files()["crew"].replace("Ties knots", "Ties knots well")
    shelf.desk.folio.write(path, mine)
    again = shelf.bring("crew.csv")
    assert (again.intake.known, again.intake.files) == (1, ())
    assert shelf.files() == {"crew": mine}


def test_another_version_stands_beside_the_first_and_is_told(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("crew.csv", FIRST)
    shelf.bring("crew.csv", version="1")
    before = shelf.files()["crew"]
    brought = shelf.put("crew.csv", SECOND).bring("crew.csv", version="2")
    assert shelf.files()["crew"] == before
    assert (shelf.ladder("crew-2").id, shelf.ladder("crew-2").version) == ("crew-2", "2")
    assert brought.said[-2:] == [
        "crew-2 is another version of crew; what is new:",
        "  whyfolio ladder diff crew crew-2",
    ]
    assert shelf.bring("crew.csv", version="2").intake.known == 1


def test_an_expectation_keeps_its_id_and_no_other_ever_gets_it(tmp_path: Path) -> None:
    shelf = both(tmp_path)
    assert ids(shelf.ladder("crew")) == {
        "Ties knots": "ropes.l1-deckhand.1",
        "Coils lines": "ropes.l1-deckhand.2",
        "Splices rope": "ropes.l2-mate.1",
        "Says good morning": "crew.l1-deckhand.1",
        "Brings people on": "crew.l2-mate.1",
        "Boils eggs": "galley.l1-deckhand.1",
        "Makes stock": "galley.l2-mate.1",
    }
    assert ids(shelf.ladder("crew-2")) == {
        "Sorts the locker": "rope-work.l1-deckhand.1",
        "Ties knots": "ropes.l1-deckhand.1",
        "Coils lines": "ropes.l1-deckhand.2",
        "Splices rope": "ropes.l2-mate.1",
        "Teaches splicing": "rope-work.l2-mate.2",
        "Plans the rig": "rope-work.l3-captain.1",
        "Says good morning": "crew.l1-deckhand.1",
        "Listens first": "crew.l2-mate.2",
        "Speaks last": "crew.l3-captain.1",
    }


def test_a_claim_for_a_competency_that_was_renamed_counts_on(tmp_path: Path) -> None:
    ladder = both(tmp_path).ladder("crew-2")
    renamed = ladder.competency("ropes")
    assert renamed is not None
    assert renamed.id == "rope-work"
    assert ladder.competency("galley") is None


def test_what_the_version_before_covers_is_carried_over(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("crew.csv", FIRST)
    shelf.bring("crew.csv")
    text, marker, mark = shelf.files()["crew"].partition("# imported")
    mine = f"{text.partition('covers:')[0]}covers:\n  ropes: [execution]\n  galley: [upward]\n"
    shelf.desk.folio.write("content/ladders/crew.yaml", f"{mine}{marker}{mark}")
    brought = shelf.put("crew.csv", SECOND).bring("crew.csv")
    assert shelf.ladder("crew-2").covers == (("rope-work", ("execution", "ropes")),)
    assert not any("would count for" in line for line in brought.said)


def test_the_difference_of_two_versions_follows_what_was_renamed(tmp_path: Path) -> None:
    shelf = both(tmp_path)
    found = ladder_difference(shelf.ladder("crew"), shelf.ladder("crew-2"))
    assert found.renamed == (("Ropes", "Rope work"),)
    assert (found.competencies_gone, found.competencies_new) == (("Galley",), ())
    assert (found.levels_gone, found.levels_new) == ((), ("L3 Captain",))
    assert found.changes == (
        Change("Rope work", "L1 Deckhand", (), ("Sorts the locker",)),
        Change("Rope work", "L2 Mate", (), ("Teaches splicing",)),
        Change("Crew", "L2 Mate", ("Brings people on",), ("Listens first",)),
    )


def test_a_version_under_another_name_says_which_it_replaces(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("crew.csv", FIRST).put("sailors.csv", SECOND)
    shelf.bring("crew.csv")
    shelf.bring("sailors.csv", replaces="crew")
    assert ids(shelf.ladder("sailors"))["Ties knots"] == "ropes.l1-deckhand.1"
    with pytest.raises(
        UsageError, match='there is no ladder called "crow" to be replaced; did you'
    ):
        shelf.bring("sailors.csv", replaces="crow")


def test_a_level_keeps_its_id_under_its_title(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path)
    family = "name: Crew\nlevels:\n  - {{id: {0}, name: Mate}}\nthemes:\n  - {{id: t, name: T}}\n"
    family += "competencies:\n  - {{id: c1, summary: {1}, level: {0}, theme: t}}\n"
    shelf.put("crew.yml", family.format("m", "Splices")).bring("crew.yml")
    shelf.put("crew.yml", family.format("mate", "Sews")).bring("crew.yml")
    assert levels(shelf.ladder("crew-2")) == {"m": "Mate"}
    assert sheet(shelf.ladder("crew-2")) == {"T": {"m": ["Sews"]}}
    assert ids(shelf.ladder("crew-2")) == {"Sews": "t.m.1"}


def test_two_companies_with_one_file_name_are_not_two_versions(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("crew.csv", FIRST)
    shelf.bring("crew.csv", source="Harbour & Co")
    brought = shelf.put("crew.csv", SECOND).bring("crew.csv", source="Pier Ltd")
    assert shelf.ladder("crew-2").source == "Pier Ltd"
    assert ids(shelf.ladder("crew-2"))["Ties knots"] == "rope-work.l1-deckhand.2"
    assert not any("another version" in line for line in brought.said)


def test_version_source_and_licence_are_what_the_repository_says(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("docs/crew.csv", FIRST)
    shelf.put("LICENSE", "                Apache License\n          Version 2.0, January 2004\n")
    told = ["-c", "user.name=Kim", "-c", "user.email=kim@vale.example"]
    origin = "https://kim:hunter2@code.example/harbour/ladders.git"
    for words in (
        ["init", "-q"],
        ["remote", "add", "origin", origin],
        ["add", "-A"],
        [*told, "commit", "-qm", "x", "--date", "2024-03-05T10:00:00Z"],
    ):
        subprocess.run(
            ["git", *words],
            cwd=shelf.desk.source,
            check=True,
            env={"GIT_COMMITTER_DATE": "2024-03-05T10:00:00Z", "PATH": "/usr/bin:/bin"},
        )
    shelf.bring("docs")
    ladder = shelf.ladder("crew")
    assert (ladder.version, ladder.source, ladder.license) == (
        "2024-03-05",
        "harbour/ladders: docs/crew.csv",
        "Apache-2.0",
    )


def test_nothing_is_said_of_an_origin_that_nobody_wrote_down(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path)
    shelf.bring(stdin=FIRST)
    ladder = shelf.only()
    assert (ladder.id, ladder.version, ladder.source, ladder.license) == ("ladder", "", "", "")


def test_a_name_for_one_ladder_is_refused_for_several(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("a.csv", FIRST).put("b.csv", SECOND)
    with pytest.raises(UsageError, match=r"these options are for one ladder, and \. holds 2"):
        shelf.bring(id="crew")
    with pytest.raises(UsageError, match='"Our crew" cannot be an id: it holds something else'):
        shelf.bring("a.csv", id="Our crew")
    shelf.bring("a.csv", id="our-crew", title="Our crew")
    assert (shelf.only().id, shelf.only().title) == ("our-crew", "Our crew")
