"""`whyfolio forms`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from whyfolio.cli.call import Call, call_of, common
from whyfolio.cli.console import draw_all, say
from whyfolio.errors import UsageError
from whyfolio.model.ladder import Box, Form
from whyfolio.names import hint_for, join_words


@click.command("forms")
@common
def command() -> int:
    """List the review forms: what each box asks, and how much fits in.

    `whyfolio brag --form ID` fills one. A form of your own is one file in content/forms/.

    Example: whyfolio forms
    """
    forms, clean = known_forms(call_of())
    for place, form in enumerate(forms):
        if place:
            say()
        for line in _told(form):
            say(line)
    return 0 if clean else 1


def known_forms(call: Call) -> tuple[tuple[Form, ...], bool]:
    """The forms of the portfolio, without one the shipped ones; and whether all can be read."""
    from whyfolio.content.forms import shipped_forms

    try:
        project = call.project
    except UsageError:
        return shipped_forms(), True
    from whyfolio.build import open_portfolio

    opened = open_portfolio(project, call.today())
    faults = [d for d in opened.diagnostics if d.place.file.startswith("content/forms/")]
    draw_all(faults, opened.sources, project)
    return opened.portfolio.forms, not any(fault.is_error for fault in faults)


def form_named(name: str, forms: Sequence[Form]) -> Form:
    """The form with this id.

    Raises:
        UsageError: there is none.
    """
    found = next((form for form in forms if form.id == name), None)
    if found is None:
        known = [form.id for form in forms]
        hint = hint_for(name, known, f"there is {join_words(known, 'and')}")
        raise UsageError(f'there is no form "{name}"; {hint}')
    return found


def _told(form: Form) -> Iterator[str]:
    yield f"{form.id}   {form.title}"
    widest = max((len(_limit(box)) for box in form.sections), default=0)
    for number, box in enumerate(form.sections, 1):
        yield f"  {number} {_limit(box):{widest}}   {box.prompt}"


def _limit(box: Box) -> str:
    if not box.limit:
        return "no limit"
    return f"{box.limit:,} {box.unit}{' with tags' if box.counts_html else ''}"
