"""What is in a built site, and what its templates may do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.folio import Folio
from whyfolio.errors import Refused
from whyfolio.model.audience import Audience

STORY = "date: 2026-09\nwhat: I did it.\nwhy: It helped.\naudience: public"


def test_nothing_of_the_preview_is_in_a_built_site() -> None:
    demo = Folio(Path(__file__).parents[2])
    for audience in Audience:
        told = [
            path
            for path, page in demo.pages(audience).items()
            if re.search(rb"localhost|127\.0\.0\.1|livereload|whyfolio-preview", page)
        ]
        assert told == []


TEMPLATES = {
    "{{ nothing_here.at_all }}": ("E803", 1, "nothing_here"),
    "a\n{% if %}": ("E803", 2, "cannot be read"),
    "a\n{% include 'none.html' %}": ("E804", 2, "none.html"),
    "\n{% include 'entries/story.html' %}": ("E803", 2, "without end"),
    "\n\n{{ 1 // 0 }}": ("E803", 3, "ZeroDivisionError"),
}


@pytest.mark.parametrize("text", TEMPLATES)
def test_a_fault_in_a_template_is_named_with_the_way_to_it(tmp_path: Path, text: str) -> None:
    folio = Folio.at(tmp_path).entry("stories/one", STORY)
    folio.write("themes/overrides/templates/entries/story.html", text)
    with pytest.raises(Refused) as refused:
        folio.pages()
    found = refused.value.diagnostic
    code, line, words = TEMPLATES[text]
    assert (found.code, found.place.line) == (code, line)
    assert found.place.file.endswith("themes/overrides/templates/entries/story.html")
    assert words in found.message


@pytest.mark.parametrize("name", ["x.html.j2", "x.atom", "x.svg", "x.txt", "x"])
def test_what_is_escaped_does_not_depend_on_the_name_of_a_template(
    tmp_path: Path, name: str
) -> None:
    folio = Folio.at(tmp_path).entry("stories/one", STORY)
    folio.write(f"themes/overrides/templates/{name}", "{% set a = '<b>' %}{{ a }}")
    folio.write("themes/overrides/templates/entries/story.html", f"{{% include '{name}' %}}")
    assert folio.page("stories/one/index.html") == "&lt;b&gt;"


def test_comments_are_published_nowhere_and_code_keeps_its_own(tmp_path: Path) -> None:
    body = (
        "a <!-- zqinline --> b\n\n<!-- zqblock -->\n\n<!--\nzqlines\n\n- more\n-->\n\n"
        "- <!-- zqlist --> c\n\n> <!-- zqquote -->\n\n```html\n<!-- kept -->\n```\n"
    )
    folio = Folio.at(tmp_path).entry("stories/one", STORY, body)
    pages = folio.pages()
    assert not [path for path, page in pages.items() if re.search(rb"zq[a-z]+", page)]
    assert b"kept" in pages["stories/one/index.html"]
