"""Dated lists over random files: whatever stands there, no word of a line is lost or doubled."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from whyfolio.importers.dated_lines import read_dated_lines

WRITTEN = """2026-03-04|2026-03|March 2026|4 March|Mar 4, 2026|4.3.2026|3/4/2026|14/3/2026
2026-02-31|2026|Q1 2026|2026-W10|2026-W60|May|0000-00-00|9999-12-31|2026-13|12:30|31 Feb 2026|W1"""
DATES = st.sampled_from(re.split(r"[|\n]", WRITTEN))
SIGNS = st.sampled_from(["", "- ", "* ", "1. ", "  - ", "    - ", "\t- ", "- [x] ", "> ", "+ **"])
GAPS = st.sampled_from([" ", ": ", " – ", "** ", "] ", ", ", "/"])
ENDS = st.sampled_from(["", " #tag", " @ana", " #", " (2026-03)", " (x)", "  "])
BARE = st.one_of(
    st.just(""),
    st.just("---"),
    st.just("==="),
    st.just("|---|---|"),
    st.just("***"),
    st.builds("{}{}".format, SIGNS, DATES),
    st.builds("## {}".format, DATES),
    st.builds("# {} heading".format, DATES),
)
WORDY = st.one_of(
    st.builds("{}{}{}WORD{}".format, SIGNS, DATES, GAPS, ENDS),
    st.builds("{}WORD{}".format, SIGNS, ENDS),
    st.builds("| {} | WORD |".format, DATES),
    st.builds("  WORD{}".format, ENDS),
)


@given(st.lists(st.one_of(BARE, WORDY), max_size=25))
@example(["- 2026-03-04 WORD", "    - 2026-03-05 WORD", "WORD"])
def test_each_word_is_in_one_line_and_in_no_other(rows: list[str]) -> None:
    text, count = "\n", 0  # so that a rule at the top begins no front matter
    for row in rows:
        count += "WORD" in row
        text += row.replace("WORD", f"word{count}x") + "\n"
    read = read_dated_lines(text)
    told = "\n".join(" ".join([line.text, *line.more]) for line in read.lines)
    headed = set(re.findall(r"word\d+x", read.title))
    headed |= {word for line in read.lines for word in re.findall(r"word\d+x", line.topic)}
    found = re.findall(r"word\d+x", told)
    assert sorted(found) == sorted(set(found))
    lost = {f"word{n}x" for n in range(1, count + 1)} - set(found) - headed
    assert {word for word in lost if not _is_heading(word, text)} == set()
    assert [line.line for line in read.lines] == sorted({line.line for line in read.lines})


def _is_heading(word: str, text: str) -> bool:
    """Whether a rule stands under the word's line, so that it is a heading or a table's head."""
    lines = text.split("\n")
    place = next(n for n, line in enumerate(lines) if word in line)
    return re.match(r"( {0,3}(=+|-{2,})|[ |:-]+)\s*\Z", lines[place + 1]) is not None


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    read = read_dated_lines(text)
    assert len(read.dated) + len(read.undated) == len(read.lines)
