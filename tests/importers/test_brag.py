"""Brag documents of every shape: by year, by month, by heading, as Markdown, text and Word."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.folio import TODAY
from tests.importers.desk import Brought, Desk
from whyfolio.errors import UsageError
from whyfolio.importers.brag.outline import outline, prepared
from whyfolio.importers.brag.word import text_of_word
from whyfolio.importers.registry import Request, importer_named

YEAR = """# Mira's 2025 brag document

Written for Sam, read by me.

## Goals for this year

- [x] Lose no order on a sale day
- [ ] Speak at a conference about queues

## Goals for next year

- ✅ Hand the queue over

## Projects

For each one, go through:

- What did you do?

### Checkout queue (March 2025)

**What:** I put a queue in front of checkout.
**Impact:** 1 lost order in 250, where it was 1 in 8.
**Role:** Owner
**With:** Ana Duarte, Tom Reyes
**Links:** [the report](https://status.harbor.example/history/4127) and [notes](./notes.md)

The first night took four hours:

- measured first
- then drained

### Refund forms

- Merged five forms into one
- Support answers in a day

## Collaboration & mentorship

- Taught Jonas to run a sale day
- Paired with Ife for a month
  - she shipped the waiting page alone

## Design & documentation

- Wrote down how to drain the queue, see [the page](drain.md)

## Company building

### Interviews

- Asked 12 people the same three questions

## What you learned

- Measure before you filter

## Feedback

- “You asked before you cut.” – Sam Okoro (manager)

## Outside of work

- Talk about waiting lines (September 2025)
"""

MONTHS = """Brag log

2026
====

March
-----

* Paired with Ana on the pager #oncall
* 2026-03-04: Drained the queue by hand
  - twice, since the first time a clock was wrong

Q2 2026
-------

1. Split the queue by country
2. 13/5/2026 Asked Tom to review the runbook
3. 3/4/2026 Freed the night shift
"""

PLAIN = """Projects:
- Queue in front of checkout

What I learned:
- Ask who waits
"""


def summary(brought: Brought) -> dict[str, dict[str, object]]:
    """What each entry says, by its ref, without what is everywhere."""
    told = {}
    for ref, entry in sorted(brought.entries.items()):
        told[ref] = {
            name: getattr(entry, name)
            for name in ("title", "what", "why", "role", "work", "status", "quote", "body", "tags")
            if getattr(entry, name, None)
        }
    return told


def dates(brought: Brought) -> dict[str, str]:
    return {
        ref: (entry.date or getattr(entry, "horizon", None)).text
        for ref, entry in brought.entries.items()
    }


def test_a_document_with_julia_evans_headings_becomes_what_each_of_them_means(
    tmp_path: Path,
) -> None:
    desk = Desk.at(tmp_path).put("brag.md", YEAR)
    brought = desk.bring("brag", "brag.md")
    told = {file.ref: file.date for file in brought.intake.files}
    assert told == {
        "goals/lose-no-order-on-a-sale-day": "",
        "goals/speak-at-a-conference-about-queues": "",
        "goals/hand-the-queue-over": "",
        "stories/checkout-queue": "2025-03",
        "stories/refund-forms": "2025",
        "stories/taught-jonas-to-run-a-sale-day": "2025",
        "stories/paired-with-ife-for-a-month": "2025",
        "stories/wrote-down-how-to-drain-the-queue": "2025",
        "stories/asked-12-people-the-same-three-questions": "2025",
        "lessons/measure-before-you-filter": "2025",
        "feedback/you-asked-before-you-cut": "2025",
        "stories/talk-about-waiting-lines": "2025-09",
    }
    assert [line.split(" ", 1)[1] for line in brought.told] == [
        'W761 "Written for Sam, read by me." is a remark and nothing done, and 2 more'
    ]
    assert desk.folio.codes() == []


def test_the_labels_of_a_thing_become_its_fields_and_the_rest_its_body(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("brag.md", YEAR)
    desk.bring("brag", "brag.md")
    text = (desk.folio.root / "content/stories/checkout-queue.md").read_text()
    head, _, body = text.partition("\n---\n")
    assert [line for line in head.splitlines() if not line.startswith("imported")] == [
        "---",
        'title: "Checkout queue"',
        "date: 2025-03",
        'what: "I put a queue in front of checkout."',
        'why: "1 lost order in 250, where it was 1 in 8."',
        "role: owner",
        'with: "Ana Duarte; Tom Reyes"',
        "work: project",
        "evidence:",
        '  - title: "the report"',
        '    url: "https://status.harbor.example/history/4127"',
    ]
    assert body == "\nThe first night took four hours:\n\n- measured first\n- then drained\n"


def test_what_a_section_means_is_told_of_each_line_in_it(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("brag.md", YEAR)
    told = summary(desk.bring("brag", "brag.md"))
    assert told["lose-no-order-on-a-sale-day"]["status"] == "reached"
    assert "status" not in told["speak-at-a-conference-about-queues"]
    assert told["hand-the-queue-over"]["status"] == "reached"
    assert told["paired-with-ife-for-a-month"]["work"] == "mentoring"
    assert "she shipped the waiting page alone" in str(told["paired-with-ife-for-a-month"]["body"])
    assert told["wrote-down-how-to-drain-the-queue"]["work"] == "communication"
    assert told["asked-12-people-the-same-three-questions"]["work"] == "glue"
    assert told["talk-about-waiting-lines"]["tags"] == ("outside-of-work",)
    assert told["you-asked-before-you-cut"]["quote"] == "You asked before you cut."


def test_goals_of_next_year_have_next_year_as_their_horizon(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("brag.md", YEAR)
    found = dates(desk.bring("brag", "brag.md"))
    assert found["hand-the-queue-over"] == "2026"
    assert found["lose-no-order-on-a-sale-day"] == "2025"


def test_a_link_to_a_file_that_stays_behind_keeps_its_words(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("brag.md", YEAR)
    told = summary(desk.bring("brag", "brag.md"))
    assert told["wrote-down-how-to-drain-the-queue"]["what"] == (
        "Wrote down how to drain the queue, see the page (drain.md)"
    )


def test_a_log_by_months_becomes_lines_for_the_log(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("log.txt", MONTHS)
    brought = desk.bring("brag", "log.txt")
    assert (desk.folio.root / "content/log.md").read_text() == (
        "# Log\n\n"
        "- 2026-03-31 Paired with Ana on the pager #oncall\n"
        "- 2026-06-30 Split the queue by country\n"
        "- 2026-05-13 Asked Tom to review the runbook\n"
    )
    assert list(brought.entries) == ["drained-the-queue-by-hand"]
    assert brought.told == [
        'log.txt:18 E763 "3/4/2026" could be two days',
        'log.txt:1 W761 "Brag log" is a remark and nothing done',
    ]


def test_plain_headings_are_headings_and_the_year_may_stand_in_the_name_of_the_file(
    tmp_path: Path,
) -> None:
    desk = Desk.at(tmp_path).put("brag_doc_2024.txt", PLAIN)
    brought = desk.bring("brag", "brag_doc_2024.txt")
    assert dates(brought) == {"queue-in-front-of-checkout": "2024", "ask-who-waits": "2024"}


def test_what_has_no_date_is_told_once_and_comes_with_one_that_is_said(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("brag.txt", PLAIN)
    assert desk.bring("brag", "brag.txt").told == [
        'brag.txt:2 E763 "Queue in front of checkout" has no date, and 1 more'
    ]
    assert len(desk.bring("brag", "brag.txt", date="2023-H2").entries) == 2
    with pytest.raises(UsageError, match='--date says "soon"'):
        desk.bring("brag", "brag.txt", date="soon")


def test_a_pipe_and_a_second_time_bring_the_same_and_then_nothing(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path)
    first = desk.bring("brag", stdin=YEAR)
    again = desk.bring("brag", stdin=YEAR)
    assert (len(first.intake.files), len(again.intake.files)) == (12, 0)
    log = desk.bring("brag", stdin=MONTHS)
    assert len(log.intake.lines) == 3
    assert desk.bring("brag", stdin=MONTHS).intake.lines == ()


def test_one_document_of_one_project_is_one_story(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put(
        "2024-05-refunds.md",
        "# One refund form\n\n## Context\n\nFive forms.\n\n## My role\n\nI merged them.\n\n"
        "## Outcome and impact\n\nA day instead of nine.\n",
    )
    brought = desk.bring("brag", "2024-05-refunds.md")
    assert dates(brought) == {"one-refund-form": "2024-05"}


def test_a_folder_is_read_without_its_index_and_template(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path)
    for year in ("2023", "2024"):
        desk.put(f"docs/{year}.md", "## Projects\n\n- Kept the shop open\n")
    desk.put("README.md", "# My years\n\n- 2023\n").put("TEMPLATE.md", "## Projects\n\n- …\n")
    brought = desk.bring("brag")
    assert sorted(dates(brought).values()) == ["2023", "2024"]
    assert set(brought.left_out.values()) == {"is an index or a template"}


# --- Word ----------------------------------------------------------------------------------------


def document() -> bytes:
    made = Document()
    made.add_heading("Mira's 2025 brag document", 0)
    made.add_heading("Projects", 1)
    made.add_heading("Checkout queue", 2)
    made.add_paragraph("Impact: 1 lost order in 250.")
    made.add_paragraph("Measured first", style="List Bullet")
    made.add_heading("What I learned", 1)
    made.add_paragraph("Ask who waits", style="List Bullet")
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def replaced(name: str, change: bytes | None, *, by: bytes = b"") -> bytes:
    """The document with bytes of one part changed, or the part without."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document())) as old, zipfile.ZipFile(held, "w", 8) as new:
        for member in old.namelist():
            content = old.read(member)
            if member == name and change is None:
                continue
            new.writestr(member, content.replace(change, by) if member == name else content)
    return held.getvalue()


def test_a_word_document_is_read_by_its_headings_and_lists(tmp_path: Path) -> None:
    text, faults = text_of_word("brag.docx", document())
    assert text.split("\n\n") == [
        "\n# Mira's 2025 brag document",
        "# Projects",
        "## Checkout queue",
        "Impact: 1 lost order in 250.",
        "- Measured first",
        "# What I learned",
        "- Ask who waits",
    ]
    assert faults == ()
    desk = Desk.at(tmp_path).put("brag.docx", document())
    brought = desk.bring("brag", "brag.docx")
    told = summary(brought)
    assert dates(brought) == {"ask-who-waits": "2025", "checkout-queue": "2025"}
    assert told["checkout-queue"]["why"] == "1 lost order in 250."
    assert told["ask-who-waits"]["what"] == "Ask who waits"


BILLION = (
    b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<w:document'
)
WORD_TRAPS = {
    "entities": (
        replaced("word/document.xml", b"<w:document", by=BILLION),
        "this part declares a document type, as no Word document does",
    ),
    "broken XML": (
        replaced("word/document.xml", b"</w:body>", by=b"<w:p>"),
        "this part is no XML: mismatched tag",
    ),
    "no text": (replaced("word/document.xml", None), "this archive is no Word document"),
    "no archive": (b"Just words.\n", "this archive cannot be read: file is not a zip file"),
    "a bomb": (
        replaced("word/document.xml", b"</w:body>", by=b" " * (64 << 20) + b"</w:body>"),
        "this member unpacks to",
    ),
}


@pytest.mark.parametrize("trap", WORD_TRAPS)
def test_a_word_document_with_a_trap_is_told_and_nothing_is_written(
    trap: str, tmp_path: Path
) -> None:
    raw, why = WORD_TRAPS[trap]
    desk = Desk.at(tmp_path).put("brag.docx", raw)
    brought = desk.bring("brag", "brag.docx")
    assert brought.entries == {}
    assert [fault.code for fault in brought.intake.diagnostics] == ["E761"]
    assert brought.intake.diagnostics[0].message.startswith(why)


# --- anything ------------------------------------------------------------------------------------

pieces = st.sampled_from(
    [
        "# 2024", "## March", "### Projects", "Projects:", "**Queue**", "## Goals for this year",
        "- did it", "  - and more", "* 2026-03-04 shipped", "- [x] done", "Impact: 40 %", "1. one",
        "", "", "    code", "```", "|a|b|", "|-|-|", "===", "---", "Why?", "“Good.” – Sam",
        "<!--", "-->", "[//]: # (x)", "- {.private} [x](y.md)", "::: review", "\t- deep",
        "What I learned", "Date: 2025-02", "3/4/2026 x", "- May 2026 - Apr 2025, 2024",
    ]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(pieces | st.text(max_size=12), max_size=14).map("\n".join))
def test_no_text_ends_in_anything_but_entries_lines_and_messages(text: str) -> None:
    plain, _ = prepared(text)
    assert plain.count("\n") == text.count("\n")
    top = outline(plain)
    assert top.end == plain.count("\n") + 2
    request = Request(
        None, "-", lambda: text.encode("utf-8", "replace"), Path(), TODAY, {"date": "2024"}
    )
    first = list(importer_named("brag").read(request))
    assert first == list(importer_named("brag").read(request))
    sources = [one.source for one in first if hasattr(one, "source")]
    assert len(sources) == len(set(sources))
