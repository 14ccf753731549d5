"""The page for a manager and the page for the next talk: one page, whatever is written."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from tests.folio import SETTINGS, Folio
from tests.themes.markup import wrongs

from whyfolio.build import open_portfolio
from whyfolio.exporters.document import Document, document_of
from whyfolio.markdown.converter import words
from whyfolio.model.audience import Audience
from whyfolio.model.kinds import Packet
from whyfolio.outputs.handout.pages import HANDOUTS, handout
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.view import View, select

ROOT = Path(__file__).resolve().parents[2]
READERS = ("manager", "one-to-one")
SIZES = ("A4", "letter")
CAREER = '\n[career]\nladder = "five-areas"\nlevel = "senior"\nnext_level = "staff"\n'
TEXTS = {
    "sentences": "A fair sentence of the usual length, with a number such as 12 %. " * 60,
    "capitals": "MAMMOTH WAW " * 200,
    "one word": "w" * 2000,
    "wide letters": "支付系统在促销日会失败。" * 150,
    "few": "Yes.",
}

_spec = spec_from_file_location("chromium", ROOT / "tools" / "chromium.py")
assert _spec
assert _spec.loader
chromium = module_from_spec(_spec)
_spec.loader.exec_module(chromium)

needs_weasyprint = pytest.mark.skipif(not find_spec("weasyprint"), reason="needs whyfolio[pdf]")
needs_chromium = pytest.mark.skipif(
    chromium.found() is None, reason="there is no Chromium on this machine"
)


def document(view: View, project: Path, reader: str) -> Document:
    """What a reader of the newest packet gets."""
    desk = Desk(view)
    held = [entry for entry in view.of_kind("packet") if isinstance(entry, Packet)]
    entry = max(held, key=lambda found: found.as_of.last if found.as_of else date.min, default=None)
    return document_of(desk, HANDOUTS[reader](desk, entry), project)


def page(view: View, project: Path, reader: str, size: str) -> str:
    """The document with its styles inside, for one size of paper."""
    made = document(view, project, reader)
    paper = f"@page handout {{ size: {size}; margin: 12mm 14mm }}"
    styles = f"<style>{made.stylesheet}{paper}</style>"
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", made.html)
    return re.sub(r'<link rel="stylesheet"[^>]*>', lambda _: styles, bare)


def demo() -> View:
    return select(open_portfolio(ROOT, date(2026, 11, 21)).portfolio, Audience.REVIEW)


def filled(folio: Folio, text: str) -> Folio:
    """Every field that can reach one of the two pages, with one text."""
    text = text.strip()
    folio.write("content/profile.md", f"---\nname: {text[:50]}\n---\n")
    entry = folio.entry
    entry(
        "positions/p",
        f"title: {text}\norganisation: {text}\nlevel: senior\nstart: 2020\naudience: review\n",
    )
    people = "".join(f"  - person: Ana{n} {text}\n    values: {text}\n" for n in range(7))
    gaps = "".join(f"  - seen_as: {text}\n    plan: {text}\n    competency: strategy\n" * 7)
    entry(
        "packets/one",
        "level: staff\nfrom_level: senior\nas_of: 2026-11-21\n"
        f"thesis: {text}\nwhy_now: {text}\nnext_scope: {text}\nadvocates:\n{people}gaps:\n{gaps}",
    )
    for n in range(6):
        entry(
            f"stories/s{n}",
            f"title: {text}\ndate: 2026-1{n % 2}\naudience: review\nwhat: {text}\n"
            f"why: {text}\nrole: owner\nimpact:\n  - measure: {text}\n    before: {'9' * 9}\n"
            f"    after: {'8' * 9}\n    unit: {text}\n    source: {text}\n"
            f"shows:\n  - competency: strategy\n    how: {text}\n",
        )
        entry(
            f"feedback/f{n}",
            f"date: 2026-11-0{n + 1}\naudience: review\nconsent: review\n"
            f"from: Sam {text} (manager)\nquestion: {text}\nquote: {text}\n"
            f"competencies: [execution]\nactions: [actions/a{n}]\n",
        )
        entry(
            f"actions/a{n}",
            f"title: {text}\naudience: review\ndue: 2026-12-0{n + 1}\n"
            f"status: {'done' if n % 2 else 'open'}\noutcome: {text}\ngoal: goals/g{n}\n",
        )
        entry(
            f"goals/g{n}",
            f"title: {text}\naudience: review\nhorizon: 2026-12\nsuccess: {text}\n"
            f"measure: {text}\nhelped_by: Sam {text} (manager)\n",
        )
        entry(
            f"decisions/d{n}",
            f"title: {text}\ndate: 2026-11\naudience: review\nwhat: {text}\n"
            f"why: {text}\nrevisit: 2026-12\nrevisit_if: {text}\n",
        )
    return folio


def bare(folio: Folio) -> Folio:
    return folio.entry(
        "stories/one", "date: 2026-11\naudience: review\nwhat: I did it.\nwhy: Yes.\n"
    )


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    return Folio.at(tmp_path, SETTINGS + CAREER)


def printed(html: str) -> int:
    """The pages that WeasyPrint makes of it."""
    from weasyprint import HTML

    return len(HTML(string=html).render().pages)


def places(html: str) -> list[tuple[float, float]]:
    """Where each part of the page begins, and where its last line ends."""
    from weasyprint import HTML

    [sheet] = HTML(string=html).render().pages
    parts: list[tuple[float, float]] = []
    for box in sheet._page_box.descendants():
        classes = box.element.get("class", "") if box.element is not None else ""
        if box.element_tag in {"header", "section"} and {"asking", "place"} & set(classes.split()):
            ends = [
                line.position_y + line.height
                for line in box.descendants()
                if type(line).__name__ == "TextBox"
            ]
            parts.append((box.position_y, max(ends)))
    return parts


def printed_by_browser(html: str, folder: Path) -> int:
    """The pages that Chromium prints."""
    from pypdf import PdfReader

    (folder / "page.html").write_text(html, encoding="utf-8")
    program = [chromium.found(), "--headless", "--no-sandbox", "--disable-gpu"]
    program += [f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer"]
    program += [f"--print-to-pdf={folder / 'page.pdf'}", (folder / "page.html").as_uri()]
    subprocess.run(program, check=True, capture_output=True, timeout=120)
    return len(PdfReader(folder / "page.pdf").pages)


@needs_weasyprint
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("reader", READERS)
def test_the_example_is_one_printed_page(reader: str, size: str) -> None:
    assert printed(page(demo(), ROOT, reader, size)) == 1


@needs_weasyprint
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", TEXTS)
def test_the_page_is_one_page_whatever_is_written(
    folio: Folio, text: str, reader: str, size: str
) -> None:
    view = filled(folio, TEXTS[text]).view(Audience.REVIEW)
    assert printed(page(view, folio.root, reader, size)) == 1


@needs_weasyprint
@pytest.mark.parametrize("text", ["sentences", "capitals", "wide letters", "few"])
def test_each_part_for_the_manager_stands_in_its_own_place(folio: Folio, text: str) -> None:
    view = filled(folio, TEXTS[text]).view(Audience.REVIEW)
    found = places(page(view, folio.root, "manager", "letter"))
    begins, ends = [begin for begin, _ in found], [end for _, end in found]
    assert len(found) == 5
    assert [end <= begin for end, begin in zip(ends, begins[1:], strict=False)] == [True] * 4


@needs_weasyprint
def test_a_part_stands_in_its_place_though_others_are_missing(folio: Folio) -> None:
    few = places(page(bare(folio).view(Audience.REVIEW), folio.root, "manager", "letter"))
    filled(folio, TEXTS["few"])
    full = places(page(folio.view(Audience.REVIEW), folio.root, "manager", "letter"))
    assert 2 <= len(few) < len(full)
    assert {begin for begin, _ in few} < {begin for begin, _ in full}


@needs_weasyprint
@pytest.mark.parametrize("reader", READERS)
def test_a_portfolio_with_one_story_makes_one_page(folio: Folio, reader: str) -> None:
    view = bare(folio).view(Audience.REVIEW)
    assert printed(page(view, folio.root, reader, "letter")) == 1


@needs_chromium
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", ["sentences", "capitals", "wide letters"])
def test_a_browser_prints_one_page_too(
    folio: Folio, tmp_path: Path, reader: str, text: str
) -> None:
    view = filled(folio, TEXTS[text]).view(Audience.REVIEW)
    assert printed_by_browser(page(view, folio.root, reader, "letter"), tmp_path) == 1


@pytest.mark.parametrize("reader", READERS)
def test_no_verdict_is_handed_over_that_the_author_did_not_open(reader: str) -> None:
    text = words(document(demo(), ROOT, reader).html.partition("<body")[2]).casefold()
    graded = r"\b(absent|thin|adequate|strong|not applicable|no expectation|gap|verdict)\b"
    assert re.findall(graded, text) == []
    assert "mira holt" in text


@pytest.mark.parametrize("reader", READERS)
def test_where_each_sentence_is_from_is_listed_where_that_is_wanted(reader: str) -> None:
    desk = Desk(demo())
    [entry] = [e for e in desk.view.of_kind("packet") if isinstance(e, Packet)][:1]
    plan = handout(desk, entry, reader, "all")
    assert plan is not None
    html = document_of(desk, plan, ROOT).html
    marked = set(re.findall(r'href="#source-(s\d+)"', html))
    listed = set(re.findall(r'id="source-(s\d+)"', html))
    assert marked == listed != set()


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("made", [filled, bare, lambda folio, _="": folio])
def test_the_page_keeps_the_rules_of_markup(folio: Folio, reader: str, made: object) -> None:
    assert callable(made)
    view = (made(folio, "Yes.") if made is filled else made(folio)).view(Audience.REVIEW)
    assert wrongs(document(view, folio.root, reader).html) == []
