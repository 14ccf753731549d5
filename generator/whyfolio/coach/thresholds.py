"""The numbers that the rules count by. `[check.thresholds]` in `whyfolio.toml` changes any."""

from __future__ import annotations

from whyfolio.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number: what it is where the author says nothing, and what is counted."""

    default: float
    counts: str


THRESHOLDS: dict[str, Threshold] = {
    "first_questions": Threshold(
        3,
        "How many questions a story of a few lines is asked at most, and so is a portfolio that "
        "holds one story alone.",
    ),
    "why_repeats": Threshold(0.8, "Which share of a why's words may stand in the what, N202."),
    "recent_months": Threshold(
        12, "How many months back a story still belongs to the balance of your work, N411 to N425."
    ),
    "few_stories": Threshold(
        4, "How many recent stories there must be before their balance is asked about."
    ),
    "competencies_at_once": Threshold(
        2, "How many competencies are asked about by one rule in one go, N401 to N407."
    ),
    "upkeep_share": Threshold(
        0.6, "From which share of maintenance, incidents and glue work on N411 asks."
    ),
    "first_time_months": Threshold(
        12, "How many months may pass without anything done for the first time, N412."
    ),
    "unseen_stories": Threshold(3, "From how many stories that nobody knows of N413 asks."),
    "unserving_share": Threshold(
        0.5, "From which share of recent stories that serve nothing wanted N425 asks."
    ),
    "learning_months": Threshold(
        6, "How many months back a step is still asked what it taught, and a session how it ended."
    ),
    "sessions_a_month": Threshold(2, "How many sessions a month N434 expects."),
    "sprint_months": Threshold(3, "How many months a sprint lasts at most, N435."),
    "ask_days": Threshold(30, "How many days may pass without a question to anybody, N441."),
    "ask_again_days": Threshold(90, "After how many days a question may be asked again, N442."),
    "answer_days": Threshold(
        30, "After how many days a manager's feedback without an action is asked about, N443."
    ),
    "outcome_months": Threshold(
        6, "After how many months a decision is asked how it turned out, N452."
    ),
    "certain": Threshold(90, "From which confidence on a decision counts as certain, N453."),
    "closed_decisions": Threshold(
        10, "From how many decisions with an outcome on confidence is compared with it, N455."
    ),
    "calibration_points": Threshold(
        15, "By how many points confidence and outcome must differ for N455 to ask."
    ),
    "lesson_days": Threshold(
        30, "After how many days a lesson is asked what has changed because of it, N461."
    ),
    "beginner_months": Threshold(6, "How many months may pass without a beginner's entry, N462."),
    "break_days": Threshold(21, 'After how many days without a note `check` says "Welcome back".'),
    "money": Threshold(1000, "From which sum on a public sentence is asked about, N321."),
    "headcount": Threshold(10, "From how many people on a public sentence is asked about, N322."),
    "soon_days": Threshold(14, "How many days ahead `check --due` looks."),
}
