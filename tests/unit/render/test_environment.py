"""Templates say their values as the library would, whatever is done to be quicker at it."""

from __future__ import annotations

import enum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from whyfolio.render.environment import renderer_for
from whyfolio.render.theme import load_theme

TEMPLATE = "{{ it }}|{{ it ~ '<' }}|{{ 'a' if it else it }}|<a title='{{ it }}'>|{{ [it] }}"


class Word(str):
    """A string of another class."""

    __slots__ = ()


class Told:
    """A value that knows its own HTML."""

    def __html__(self) -> str:
        return "<b>told</b>"


class Kind(enum.StrEnum):
    """A choice."""

    SHARP = "<sharp>"


VALUES = st.one_of(
    st.text(alphabet="ab<>&\"'é ;#"),
    st.text().map(Markup),
    st.text(alphabet="a<&").map(Word),
    st.integers(),
    st.none(),
    st.booleans(),
    st.just(Told()),
    st.just(Kind.SHARP),
)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """What our templates and the library's own make of a value."""
    project = tmp_path_factory.mktemp("folio")
    folder = project / "themes/overrides/templates"
    folder.mkdir(parents=True)
    (folder / "told.html").write_text(TEMPLATE)
    theme = load_theme("margin", project, "public", ())
    ours = renderer_for(theme, "en", file_links=False).environment
    loader = FileSystemLoader(folder)
    theirs = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return [made.get_template("told.html").render for made in (ours, theirs)]


@given(VALUES)
def test_a_value_is_escaped_as_the_library_escapes_it(rendered, value):
    ours, theirs = rendered
    assert ours(it=value) == theirs(it=value)


def test_what_could_be_html_is_escaped_in_text_and_attributes(rendered):
    ours, _ = rendered
    assert "<script" not in ours(it="<script>")
    assert "title='&#39; onclick=&#39;" in ours(it="' onclick='")
