"""Who reads a verdict, how it is worded, and that nobody else ever meets one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from tests.folio import SETTINGS, TODAY, Folio
from tests.handed import document

from whyfolio.build import artifacts, open_portfolio
from whyfolio.exporters.formats import EXPORTERS
from whyfolio.exporters.registry import export
from whyfolio.model.audience import Audience
from whyfolio.outputs.packet.pages import packets_of
from whyfolio.outputs.packet.shapes import Packet
from whyfolio.outputs.sentence import Sentence
from whyfolio.outputs.site import Desk
from whyfolio.outputs.verdicts import VerdictLine
from whyfolio.portfolio.verdict_words import points_told
from whyfolio.portfolio.view import select
from whyfolio.render.locale import words_of

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "explanation" / "verdict.md"
REVIEW, PRIVATE = Audience.REVIEW, Audience.PRIVATE
CAREER = f'{SETTINGS}[career]\nlevel = "senior"\nnext_level = "staff"\n'
STORY = "what: I did it.\nwhy: It helped.\naudience: review\nshows: execution - by hand\n"
PROVED = """role: owner
evidence: https://a.example Report
impact:
  - {measure: pages, before: 6, after: 1, source: the pager}
"""


def packet(folio: Folio, audience: Audience) -> Packet:
    return packets_of(Desk(folio.view(audience)))[0]


def line(folio: Folio, audience: Audience = PRIVATE, title: str = "Execution") -> VerdictLine:
    found = next(section for section in packet(folio, audience).sections if section.title == title)
    assert found.verdict is not None
    return found.verdict


def told(one: VerdictLine) -> list[str]:
    """The sentence, the reasons and the gap, a line each."""
    return [one.told.text, *(reason.text for reason in one.reasons), *filter(None, [one.gap.text])]


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    """One competency that is strong for its author."""
    made = Folio.at(tmp_path, CAREER)
    for month in ("02", "05", "09"):
        made.entry(f"stories/of-{month}", f"date: 2026-{month}\n{STORY}{PROVED}")
    return made.entry("packets/staff", "level: staff\nfrom_level: senior")


# --- how it is worded ---------------------------------------------------------------------------


def test_a_strong_verdict_is_one_sentence(folio: Folio) -> None:
    assert told(line(folio)) == [
        "3 stories, 3 led by you, 3 with two kinds of proof, Feb – Sep 2026 → strong"
    ]


def test_every_reason_for_not_being_higher_is_told(folio: Folio) -> None:
    folio.remove("stories/of-02").remove("stories/of-05").remove("stories/of-09")
    folio.entry("stories/a", f"date: 2026-02-03\n{STORY}role: mentor\n")
    folio.entry("stories/b", f"date: 2026-03-20\n{STORY}{PROVED}")
    folio.entry("stories/c", f"date: 2026-03\n{STORY}role: lead\nevidence: https://a.example X\n")
    shows = "shows: [strategy, leadership, upward, execution]"
    folio.entry("stories/d", f"date: 2026-08\n{STORY.replace('shows: execution - by hand', shows)}")
    low = "shows: {competency: execution, level: mid}"
    folio.entry("stories/e", f"date: 2026-08\n{STORY.replace('shows: execution - by hand', low)}")
    folio.entry("packets/staff", "level: staff\nas_of: 2026-11-21")
    assert told(line(folio)) == [
        "3 stories, 2 led by you, 1 with two kinds of proof, Feb – Mar 2026 → adequate",
        "1.8 of 3.0 points",
        "1 month from first to last, of 4",
        "the newest is of Mar 2026, more than 6 months before",
        "1 without proof",
        "1 on one kind of proof",
        "1 not led",
        "1 shown below Staff",
        "1 counts for other competencies, its first 3",
        "real gap: proof alone would not change it",
    ]


def test_an_evidence_gap_says_what_proof_would_make_of_it(folio: Folio) -> None:
    for month in ("02", "05", "09"):
        folio.entry(f"stories/of-{month}", f"date: 2026-{month}\n{STORY}role: owner\n")
    assert told(line(folio)) == [
        "3 stories, 3 led by you, Feb – Sep 2026 → thin",
        "0.75 of 1.5 points",
        "3 without proof",
        "evidence gap: with two kinds of proof each it would be strong",
    ]


def test_what_no_story_shows_is_told_after_the_sections(folio: Folio) -> None:
    found = [(one.title, told(one)) for one in packet(folio, PRIVATE).verdicts]
    absent = ["no story → absent", "real gap: proof alone would not change it"]
    titles = ("Strategy", "Leadership", "Upward", "Relationships")
    assert found == [(title, absent) for title in titles]


def test_what_does_not_apply_is_no_gap(folio: Folio) -> None:
    reason = "not_applicable:\n  - {competency: upward, reason: I report to nobody.}"
    folio.entry("packets/staff", f"level: staff\n{reason}")
    assert "Upward" not in [one.title for one in packet(folio, PRIVATE).verdicts]


def test_the_author_is_told_how_it_looks_to_reviewers(folio: Folio) -> None:
    for month in ("02", "05"):
        proved = PROVED.replace("}", ", audience: private}")
        folio.entry(f"stories/of-{month}", f"date: 2026-{month}\n{STORY}{proved}")
    found = line(folio)
    assert found.told.text.endswith("→ strong")
    assert (
        found.contrast.text == "strong for you, adequate for them: 2 proofs are not shown to them"
    )


def test_a_private_story_is_named_as_what_they_do_not_see(folio: Folio) -> None:
    front = f"date: 2026-09\n{STORY}{PROVED}".replace("audience: review", "audience: private")
    folio.entry("stories/of-09", front)
    told_apart = "strong for you, adequate for them: 1 story is not shown to them"
    assert line(folio).contrast.text == told_apart


def test_where_they_judge_alike_nothing_is_said(folio: Folio) -> None:
    assert not line(folio).contrast


def test_the_author_is_told_which_new_expectations_no_claim_names(folio: Folio) -> None:
    named = "shows:\n  - {competency: execution, meets: [execution.staff.2]}"
    for month in ("05", "09"):
        front = STORY.replace("shows: execution - by hand", named)
        folio.entry(f"stories/of-{month}", f"date: 2026-{month}\n{front}{PROVED}")
    assert [expected.text[:30] for expected in line(folio).unclaimed] == [
        "Brings work to its end across ",
        "Leaves what was built in the h",
    ]
    folio.entry("packets/staff", "level: staff\nverdicts: review")
    assert line(folio, REVIEW).unclaimed == ()


# --- who reads it -------------------------------------------------------------------------------


def test_the_private_page_marks_it_as_the_authors_copy(folio: Folio) -> None:
    page = folio.page("packets/staff/index.html", PRIVATE)
    assert page.count('<p class="label">Your copy only') == 5
    assert "3 led by you, 3 with two kinds of proof" in page


def test_reviewers_read_it_only_where_the_packet_says_so_and_on_what_they_see(
    folio: Folio,
) -> None:
    front = f"date: 2026-09\n{STORY}{PROVED}".replace("audience: review", "audience: private")
    folio.entry("stories/of-09", front)
    assert 'class="verdict' not in folio.page("packets/staff/index.html", REVIEW)
    folio.entry("packets/staff", "level: staff\nverdicts: review")
    assert line(folio, REVIEW).label.text == "How well it is evidenced"
    assert line(folio, REVIEW).told.text == (
        "2 stories, 2 led, 2 with two kinds of proof, Feb – May 2026 → adequate"
    )
    assert line(folio, REVIEW).contrast == Sentence()
    assert "Your copy only" not in folio.page("packets/staff/index.html", REVIEW)


def test_a_ladder_that_reviewers_may_not_see_gives_them_no_verdict(folio: Folio) -> None:
    ladder = (ROOT / "generator/whyfolio/ladders/five-areas.yaml").read_text(encoding="utf-8")
    own = ladder.replace("id: five-areas", "id: own").replace(
        "audience: public", "audience: private"
    )
    folio.write("content/ladders/own.yaml", own)
    folio.entry("packets/staff", "ladder: own\nlevel: staff\nverdicts: review")
    assert line(folio, PRIVATE).told
    assert [section.verdict for section in packet(folio, REVIEW).sections] == [None]


@pytest.mark.parametrize("drafts", [False, True])
def test_without_a_level_there_is_none(tmp_path: Path, drafts: bool) -> None:
    made = Folio.at(tmp_path).entry("stories/a", f"date: 2026-02\n{STORY}{PROVED}")
    made.entry("packets/plain", "thesis: It is mine.")
    found = packets_of(Desk(made.view(PRIVATE, drafts=drafts)))[0]
    assert [section.verdict for section in found.sections] == [None]
    assert found.verdicts == ()


# --- nobody else ever meets one -----------------------------------------------------------------

WORDS = words_of("en").catalogue
SPOKEN = re.compile(
    r"""class="verdict|\bverdict|evidence\ gap|real\ gap|kinds\ of\ proof|one\ kind\ of\ proof
    |copy\ only|named\ by\ no\ claim|of\ 3\.0\ points|\bnot\ led\b
    |→\ (?:strong|adequate|thin|absent)
    |for\ you,\ (?:strong|adequate|thin|absent)\ for\ them""",
    re.VERBOSE | re.IGNORECASE,
)


@cache
def demo(audience: Audience) -> Mapping[str, str]:
    view = select(open_portfolio(ROOT, TODAY).portfolio, audience)
    return {made.path: made.content.decode(errors="replace") for made in artifacts(view, ROOT)}


def speaking(pages: Mapping[str, str]) -> list[str]:
    return sorted(path for path, text in pages.items() if SPOKEN.search(bare(path, text)))


def bare(path: str, text: str) -> str:
    """What is read of a file; the styles of all pages may name what some pages show."""
    return "" if path.endswith(".css") else text


def test_every_phrase_of_a_verdict_would_be_found() -> None:
    slots = {"n": 3, "have": "2.0", "wanted": "3.0", "level": "Staff", "places": 3, "when": "May"}
    grades = {"mine": "strong", "theirs": "thin", "why": "x", "grade": "strong", "evidence": "3"}
    phrases = {key: text for key, text in WORDS.items() if key.startswith("verdict.")}
    signs = (
        "told",
        "evidence",
        "real",
        "contrast",
        "contrast_why",
        "points",
        "proved",
        "one_proof",
    )
    missed = [
        s for s in signs if not SPOKEN.search(WORDS[f"verdict.{s}"].format(**slots, **grades))
    ]
    assert missed == []
    assert len(phrases) > len(signs)


@pytest.mark.parametrize("audience", [Audience.PUBLIC, REVIEW])
def test_no_output_of_the_demo_speaks_of_verdicts_but_the_packet_that_opened_them(
    audience: Audience,
) -> None:
    opened = ["packets/senior-2024/index.html"] if audience is REVIEW else []
    assert speaking(demo(audience)) == opened
    assert speaking(demo(PRIVATE)) != []


def test_no_output_speaks_of_verdicts_where_no_packet_opens_them(folio: Folio) -> None:
    for audience in (Audience.PUBLIC, REVIEW):
        pages = {
            path: made.decode(errors="replace") for path, made in folio.pages(audience).items()
        }
        assert speaking(pages) == []


def handed(folio: Folio, form: str, reader: str = "committee") -> str:
    """What a reader of the file finds in it."""
    pytest.importorskip({"pdf": "weasyprint", "docx": "pypandoc"}.get(form, "whyfolio"))
    made = export(document(folio.root, "staff", reader), form, "packet").content
    if form == "docx":
        return zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    if form == "pdf":
        import pypdf

        pages = pypdf.PdfReader(io.BytesIO(made)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())
    return made.decode()


@pytest.mark.parametrize("form", EXPORTERS)
def test_no_file_that_is_handed_over_speaks_of_verdicts_unless_opened(
    folio: Folio, form: str
) -> None:
    folio.entry("packets/staff", "level: staff\nfrom_level: senior\naudience: review")
    closed = handed(folio, form)
    assert "I did it." in closed
    assert SPOKEN.search(without_styles(closed)) is None
    folio.entry("packets/staff", "level: staff\nfrom_level: senior\nverdicts: review")
    assert SPOKEN.search(without_styles(handed(folio, form))) is not None


@pytest.mark.parametrize("reader", ["manager", "one-to-one"])
def test_the_pages_for_a_talk_speak_of_no_verdict_unless_opened(folio: Folio, reader: str) -> None:
    folio.entry("packets/staff", "level: staff\nfrom_level: senior")
    assert SPOKEN.search(without_styles(handed(folio, "html", reader))) is None


def without_styles(page: str) -> str:
    return re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


# --- the page that explains it -------------------------------------------------------------------


def blocks(kind: str) -> list[tuple[str, str]]:
    found = re.findall(
        rf"^```{kind} (\S+)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return [(name, text.strip()) for name, text in found]


@pytest.fixture
def noor(tmp_path: Path) -> Folio:
    made = Folio.at(tmp_path, CAREER)
    for ref, front in blocks("story"):
        made.entry(ref, f"{front}\naudience: review")
    return made.entry("packets/staff", "level: staff\nas_of: 2026-09-30")


def test_the_example_of_the_page_is_what_the_packet_says(noor: Folio) -> None:
    assert "\n".join(told(line(noor))) == dict(blocks("verdict"))["private"]
    assert not line(noor).contrast


def test_the_comparison_of_the_page_is_what_the_packet_says(noor: Folio) -> None:
    ref, front = blocks("story")[0]
    closed = front.replace("3 February}", "3 February, audience: private}")
    assert closed != front
    noor.entry(ref, f"{closed}\naudience: review")
    assert line(noor).contrast.text == dict(blocks("verdict"))["contrast"]


def test_the_sums_of_the_page_are_those_of_the_program(noor: Folio) -> None:
    from whyfolio.portfolio.coverage import question_of
    from whyfolio.portfolio.verdict import points, verdicts

    view = noor.view(PRIVATE)
    entry = view.by_ref["packets/staff"]
    question = question_of(view, entry)  # type: ignore[arg-type]
    assert question is not None
    verdict = verdicts(view, question)[0]
    page = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+) \|.*\| ([\d.]+) \|$", page, re.MULTILINE)
    counted = {
        claim.ref.removeprefix("stories/"): points_told(points(claim)) for claim in verdict.claims
    }
    assert {name: number for name, number in rows if name in counted} == counted
    assert f"| {verdict.points} |" in page
    theirs = verdicts(noor.view(REVIEW), question)[0]
    assert f"= {theirs.points} points" in page
