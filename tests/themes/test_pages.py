"""Pages of the margin theme, from the full demo to a portfolio with next to nothing in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.folio import TODAY, Folio
from tests.themes.markup import wrongs

from whyfolio.build import artifacts, open_portfolio
from whyfolio.model.audience import Audience
from whyfolio.portfolio.view import select
from whyfolio.render.theme import load_theme

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "themes" / "margin" / "templates"
KINDS = ("position", "story", "decision", "lesson", "feedback", "goal", "action", "session", "page")
FOLDERS = {"story": "stories", "feedback": "feedback", "page": "pages"}

# One of each kind with only what the kind cannot do without.
BARE = {
    "positions/b": "title: B",
    "stories/b": "date: 2026-09",
    "decisions/b": "date: 2026-09",
    "lessons/b": "date: 2026-09",
    "feedback/b": "date: 2026-09\nconsent: public",
    "goals/b": "title: B",
    "actions/b": "title: B",
    "sessions/b": "date: 2026-09",
    "pages/b": "title: B",
}
STORY = "date: 2026-09\naudience: public\nwhat: I did a thing.\nwhy: It helped.\n"
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def html(pages: Mapping[str, bytes]) -> dict[str, str]:
    return {path: page.decode() for path, page in pages.items() if path.endswith(".html")}


def demo(audience: Audience, *, drafts: bool = False) -> dict[str, str]:
    opened = open_portfolio(ROOT, TODAY)
    made = artifacts(select(opened.portfolio, audience, drafts=drafts), ROOT)
    return html({artifact.path: artifact.content for artifact in made})


def bare(root: Path, audience: str = "public") -> Folio:
    folio = Folio.at(root)
    for ref, front in BARE.items():
        folio.entry(ref, f"{front}\naudience: {audience}")
    return folio


@pytest.mark.parametrize("audience", list(Audience))
def test_every_page_of_the_demo_keeps_the_rules_of_markup(audience: Audience) -> None:
    found = {path: wrongs(page) for path, page in demo(audience, drafts=True).items()}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("audience", list(Audience))
def test_entries_with_nothing_in_them_have_no_empty_part(
    tmp_path: Path, audience: Audience
) -> None:
    pages = html(bare(tmp_path).pages(audience))
    assert {f"{ref}/index.html" for ref in BARE if not ref.startswith("pages/")} <= set(pages)
    found = {path: wrongs(page) for path, page in pages.items()}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_portfolio_without_entries_has_a_first_page_and_a_resume(tmp_path: Path) -> None:
    pages = html(Folio.at(tmp_path).pages())
    assert set(pages) == {"index.html", "resume/index.html", "404.html"}
    assert [wrongs(page) for page in pages.values()] == [[], [], []]


def theme_parts(option: str) -> tuple[str, ...]:
    options = {found.name: found.choices for found in load_theme("margin", ROOT).options}
    return options[option]


def test_every_template_is_used_by_the_demo_or_by_another_template() -> None:
    named = {f"entries/{kind}.html" for kind in KINDS} | {
        *("pages/home.html", "pages/list.html", "pages/timeline.html", "pages/competency.html"),
        *("pages/resume.html", "pages/not_found.html", "packet/packet.html", "brag/brag.html"),
        *("brag/lines.html", "pages/moved.html", "pages/search.html"),
        *("packet/manager.html", "packet/one_to_one.html"),
        *(f"coach/{name}.html" for name in ("overview", "strategy", "loop", "big-picture")),
    }
    named |= {"preview/theme.html"}  # which the preview shows
    texts = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")]
    called = set(re.findall(r'(?:include|extends|from) "([^"]+)"', "\n".join(texts)))
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    home = {f"home/{part}.html" for part in theme_parts("home")}
    assert there == named | (called - {"home/"}) | home


def test_a_story_without_proof_still_has_a_margin(tmp_path: Path) -> None:
    page = (
        Folio.at(tmp_path).entry("stories/a", STORY + "role: owner\n").page("stories/a/index.html")
    )
    margin = page[page.index('<aside class="margin"') : page.index("</aside>")]
    assert "<dd>owner</dd>" in margin
    assert "Sep 2026" in margin


def test_with_one_story_home_is_that_story_under_the_name(tmp_path: Path) -> None:
    page = Folio.at(tmp_path).entry("stories/a", STORY, "The whole text.").page("index.html")
    assert (
        page.index("<h1>Kim Vale</h1>") < page.index("It helped.") < page.index("The whole text.")
    )


def test_every_readable_field_of_the_demo_is_on_its_page() -> None:
    pages = demo(Audience.PRIVATE)
    view = select(open_portfolio(ROOT, TODAY).portfolio, Audience.PRIVATE)
    words = ("what", "why", "otherwise", "cost", "changed", "quote", "best_guess", "why_mine")
    missing = [
        (entry.ref, word)
        for entry in view.entries
        for word in words
        if getattr(entry, word, "") and entry.kind not in {"packet", "page"}
        if first_words(getattr(entry, word)) not in text(pages[f"{entry.ref}/index.html"])
    ]
    assert missing == []


def first_words(sentence: str) -> str:
    return re.split(r"[\[`*\"'<&“”’]", sentence)[0].strip()[:40]


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_a_draft_is_marked_on_its_page_and_in_lists(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry("stories/a", STORY + "draft: true\n")
    folio.entry("stories/b", STORY)
    view = folio.view(Audience.PUBLIC, drafts=True)
    pages = html({made.path: made.content for made in artifacts(view, folio.root)})
    assert "Not published yet" in pages["stories/a/index.html"]
    assert "Not published yet" not in pages["stories/b/index.html"]
    assert pages["stories/index.html"].count('class="badge"') == 1


def test_only_pages_for_everyone_are_canonical_and_indexed(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry("stories/a", STORY)
    public = folio.page("stories/a/index.html")
    review = folio.page("stories/a/index.html", Audience.REVIEW)
    assert '<link rel="canonical" href="https://test.example/stories/a/">' in public
    assert "noindex" not in public
    assert '<p class="ribbon">' not in public
    assert 'content="noindex"' in review
    assert '<p class="ribbon">For reviewers only.' in review
    assert "canonical" not in review
    assert "og:" not in review


def test_the_policy_of_every_page_allows_its_own_styles_and_pictures_alone(tmp_path: Path) -> None:
    pages = html(Folio.at(tmp_path).entry("stories/a", STORY).pages())
    policy = (
        "default-src 'none'; connect-src 'self'; style-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )
    digest = re.compile(r" script-src 'sha256-[\w+/=]+';")
    assert all(f'content="{policy}"' in digest.sub("", page) for page in pages.values())


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://test.example", "/"),
        ("https://test.example/me", "/me/"),
        ("https://test.example/a/b/", "/a/b/"),
        ("", "/"),
    ],
)
def test_the_page_for_lost_addresses_works_at_any_depth(
    tmp_path: Path, url: str, home: str
) -> None:
    settings = f'schema = 1\n[site]\ntitle = "Test"\nurl = "{url}"\n'
    page = Folio.at(tmp_path, settings).page("404.html")
    assert f'<a href="{home}">Go to the first page</a>' in page
    assert f'<link rel="stylesheet" href="{home}assets/' in page
    assert re.findall(r'href="([^"/#][^"]*)"', page) == []


def test_the_menu_says_where_the_reader_is(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path).entry("stories/a", STORY).entry("stories/b", STORY)
    assert '<a href="./" aria-current="page">Work</a>' in folio.page("stories/index.html")
    assert '<a href="../" aria-current="true">Work</a>' in folio.page("stories/a/index.html")


def test_choices_of_the_theme_reach_the_page(tmp_path: Path) -> None:
    settings = 'schema = 1\n[site]\ntitle = "T"\n[site.theme_options]\naccent = "moss"\n'
    page = Folio.at(tmp_path, settings).page("index.html")
    assert '<html lang="en" data-accent="moss">' in page


def test_a_page_in_a_language_from_right_to_left_says_so(tmp_path: Path) -> None:
    settings = 'schema = 1\n[site]\ntitle = "T"\nlanguage = "ar"\n'
    assert '<html lang="ar" dir="rtl">' in Folio.at(tmp_path, settings).page("index.html")


def test_what_an_author_typed_is_never_markup(tmp_path: Path) -> None:
    front = f'title: <b>{LONG}</b>\n{STORY}for: <script>alert(1)</script>\ntags: ["<i>x</i>"]\n'
    page = Folio.at(tmp_path).entry("stories/a", front).page("stories/a/index.html")
    assert f"&lt;b&gt;{LONG}&lt;/b&gt;" in page
    assert "&lt;script&gt;" in page
    assert wrongs(page) == []
