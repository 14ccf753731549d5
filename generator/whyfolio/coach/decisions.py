"""What became of decisions, how sure they were, and which of them still stand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from whyfolio.coach.naming import ago, number, on, titled, words
from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.dates import add_months
from whyfolio.model.work import Decision
from whyfolio.portfolio.agenda import looked_since
from whyfolio.portfolio.closing import holds_no_longer, rightness


@rule("N451", "decisions", Matter.DUE)
def revisit_due(notes: Notes) -> Iterator[Ask]:
    """Ask how a decision looks now that the day has come to look again."""
    for decision in _standing(notes):
        day = decision.revisit.first if decision.revisit else None
        if decision.revisit and day and day <= notes.today and not looked_since(decision):
            guess = decision.best_guess and f" your guess was {words(decision.best_guess)}."
            yield Ask(
                notes.place(decision, "revisit"),
                f"{titled(decision)}: you wanted to look again {on(decision.revisit)}."
                f"{guess} would you decide the same today?",
                "add `outcome:` with what you see, or another `revisit:`",
            )


@rule("N452", "decisions", Matter.COURSE, missing=True)
def no_outcome(notes: Notes) -> Iterator[Ask]:
    """Ask how an older decision turned out that was never looked at again."""
    for decision in _standing(notes):
        if decision.outcome or decision.revisit or not decision.date:
            continue
        if add_months(decision.date.last, notes.count("outcome_months")) <= notes.today:
            yield Ask(
                notes.place(decision, "what"),
                f"{titled(decision)} was decided {ago(decision.date.last, notes.today)}. "
                "how did it turn out, and was it decided well?",
                "add `outcome:` with `result:` and `process:`, which are graded apart, "
                "or a day to look at it: `revisit: …`",
            )


@rule("N453", "decisions", Matter.COURSE)
def certain(notes: Notes) -> Iterator[Ask]:
    """Ask what is not known, where a decision is called certain."""
    for decision in _standing(notes):
        sure = decision.confidence
        if sure is None or sure < notes.threshold("certain"):
            continue
        if not decision.need_to_know and decision.outcome is None:
            yield Ask(
                notes.place(decision, "confidence"),
                f"{titled(decision)}: you are {sure} % sure. what could you find out that would "
                "change your mind?",
                "add `need_to_know: …`, or a lower `confidence:`",
            )


@rule("W454", "decisions", Matter.READERS)
def superseded_one_way(notes: Notes) -> Iterator[Ask]:
    """Name decisions that another one replaces and that call themselves accepted."""
    newer = {older: one for one in notes.of(Decision) for older in one.supersedes}
    for decision in notes.of(Decision):
        if decision.ref in newer and not holds_no_longer(decision):
            said = f'says "{decision.status}"' if decision.status else "has no status"
            yield Ask(
                notes.written(decision, "status", "what"),
                f"{titled(newer[decision.ref])} supersedes this decision, which {said}",
                "write `status: superseded` here, or take `supersedes:` out there",
            )


@rule("N455", "decisions", Matter.COURSE)
def calibration(notes: Notes) -> Iterator[Ask]:
    """Compare how sure decisions were with how they turned out, once there are enough."""
    closed = [
        (decision, Decimal(decision.confidence), right)
        for decision in notes.of(Decision)
        if decision.confidence is not None and (right := rightness(decision)) is not None
    ]
    if len(closed) < notes.count("closed_decisions"):
        return
    sure = sum((confidence for _, confidence, _ in closed), Decimal(0)) / len(closed)
    right = sum((result for _, _, result in closed), Decimal(0)) / len(closed)
    if abs(sure - right) < notes.threshold("calibration_points"):
        return
    over = sure > right
    farthest = max(closed, key=lambda one: (one[1] - one[2]) * (1 if over else -1))[0]
    yield Ask(
        notes.place(farthest, "confidence"),
        f"over {number(len(closed))} decisions you were {round(sure)} % sure on average, and "
        f"{round(right)} % turned out right. "
        + (
            f"what did you not see in {titled(farthest)}, at {farthest.confidence} %?"
            if over
            else f"what made you doubt {titled(farthest)}, at {farthest.confidence} %?"
        ),
        "say a little less than you feel, and look again later"
        if over
        else "you may trust your judgment a little more, and say so before it is known",
    )


def _standing(notes: Notes) -> list[Decision]:
    """The decisions that still hold."""
    replaced = {older for one in notes.of(Decision) for older in one.supersedes}
    return [
        decision
        for decision in notes.of(Decision)
        if not holds_no_longer(decision) and decision.ref not in replaced
    ]
