"""Which competency of an imported ladder counts a story that shows one of the five areas.

A proposal, made by the words that both use; whoever imports decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from whyfolio.importers.registry import Request
from whyfolio.model.ladder import Competency, Ladder
from whyfolio.names import hint_for

# Beginnings of words by which ladders call what an area is about. A word in a title, a key or a
# theme counts as much as many in the sentences.
_WORDS: Mapping[str, str] = {
    "execution": """deliver execut ownership own quality craft technical technology result impact
        master test code coding engineer reliab operat process ship build skill knowledge system
        implement complet task scope maintain debug incident finish planning independ""",
    "strategy": """strateg decision judgment judgement direction vision architect priorit product
        business problem tradeoff trade-off roadmap innovat think commercial design budget risk
        acumen analy complexity insight data goal""",
    "leadership": """leader lead mentor coach people talent team hire hiring recruit feedback grow
        teach culture inclus onboard delegat career develop support enable train""",
    "upward": """manager manag upward report status expectation transparen communicat stakeholder
        escalat update align accountab reliable autonom honest trust inform proactive""",
    "relationships": """relationship collaborat influence communit partner customer cross
        communicat network evangel client stakeholder external team-work teamwork organisation
        organization across user citizen empath""",
}
_IN_A_NAME = 6.0
_IN_THE_MEANING = 2.0
_LEAST = 1.0
_WORD = re.compile(r"[a-z][a-z-]+")
_NONE = frozenset({"-", "none", "no"})


def proposal(ladder: Ladder) -> dict[str, str]:
    """For each of the five areas the competency that is nearest to it; not every area has one.

    One competency only, since a claim counts once on a ladder. Each competency is taken for one
    area as long as there are others.
    """
    scores = {
        (area, row.id): _score(row, stems.split())
        for area, stems in _WORDS.items()
        for row in ladder.competencies
        if any(members for _, members in row.expectations)
    }
    found: dict[str, str] = {}
    taken: Counter[str] = Counter()
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    for again in (False, True):
        for (area, own), score in ranked:
            if score >= _LEAST and area not in found and (again or not taken[own]):
                found[area] = own
                taken[own] += 1
    return {area: found[area] for area in _WORDS if area in found}


def _score(row: Competency, stems: list[str]) -> float:
    """How much of what a competency says is about an area: its name, then all its sentences."""
    texts = " ".join(said.text for _, members in row.expectations for said in members)
    name = _hits(f"{row.id} {row.title}", stems) * _IN_A_NAME
    meaning = _hits(f"{row.theme} {row.means}", stems) * _IN_THE_MEANING
    words = max(20, len(texts.split()))
    return name + meaning + 50 * _hits(texts, stems) / words


def _hits(text: str, stems: list[str]) -> int:
    beginnings = tuple(stems)
    return sum(word.startswith(beginnings) for word in _WORD.findall(text.casefold()))


def agreed(request: Request, ladder: Ladder, areas: Ladder) -> dict[str, str]:
    """The proposal as whoever imports wants it: shown, asked about, changed line by line."""
    found = proposal(ladder)
    if not found:
        request.tell(
            f"{ladder.id}: nothing in it is near to {areas.title}; no `covers` is written."
        )
        return {}
    titles = {row.id: row.title for row in ladder.competencies}
    request.tell(f"{ladder.id}: a story that shows one of {areas.title} would count for")
    for area in areas.competencies:
        own = found.get(area.id, "")
        said = f"{own} ({titles[own]})" if own else "nothing of it"
        request.tell(f"  {area.id:14} {said}")
    if request.ask is None or "yes" in request.options:
        request.tell("That is taken as `covers`, as proposed; change the lines that do not fit.")
        return found
    answer = request.ask("Write that as `covers`? [y]es, [n]o, [e]ach one", "y").casefold()
    if answer.startswith("e"):
        return _one_by_one(request, areas, found, list(titles))
    return {} if answer.startswith("n") else found


def _one_by_one(
    request: Request, areas: Ladder, found: Mapping[str, str], known: list[str]
) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for area in areas.competencies:
        own = None
        while own is None and request.ask is not None:
            question = f"{area.title} counts for which competency? An id, or - for none"
            answer = request.ask(question, found.get(area.id, "-"))
            if answer in _NONE or answer in known:
                own = answer
            else:
                request.tell(f'"{answer}" is none; {hint_for(answer, known, ", ".join(known))}')
        if own in known:
            chosen[area.id] = str(own)
    return chosen


def as_covers(chosen: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The same as a ladder's file has it: own id → ids of the other ladder."""
    covers: dict[str, tuple[str, ...]] = {}
    for area, own in chosen.items():
        covers[own] = (*covers.get(own, ()), area)
    return covers
