"""What is to be looked at of a page, where it was looked at before and nothing was found."""

from __future__ import annotations

from collections.abc import Callable

_PER_LETTER = 4  # bytes of a page that are first taken for each letter of its text
_JOINT = 8  # letters that folding may take away where two texts meet


def changed_part(
    before: bytes, after: bytes, longest: int, letters: Callable[[bytes], int]
) -> bytes:
    """The part of a page in which all stands that may be found in it now and was not before.

    Such words begin or end in what changed, or what stands around it met there. So that is taken,
    with as much before and behind it as the longest words take. It is cut where lines end and no
    tag is open, as there a part of a page is read like the whole.

    Args:
        before: the page as it was.
        after: the page as it is.
        longest: the length of the longest words that are looked for, folded; more than 0.
        letters: how long the text of a part is, folded.
    """
    if b"<!--" in before or b"<!--" in after:  # which hides tags, to its end
        return after
    start, same = _met(before, after)
    start = _back(after, start)
    end = _forth(before, after, len(after) - same)
    wanted = longest + _JOINT
    size = longest * _PER_LETTER
    first = _back(after, max(0, start - size))
    while first and letters(after[first:start]) < wanted:
        size *= 2
        first = _back(after, max(0, start - size))
    size = longest * _PER_LETTER
    last = _forth(before, after, end + size)
    while last < len(after) and letters(after[end:last]) < wanted:
        size *= 2
        last = _forth(before, after, end + size)
    return after[first:last]


def _met(one: bytes, other: bytes) -> tuple[int, int]:
    """How many bytes two pages have in common where they begin, and of the rest where they end."""
    shorter = min(len(one), len(other))
    start = _most(shorter, lambda size: one.startswith(other[:size]))
    end = _most(shorter - start, lambda size: one.endswith(other[len(other) - size :]))
    return start, end


def _most(size: int, is_so: Callable[[int], bool]) -> int:
    """The largest number for which it is so; it is so for 0 and for all that are smaller."""
    least = 0
    while least < size:
        middle = (least + size + 1) // 2
        if is_so(middle):
            least = middle
        else:
            size = middle - 1
    return least


def _back(page: bytes, place: int) -> int:
    """The last place up to this one at which a line begins and no tag is open."""
    place = page.rfind(b"\n", 0, place) + 1
    while _is_in_tag(page, place):
        place = page.rfind(b"\n", 0, page.rfind(b"<", 0, place)) + 1
    return place


def _forth(before: bytes, after: bytes, place: int) -> int:
    """The next such place from this one in a page of which all that follows is as before."""
    gone = len(before) - len(after)
    while place < len(after):
        place = after.find(b"\n", place) + 1 or len(after)
        if not _is_in_tag(after, place) and not _is_in_tag(before, place + gone):
            break
    return place


def _is_in_tag(page: bytes, place: int) -> bool:
    return page.rfind(b"<", 0, place) > page.rfind(b">", 0, place)
