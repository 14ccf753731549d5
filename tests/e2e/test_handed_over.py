"""What is handed over: in every format the author's words, and nothing held back or invented."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from bs4 import NavigableString

from tests.e2e.test_canary import WORD, populated
from tests.folio import Folio
from tests.handed import ROOT, TODAY, demo, demo_brag, document, plan_of
from whyfolio.build import open_portfolio
from whyfolio.cli.main import run
from whyfolio.exporters.blocks import Heading, Paragraph, blocks_of
from whyfolio.exporters.document import Document, document_of
from whyfolio.exporters.formats import EXPORTERS
from whyfolio.exporters.page import body_of
from whyfolio.exporters.registry import export
from whyfolio.exporters.runs import text_of as runs_text
from whyfolio.guard import inspect
from whyfolio.guard.readers import reader_for
from whyfolio.model.audience import Audience
from whyfolio.outputs.packet.pages import packet_plan
from whyfolio.outputs.sentence import sentences_in
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.view import select
from whyfolio.render.locale import words_of

FORMATS = sorted(EXPORTERS)
READERS = ("committee", "manager", "one-to-one")
EDGES = " .,:;()·→–|“”"
NUMBERS = re.compile(r"^[−+]?[\d.,%]+(?: → [\d.,]+)?|(?<= )[\d.]+$")
STORY = "date: 2026-09\naudience: review\nwhat: A queue.\nwhy: Orders were lost.\n"
ASK = "ladder: five-areas\nlevel: staff\n"


def text_of(shown: Document, form: str) -> str:
    """All that a format says, around its text too."""
    made = export(shown, form, "packet")
    reader = reader_for(made.path)
    assert reader is not None
    texts = reader(made.content)
    return f"{texts.text}\n{texts.whole}\n{b' '.join(texts.tags).decode()}"


# --- nothing held back -------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_a_word_leaves_only_for_whom_it_is(tmp_path: Path, form: str) -> None:
    folio, birds = populated(tmp_path)
    [packet] = [c.ref for c in birds.canaries if c.ref.startswith("packets/review")][:1]
    told = text_of(document(folio.root, packet.partition("/")[2]), form)
    found = {word.decode() for word in WORD.findall(told.encode())}
    allowed = {canary.word for canary in birds.canaries if Audience.REVIEW in canary.readers}
    assert found
    assert found <= allowed


@pytest.mark.parametrize("form", FORMATS)
def test_the_guard_finds_in_every_format_what_is_held_back(tmp_path: Path, form: str) -> None:
    folio = Folio.at(tmp_path)
    folio.entry("packets/one", ASK)
    folio.entry("stories/one", f"{STORY}otherwise: The bank would have left us in the spring.\n")
    folio.entry(
        "stories/two", STORY.replace("review", "private") + "cost: Nine weeks of my evenings.\n"
    )
    opened = open_portfolio(folio.root, TODAY)
    desk = Desk(select(opened.portfolio, Audience.PRIVATE))
    entry = desk.view.of_kind("packet")[0]
    made = export(document_of(desk, packet_plan(desk, entry), folio.root), form, "packet")
    report = inspect(opened.written, [made], Audience.REVIEW, opened.config, TODAY)
    places = {found.place.file for found in report.diagnostics}
    assert places == {"content/stories/two.md"}


def test_a_hit_ends_with_1_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folio = Folio.at(tmp_path)
    folio.entry("packets/one", ASK)
    folio.entry("stories/one", STORY)
    folio.entry(
        "stories/two", STORY.replace("review", "private") + "cost: Nine weeks of my evenings.\n"
    )
    leaky = "<p>Nine weeks of my evenings.</p>"
    folio.write("themes/overrides/templates/packet/closing.html", leaky)
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    for form in FORMATS:
        assert run(["packet", "--format", form, "--today", "2026-11-21"]) == 1
        told = capfd.readouterr()
        assert "content/stories/two.md" in told.err
        assert "Nothing was written." in told.err
        assert "evenings" not in told.out
    assert sorted(tmp_path.rglob("*")) == before


# --- what the author wrote stays ---------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_text_under_a_competencys_heading_stands_there_in_every_format(
    tmp_path: Path, form: str
) -> None:
    folio = Folio.at(tmp_path)
    body = "First, read this.\n\n## Execution\n\nI cut it twice to make September.\n"
    folio.entry("packets/one", ASK, body)
    shows = "shows:\n  - competency: execution\n    how: By hand.\n"
    folio.entry("stories/one", f"title: The queue\n{STORY}{shows}")
    told = " ".join(text_of(document(folio.root, "one"), form).split())
    start = told.index("First, read this.")
    mine = told.index("I cut it twice to make September.", start)
    assert told.index("Execution", start) < mine < told.index("By hand.", start)


# --- nothing empty -----------------------------------------------------------------------------


def empty_headings(shown: Document) -> list[str]:
    """Headings with nothing under them; a small one may stand above the heading it belongs to."""
    found = blocks_of(body_of(shown))
    empty = []
    for block, after in zip(found, [*found[1:], None], strict=True):
        if isinstance(block, Heading):
            bare_one = after is None or (isinstance(after, Heading) and after.rank <= block.rank)
        else:
            small = isinstance(block, Paragraph) and block.label
            again = isinstance(after, Paragraph) and after.label
            bare_one = small and (after is None or again)
        if bare_one:
            empty.append(runs_text(block.runs))
    return empty


@pytest.mark.parametrize("reader", READERS)
def test_no_heading_of_the_demo_stands_over_nothing(reader: str) -> None:
    assert empty_headings(demo(reader)) == []


@pytest.mark.parametrize("period", ["2024", "2025-H2", "2026-H1", "2026-H2", "2026-Q3", "2026-05"])
def test_no_heading_of_a_brag_document_stands_over_nothing(period: str) -> None:
    assert empty_headings(demo_brag(period)) == []


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("more", ["", "impact: calls 9 -> 1\n", "shows: execution - By hand.\n"])
def test_no_heading_of_a_bare_case_stands_over_nothing(
    tmp_path: Path, reader: str, more: str
) -> None:
    folio = Folio.at(tmp_path)
    folio.entry("packets/one", "ladder: five-areas\n")
    folio.entry("stories/one", f"{STORY}{more}")
    assert empty_headings(document(folio.root, "one", reader)) == []


# --- nothing invented --------------------------------------------------------------------------


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from strings_in(member)
    elif isinstance(value, tuple | list):
        for member in value:
            yield from strings_in(member)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for each in dataclasses.fields(value):
            yield from strings_in(getattr(value, each.name))


@cache
def written() -> dict[str, list[str]]:
    """What the demo's author wrote, by ref, as reviewers may read it."""
    view = select(open_portfolio(ROOT, TODAY).portfolio, Audience.REVIEW)
    found = {entry.ref: list(strings_in(entry)) for entry in view.entries}
    found |= {f"ladders/{ladder.id}": list(strings_in(ladder)) for ladder in view.ladders}
    found["profile"] = list(strings_in(view.profile))
    found["settings"] = [view.config.site.title]
    return found


