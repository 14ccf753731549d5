"""What the level that is wanted still lacks, competency by competency, and what would help."""

from __future__ import annotations

from collections.abc import Iterator

from whyfolio.coach.naming import all_titled, counted, number, titled, words
from whyfolio.coach.rule import Ask, Matter, Notes, rule
from whyfolio.coach.settings import setting_place
from whyfolio.coach.standing import Standing
from whyfolio.diagnostics import Place
from whyfolio.model.audience import Audience
from whyfolio.model.growth import Feedback
from whyfolio.model.work import Story
from whyfolio.names import join_words
from whyfolio.portfolio.coverage import Claim
from whyfolio.portfolio.verdict import Contrast, Gap, Grade, Verdict, Why, points
from whyfolio.portfolio.verdict_words import VerdictWords
from whyfolio.render.locale import words_of

_JUDGED = (Grade.ABSENT, Grade.THIN, Grade.ADEQUATE, Grade.STRONG)


@rule("N401", "coverage", Matter.CASE, missing=True)
def real_gap(notes: Notes) -> Iterator[Ask]:
    """Ask what could be done where proof alone would not be enough."""
    for standing, verdict in _verdicts(notes, "N401"):
        yield Ask(
            _place(notes, standing, verdict),
            f"{_heading(standing, verdict)}{_why(standing, verdict)}. more proof alone would not "
            "change it: what could you do there that you have not done yet?",
            _try(notes, standing, verdict.competency),
        )


@rule("N402", "coverage", Matter.CASE)
def evidence_gap(notes: Notes) -> Iterator[Ask]:
    """Ask for proof where the work is done and nobody could check it."""
    for standing, verdict in _verdicts(notes, "N402"):
        weakest = min(verdict.claims, key=lambda claim: len(claim.kinds))
        story = notes.portfolio.by_ref[weakest.ref]
        kinds = number(len(weakest.kinds)) if weakest.kinds else "none"
        yield Ask(
            notes.place(story, "shows"),
            f"{_heading(standing, verdict)}. the work is done, the proof is not: {titled(story)} "
            f"has {kinds} of the three kinds. who saw it, or where can it be looked up?",
            f"a second kind of proof for each story makes it {verdict.proved_grade}: "
            "`evidence: https://…`, a figure with its source, or feedback about it",
        )


@rule("N403", "coverage", Matter.CASE, missing=True)
def dark_cells(notes: Notes) -> Iterator[Ask]:
    """Name the competencies of which neither a story nor anybody's words speak."""
    standing = notes.standing
    if standing is None:
        return
    dark = [verdict.competency for verdict in standing.mine if _is_dark(notes, standing, verdict)]
    if dark:
        names = join_words([standing.title(competency) for competency in dark], "and")
        yield Ask(
            setting_place(notes, "career", "next_level"),
            f"neither a story nor anybody's words speak of {names} yet. "
            "what have you done there that you would not have called by that name?",
            _try(notes, standing, dark[0]),
        )


@rule("N404", "coverage", Matter.CASE)
def clustered(notes: Notes) -> Iterator[Ask]:
    """Ask for another time, where all stories of a competency lie close together."""
    for standing, verdict in _verdicts(notes, "N404"):
        wanted = standing.question.ladder.rule.spread_months
        yield Ask(
            _place(notes, standing, verdict),
            f"{_heading(standing, verdict)}. all of it lies within "
            f"{counted(max(1, verdict.span), 'month')}: "
            "when did you do something like it before?",
            f"{number(wanted)} months between the first and the last show a habit, "
            "less may look like a good spell",
        )


@rule("N405", "coverage", Matter.CASE)
def stale(notes: Notes) -> Iterator[Ask]:
    """Ask for something newer, where the last story of a competency is old."""
    for standing, verdict in _verdicts(notes, "N405"):
        newest = max(verdict.claims, key=lambda claim: (claim.last is not None, claim.last))
        story = notes.portfolio.by_ref[newest.ref]
        yield Ask(
            notes.place(story, "date"),
            f"{_heading(standing, verdict)}. the newest story is {titled(story)}: "
            "what has there been since?",
            "if there was something, it is a story of three lines; if not, it may be a goal",
        )


@rule("N406", "coverage", Matter.CASE)
def stretched(notes: Notes) -> Iterator[Ask]:
    """Ask which competencies a story shows best, where it is said to show many."""
    ladders = {ladder.id: ladder for ladder in notes.portfolio.ladders}
    ladder = ladders.get(notes.portfolio.config.career.ladder)
    if ladder is None:
        return
    for story in notes.of(Story):
        known = (ladder.competency(said.competency) for said in story.shows)
        shown = len({competency.id for competency in known if competency})
        if shown > ladder.rule.full_claims:
            most = number(ladder.rule.full_claims)
            yield Ask(
                notes.place(story, "shows"),
                f"{titled(story)} is said to show {number(shown)} competencies. "
                f"which {most} would it still convince of if you could name only those?",
                f"the first {most} count, in your order; another story can show the rest",
            )


