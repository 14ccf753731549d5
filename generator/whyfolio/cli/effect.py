"""What an answer did: the change of a figure, its source, who may read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.fields import fields_of
from whyfolio.model.growth import Feedback
from whyfolio.model.values import Evidence, Impact
from whyfolio.model.work import Story
from whyfolio.scaffold.inserting import Answer


def line_of(answer: Answer) -> str:
    """The answer as its line begins: the field, inside a record the inner one."""
    names = [step for step in answer.steps if isinstance(step, str)]
    return f"{'.'.join(names)}: {answer.text}"


def effect(entry: Entry, answer: Answer, private_hosts: Sequence[str]) -> str:
    """A few words beside the line; "" where there is nothing to tell."""
    return "; ".join(filter(None, _told(entry, answer, private_hosts)))


def _told(entry: Entry, answer: Answer, private_hosts: Sequence[str]) -> Iterator[str]:
    if isinstance(entry, Story) and answer.name == "impact":
        number = answer.steps[1] if len(answer.steps) > 1 else -1
        yield _figure(entry.impact[int(number)])
        return
    if isinstance(entry, Feedback) and answer.name in {"quote", "consent"}:
        agreed = entry.consent
        yield f"{agreed} at most" if agreed else "yours alone, until its giver says who may read it"
        return
    declared = fields_of(type(entry))[answer.name]
    proof = entry.evidence[-1] if isinstance(entry, Story) and answer.name == "evidence" else None
    yield _readers(declared.ceiling, declared.default)
    if proof:
        yield _reach(proof, private_hosts)


def _figure(impact: Impact) -> str:
    source = f"source: {impact.source}" if impact.source else ""
    nobody = "" if source or not impact.after else "no source yet"
    change = impact.change
    return ", ".join(filter(None, [change, impact.certainty, source, nobody]))


def _readers(ceiling: Audience, default: Audience) -> str:
    if ceiling is Audience.PRIVATE:
        return "yours alone, always"
    return "reviewers only" if default is Audience.REVIEW else ""


def _reach(proof: Evidence, private_hosts: Sequence[str]) -> str:
    from whyfolio.coach.privacy_hosts import reach_of

    reach = reach_of(proof.url, private_hosts) if proof.url else None
    if reach is Audience.PRIVATE:
        return "only your own machine opens it"
    return "a private host" if reach else ""
