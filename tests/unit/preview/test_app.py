"""The preview's answers: who may ask, what is sent, and that the page is the built page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.folio import Folio

from whyfolio.model.audience import Audience
from whyfolio.preview.app import application
from whyfolio.preview.server import HERE
from whyfolio.preview.state import Site

STORY = "date: 2026-09\nwhat: I did it.\nwhy: It helped.\n"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    folio = Folio.at(tmp_path)
    folio.entry("stories/open", f"{STORY}audience: public\n")
    return folio.entry("stories/secret", f"title: Kept\n{STORY}")


@pytest.fixture
def site(folio: Folio) -> Site:
    return Site(folio.root, lambda: folio.today)


@pytest.fixture
def browser(site: Site) -> Iterator[TestClient]:
    with TestClient(
        application(site, HERE), base_url="http://127.0.0.1:4321", follow_redirects=False
    ) as client:
        yield client


def test_each_audience_gets_its_own_pages(browser: TestClient) -> None:
    assert browser.get("/public/stories/open/").status_code == 200
    assert browser.get("/public/stories/secret/").status_code == 404
    assert browser.get("/private/stories/secret/").status_code == 200
    assert "Kept" not in browser.get("/public/").text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:4321", "127.0.0.1.evil.example", ""]
)
def test_a_foreign_host_gets_nothing(browser: TestClient, host: str) -> None:
    answer = browser.get("/private/", headers={"Host": host})
    assert (answer.status_code, answer.content) == (403, b"")


def test_a_page_of_another_site_cannot_ask(browser: TestClient) -> None:
    answer = browser.get("/private/", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("host", ["localhost:4321", "127.0.0.1", "[::1]:4321", "LOCALHOST"])
def test_this_machine_is_answered(browser: TestClient, host: str) -> None:
    assert browser.get("/private/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/public/../whyfolio.toml",
        "/public/%2e%2e/whyfolio.toml",
        "/public/..%2f..%2fetc/passwd",
        "/public/%2fetc/passwd",
        "/public/%00",
        "/nobody/",
        "/_whyfolio/../app.py",
        "/_whyfolio/server.py",
    ],
)
def test_nothing_but_pages_is_sent(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code in {307, 404}
    assert "schema" not in answer.text


def test_the_page_is_the_built_page_but_for_the_bar(browser: TestClient, folio: Folio) -> None:
    import re

    shown = browser.get("/public/stories/open/").text
    bare = re.sub(r'<aside id="whyfolio-bar".*?</script>', "", shown, flags=re.DOTALL)
    bare = bare.replace('<link rel="stylesheet" href="/_whyfolio/bar.css">', "")
    bare = bare.replace(" script-src 'self';", "", 1)
    assert bare == folio.pages(Audience.PUBLIC)["stories/open/index.html"].decode()


def test_no_answer_is_kept_and_types_are_told(browser: TestClient) -> None:
    answer = browser.get("/public/robots.txt")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"].startswith("text/plain")


def test_an_error_keeps_the_last_good_page_and_tells_where(
    browser: TestClient, folio: Folio, site: Site
) -> None:
    good = browser.get("/public/stories/open/").text
    folio.entry("stories/open", "date: never\nwhat: I did it.\naudience: public\n")
    site.refresh()
    shown = browser.get("/public/stories/open/").text
    assert "I did it." in shown
    news = browser.get("/_whyfolio/changes?audience=public&path=stories/open/index.html").json()
    assert [error["file"] for error in news["errors"]] == ["content/stories/open.md"]
    folio.entry("stories/open", f"{STORY}audience: public\n")
    site.refresh()
    news = browser.get("/_whyfolio/changes?audience=public&path=stories/open/index.html").json()
    assert news["errors"] == []
    assert browser.get("/public/stories/open/").text.count("I did it.") == good.count("I did it.")


def test_only_a_page_that_changed_has_a_new_digest(folio: Folio, site: Site) -> None:
    folio.entry("stories/other", f"{STORY}audience: public\n")
    site.refresh()
    pages = ("stories/open/index.html", "404.html", "stories/other/index.html")
    before = [site.look(Audience.PUBLIC, page).digest for page in pages]
    folio.entry("stories/other", f"{STORY}audience: public\n", "More words.\n")
    site.refresh()
    after = [site.look(Audience.PUBLIC, page).digest for page in pages]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, True, False]


def test_a_deleted_page_is_gone(browser: TestClient, folio: Folio, site: Site) -> None:
    assert browser.get("/public/stories/open/").status_code == 200
    folio.remove("stories/open")
    site.refresh()
    assert browser.get("/public/stories/open/").status_code == 404
