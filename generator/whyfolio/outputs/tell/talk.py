"""One story, or the whole career, as somebody tells it: within the time, in the author's words.

Every sentence is the author's or a phrase of the catalogue with the author's words in it.
Where a part is missing its question stands in its place. What gives way when the time is short
is fixed: `KEPT` and `KEPT_OF_CAREER` name the parts in the order in which they are kept, and
*what* and *why* of a story, or who somebody is, are told always. No sentence is ever cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whyfolio.model.work import Story
from whyfolio.outputs.site import Desk
from whyfolio.outputs.tell.career import KEPT_OF_CAREER, career_parts
from whyfolio.outputs.tell.parts import Teller, story_parts
from whyfolio.outputs.tell.shapes import Length, Part, Talk, fitted

# What a story keeps first when the time is short; `what` and `why` are always told.
KEPT = (
    *("figure", "known", "role", "otherwise", "setting", "for", "decision", "figures"),
    *("people", "shows", "voice", "lesson", "cost", "text"),
)
# The order in which a story is told, and the one of an interview answer: situation, task,
# action, result, and what was learned.
TOLD = (
    *("setting", "what", "role", "people", "why", "for", "text", "decision", "shows"),
    *("figure", "known", "figures", "otherwise", "cost", "voice", "lesson"),
)
TOLD_AS_STAR = (
    *("setting", "why", "for", "role", "people", "what", "text", "decision", "shows"),
    *("figure", "known", "figures", "otherwise", "voice", "cost", "lesson"),
)


def tell_story(desk: Desk, story: Story, length: Length) -> Talk:
    """One story, told within the time.

    Args:
        desk: the view; questions are asked of the author alone, in the private one.
        story: one of the view's stories.
        length: how long it may take, and whether it is an answer in an interview.
    """
    found = story_parts(Teller(desk, length), story)
    order = TOLD_AS_STAR if length.star else TOLD
    parts = [part for name in order for part in found.get(name, ())]
    return fitted(_known_with_figure(parts), KEPT, length.limit)


def _known_with_figure(parts: Sequence[Part]) -> list[Part]:
    """How we know a figure is said in one breath with it, so that neither stands alone."""
    known = next((part for part in parts if part.name == "known"), None)
    figure = next((part for part in parts if part.name == "figure"), None)
    if not (known and figure and known.sentences and figure.sentences):
        return list(parts)
    if known.sentences[0].phrase != "tell.known":
        return list(parts)
    joined = replace(figure, sentences=figure.sentences + known.sentences)
    return [joined if part is figure else part for part in parts if part is not known]


def tell_career(desk: Desk, length: Length) -> Talk:
    """The whole career: who, the positions in order, the lead stories, what is wanted next.

    A portfolio with one story and no position is told as that story, as the first page does.
    """
    stories = desk.view.of_kind("story")
    if len(stories) == 1 and not desk.view.of_kind("position"):
        [only] = stories
        if isinstance(only, Story):
            return tell_story(desk, only, length)
    parts = career_parts(Teller(desk, length))
    return fitted(parts, KEPT_OF_CAREER, length.limit)
