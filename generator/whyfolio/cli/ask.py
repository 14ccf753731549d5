"""`whyfolio ask`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from whyfolio.cli.call import call_of, common
from whyfolio.cli.console import copied, note, say

if TYPE_CHECKING:
    from whyfolio.model.values import Person
    from whyfolio.portfolio.portfolio import Portfolio


@click.command("ask")
@click.argument("words", metavar="PERSON", nargs=-1, required=True)
@click.option("--question", metavar="TEXT", default="", help="Ask this instead.")
@common
def command(*, words: tuple[str, ...], question: str) -> None:
    """Give the one-sentence question to send to PERSON, and keep it as open feedback.

    The question that this person was asked before comes first: asked again, it compounds. Else it
    is about what others have said least of. `whyfolio deepen feedback/…` takes the answer.

    Example: whyfolio ask Tom
    """
    from whyfolio.coach.asking import Sentence, open_question, sentence_for
    from whyfolio.opened import open_portfolio
    from whyfolio.portfolio.people import in_one_line
    from whyfolio.scaffold.entry import NewEntry, write_entry

    call = call_of()
    portfolio = open_portfolio(call.project, call.today()).portfolio
    person = _person(" ".join(words), portfolio)
    asked = " ".join(question.split())
    sentence = Sentence(asked, "") if asked else sentence_for(person, portfolio)
    say(sentence.question)
    waiting = open_question(person, sentence.question, portfolio)
    if waiting is None:
        answers = {"date": call.today().isoformat(), "from": in_one_line(person)}
        answers["question"] = sentence.question
        path = write_entry(call.project, NewEntry("feedback", answers), call.today())
        ref, told = f"feedback/{path.stem}", "Kept as {}, private and open."
    else:
        since = f" since {waiting.date.text}" if waiting.date else ""
        ref, told = waiting.ref, f"It waits in {{}}{since}."
    note("")
    if sentence.because and waiting is None:
        note(sentence.because)
    note(f"{'On the clipboard. ' if copied(sentence.question) else ''}{told.format(ref)}")
    note(f"What {person.name} says:  whyfolio deepen {ref}")


def _person(words: str, portfolio: Portfolio) -> Person:
    """Somebody known by this name, or somebody new.

    Raises:
        UsageError: it is the name of nobody in particular.
    """
    from whyfolio.content import shorthand
    from whyfolio.errors import UsageError
    from whyfolio.model.values import Person
    from whyfolio.names import join_words
    from whyfolio.portfolio.people import called, people_in

    parts = shorthand.person(words.removeprefix("@"))
    if not parts.get("name"):
        raise UsageError("there is nobody to ask; give a name")
    found = called(parts["name"], people_in(portfolio.entries))
    if len(found) > 1:
        names = join_words(sorted(person.name for person in found))
        raise UsageError(f'"{parts["name"]}" may be {names}; give the whole name')
    return found[0] if found and len(parts) == 1 else Person(**parts)
