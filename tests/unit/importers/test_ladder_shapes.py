"""Each shape in which others keep ladders becomes one that whyfolio measures by."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.importers.shelf import Shelf, levels, sheet

FAMILY = """
name: Harbour engineers
summary: What we look for.
levels:
  - {id: deckhand, name: Deckhand}
  - {id: mate, name: First mate}
themes:
  - {id: craft, name: Craft, summary: How well it is built.}
  - {id: crew, name: Crew}
competencies:
  - id: 7f00aa
    summary: "Ties knots: all of them"
    level: deckhand
    theme: craft
    examples: [A bowline in the dark]
    proficiency: Working knowledge
  - {id: 7f00ab, summary: Splices rope, level: mate, theme: craft}
  - {id: 7f00ac, summary: Teaches knots, level: mate, theme: crew}
  - {id: 7f00ad, summary: Sails home, level: captain, theme: crew}
"""

TOPICS = """---
path: "/harbour"
title: "⚓ Harbour Framework"
levels: 3
topics:
  - name: "craft"
    title:
    content:
      - level: 1
        criteria:
          - "Ties knots"
      - level: 2
        exampleCriteria:
          - criteria: "Splices rope"
            examples: ["At night", "In rain"]
  - name: "crew"
    title: "👥 The crew"
    content:
      - level: 1
        criteria: ["Says good morning", "Shares the coffee"]
---