def bare(text: str) -> str:
    return " ".join(re.sub(r"[*_`\[\]]|\(\S+\)|\{[^}]*\}", "", text).split())


@cache
def strings() -> frozenset[str]:
    """Every whole string that the author wrote."""
    texts = (text for texts in written().values() for text in texts)
    return frozenset(bare(text).strip(EDGES).casefold() for text in texts)


@cache
def blob() -> str:
    return f" {' | '.join(sorted(strings()))} "


@cache
def phrases() -> list[tuple[re.Pattern[str], bool]]:
    """The catalogue as patterns; what a slot holds is a group. A date is words and numbers."""
    made = []
    for key, text in words_of("en").catalogue.items():
        parts = re.split(r"\{[^}]*\}", " ".join(text.split()).strip(EDGES))
        pattern = re.compile("(.+?)".join(map(re.escape, parts)), re.IGNORECASE)
        made.append((pattern, key.startswith("date.")))
    return made


def is_known(text: str, depth: int = 4) -> bool:
    """Whether a text is the author's, a number, or a phrase whose slots hold such.

    The author's is a whole string of theirs, or three words or more out of one.
    """
    text = bare(text).strip(EDGES)
    words = NUMBERS.sub("", text).strip(EDGES)
    if not re.search(r"[^\W\d_]", words) or {text.casefold(), words.casefold()} & strings():
        return True
    if words == "points" or re.fullmatch(r"\d+ y(?: \d+ m)?|\d+ m", text):
        return True  # a change of percentages, and a time in a level, are worked out
    inside = re.search(rf"(?<!\w){re.escape(text.casefold())}(?!\w)", blob())
    if inside and len(text.split()) > 2:
        return True
    return depth > 0 and (is_phrase(text, depth) or is_made_of_known(text, depth))


def is_phrase(text: str, depth: int) -> bool:
    for pattern, dates in phrases():
        found = pattern.fullmatch(text)
        if not found:
            continue
        groups = found.groups()
        if dates and all(is_date_part(group) for group in groups):
            return True
        worded = re.search(r"[^\W\d_]", re.sub(r"\(\.\+\?\)|\\\\.", "", pattern.pattern))
        if not dates and worded and all(is_known(group, depth - 1) for group in groups):
            return True
    return False


