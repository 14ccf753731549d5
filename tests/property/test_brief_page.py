"""The brief is exactly one page of A4 and of Letter, whatever its author writes."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.folio import Folio
from tests.handed import demo, document

from whyfolio.exporters.document import Document
from whyfolio.exporters.html import page
from whyfolio.exporters.page import body_of
from whyfolio.exporters.pdf import styles

EXAMPLES = 200 if os.environ.get("WHYFOLIO_PROOF") == "1" else 6
WORDS = st.sampled_from(
    [
        *(
            "payments",
            "queue",
            "I",
            "wrote",
            "the",
            "on-call",
            "12 %",
            "and",
            "a",
            "MAMMOTH",
            "WAW",
        ),
        *("incomprehensibilities", "促销日会失败", "—", "Straßenbahnhaltestelle", "it", "ill"),
    ]
)
ENDS = st.sampled_from([". ", " ", ", "])


@st.composite
def texts(draw: st.DrawFn, most: int = 120) -> str:
    count = draw(st.integers(0, most))
    return "".join(f"{draw(WORDS)}{draw(ENDS)}" for _ in range(count)).strip()


@st.composite
def packets(draw: st.DrawFn) -> dict[str, str]:
    """Entries by ref: a packet and the stories it rests on."""

    def line(name: str, most: int = 120, indent: str = "") -> str:
        text = draw(texts(most))
        return f'{indent}{name}: "{text}"\n' if text else ""

    lines = "ladder: five-areas\nlevel: staff\nfrom_level: senior\nas_of: 2026-11-20\n"
    lines += line("thesis") + line("why_now")
    speakers = draw(st.integers(0, 6))
    if speakers:
        lines += "advocates:\n"
        for number in range(speakers):
            lines += (
                f"  - person: Ana{number} Duarte (staff engineer)\n{line('values', 60, '    ')}"
            )
    gaps = draw(st.lists(st.sampled_from(["execution", "strategy", "upward"]), max_size=5))
    if gaps:
        lines += "gaps:\n"
        for gap in gaps:
            lines += f"  - competency: {gap}\n"
            lines += line("seen_as", 60, "    ") + line("plan", 60, "    ")
    entries = {"packets/one": lines}
    for number in range(draw(st.integers(0, 4))):
        story = f"date: 2026-0{number + 1}\naudience: review\nrole: lead\n"
        story += f'title: "{draw(texts(14)) or "A title"}"\nwhy: "{draw(texts()) or "It hurt"}"\n'
        story += line("what") + line("otherwise") + "shows:\n  - competency: execution\n"
        if draw(st.booleans()):
            story += "impact:\n  - measure: " + f'"{draw(texts(30)) or "orders lost"}"\n'
            story += f'    before: "12"\n    after: "{draw(st.sampled_from(["0.4", "9" * 30]))}"\n'
            story += f'    unit: "%"\n{line("source", 40, "    ")}'
        entries[f"stories/s{number}"] = story
    return entries


def pages_of_the_brief(shown: Document) -> int:
    """How many pages the brief alone takes, laid out as the PDF is."""
    from weasyprint import HTML

    body = body_of(shown)
    brief = body.find(class_="first-page")
    assert brief is not None
    for other in list(brief.find_previous_siblings()) + list(brief.find_next_siblings()):
        other.decompose()
    return len(HTML(string=page(shown, styles(shown), body)).render().pages)


@settings(max_examples=EXAMPLES)
@given(entries=packets(), language=st.sampled_from(["en", "en-US"]))
def test_the_brief_is_exactly_one_page(entries: dict[str, str], language: str) -> None:
    with tempfile.TemporaryDirectory() as root:
        folio = Folio.at(
            Path(root), f'schema = 1\n\n[site]\ntitle = "T"\nlanguage = "{language}"\n'
        )
        for ref, front in entries.items():
            folio.entry(ref, front)
        assert pages_of_the_brief(document(folio.root, "one")) == 1


@pytest.mark.parametrize("language", ["en", "en-US"])
def test_the_demos_brief_is_one_page_on_both_papers(language: str) -> None:
    assert pages_of_the_brief(dataclasses.replace(demo(), language=language)) == 1
