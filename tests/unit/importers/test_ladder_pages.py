"""Markdown: headings, lists and tables, one ladder a page, several, or a page for each level."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.importers.shelf import Sheet, Shelf, levels, sheet

LEVELS_FIRST = """\
# Harbour ladder

Some words about it.

## L1: Deckhand

> Learns the ropes.

### Craft
- Ties knots, see [the book](https://knots.example/a)
- Keeps the *deck* dry

### Crew
Says good morning.

---

## L2: First Mate

### Craft
* Splices rope

### Crew
* Brings people on
  and stays near

# How to use this

- As a compass
"""
COMPETENCIES_FIRST = """\
# Competencies

## Craft

How well things are built.

- **Beginner**
  - Ties knots, see [the book](https://knots.example/a)
  - Keeps the deck dry
- **Expert**
  - Splices rope

## Crew

- **Beginner**
  - Says good morning.
- **Expert**
  - Brings people on and stays near
"""
TABLE = """\
# Titles

Text before.

| Category | Deckhand (L1) | Mate (L2) |
| --- | :-: | --- |
| **Skill** | | |
| *Craft* | Ties knots<br>Keeps the deck dry | Splices \\| whips |
| **Crew** | | |
| *Trust* | Says good morning. | Brings people on |
"""


def of(folder: Path, **pages: str) -> Shelf:
    shelf = Shelf.at(folder)
    for name, text in pages.items():
        shelf.put(f"{name.replace('__', '/')}.md", text)
    return shelf


def test_levels_above_competencies(tmp_path: Path) -> None:
    shelf = of(tmp_path, harbour=LEVELS_FIRST)
    brought = shelf.bring("harbour.md")
    ladder = shelf.ladder("harbour")
    assert ladder.title == "Harbour ladder"
    assert levels(ladder) == {"l1-deckhand": "L1: Deckhand", "l2-first-mate": "L2: First Mate"}
    assert ladder.levels[0].scope == "Learns the ropes."
    assert sheet(ladder) == {
        "Craft": {
            "l1-deckhand": ["Ties knots, see the book", "Keeps the deck dry"],
            "l2-first-mate": ["Splices rope"],
        },
        "Crew": {
            "l1-deckhand": ["Says good morning."],
            "l2-first-mate": ["Brings people on and stays near"],
        },
    }
    assert brought.told == [
        (
            'harbour.md:3 W510 2 lines under "Harbour ladder", "How to use this" are left out: '
            "no level is named there"
        )
    ]


def test_competencies_above_levels(tmp_path: Path) -> None:
    shelf = of(tmp_path, harbour=COMPETENCIES_FIRST)
    shelf.bring("harbour.md")
    assert levels(shelf.only()) == {"beginner": "Beginner", "expert": "Expert"}
    assert sheet(shelf.only()) == {
        "Craft": {
            "beginner": ["Ties knots, see the book", "Keeps the deck dry"],
            "expert": ["Splices rope"],
        },
        "Crew": {
            "beginner": ["Says good morning."],
            "expert": ["Brings people on and stays near"],
        },
    }


def test_a_table_with_themes_between_its_rows(tmp_path: Path) -> None:
    shelf = of(tmp_path, titles=TABLE)
    brought = shelf.bring("titles.md")
    assert sheet(shelf.only()) == {
        "Skill / Craft": {
            "deckhand-l1": ["Ties knots", "Keeps the deck dry"],
            "mate-l2": ["Splices | whips"],
        },
        "Crew / Trust": {"deckhand-l1": ["Says good morning."], "mate-l2": ["Brings people on"]},
    }
    assert brought.told == [
        'titles.md:3 W510 a line under "Titles" is left out: no level is named there'
    ]


def test_a_row_of_a_table_is_read_however_long_it_is(tmp_path: Path) -> None:
    long = "Ties knots " * 500
    text = f"| Skill | Junior | Senior |\n|--|--|--|\n| Ropes | {long}| b |\n\n{long}\n"
    shelf = of(tmp_path, t=text)
    brought = shelf.bring("t.md")
    assert sheet(shelf.only()) == {"Ropes": {"junior": [long.strip()], "senior": ["b"]}}
    assert brought.told == ["t.md:5 W510 a line of more than 4,000 characters is left out"]


AXES = """\
# Introduction

# Levels

## Technology

1. **Adopts**: learns the tools of the team
2. **Masters**: knows the whole of it
3. **Creates**: makes new tools

## People

1. **Learns**: learns from others
2. **Mentors**: helps others grow
3. **Manages**: looks after careers
"""
ROLE = """\
# Developer

| Level | Senior | Position |
| :-: | :-: | :-: |
| 1 | No | [D1 - Developer 1](#d1---developer-1) |
| 2 | Yes | [D2 - Developer 2](#d2---developer-2) |

## D1 - Developer 1

<picture>
  <img alt="Developer 1" src="/charts/developer-1.png">
</picture>

* **Adopts**: learns the tools of the team
* **Learns**: learns from others

## D2 - Developer 2

* **Masters**: knows the whole of it
* **Mentors**: helps others grow
"""
BY_AXIS: Sheet = {
    "Technology": {
        "d1-developer-1": ["Adopts: learns the tools of the team"],
        "d2-developer-2": ["Masters: knows the whole of it"],
    },
    "People": {
        "d1-developer-1": ["Learns: learns from others"],
        "d2-developer-2": ["Mentors: helps others grow"],
    },
}


@pytest.mark.parametrize("path", ["", "Developer.md"])
def test_what_a_label_belongs_to_is_looked_up_in_the_index(tmp_path: Path, path: str) -> None:
    shelf = of(tmp_path, Developer=ROLE, README=AXES)
    shelf.bring(path)
    assert sheet(shelf.ladder("developer")) == BY_AXIS
    if not path:
        assert sheet(shelf.ladder("theirs"))["People"] == {
            "1": ["Learns: learns from others"],
            "2": ["Mentors: helps others grow"],
            "3": ["Manages: looks after careers"],
        }


def test_without_the_index_sentences_at_one_place_are_one_competency(tmp_path: Path) -> None:
    shelf = of(tmp_path, Developer=ROLE)
    shelf.bring("Developer.md")
    assert sheet(shelf.only()) == {
        "Adopts, Masters": BY_AXIS["Technology"],
        "Learns, Mentors": BY_AXIS["People"],
    }


def test_labels_that_every_level_has_are_the_competencies(tmp_path: Path) -> None:
    text = "## Junior\n\n- **Craft**: ties knots\n- **Crew**: says hello\n\n"
    text += "## Senior\n\n- **Craft**: splices rope\n- **Crew**: brings people on\n"
    shelf = of(tmp_path, t=text)
    shelf.bring("t.md")
    assert sheet(shelf.only()) == {
        "Craft": {"junior": ["ties knots"], "senior": ["splices rope"]},
        "Crew": {"junior": ["says hello"], "senior": ["brings people on"]},
    }


def test_several_roles_on_a_page_are_several_ladders(tmp_path: Path) -> None:
    role = "## {0}\n### {0} I\n#### Craft\n- a {0}\n### Senior {0}\n#### Craft\n- b {0}\n\n"
    shelf = of(tmp_path, roles="# Roles\n\n" + role.format("Cook") + role.format("Pilot"))
    shelf.bring("roles.md")
    assert {name: sheet(shelf.ladder(name)) for name in shelf.files()} == {
        "roles-cook": {"Craft": {"cook-i": ["a Cook"], "senior-cook": ["b Cook"]}},
        "roles-pilot": {"Craft": {"pilot-i": ["a Pilot"], "senior-pilot": ["b Pilot"]}},
    }


def test_a_level_without_a_rank_is_one_beside_those_that_have_one(tmp_path: Path) -> None:
    shelf = of(tmp_path, t="## Graduate Cook\n- a b c\n## Cook\n- d e f\n## Senior Cook\n- g h i\n")
    shelf.bring("t.md")
    assert list(levels(shelf.only())) == ["graduate-cook", "cook", "senior-cook"]


def test_pages_that_are_a_level_each_are_one_ladder(tmp_path: Path) -> None:
    shelf = of(
        tmp_path,
        eng__senior="---\ntitle: Senior Cook\nlevel: 2\n---\n### Craft\n- Makes stock\n",
        eng__cook="---\ntitle: Cook\nlevel: 1\n---\n### Craft\n- Boils eggs\n",
        eng__faq="# Questions\n\nNone.\n",
    )
    brought = shelf.bring()
    assert levels(shelf.ladder("eng")) == {"cook": "Cook", "senior-cook": "Senior Cook"}
    assert sheet(shelf.ladder("eng")) == {
        "Craft": {"cook": ["Boils eggs"], "senior-cook": ["Makes stock"]}
    }
    assert brought.left_out == {"eng/faq.md": "names no levels in its headings, lists or tables"}


def test_a_table_in_html_and_code_are_no_part_of_a_ladder(tmp_path: Path) -> None:
    text = (
        "## Junior\n- ties many knots\n## Senior\n- splices much rope\n\n```\n- not this\n```\n\n"
    )
    text += "<!-- - nor this -->\n<script>\n- nor that\n</script>\n\n"
    text += "<table>\n<tr><td>x</td></tr>\n</table>\n"
    shelf = of(tmp_path, t=text)
    brought = shelf.bring("t.md")
    assert sheet(shelf.only()) == {
        "t": {"junior": ["ties many knots"], "senior": ["splices much rope"]}
    }
    assert brought.told[0] == "t.md:15 W510 a table written as HTML is left out"


def test_what_a_handbook_counts_is_no_level(tmp_path: Path) -> None:
    plan = "# Your first months\n\n## Phase 1: Listen\n\n- Ask\n\n## Phase 2: Act\n\n- Mend\n"
    days = "# Days\n\n## First 30 days\n\n- Ask\n\n## First 90 days\n\n- Mend\n"
    shelf = Shelf.at(tmp_path).put("plan.md", plan).put("days.md", days)
    deck = "### Deck\n\n- Ties\n\n### Galley\n\n- Cooks\n"
    shelf.put("crew.md", f"# Crew\n\n## Level 1\n\n{deck}\n## Level 2\n\n{deck}")
    shelf.bring(".")
    assert list(shelf.files()) == ["crew"]


PLAN = """\
# Plan

## Step 1: Ask
- Sends the letters to all the shops

## Step 2: Count
- Counts what comes back by Friday
"""
ALONE = """\
# Watch

## Level 1
- Sees the light of the next buoy

## Level 2
- Sees the weather before it comes
"""
HEADED = """\
# Orders

| What | Style | Signs |
| --- | --- | --- |
| Bread | Warm and plain | The shop is full |
| Cakes | Cold and rich | The shop is late |
"""


def test_among_many_pages_plans_and_lists_are_no_ladders(tmp_path: Path) -> None:
    shelf = of(tmp_path, ladder=LEVELS_FIRST, plan=PLAN, watch=ALONE, orders=HEADED)
    brought = shelf.bring()
    assert set(shelf.files()) == {"ladder"}
    assert brought.left_out == {
        "orders.md": "names no levels in its headings, lists or tables",
        "plan.md": "names no levels in its headings, lists or tables",
        "watch.md": (
            "has expectations for one competency alone; name the page itself, if it is a ladder"
        ),
    }


def test_a_page_of_one_competency_is_a_ladder_when_it_is_named(tmp_path: Path) -> None:
    shelf = of(tmp_path, watch=ALONE, other=LEVELS_FIRST)
    shelf.bring("watch.md")
    assert sheet(shelf.only()) == {
        "Watch": {
            "level-1": ["Sees the light of the next buoy"],
            "level-2": ["Sees the weather before it comes"],
        }
    }


def test_of_roles_with_as_many_pages_each_the_first_is_taken(tmp_path: Path) -> None:
    roles = ("Bosun", "Cook", "Diver", "Engineer", "Mate", "Pilot", "Rigger")
    pages = {
        f"{role} {number}": f"# {role} {number}\n\n## Craft\n- knows {number} ropes\n"
        for role in roles
        for number in (1, 2)
    }
    shelf = of(tmp_path, **pages)
    shelf.bring(".")
    assert sheet(shelf.only()) == {
        "Craft": {"bosun-1": ["knows 1 ropes"], "bosun-2": ["knows 2 ropes"]}
    }
