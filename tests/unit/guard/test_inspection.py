"""The guard from outside: what it finds in the bytes that leave, and what it lets pass."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from tests.conftest import PROOF
from tests.e2e.canaries import flock
from tests.e2e.ordinary import write_ordinary
from tests.folio import TODAY, Folio

from whyfolio.build import artifacts, open_portfolio
from whyfolio.config import load_config
from whyfolio.content.loader import load
from whyfolio.guard import GuardReport, Sources, inspect
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.portfolio.view import select

PUBLIC, REVIEW, PRIVATE = Audience.PUBLIC, Audience.REVIEW, Audience.PRIVATE
REPOSITORY = Path(__file__).parents[3]
STORY = "date: 2026-09\naudience: public\nwhat: I did it for the shop.\nwhy: It helped.\n"
HELD_BACK = "Nobody outside may know that the bank had given us notice."


def report(folio: Folio, audience: Audience, *made: Artifact) -> GuardReport:
    config, _ = load_config(folio.root)
    return inspect(Sources.of(load(folio.root)), made, audience, config, folio.today)


def codes(folio: Folio, text: str, path: str = "stories/one/index.html") -> list[str]:
    """What the guard says of one public file."""
    found = report(folio, PUBLIC, Artifact(path, text.encode()))
    return [each.code for each in found.diagnostics]


def over_all(root: Path, today: date) -> list[str]:
    """What the guard says of the three sites of a project."""
    opened = open_portfolio(root, today)
    assert not [each for each in opened.diagnostics if each.is_error]
    told = []
    for audience in Audience:
        made = artifacts(select(opened.portfolio, audience), root)
        found = inspect(Sources.of(load(root)), made, audience, opened.config, today)
        assert found.files == len(made)
        told += [f"{audience} {each.place} {each.message}" for each in found.diagnostics]
    return told


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    made = Folio.at(tmp_path).entry("stories/one", STORY)
    return made.entry("stories/two", f"date: 2026-08\ntitle: The notice\nwhat: {HELD_BACK}\nwhy: x")


def test_the_example_portfolio_raises_no_false_alarm() -> None:
    assert over_all(REPOSITORY, TODAY) == []


@pytest.mark.parametrize("seed", range(200 if PROOF else 20))
def test_an_ordinary_portfolio_raises_no_false_alarm(tmp_path: Path, seed: int) -> None:
    write_ordinary(tmp_path, 30, seed)
    assert over_all(tmp_path, TODAY) == []


def test_every_field_of_every_kind_raises_no_false_alarm(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    for ref, text in flock().entries.items():
        folio.write(f"content/{ref}.md", text)
    assert over_all(folio.root, TODAY) == []


def test_a_hit_names_mark_audience_and_file_but_never_the_words(folio: Folio) -> None:
    (found,) = report(
        folio, PUBLIC, Artifact("index.html", f"<p>{HELD_BACK}</p>".encode())
    ).diagnostics
    assert (found.code, found.place.file, found.place.line) == (
        "E901",
        "content/stories/two.md",
        4,
    )
    assert found.message == (
        'these words are held back from the public site, and would stand there in "index.html"'
    )
    assert "[guard] allow" in found.hint
    assert "bank" not in found.message + found.hint


@pytest.mark.parametrize(
    "dressed",
    [
        "<p>nobody <em>outside</em> may\n know that the bank had given us notice</p>",
        "<p>NOBODY OUTSIDE MAY KNOW THAT THE BANK HAD GIVEN US NOTICE</p>",
        "<p>Nobody&nbsp;outside&#32;may know that the bank had given us notice.</p>",
        '<img alt="Nobody outside may know that the bank had given us notice.">',
        "<!-- Nobody outside may know that the bank had given us notice. -->",
        '<a href="?q=Nobody%20outside%20may%20know%20that%20the%20bank%20had">x</a>',
        "<p>Somebody outside may know that the bank had given it up.</p>",
    ],
)
def test_words_are_found_however_they_are_dressed(folio: Folio, dressed: str) -> None:
    assert codes(folio, dressed) == ["E901"]


@pytest.mark.parametrize(
    "harmless",
    [
        "<p>The bank had given us notice.</p>",
        "<p>Nobody outside. May know that the bank had. Given us notice.</p>",
        "<p>It helped in 2026, on 8 of 10 days.</p>",
    ],
)
def test_fewer_words_and_words_of_two_sentences_are_no_hit(folio: Folio, harmless: str) -> None:
    assert codes(folio, harmless) == []


def test_a_sentence_that_begins_with_a_sign_is_found_wherever_it_stands(tmp_path: Path) -> None:
    held = "-5 kilos of gold were lost."
    folio = Folio.at(tmp_path).entry("stories/one", STORY)
    folio.entry("stories/two", f'date: 2026-08\ntitle: The loss\nwhat: "{held}"\nwhy: x')
    assert codes(folio, f"<p>{held}</p>") == codes(folio, held, "notes.txt") == ["E901"]


def test_what_the_audience_may_read_elsewhere_is_never_a_hit(folio: Folio) -> None:
    folio.entry("lessons/said", f"date: 2026-07\naudience: public\nwhat: {HELD_BACK}\nwhy: y")
    assert codes(folio, f"<p>{HELD_BACK}</p>") == []


def test_the_settings_let_exact_words_pass(folio: Folio) -> None:
    settings = (folio.root / "whyfolio.toml").read_text(encoding="utf-8")
    allow = f'\n[[guard.allow]]\ntext = "{HELD_BACK}"\nreason = "it was in the news"\n'
    folio.write("whyfolio.toml", settings + allow)
    assert codes(folio, f"<p>{HELD_BACK}</p>") == []


def test_drafts_and_what_is_to_come_are_held_back_from_the_author_s_site_too(folio: Folio) -> None:
    words = "what: Every retry is an apology that nobody asked for.\nwhy: x"
    folio.entry("stories/draft", f"date: 2026-08\ndraft: true\n{words}")
    folio.entry("stories/later", "date: 2027-01\nwhat: I left them all in January.\nwhy: x")
    page = b"<p>Every retry is an apology that nobody asked for. I left them all in January.</p>"
    found = report(folio, PRIVATE, Artifact("index.html", page))
    assert [each.place.file for each in found.diagnostics] == [
        "content/stories/draft.md",
        "content/stories/later.md",
    ]


@pytest.mark.parametrize(
    ("front", "page"),
    [
        ("cost: Ask kim.vale@inside.example", "<p>kim.vale@inside.example</p>"),
        ("cost: see https://wiki.inside.example/x/2Bn8eG", "<p>wiki.inside.example/x/2Bn8eG</p>"),
        ("cost: see https://wiki.inside.example/x/2Bn8eG", '<a href="/x/2Bn8eG">1</a>'),
        ("cost: 148,000 EUR", "<p>It took 148 000 of them.</p>"),
        ("cost: about 12 % of it", "<p>They gave 12% of it.</p>"),
        ("with:\n  - name: Ana Duarte\n    audience: review", "<p>Thanks, Ana Duarte!</p>"),
    ],
    ids=["mail", "address", "segment", "figure", "unit", "name"],
)
def test_names_figures_and_addresses_are_looked_for_everywhere(
    folio: Folio, front: str, page: str
) -> None:
    folio.entry("stories/one", STORY + front)
    assert set(codes(folio, page, "about/index.html")) == {"E902"}


@pytest.mark.parametrize(
    ("front", "page"),
    [
        ("cost: 12 of us in 2024", "<p>12 stories since 2024</p>"),
        ("cost: 148,000 EUR", '<img width="148000" alt="">'),
        ("cost: it took 14 months", "<p>14 months in this position</p>"),
        ("cost: 12.5 % of it", "<p>112.5 % and 12.56 % and 12 %</p>"),
    ],
    ids=["small and year", "markup", "counted by the page", "other figures"],
)
def test_small_numbers_years_and_counts_are_never_looked_for(
    folio: Folio, front: str, page: str
) -> None:
    folio.entry("stories/one", STORY + front)
    assert codes(folio, page) == []


def test_a_single_name_tells_something_on_its_own_page_only(folio: Folio) -> None:
    folio.entry("stories/one", STORY + "with: Jonas (engineer)")
    assert codes(folio, "<p>Jonas was there.</p>") == ["E902"]
    assert codes(folio, "<p>Jonas was there.</p>", "lessons/x/index.html") == []


def test_the_level_of_a_position_is_not_for_the_public(folio: Folio) -> None:
    folio.entry("positions/now", "title: Engineer\naudience: public\nlevel: staff\nstart: 2024-01")
    page = "<p>Engineer, staff</p>"
    assert codes(folio, page, "positions/now/index.html") == ["E902"]
    found = report(folio, REVIEW, Artifact("positions/now/index.html", page.encode()))
    assert found.diagnostics == ()


def test_a_field_of_the_profile_leaves_only_where_show_names_it(folio: Folio) -> None:
    front = "name: Kim Vale\nvision: No team is woken at night by another.\n"
    page = "<p>No team is woken at night by another.</p>"
    folio.write("content/profile.md", f"---\n{front}---\n")
    assert codes(folio, page) == ["E901"]
    folio.write("content/profile.md", f"---\n{front}show:\n  public: [vision]\n---\n")
    assert codes(folio, page) == []


def test_the_log_leaves_for_nobody_but_its_author(folio: Folio) -> None:
    folio.write("content/log.md", "# Log\n\n- 2026-11-02 Sam told me about the budget meeting.\n")
    page = "<p>Sam told me about the budget meeting.</p>"
    assert codes(folio, page) == ["E901"]
    assert report(folio, PRIVATE, Artifact("x.html", page.encode())).diagnostics == ()


def test_json_feeds_and_pictures_are_read_too(folio: Folio) -> None:
    assert codes(folio, json.dumps({"a": [HELD_BACK.replace("a", "\u0061")]}), "x.json") == ["E901"]
    assert codes(folio, f"<feed>&lt;p&gt;{HELD_BACK}&lt;/p&gt;</feed>", "feed.xml") == ["E901"]
    written, bytes_ = PngImagePlugin.PngInfo(), io.BytesIO()
    written.add_text("Comment", HELD_BACK, zip=True)
    Image.new("L", (1, 1)).save(bytes_, "PNG", pnginfo=written)
    found = report(folio, PUBLIC, Artifact("files/a.png", bytes_.getvalue()))
    assert [each.code for each in found.diagnostics] == ["E901"]


@pytest.mark.parametrize(("path", "why"), [
    ("a.xyz", '"a.xyz" is of a kind that the guard cannot read'),
    ("a.png", '"a.png" is not what its name says, so that it cannot be read'),
    ("a.json", '"a.json" is not what its name says, so that it cannot be read'),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_an_error(folio: Folio, path: str, why: str) -> None:
    (found,) = report(folio, PUBLIC, Artifact(path, b"\x00nothing")).diagnostics
    assert (found.code, found.message) == ("E909", why)


def test_many_files_with_the_same_words_are_one_error(folio: Folio) -> None:
    made = [Artifact(f"{n}.html", HELD_BACK.encode()) for n in range(80)]
    found = report(folio, PUBLIC, *made)
    assert len(found.diagnostics) == 1
    assert found.diagnostics[0].message.endswith('in "0.html" and 79 more')
    assert found.files == 80
