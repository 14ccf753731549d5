"""Lists in brackets: the usual ones are read at a glance, and as YAML reads them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from whyfolio.content.faults import Faults
from whyfolio.content.flow import flow, read_flow
from whyfolio.content.lines import Line
from whyfolio.content.nodes import Scalar, Sequence

WORDS = st.from_regex(r" ?[ab1é][ab1é./_-]{0,2}( [ab1./-]{1,3}){0,2} ?", fullmatch=True)


def members(node: object) -> list[tuple[str, int, int, int]]:
    assert isinstance(node, Sequence)
    scalars = [one for one in node.members if isinstance(one, Scalar)]
    assert len(scalars) == len(node.members)
    return [(one.text, one.place.line, one.place.column, one.place.length) for one in scalars]


@given(words=st.lists(WORDS, min_size=1, max_size=3), end=st.sampled_from(["", ",", " "]))
def test_names_of_several_words_are_read_as_yaml_reads_them(words: list[str], end: str) -> None:
    text, here, there = f"[{','.join(words)}{end}]", Faults("x.md"), Faults("x.md")
    glanced = flow(Line(3, 4, text), [], here)
    assert members(glanced) == members(read_flow(text, 3, 5, there))
    assert here.found == there.found == []
