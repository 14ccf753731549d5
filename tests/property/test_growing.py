"""Whatever is typed as an answer is read back as it was typed, or not written at all."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from whyfolio.model.work import Decision, Story
from whyfolio.scaffold.growing import Answer, NotRead, grow

FRONT = "---\ndate: 2026-09\nwhat: I did it: all #1\nknow:\n  - it holds\n---\nBody.\n"


@given(st.text())
def test_an_answer_is_read_back_as_it_was_typed(typed: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.md")
        path.write_text(FRONT.replace("know:\n  - it holds\n", ""), encoding="utf-8")
        before = path.read_bytes()
        try:
            entry = grow(path, Story, Answer(("otherwise",), typed))
        except NotRead:
            assert path.read_bytes() == before
            return
        assert isinstance(entry, Story)
        assert entry.otherwise == " ".join(typed.split())


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_members_are_kept_in_the_order_of_their_answers(typed: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, kept = Path(folder, "x.md"), ["it holds"]
        path.write_text(FRONT, encoding="utf-8")
        for text in typed:
            try:
                entry = grow(path, Decision, Answer(("know",), text))
            except NotRead:
                continue
            kept.append(" ".join(text.split()))
            assert isinstance(entry, Decision)
            assert list(entry.know) == kept
