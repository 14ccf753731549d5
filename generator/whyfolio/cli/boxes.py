"""A filled form on the terminal: how full each box is, what is left out, the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from whyfolio.cli.console import ask, copied, counted, on_terminal, say
from whyfolio.outputs.forms.rereading import Reread
from whyfolio.outputs.forms.shapes import Candidate, Filled, FilledForm, LeftOut, Reason

RANKING = "First come a why, a number, proof, your part and others' words; then the newest."
RANKING_OF_LINES = (
    "First come lines with a figure, then those with more below them; then the newest."
)
Placed = Callable[[Candidate], str]

_PLURALS = {
    "story": "stories",
    "feedback": "pieces of feedback",
    "line": "lines",
}
_ONE = {"feedback": "piece of feedback"}
_WIDEST = 60
_NAMED = 20
_NAMED_UNASKED = 5
_REASONS = {
    Reason.NO_WHY: "without a why",
    Reason.NO_WORDS: "without words of its own",
    Reason.NO_DATE: "without a date",
    Reason.LOWER: "below the top {top} of box {box}",
    Reason.NO_ROOM: "for which box {box} has no room",
    Reason.TOO_LONG: "longer than box {box} by itself ({size:,} {unit})",
    Reason.OTHER_EMPLOYER: "done for another employer",
    Reason.NOT_ASKED: "that no box asks for",
}
_RANKED = frozenset([Reason.LOWER, Reason.NO_ROOM])


def summary(filled: FilledForm, *, of_file: bool = False, with_text: bool = False) -> Iterator[str]:
    """A line a box: its question, how full it is, from what; its text below where wanted."""
    labels = _labels(filled)
    widest = max(map(len, labels))
    sizes = [_size(box) for box in filled.boxes]
    broadest = max(map(len, sizes))
    for number, (label, size, box) in enumerate(zip(labels, sizes, filled.boxes, strict=True), 1):
        told = "nothing yet" if of_file and not box.placed else _made_of(box)
        yield f"  {number} {label:{widest}}   {size:>{broadest}}   {told}".rstrip()
        if with_text and box.text:
            yield f"\n{box.text}\n"


def as_text(filled: FilledForm) -> str:
    """All boxes as one text file, each under its question and its size."""
    parts = [
        f"{number}. {box.box.prompt}\n({_size(box).strip()})\n\n{box.text or '–'}\n"
        for number, box in enumerate(filled.boxes, 1)
    ]
    return "\n".join(parts)


def left_out(filled: FilledForm, place: Placed) -> Iterator[str]:
    """What is in no box and why, with where it stands."""
    numbers = {box.box.id: number for number, box in enumerate(filled.boxes, 1)}
    ordered = sorted(filled.left_out, key=lambda out: _order(out, numbers))
    for told, members in groupby(ordered, _reason(numbers)):
        outs = list(members)
        places = [place(out.candidate) for out in outs]
        most = _NAMED_UNASKED if outs[0].reason is Reason.NOT_ASKED else _NAMED
        if len(places) > most:
            places = [*places[:most], f"and {len(places) - most:,} more"]
        yield f"  {kinds([out.candidate.kind for out in outs])} {told}: {', '.join(places)}"
    if any(out.reason in _RANKED for out in filled.left_out):
        lines = all(out.candidate.kind == "line" for out in filled.left_out)
        yield f"  {RANKING_OF_LINES if lines else RANKING}"


def read_again(found: Sequence[Reread]) -> Iterator[str]:
    """What to look at before it is pasted: figures and names, box by box."""
    figures = sum(len(box.figures) for box in found)
    names = len({name for box in found for name in box.names})
    counts = [counted(figures, "figure")] if figures else []
    counts += [counted(names, "name")] if names else []
    if counts:
        yield f"Read before you paste: {', '.join(counts)}."
    for box in found:
        told = "; ".join(", ".join(words) for words in (box.figures, box.names) if words)
        yield f"  box {box.number}  {told}"


def kinds(found: Sequence[str]) -> str:
    """How many of each kind: `3 stories, 1 lesson`."""
    order = list(dict.fromkeys(found))
    return ", ".join(
        counted(found.count(kind), _ONE.get(kind, kind), _PLURALS.get(kind, "")) for kind in order
    )


def paste_along(filled: FilledForm, wrote: str) -> None:
    """On a terminal put box after box on the clipboard; where there is none, only say `wrote`."""
    numbered = [(n, box) for n, box in enumerate(filled.boxes, 1) if box.text]
    first = numbered[0] if numbered and on_terminal() and copied(numbered[0][1].text) else None
    if first is None:
        if wrote:
            say(f"{wrote}.")
        return
    lead = f"{wrote}; " if wrote else ""
    for place, (number, box) in enumerate(numbered):
        if place and not copied(box.text):
            return
        told = f"{lead if not place else ''}box {number} is on the clipboard"
        if place + 1 == len(numbered):
            say(f"{told}. That was the last one.")
        elif ask(f"{told}, Enter for box {numbered[place + 1][0]}."):
            return


# --- words -------------------------------------------------------------------------------------


def _labels(filled: FilledForm) -> list[str]:
    """The questions, or where one is too long for a line what the boxes are called."""
    prompts = [box.box.prompt for box in filled.boxes]
    if max(map(len, prompts)) <= _WIDEST:
        return prompts
    return [box.box.id.replace("-", " ").capitalize() for box in filled.boxes]


def _size(filled: Filled) -> str:
    box = filled.box
    unit = f"{box.unit}{' with tags' if box.counts_html else ''}"
    return f"{filled.used:,} / {box.limit:,} {unit}" if box.limit else f"{filled.used:,} {unit}"


def _made_of(filled: Filled) -> str:
    if filled.placed:
        return kinds([placed.candidate.kind for placed in filled.placed])
    asked = next((value for word, value in filled.box.select if word == "kind"), "story")
    return f"nothing yet: whyfolio new {asked}"


def _order(out: LeftOut, numbers: dict[str, int]) -> tuple[int, int, str]:
    box = numbers.get(out.box.id, 0) if out.box else 0
    return list(Reason).index(out.reason), box, out.candidate.kind


def _reason(numbers: dict[str, int]) -> Callable[[LeftOut], str]:
    def told(out: LeftOut) -> str:
        box = out.box
        return _REASONS[out.reason].format(
            top=dict(box.select).get("top", "") if box else "",
            box=numbers.get(box.id, 0) if box else 0,
            size=out.size,
            unit=box.unit if box else "",
        )

    return told