def is_date_part(text: str) -> bool:
    months = {words_of("en").catalogue[f"month.{number}"] for number in range(1, 13)}
    return text.isdigit() or set(re.split(r" – | ", text)) - {""} <= months or is_dated(text)


def is_dated(text: str) -> bool:
    return bool(re.fullmatch(r"(?:\d{1,2} )?[A-Z][a-z]{2} \d{4}", text))


def is_made_of_known(text: str, depth: int) -> bool:
    cuts = re.finditer(r" – |, |: | · | → |; | \(|(?<=[.!?]) ", text)
    return any(
        is_known(text[: cut.start()], depth - 1) and is_known(text[cut.end() :], depth)
        for cut in cuts
    )


@pytest.mark.parametrize("reader", READERS)
def test_every_sentence_is_the_authors_with_its_place_or_a_phrase(reader: str) -> None:
    _, plan = plan_of(ROOT, "staff-2026", reader)
    catalogue = words_of("en").catalogue
    found = list(sentences_in(plan.context))
    assert found
    for sentence in found:
        if sentence.refs:
            sources = [bare(text) for ref in sentence.refs for text in written()[ref]]
            text = bare(sentence.text.removesuffix(" …"))
            inside = any(text in source for source in sources)
            assert inside or all(is_known(part) for part in text.split("; ")), sentence
        else:
            assert sentence.phrase in catalogue, sentence


@pytest.mark.parametrize("reader", READERS)
def test_no_word_of_a_page_is_invented(reader: str) -> None:
    body = body_of(demo(reader))
    for marked in body.find_all(["em", "strong", "code", "time", "wbr"]):
        marked.unwrap()
    body.smooth()
    texts = [str(n) for n in body.find_all(string=True) if isinstance(n, NavigableString)]
    plain = [text.replace("\xa0", " ").removesuffix(" …") for text in texts]
    assert [text for text in plain if not is_known(text)] == []


@pytest.mark.parametrize(
    "text", ["I saved the company.", "A trusted leader", "Staff since the queue", "−99 % lost hope"]
)
def test_an_invented_word_would_be_found(text: str) -> None:
    assert not is_known(text)


def groups_of_documents() -> set[str]:
    """The groups of the catalogue that a document's template or sentences take phrases from."""
    templates = ROOT / "themes/margin/templates"
    paths = [*templates.glob("packet/*.html"), *templates.glob("brag/*.html")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    named = {found for text in texts for found in re.findall(r"""\bt\("(\w+)\.""", text)}
    plans = (plan_of(ROOT, "staff-2026", reader)[1] for reader in READERS)
    said = {s.phrase.partition(".")[0] for plan in plans for s in sentences_in(plan.context)}
    return (named | said) - {"", "page"}  # of those a document takes the title alone


def test_no_phrase_holds_more_than_12_words_between_its_slots() -> None:
    groups = groups_of_documents()
    assert groups >= {"packet", "brag", "manager", "one_to_one"}
    long = {
        key: text
        for key, text in words_of("en").catalogue.items()
        for part in re.split(r"\{[^}]*\}", text)
        if len(part.split()) > 12 and key.partition(".")[0] in groups
    }
    assert long == {}


def test_templates_of_documents_say_prose_only_as_sentences() -> None:
    folder = ROOT / "themes/margin/templates/packet"
    fields = re.compile(
        r"\.(?:what|why|how|otherwise|cost|thesis|why_now|seen_as|plan|values|quote|means"
        r"|for_whom|next_scope|summary|short|outcome|question)\s*(?:\||}})(?!\s*said)"
    )
    bare_ones = [
        (path.name, found[0])
        for path in sorted(folder.glob("*.html"))
        for found in fields.finditer(path.read_text(encoding="utf-8"))
    ]
    assert bare_ones == []


@pytest.mark.parametrize(
    ("refs", "numbers", "sources"),
    [("all", True, True), ("claims", True, False), ("none", False, False)],
)
def test_refs_say_as_much_as_is_wanted(refs: str, *, numbers: bool, sources: bool) -> None:
    body = body_of(demo("committee", refs))
    marks = [str(mark["href"]) for mark in body.find_all(class_="ref")]
    assert bool(marks) is numbers
    assert any(mark.startswith("#source-") for mark in marks) is sources
    there = {str(tag["id"]) for tag in body.find_all(id=True)}
    assert {mark.removeprefix("#") for mark in marks} <= there
