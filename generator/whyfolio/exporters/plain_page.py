"""One entry as blocks, and as plain front matter: made from the values that its page shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from bs4 import BeautifulSoup

from whyfolio.dates import When
from whyfolio.exporters.blocks import (
    Block,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Table,
    blocks_of,
)
from whyfolio.exporters.page import every
from whyfolio.exporters.runs import Run, runs_of, tidied
from whyfolio.markdown.converter import inline
from whyfolio.model.entry import Entry
from whyfolio.model.fields import Field, FieldType, FilePath, Many, Record, Text, fields_of
from whyfolio.model.growth import Feedback
from whyfolio.model.work import Decision
from whyfolio.outputs.addresses import address_of
from whyfolio.outputs.cards import card, claim_lines, figures, proofs, voices
from whyfolio.outputs.facts import values_of
from whyfolio.outputs.shapes import Card, ClaimLine, Figure, Link, Proof, Voice
from whyfolio.outputs.site import Desk
from whyfolio.render.locale import Words

Settle = Callable[[str], str]  # an address of the site → where it leads from this file, or ""

LEFT_OUT = frozenset(["audience", "show"])  # who may read it is settled by now
# What stands under a heading of its own, or in the heading itself.
_APART = frozenset(
    [
        *("title", "summary", "short", "draft", "slug", "aliases", "tags", "image", "image_alt"),
        "imported",
        *("impact", "evidence", "shows", "options", "quote"),
    ]
)
_LABELS = ("fact", "packet", "resume", "home")


def front_of(entry: Entry) -> dict[str, object]:
    """The fields that are one plain value or a list of them, as the author wrote them."""
    declared = fields_of(type(entry)).values()
    told = {field.name: _plain(getattr(entry, field.attribute), field) for field in declared}
    if not entry.folder:
        told.pop("slug", None)  # nothing names the profile
    kept = {name: held for name, held in told.items() if held not in (None, "", False, [])}
    return {"kind": entry.kind, **kept}


def _plain(held: object, field: Field) -> object:
    of = field.type.of if isinstance(field.type, Many) else field.type
    prose = isinstance(of, Text) and of.prose and field.name not in {"summary", "short"}
    if field.name in LEFT_OUT or prose or isinstance(of, Record | FilePath):
        return None
    if isinstance(held, tuple):
        return list(held)
    return held.text if isinstance(held, When) else held


def page_of(entry: Entry, desk: Desk, settle: Settle) -> tuple[Block, ...]:
    """What an entry's page says, in the order in which it is read."""
    return tuple(chain(_opening(entry, desk, settle), _closing(entry, desk, settle)))


def _opening(entry: Entry, desk: Desk, settle: Settle) -> Iterator[Block]:
    words, links = desk.words, desk.links
    yield Heading(1, (Run(entry.title),))
    if entry.summary or entry.short:
        yield Paragraph(prose(entry.summary or entry.short))
    if picture := links.picture(entry):
        yield Paragraph((Run(picture.alt, picture=settle(picture.address)),))
    if isinstance(entry, Feedback) and entry.quote:
        yield Quote((Paragraph(prose(entry.quote)),))
    yield from facts_of(entry, desk, settle, _APART)
    yield from _options(entry, words)
    yield from _under(words.text("fact.impact"), [_figure(f, words) for f in figures(entry, words)])
    known = [_proof(proof, words, settle) for proof in proofs(entry, links)]
    yield from _under(words.text("fact.source"), known)
    shown = [_claim(claim) for claim in claim_lines(entry, links)]
    yield from _under(words.text("fact.shows"), shown)
    yield from body_blocks(links.body(entry).html, settle)


def _closing(entry: Entry, desk: Desk, settle: Settle) -> Iterator[Block]:
    """What others say of it, and who names it, each once."""
    words, links, view = desk.words, desk.links, desk.view
    said = voices(entry.ref, links)
    yield from _voices(said, words, settle)
    stories = links.stories_of.get(entry.ref, ())
    newer = view.superseded_by.get(entry.ref, ())
    told = {*(voice.address for voice in said), *map(address_of, stories)}
    held = [card(view.by_ref[ref], links) for ref in view.backlinks.get(entry.ref, ())]
    cards = {
        "position.stories": [card(story, links) for story in stories],
        "fact.superseded_by": [card(view.by_ref[ref], links) for ref in newer],
        "fact.backlinks": [one for one in held if one.address not in told],
    }
    for key, shown in cards.items():
        yield from _under(words.text(key), [_card(one, words, settle) for one in shown])


def facts_of(
    entry: Entry, desk: Desk, settle: Settle, leave_out: frozenset[str]
) -> Iterator[Block]:
    """All other fields that hold something, a line each."""
    members = []
    for field in fields_of(type(entry)).values():
        if field.name in leave_out | LEFT_OUT:
            continue
        held = getattr(entry, field.attribute)
        values = [_linked(value, settle) for value in
                  values_of(held, field, desk.links, desk.words)]  # fmt: skip
        if values:
            lead = (Run(_label(field.name, desk.words), bold=True), Run(": "))
            members.append(_lines(lead, values, apart=_is_long(field.type)))
    if members:
        yield Listing(tuple(members))


