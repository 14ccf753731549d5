"""What is broken, huge or meant badly: a located error, and nothing is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.unit.importers.shelf import Shelf, sheet

from whyfolio.content.frontmatter import LARGEST

HEAD = "Competency,Junior,Senior\n"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("t.csv", f"{HEAD}Qualité,é,ü\n".encode("latin-1"), "2 E105 the byte 0xE9 is not UTF-8"),
        ("t.csv", f"{HEAD}a,b,c\n".encode("utf-16"), "1 E105 this file is UTF-16, not UTF-8"),
        ("t.csv", f"{HEAD}a,\0,c\n", "2 E105 here stands the control character U+0000"),
        ("t.csv", f'{HEAD}a,"b,c\n', "2 E510 this table cannot be read: unexpected end of data"),
        ("t.csv", f"{HEAD}a,{'x' * 200_000},c\n",
         "2 E510 this table cannot be read: field larger than field limit (131072)"),
        ("t.csv", HEAD, "1 E510 this table has no rows"),
        ("t.csv", "", "1 E510 this is no table: no line has two cells"),
        ("t.csv", f"{HEAD}a,,\n", '1 E510 "t" has no competency'),
        ("t.csv", f"{HEAD}a{',' * 300}\n",
         "2 E510 this table has 301 columns, and at most 200 are read"),
        ("t.csv", HEAD + "".join(f"x{n},a,b\n" for n in range(1001)),
         '1 E510 "t" would have 2 levels and 1,001 competencies'),
        ("t.json", '{"topics": [1,]}', "1 E510 this is no JSON: expecting value"),
        ("t.json", "[" * 100_000, "1 E510 this JSON cannot be read whole"),
        ("t.json", '{"a":' * 50 + "1" + "}" * 50, "1 E510 this JSON is more than 40 deep"),
        ("t.json", "[1, 2]", "1 E510 this has no shape of a ladder that whyfolio knows"),
        ("t.yaml", "levels: &a [1]\nthemes: [*a]\n",
         "2 E510 this YAML has an alias, and those are not followed"),
        ("t.yaml", "a: " + "[" * 2000, "1 E510 this YAML is more than 40 deep"),
        ("t.yaml", "levels:\n\t- id: x\n",
         "2 E510 this is no YAML: found character that cannot start any token"),
        ("t.yaml", "levels: []\nthemes: []\ncompetencies: []\n", '1 E510 "t" has no level'),
        ("t.md", "---\ntopics:\n  - name: a\n    content:\n\t- level: 1\n---\n",
         "5 E510 this is no YAML: found character that cannot start any token"),
        ("t.md", "# Hello\n\nWorld.\n",
         "1 E510 this names no levels in its headings, lists or tables"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_nothing_is_written(
    tmp_path: Path, name: str, text: str | bytes, told: str
) -> None:
    shelf = Shelf.at(tmp_path).put(name, text)
    brought = shelf.bring(name)
    assert [line.split(":", 1)[1] for line in brought.told] == [told]
    assert shelf.files() == {}


def test_a_hundred_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    shelf = Shelf.at(tmp_path).put("t.csv", HEAD)
    with (shelf.desk.source / "t.csv").open("r+b") as file:
        file.truncate(100 * LARGEST)
    brought = shelf.bring("t.csv")
    assert brought.told == [
        "t.csv:1 E106 this file is 104,857,600 bytes large, and a note may hold 1 MiB"
    ]
    assert shelf.files() == {}


def test_a_link_out_of_the_folder_and_a_pipe_are_refused_and_the_rest_is_read(
    tmp_path: Path,
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text(f"{HEAD}Salary,1,2\n")
    shelf = Shelf.at(tmp_path).put("crew.csv", f"{HEAD}Ropes,Ties,Splices\n").put("x.json", "{")
    (shelf.desk.source / "link.csv").symlink_to(secret)
    os.mkfifo(shelf.desk.source / "pipe.csv")
    brought = shelf.bring()
    assert sorted(line.split(" ", 2)[0] + line.split(" ", 2)[1] for line in brought.told) == [
        "link.csv:1E108",
        "pipe.csv:1E108",
        "x.json:1E510",
    ]
    assert set(shelf.files()) == {"crew"}


@pytest.mark.parametrize("beside", ["README.md", "skill_level.json"])
def test_a_neighbour_that_is_a_link_is_not_opened(tmp_path: Path, beside: str) -> None:
    page = "## Junior\n- **Ties**: knots\n- **Says**: hello\n## Senior\n- **A**: b\n- **C**: d\n"
    secret = tmp_path / "secret"
    secret.write_text("# Pay\n\n1. **Ties**: 1\n2. **A**: 2\n3. **x**: 3\n")
    shelf = Shelf.at(tmp_path).put("t.md", page)
    (shelf.desk.source / beside).symlink_to(secret)
    shelf.bring("t.md")
    assert set(sheet(shelf.ladder("t"))) == {"Ties, A", "Says, C"}


SIGNS = "[[" * 50_000
STARS = ("**" * 1900 + "\n") * 60
UNDERSCORES = ("- __x _y *z " * 300 + "\n") * 40
NESTED = "".join(f"{' ' * n}- **Deep {n}**\n" for n in range(900))
DASHES = ("-" * 3900 + "x\n") * 100
STROKES = "|" * 400_000
REPEATED = "- a\n" + "  - b\n" * 40_000


@pytest.mark.parametrize("body", [SIGNS, STARS, UNDERSCORES, NESTED, DASHES, STROKES, REPEATED])
def test_no_page_keeps_the_reader_busy(tmp_path: Path, body: str) -> None:
    shelf = Shelf.at(tmp_path).put("t.md", f"## Junior\n\n{body}\n\n## Senior\n\n- does a lot\n")
    shelf.bring("t.md")
    for name in shelf.files():
        assert "does a lot" in str(sheet(shelf.ladder(name)))


def test_marks_and_scripts_in_a_text_stay_words(tmp_path: Path) -> None:
    evil = 'x{.private} ::: <script>alert(1)</script> "quoted" \\ # no: comment'
    text = f'{HEAD}Ropes,"{evil.replace(chr(34), chr(34) * 2)}",b\n'
    shelf = Shelf.at(tmp_path).put("t.csv", text)
    shelf.bring("t.csv")
    assert sheet(shelf.ladder("t")) == {"Ropes": {"junior": [evil], "senior": ["b"]}}
