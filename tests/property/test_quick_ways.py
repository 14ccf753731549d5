"""Where a quick way is taken, it leads where the slow one does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from whyfolio.markdown.opaque import mask, plain_fences
from whyfolio.render.urls import _way, relative

PIECES = (
    *("```", "```py", "```a b\n", "``` ", "```\n", "x ``` y", "`", "`a`", "a", "text\n", " "),
    *("\n", "\n\n", "\t", "\\", "- b\n", "> q", "> ```\n", "  ```\n", "~~~\n", "<!--", "-->"),
)
STEP = st.sampled_from(["", "a", "b", "a.html", "stories"])
ADDRESS = st.lists(STEP, max_size=4).map(lambda steps: "/" + "/".join(steps))


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=max(2000, settings().max_examples), deadline=None)
def test_fences_that_are_found_at_a_look_are_all_that_there_are(text: str) -> None:
    found = plain_fences(text)
    masked = mask(text)

    assert found is None or (found == masked.fences and not masked.problems)


@given(ADDRESS, ADDRESS)
@settings(max_examples=max(2000, settings().max_examples), deadline=None)
def test_an_address_leads_from_every_page_where_its_steps_lead(target: str, page: str) -> None:
    slow = _way(page.split("/"), target.split("/")) or "./"

    assert target.startswith("//") or relative(target, page, file_links=False) == slow
