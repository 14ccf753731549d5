"""Whether another text of an entry changes what is looked for on behalf of an audience."""

from __future__ import annotations

from collections.abc import Sequence

from whyfolio.guard.folding import BAR, folded
from whyfolio.guard.marks import shares
from whyfolio.guard.passages import as_read
from whyfolio.guard.search import finder
from whyfolio.model.audience import Audience

_AROUND = b" " + BAR


def changes_nothing(held: Sequence[bytes], audience: Audience, before: str, after: str) -> bool:
    """Whether the same is looked for after the text of an entry changed.

    What an audience reads anywhere is not looked for. So it is the same where neither text holds
    anything back, and both say the same of the words that are held back elsewhere.

    Args:
        held: all words that are held back from the audience, folded.
        audience: who reads both texts.
        before: the text as it was.
        after: the text as it is.
    """
    both = [shares(text, audience, visible=True, inline=False) for text in (before, after)]
    if any(one.held for one in both):
        return False
    if not held:
        return True
    old, new = (folded("|".join(as_read(one.shown))) for one in both)
    find = finder(held)
    if any(_may_go_on(word, text) for word in held if BAR in word for text in (old, new)):
        return False
    return find(old) == find(new)


def _may_go_on(word: bytes, text: bytes) -> bool:
    """Whether words held back may begin in this text and end in the next one that is read."""
    parts, text = word.split(BAR), text.strip(_AROUND)
    for first in range(len(parts)):
        for last in range(first + 1, len(parts) + 1):
            told = BAR.join(parts[first:last]).strip(_AROUND)
            is_end, is_start = first == 0 and last < len(parts), first > 0 and last == len(parts)
            if told and (
                told == text
                or (is_end and text.endswith(b" " + told))
                or (is_start and text.startswith(told + b" "))
            ):
                return True
    return False