@rule("N407", "coverage", Matter.CASE)
def less_for_them(notes: Notes) -> Iterator[Ask]:
    """Ask whether reviewers may see what makes the difference."""
    for standing, verdict in _verdicts(notes, "N407"):
        contrast = standing.theirs[verdict.competency]
        told = VerdictWords(words_of("en"), standing.question.ladder).contrast(contrast).text
        stories = [notes.portfolio.by_ref[claim.ref] for claim in _unseen(contrast)]
        closed = [story for story in stories if not Audience.REVIEW.sees(story.readers)]
        refs = " ".join(story.ref for story in closed)
        yield Ask(
            notes.written(stories[0], "audience", "what"),
            f"{standing.title(verdict.competency)} at {standing.level}: {told}. "
            f"the difference lies in {all_titled(stories)}: may they read more of it?",
            f"`whyfolio allow review {refs}` shows what they would read, before they do"
            if closed
            else f"look for what is marked private in {stories[0].ref}, or in feedback about it",
        )


def _verdicts(notes: Notes, code: str) -> Iterator[tuple[Standing, Verdict]]:
    """The competencies that this rule asks about; each is asked about by one rule alone."""
    standing = notes.standing
    if standing is None:
        return
    chosen = [one for one in standing.mine if _code(notes, standing, one) == code]
    by_need = sorted(chosen, key=lambda one: (_JUDGED.index(one.grade), one.points))
    for verdict in by_need[: notes.count("competencies_at_once")]:
        yield standing, verdict


def _code(notes: Notes, standing: Standing, verdict: Verdict) -> str:
    """Which question helps most: first what is quickly mended, last what has to be done anew."""
    if verdict.grade not in _JUDGED or _is_dark(notes, standing, verdict):
        return ""
    contrast = standing.theirs.get(verdict.competency)
    if contrast and _JUDGED.index(verdict.grade) > _JUDGED.index(contrast.theirs.grade):
        return "N407"
    if verdict.gap is Gap.EVIDENCE:
        return "N402"
    return _code_of_reasons({reason.why for reason in verdict.reasons}) if verdict.gap else ""


def _code_of_reasons(reasons: set[Why]) -> str:
    if reasons & {Why.POINTS, Why.STORIES}:
        return "N401"
    return "N405" if Why.STALE in reasons else "N404"


def _is_dark(notes: Notes, standing: Standing, verdict: Verdict) -> bool:
    if verdict.grade is not Grade.ABSENT:
        return False
    ladder = standing.question.ladder
    shown = [said.competency for story in notes.of(Story) for said in story.shows]
    spoken = [name for one in notes.of(Feedback) for name in one.competencies]
    known = (ladder.competency(name) for name in (*shown, *spoken))
    return all(one is None or one.id != verdict.competency for one in known)


def _heading(standing: Standing, verdict: Verdict) -> str:
    told = VerdictWords(words_of("en"), standing.question.ladder).told(verdict).text
    return f"{standing.title(verdict.competency)} at {standing.level}: {told}"


def _why(standing: Standing, verdict: Verdict) -> str:
    """Why it is not higher, in brackets."""
    told = VerdictWords(words_of("en"), standing.question.ladder).reasons(verdict)
    reasons = ", ".join(phrase.text for phrase in told)
    return f" (not higher: {reasons})" if reasons else ""


def _unseen(contrast: Contrast) -> list[Claim]:
    """The claims of which reviewers see less than their author."""
    theirs = {claim.ref: points(claim) for claim in contrast.theirs.claims}
    return [claim for claim in contrast.mine.claims if points(claim) > theirs.get(claim.ref, 0)]


def _place(notes: Notes, standing: Standing, verdict: Verdict) -> Place:
    """The newest story that shows it, else the packet that asks for it, else the settings."""
    dated = [claim for claim in verdict.claims if claim.last]
    if dated:
        newest = max(dated, key=lambda claim: (claim.last, claim.ref))
        return notes.place(notes.portfolio.by_ref[newest.ref], "shows")
    if standing.packet:
        return notes.place(standing.packet, "level")
    return setting_place(notes, "career", "next_level")


def _try(notes: Notes, standing: Standing, competency: str) -> str:
    """What somebody one level up does; else an expectation that no story says it meets."""
    ladder = standing.question.ladder
    for exemplar in notes.portfolio.profile.exemplars:
        known = ladder.competency(exemplar.competency)
        if known and known.id == competency and (exemplar.does or exemplar.attempt):
            seen = f"{exemplar.alias or 'somebody'}, one level up: {exemplar.does}".rstrip(": ")
            return f"{seen} Try: {exemplar.attempt}" if exemplar.attempt else seen
    climb = standing.climbs.get(competency)
    steps = (climb.unclaimed or climb.steps) if climb else ()
    if not steps:
        return "write down one small step towards it: `whyfolio new action`"
    return f"the ladder asks: {words(steps[0].expectation.text)}; what would be a first small step?"