A compass, no timetable.
"""

NAMED = {
    "title": "🚢 Sailing",
    "path": "sailing-competencies",
    "summary": "All who sail.",
    "topics": [
        {
            "title": "🧭 Finding the way",
            "path": "navigation",
            "summary": "By stars and by chart.",
            "levels": [
                {"title": "Green", "path": "green", "criteria": ["Reads a chart"]},
                {
                    "title": "Old hand",
                    "path": "old",
                    "summary": "Years.",
                    "criteria": ["Reads stars"],
                },
            ],
        },
        {
            "title": "Ropes",
            "path": "ropes",
            "levels": [
                {"title": "Green", "path": "green", "criteria": ["Ties knots"]},
                {"title": "Able", "path": "able", "criteria": ["Splices rope", "Whips ends"]},
                {"title": "Old hand", "path": "old", "criteria": []},
            ],
        },
    ],
}

MATRIX = {
    "version": 3,
    "company": {"name": "Harbour & Co", "url": "https://harbour.example/"},
    "themes": [{"title": "Deck", "skills": ["Ropes", "Sails "]}],
    "levels": [
        {
            "name": "Level 0",
            "titles": ["Deckhand"],
            "detail": "Learns the ropes.",
            "skills": [
                {"name": "Ropes", "body": "Ties knots."},
                {"name": "Cooking", "body": "Soup."},
            ],
        },
        {"name": "Level 1", "titles": [], "skills": [{"name": "Sails", "body": "Reefs in time."}]},
    ],
}


def test_a_job_family_has_its_themes_as_competencies_and_keeps_its_own_ids(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("engineers.yml", FAMILY)
    brought = shelf.bring("engineers.yml", license="MIT")
    ladder = shelf.ladder("engineers")
    assert (ladder.title, ladder.license, ladder.source) == (
        "Harbour engineers", "MIT", "engineers.yml",
    )  # fmt: skip
    assert levels(ladder) == {"deckhand": "Deckhand", "mate": "First mate"}
    assert sheet(ladder) == {
        "Craft": {"deckhand": ["Ties knots: all of them"], "mate": ["Splices rope"]},
        "Crew": {"mate": ["Teaches knots"]},
    }
    cells = (cell for row in ladder.competencies for _, cell in row.expectations)
    assert [said.id for cell in cells for said in cell] == ["7f00aa", "7f00ab", "7f00ac"]
    assert brought.told == [
        'engineers.yml:19 W510 a competency is left out: the level "captain" is not in its list'
    ]
    assert "# for example: A bowline in the dark" in shelf.files()["engineers"]
    assert "# proficiency: Working knowledge" in shelf.files()["engineers"]


def test_topics_in_front_matter_have_numbered_levels_and_those_that_nobody_fills(
    tmp_path: Path,
) -> None:
    shelf = Shelf.at(tmp_path).put("harbour.md", TOPICS)
    assert shelf.bring("harbour.md").told == []
    ladder = shelf.ladder("harbour")
    assert levels(ladder) == {"1": "Level 1", "2": "Level 2", "3": "Level 3"}
    assert sheet(ladder) == {
        "Craft": {"1": ["Ties knots"], "2": ["Splices rope"]},
        "👥 The crew": {"1": ["Says good morning", "Shares the coffee"]},
    }
    assert [row.id for row in ladder.competencies] == ["craft", "crew"]
    assert "          # for example: In rain" in shelf.files()["harbour"]


def test_numbered_levels_need_not_begin_at_one(tmp_path: Path) -> None:
    text = TOPICS.replace("level: 2", "level: 4").replace("level: 1", "level: 3")
    shelf = Shelf.at(tmp_path).put("harbour.md", text.replace("levels: 3", "levels: 2"))
    shelf.bring("harbour.md")
    assert levels(shelf.ladder("harbour")) == {"3": "Level 3", "4": "Level 4"}


def test_topics_with_levels_of_their_own_share_those_of_one_name(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("sailing.json", json.dumps(NAMED, indent="\t"))
    shelf.put("roles.json", '{"title": "Crew", "departments": []}')
    shelf.put("topics-schema.json", '{"$schema": "x", "properties": {}}')
    brought = shelf.bring()
    assert brought.left_out == {
        "roles.json": "describes roles by what stands in other files",
        "topics-schema.json": "is a schema, not a ladder",
    }
    ladder = shelf.only()
    assert levels(ladder) == {"green": "Green", "able": "Able", "old": "Old hand"}
    assert sheet(ladder) == {
        "🧭 Finding the way": {"green": ["Reads a chart"], "old": ["Reads stars"]},
        "Ropes": {"green": ["Ties knots"], "able": ["Splices rope", "Whips ends"]},
    }
    assert ladder.competencies[0].means == "By stars and by chart."
    assert "# Old hand: Years." in shelf.files()["sailing-competencies"]


def test_a_matrix_of_skills_keeps_its_version_and_its_address(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("matrix.json", json.dumps(MATRIX))
    assert shelf.bring("matrix.json").told == []
    ladder = shelf.ladder("harbour-co")
    assert (ladder.version, ladder.source) == ("3", "https://harbour.example/")
    assert levels(ladder) == {"level-0": "Level 0: Deckhand", "level-1": "Level 1"}
    assert ladder.levels[0].scope == "Learns the ropes."
    assert sheet(ladder) == {
        "Deck / Ropes": {"level-0": ["Ties knots."]},
        "Deck / Sails": {"level-1": ["Reefs in time."]},
        "Cooking": {"level-0": ["Soup."]},
    }


def skill(name: str, rank: int, means: str = "", competency: str = "ropes") -> dict[str, str]:
    shape = {"slug": name.lower(), "name": name, "description": means, "rank": str(rank)}
    return {**shape, "competency": competency}


ROPES = {"slug": "ropes", "name": "Ropes", "description": "All that pulls.", "rank": "10"}
DIRECT = {
    "competency_domain": [{"slug": "deck", "name": "On deck"}],
    "competency": [{**ROPES, "competency_domain": "deck"}],
    "skill": [
        skill("Knots", 20, "Ties."),
        skill("Splicing", 10),
        skill("Soup", 1, "Hot.", "galley"),
    ],
    "skill_level": [
        {"name": "Able", "level": "1", "short_description": "Can do it"},
        {"name": "None or not applicable", "level": "0", "short_description": "No ability"},
    ],
}
SKILLS = [{"title": "Splicing", "description": ""}, {"title": "Knots", "description": "Ties."}]
DECK = {"title": "Ropes", "description": "All that pulls.", "skills": SKILLS}
WHOLE = {"competency_domains": [{"title": "On deck", "competencies": [DECK]}]}


def put_direct(shelf: Shelf) -> Shelf:
    for stem, value in DIRECT.items():
        shelf.put(f"framework/{stem}.json", json.dumps(value, indent=1))
    shelf.put("framework/skill.csv", "name,slug\nKnots,knots\n")
    shelf.put("framework/provider.json", "[]")
    return shelf.put("framework/DIRECT-framework-all-in-one.json", json.dumps(WHOLE))


def test_skills_and_levels_that_stand_apart_are_joined_and_no_ability_asks_for_nothing(
    tmp_path: Path,
) -> None:
    shelf = put_direct(Shelf.at(tmp_path))
    brought = shelf.bring("framework")
    ladder = shelf.ladder("direct")
    assert levels(ladder) == {"none-or-not-applicable": "None or not applicable", "able": "Able"}
    assert sheet(ladder) == {
        "On deck / Ropes": {"able": ["Splicing (Able)", "Knots (Able): Ties."]}
    }
    assert [line.partition(" ")[2] for line in brought.told] == [
        'W510 "Soup" is left out: no competency is called "galley"'
    ]
    assert set(brought.left_out.values()) == {
        "says the same as the files beside it",
        "says the same as skill.json",
        "lists tools or courses, and expects nothing",
    }


def test_the_one_file_with_all_skills_finds_the_levels_beside_it(tmp_path: Path) -> None:
    shelf = put_direct(Shelf.at(tmp_path))
    brought = shelf.bring("framework/DIRECT-framework-all-in-one.json")
    assert (brought.told, brought.left_out) == ([], {})
    assert sheet(shelf.ladder("direct")) == {
        "On deck / Ropes": {"able": ["Splicing (Able)", "Knots (Able): Ties."]}
    }


def test_skills_without_levels_anywhere_are_refused(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("DIRECT-framework-all-in-one.json", json.dumps(WHOLE))
    brought = shelf.bring("DIRECT-framework-all-in-one.json")
    assert brought.told == [
        "DIRECT-framework-all-in-one.json:1 E510 the framework's levels are not here"
    ]
    assert shelf.files() == {}


def test_a_pipe_is_told_by_what_it_holds(tmp_path: Path) -> None:
    for number, text in enumerate((FAMILY, TOPICS, json.dumps(NAMED), "Skill;L1;L2\nRopes;a;b\n")):
        (tmp_path / str(number)).mkdir()
        shelf = Shelf.at(tmp_path / str(number))
        shelf.bring(stdin=text)
        assert shelf.only().competencies, text


def test_a_page_that_is_yaml_by_its_name_can_be_named_another_shape(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("crew.txt", "Skill,Junior,Senior\nRopes,Ties knots,Splices\n")
    shelf.bring("crew.txt", format="csv")
    assert sheet(shelf.only()) == {"Ropes": {"junior": ["Ties knots"], "senior": ["Splices"]}}


def test_a_shape_that_was_named_and_is_not_there_is_refused(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("engineers.yml", FAMILY)
    assert shelf.bring("engineers.yml", format="monzo").told == [
        "engineers.yml:1 E510 this has not the shape of monzo"
    ]
    assert shelf.files() == {}