def _is_long(kind: FieldType) -> bool:
    """Whether each value is more than a few words."""
    return isinstance(kind, Many) and (
        isinstance(kind.of, Record) or (isinstance(kind.of, Text) and kind.of.prose)
    )


def _lines(
    lead: tuple[Run, ...], values: Sequence[tuple[Run, ...]], *, apart: bool
) -> tuple[Block, ...]:
    if apart and len(values) > 1:
        inner = Listing(tuple((Paragraph(value),) for value in values))
        return (Paragraph(lead[:-1]), inner)
    row: list[Run] = [*lead]
    for place, value in enumerate(values):
        row += [Run(", "), *value] if place else value
    return (Paragraph(tuple(row)),)


def _label(name: str, words: Words) -> str:
    for group in _LABELS:
        found = words.catalogue.get(f"{group}.{name}", "")
        if found and "{" not in found:
            return found
    return name.replace("_", " ").capitalize()


def prose(text: str) -> tuple[Run, ...]:
    """A sentence of the author's as runs, its links kept."""
    if "](" not in text and "\n" not in text:
        return (Run(text),)
    return tidied(runs_of(BeautifulSoup(inline(text), "html.parser")))


def body_blocks(html: str, settle: Settle) -> tuple[Block, ...]:
    """A body as blocks, its links and pictures leading to where they are from this file."""
    if not html:
        return ()
    soup = BeautifulSoup(html, "html.parser")
    for link in every(soup, "a"):
        written = str(link.get("href", ""))
        if not written.startswith("#"):
            settled = settle(written)
            if settled:
                link["href"] = settled
            else:
                link.unwrap()
    for image in every(soup, "img"):
        settled = settle(str(image.get("src", "")))
        if settled:
            image["src"] = settled
        else:
            image.replace_with(str(image.get("alt", "")))
    return blocks_of(soup)


def _linked(link: Link, settle: Settle) -> tuple[Run, ...]:
    note = f" ({link.note})" if link.note else ""
    if not link.address:
        return (*prose(link.title), *([Run(note)] if note else []))
    return (Run(link.title, address=settle(link.address)), Run(note))


def _under(title: str, members: Iterable[tuple[Run, ...]]) -> Iterator[Block]:
    listed = tuple((Paragraph(member),) for member in members)
    if listed:
        yield Heading(2, (Run(title),))
        yield Listing(listed)


def _options(entry: Entry, words: Words) -> Iterator[Block]:
    if not isinstance(entry, Decision) or not entry.options:
        return
    names = (words.text(key) for key in ("decision.option", "fact.good", "fact.bad"))
    head = tuple((Run(name),) for name in names)
    rows = [(prose(o.title), _joined(o.good), _joined(o.bad)) for o in entry.options]
    yield Heading(2, (Run(words.text("fact.options")),))
    yield Table((head, *rows))


def _joined(texts: Sequence[str]) -> tuple[Run, ...]:
    return prose("; ".join(texts))


def _figure(figure: Figure, words: Words) -> tuple[Run, ...]:
    if figure.instead:
        return prose(figure.instead)
    sides = [f"{side} {figure.unit}".strip() for side in (figure.before, figure.after) if side]
    known = [figure.change if sides else "", figure.source, words.when(figure.when)]
    known += [words.word("certainty", figure.certainty)]
    told = " → ".join(sides) or figure.change
    around = ", ".join(filter(None, known))
    text = ": ".join(filter(None, [figure.measure, told])) + (f" ({around})" if around else "")
    return (Run(text),)


def _proof(proof: Proof, words: Words, settle: Settle) -> tuple[Run, ...]:
    if proof.instead and not proof.address:
        return prose(proof.instead)
    kind = words.word("evidence", proof.kind) if proof.kind != proof.title else ""
    says = (Run(": "), *prose(proof.says)) if proof.says else ()
    address = settle(proof.address) if proof.address else ""
    return (Run(proof.title, address=address), Run(f" ({kind})" if kind else ""), *says)


def _claim(claim: ClaimLine) -> tuple[Run, ...]:
    level = (Run(f" ({claim.level})"),) if claim.level else ()
    told = (Run(": "), *prose(claim.how)) if claim.how else ()
    met = (Run(f" ({'; '.join(claim.meets)})"),) if claim.meets else ()
    return (Run(claim.competency.title, bold=True), *level, *told, *met)


def _voices(said: Sequence[Voice], words: Words, settle: Settle) -> Iterator[Block]:
    if said:
        yield Heading(2, (Run(words.text("fact.voices")),))
    for voice in said:
        yield Quote((Paragraph(prose(voice.quote)),))
        around = ", ".join(filter(None, [voice.relation, words.when(voice.when)]))
        rest = f", {around}" if around else ""
        address = settle(voice.address) if voice.address else ""
        yield Paragraph((Run(voice.giver or "·", address=address), Run(rest)))


def _card(card: Card, words: Words, settle: Settle) -> tuple[Run, ...]:
    when = words.when(card.when)
    return (Run(card.title, address=settle(card.address)), Run(f" ({when})" if when else ""))
