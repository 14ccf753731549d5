"""Holes, bored on purpose into the gate and the outputs: the guard finds what comes through.

Each case says which hole, for whom the site is, and what the guard answers: its code, the file and
line of the mark, and the file that would have leaked. Counts are no strings, so that the guard
cannot see one; the last test shows that a view has no place to keep one.
"""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.folio import Folio
from whyfolio.build import artifacts, open_portfolio
from whyfolio.guard import GuardReport, Sources, inspect
from whyfolio.markdown import definitions, directives
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.model.entry import Entry
from whyfolio.model.growth import Feedback
from whyfolio.outputs import entries, machine, registry
from whyfolio.outputs.links import Links
from whyfolio.outputs.shapes import Body
from whyfolio.outputs.site import Desk
from whyfolio.portfolio import narrow, view
from whyfolio.portfolio.view import View, select

PUBLIC, REVIEW, PRIVATE = Audience.PUBLIC, Audience.REVIEW, Audience.PRIVATE
SETTINGS = 'schema = 1\n\n[site]\ntitle = "Kim Vale"\nurl = "https://test.example"\n'
PROFILE = "---\nname: Kim Vale\nlabel: Engineer\nphone: +44 20 7946 0142\n---\n"
CARDS = "assets/cards/stories"
QUEUE = """\
title: Checkout that survives a sale day
date: 2026-09
audience: public
tags: [checkout]
what: I put a queue in front of checkout.
why: It mattered to [the bank that was about to cancel our credit]{.private}, and to customers.
impact:
  - measure: sales kept on a sale day
    before: 0
    after: 148,000
    unit: EUR
    audience: private
    else: more than it costs to run
evidence:
  - title: Notes of the meeting with the regulator
    url: https://wiki.harbor.example/x/2Bn8eG
    says: The regulator had asked us twice before.
    audience: review
"""
BODY = """\
Orders wait now. [The provider is [Corrant Payments of Dublin, which is for sale]{.private} since
the spring of that year]{.review} and customers are told the truth.

[It was close in the end.[^vote]]{.review} We went on.

See [the table of what everybody earns](https://sheets.example/d/9fKq2x7){.private} or not.

![The board on the day of the vote](../files/board-minutes.png){.private}

<!-- Ask Henrik whether the credit line was ever really in danger. -->

[^vote]: Seven of the twelve directors voted against it at first.
"""
PLAN = """\
title: Leaving Harbor before the winter sale
date: 2026-10
what: I wrote down what would have to happen for me to stay.
why: Because nobody should decide this in an angry week.
tags: [takeover]
related: [stories/queue]
aliases: [exit-interview]
evidence:
  - title: The offer
    file: files/board-minutes.png
"""
DRAFT = """\
title: Half a thought about retries
date: 2026-10
audience: public
draft: true
what: I think that every retry is an apology nobody asked for.
why: Not finished.
"""
SAID = """\
title: Half-year talk
date: 2026-07
audience: public
consent: review
from: Sam Okoro (manager)
quote: You hand things over later than you should, and you know it.
about: [stories/queue]
"""
POSITION = """\
title: Adviser to the takeover committee
organisation: Harbor
start: 2026-01
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)
Patch = pytest.MonkeyPatch
Found = tuple[str, str, str]  # code, source:line, output file


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    made = Folio.at(tmp_path, SETTINGS).write("content/profile.md", PROFILE)
    made.entry("stories/queue", QUEUE, BODY).entry("stories/plan", PLAN)
    made.entry("stories/draft", DRAFT).entry("feedback/sam", SAID)
    made.entry("positions/adviser", POSITION)
    return made.write("content/files/board-minutes.png", PIXEL)


def site(folio: Folio, audience: Audience) -> list[Artifact]:
    return artifacts(folio.view(audience), folio.root)


def inspected(folio: Folio, made: Sequence[Artifact], audience: Audience) -> GuardReport:
    opened = open_portfolio(folio.root, folio.today)
    portfolio = opened.portfolio
    sources = Sources(
        entries=portfolio.entries,
        profile=portfolio.profile,
        log=portfolio.log,
        ladders=portfolio.ladders,
        forms=portfolio.forms,
        places=opened.places,
        texts=opened.sources,
    )
    return inspect(sources, made, audience, opened.config, folio.today)


def caught(report: GuardReport) -> set[Found]:
    """What the guard says, short: code, place of the mark, first file that it stands in."""
    found = set()
    for each in report.diagnostics:
        named = re.search(r'"([^"]+)"', each.message)
        assert named, each.message
        place = f"{each.place.file.removeprefix('content/')}:{each.place.line}"
        found.add((each.code, place, named[1]))
    return found


@pytest.mark.parametrize("audience", list(Audience))
def test_nothing_is_found_where_nothing_leaks(folio: Folio, audience: Audience) -> None:
    report = inspected(folio, site(folio, audience), audience)
    assert report.diagnostics == ()
    assert report.strings > 10
    assert report.files > 5


def original(folio: Folio, ref: str) -> Entry:
    return open_portfolio(folio.root, folio.today).portfolio.by_ref[ref]


# --- ten holes in the gate ------------------------------------------------------------------------


def ignores_the_audience_of_evidence(patch: Patch, _folio: Folio) -> None:
    kept = narrow._kept_record

    def opened(record: Any, audience: Any, limit: Any, default: Any) -> Any:
        if type(record).__name__ == "Evidence":
            record = dataclasses.replace(record, audience="public")
        return kept(record, audience, limit, default)

    patch.setattr(narrow, "_kept_record", opened)


def forgets_the_other_wording(patch: Patch, _folio: Folio) -> None:
    patch.setattr(narrow, "_leftover", lambda record, _audience: record)


def keeps_a_draft(patch: Patch, _folio: Folio) -> None:
    patch.setattr(view, "is_unfinished", lambda _entry, _today: False)


def ignores_consent(patch: Patch, _folio: Folio) -> None:
    patch.setattr(Feedback, "readers", property(lambda self: Audience(self.audience)))


def widens_marks_within_marks(patch: Patch, _folio: Folio) -> None:
    resolve = directives.resolve

    def widened(text: str, audience: Audience) -> str:
        return resolve(text.replace("for sale]{.private}", "for sale]{.review}"), audience)

    patch.setattr(narrow, "resolve", widened)


def leaks_the_title_of_a_backlink(patch: Patch, folio: Folio) -> None:
    entry = original(folio, "stories/plan")

    def leaking(portfolio: Any, audience: Audience, **kept: Any) -> View:
        made = select(portfolio, audience, **kept)
        links = {**made.backlinks, "stories/queue": ("stories/plan",)}
        by_ref = {**made.by_ref, "stories/plan": entry}
        return dataclasses.replace(made, by_ref=by_ref, backlinks=links)

    patch.setattr("tests.folio.select", leaking)


def keeps_an_orphan_footnote(patch: Patch, _folio: Folio) -> None:
    patch.setattr(definitions, "keep_used", lambda text, _known: text + "\n\nSee.[^vote]\n")


def ignores_a_mark_on_a_link(patch: Patch, _folio: Folio) -> None:
    resolve = directives.resolve
    opened = lambda text, who: resolve(text.replace("7){.private}", "7)"), who)  # noqa: E731
    patch.setattr(narrow, "resolve", opened)


def ignores_a_mark_on_an_image(patch: Patch, _folio: Folio) -> None:
    resolve = directives.resolve
    opened = lambda text, who: resolve(text.replace("png){.private}", "png)"), who)  # noqa: E731
    patch.setattr(narrow, "resolve", opened)


def derives_a_hidden_position(patch: Patch, folio: Folio) -> None:
    position = original(folio, "positions/adviser")

    def leaking(portfolio: Any, audience: Audience, **kept: Any) -> View:
        made = select(portfolio, audience, **kept)
        story = made.by_ref["stories/queue"]
        held = dataclasses.replace(story, position="positions/adviser")  # type: ignore[call-arg]
        by_ref = {**made.by_ref, "stories/queue": held, "positions/adviser": position}
        return dataclasses.replace(made, by_ref=by_ref, entries=(held,))

    patch.setattr("tests.folio.select", leaking)


# --- ten holes in the outputs ---------------------------------------------------------------------


def adds(patch: Patch, *made: Artifact) -> None:
    outputs = {**registry.OUTPUTS, "hole": lambda _desk: iter(made)}
    patch.setattr(registry, "OUTPUTS", outputs)


def gives_the_feed_everything(patch: Patch, folio: Folio) -> None:
    all_of_it = folio.view(PRIVATE)

    def plans(desk: Desk) -> Iterator[Any]:
        wide = Desk(dataclasses.replace(all_of_it, audience=PUBLIC))
        return machine.plans(wide)

    patch.setattr(registry, "OUTPUTS", {**registry.OUTPUTS, "machine": plans})


def redirects_a_hidden_alias(patch: Patch, _folio: Folio) -> None:
    page = b'<meta http-equiv="refresh" content="0; url=/">'
    adds(patch, Artifact("stories/exit-interview/index.html", page))


def makes_a_page_of_a_hidden_tag(patch: Patch, _folio: Folio) -> None:
    adds(patch, Artifact("tags/takeover/index.html", b"<p>1</p>"))


def leaves_a_stale_page(patch: Patch, folio: Folio) -> None:
    stale = {made.path: made for made in site(folio, PRIVATE)}["stories/plan/index.html"]
    adds(patch, stale)


def copies_a_source(patch: Patch, folio: Folio) -> None:
    source = (folio.root / "content/stories/plan.md").read_bytes()
    adds(patch, Artifact("source/one.md", source))


def indexes_hidden_words_for_search(patch: Patch, folio: Folio) -> None:
    text = {"content": folio.page("stories/plan/index.html", PRIVATE)}
    fragment = gzip.compress(b"pagefind_dcd" + json.dumps(text).encode())
    adds(patch, Artifact("pagefind/fragment/en_1.pf_fragment", fragment))


def keeps_the_name_of_a_hidden_file(patch: Patch, _folio: Folio) -> None:
    adds(patch, Artifact("files/board-minutes.png", PIXEL))


def keeps_a_comment(patch: Patch, folio: Folio) -> None:
    body, comment = Links.body, re.search("<!--.*-->", BODY)
    assert comment

    def kept(links: Links, entry: Entry) -> Body:
        made = body(links, entry)
        return dataclasses.replace(made, html=made.html + comment[0]) if made.html else made

    patch.setattr(Links, "body", kept)


def prints_the_phone_number(patch: Patch, _folio: Folio) -> None:
    narrowed = narrow.narrow_profile
    phone = "+44 20 7946 0142"

    def shown(profile: Any, audience: Audience) -> Any:
        return dataclasses.replace(narrowed(profile, audience), phone=phone)

    patch.setattr(view, "narrow_profile", shown)


def lists_a_hidden_page_in_the_sitemap(patch: Patch, _folio: Folio) -> None:
    sitemap = machine.sitemap

    def longer(desk: Desk, addresses: list[tuple[str, str]]) -> Artifact:
        return sitemap(desk, [*addresses, ("/stories/plan/", "2026-10-31")])

    patch.setattr(machine, "sitemap", longer)


def describes_by_the_unread_text(patch: Patch, folio: Folio) -> None:
    why = getattr(original(folio, "stories/queue"), "why", "")
    patch.setattr(entries, "described", lambda _entry: directives.resolve_prose(why, PRIVATE))


Hole = Callable[[Patch, Folio], None]
# The hole, who the site is for, and what the guard says: code, place of the mark, file.
CASES: list[tuple[Hole, Audience, Found]] = [
    (ignores_the_audience_of_evidence, PUBLIC, ("E901", "stories/queue.md:16", "index.html")),
    (forgets_the_other_wording, PUBLIC, ("E902", "stories/queue.md:11", f"{CARDS}/queue/card.png")),
    (keeps_a_draft, PUBLIC, ("E901", "stories/draft.md:6", f"{CARDS}/draft/card.png")),
    (ignores_consent, PUBLIC, ("E901", "feedback/sam.md:7", "feedback/index.html")),
    (widens_marks_within_marks, REVIEW, ("E901", "stories/queue.md:21", "index.html")),
    (leaks_the_title_of_a_backlink, PUBLIC, ("E901", "stories/plan.md:2", "index.html")),
    (keeps_an_orphan_footnote, PUBLIC, ("E901", "stories/queue.md:32", "feed.json")),
    (ignores_a_mark_on_a_link, PUBLIC, ("E902", "stories/queue.md:26", "feed.json")),
    (ignores_a_mark_on_an_image, PUBLIC, ("E901", "stories/queue.md:28", "feed.json")),
    (derives_a_hidden_position, PUBLIC, ("E901", "positions/adviser.md:2", "index.html")),
    (gives_the_feed_everything, PUBLIC, ("E901", "stories/plan.md:4", "feed.json")),
    (redirects_a_hidden_alias, PUBLIC,
     ("E904", "stories/plan.md:8", "stories/exit-interview/index.html")),
    (makes_a_page_of_a_hidden_tag, PUBLIC,
     ("E904", "stories/plan.md:6", "tags/takeover/index.html")),
    (leaves_a_stale_page, PUBLIC, ("E901", "stories/plan.md:4", "stories/plan/index.html")),
    (copies_a_source, PUBLIC, ("E901", "stories/plan.md:4", "source/one.md")),
    (indexes_hidden_words_for_search, PUBLIC,
     ("E901", "stories/plan.md:4", "pagefind/fragment/en_1.pf_fragment")),
    (keeps_the_name_of_a_hidden_file, PUBLIC,
     ("E904", "stories/plan.md:11", "files/board-minutes.png")),
    (keeps_a_comment, PUBLIC, ("E903", "stories/queue.md:30", "feed.json")),
    (prints_the_phone_number, PUBLIC, ("E902", "profile.md:4", "resume.json")),
    (lists_a_hidden_page_in_the_sitemap, PUBLIC, ("E904", "stories/plan.md:1", "sitemap.xml")),
    (describes_by_the_unread_text, PUBLIC,
     ("E901", "stories/queue.md:7", "stories/queue/index.html")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("hole", "audience", "expected"), CASES, ids=[hole.__name__ for hole, _, _ in CASES]
)
def test_the_guard_catches_a_site_that(
    folio: Folio, monkeypatch: Patch, hole: Hole, audience: Audience, expected: Found
) -> None:
    hole(monkeypatch, folio)
    made = site(folio, audience)
    monkeypatch.undo()
    report = inspected(folio, made, audience)
    assert expected in caught(report)
    secrets = ("Corrant", "regulator", "angry week", "148,000", "7946", "9fKq2x7", "Henrik")
    assert not [word for word in secrets for each in report.diagnostics if word in each.message]


def test_a_count_of_hidden_entries_is_no_string_and_a_view_has_no_place_for_one() -> None:
    numbers = [each.name for each in dataclasses.fields(View) if "int" in str(each.type)]
    assert numbers == ["files"]
    assert {each.name for each in dataclasses.fields(View)} == {
        *("audience", "profile", "entries", "by_ref", "backlinks", "superseded_by", "ladders"),
        *("forms", "log", "files", "config", "today", "unfinished", "theirs"),
    }


def test_only_the_authors_view_holds_another_and_that_is_the_reviewers(folio: Folio) -> None:
    held = {audience: folio.view(audience).theirs for audience in Audience}
    assert held[PUBLIC] is held[REVIEW] is None
    assert held[PRIVATE] is not None
    assert held[PRIVATE].audience is REVIEW


def test_the_security_page_names_tests_that_exist() -> None:
    root = Path(__file__).parents[2]
    named = set(re.findall(r"`(test_\w+)`", (root / "SECURITY.md").read_text(encoding="utf-8")))
    written = {
        name
        for file in (root / "tests").rglob("test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", file.read_text("utf-8"), re.MULTILINE)
    }
    assert len(named) > 30
    assert named - written == set()
