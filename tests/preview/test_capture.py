"""What is typed in the preview becomes a line of a note, from the author's own pages alone."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.folio import Folio
from whyfolio.preview.app import application
from whyfolio.preview.server import HERE
from whyfolio.preview.state import Site
from whyfolio.scaffold import journal

BASE = "http://127.0.0.1:4321"
PAGE = "stories/one/index.html"
LOG, ANSWER = "/_whyfolio/log", "/_whyfolio/answer"


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    folio = Folio.at(tmp_path)
    folio.entry("stories/one", "date: 2026-09\naudience: public\nwhat: I moved the queue.\n")
    return folio.entry("stories/two", "date: 2026-08\nwhat: I did it.\nwhy: It helped.\n")


@pytest.fixture
def site(folio: Folio) -> Site:
    return Site(folio.root, lambda: folio.today)


@pytest.fixture
def browser(site: Site) -> Iterator[TestClient]:
    with TestClient(application(site, HERE), base_url=BASE) as client:
        yield client


def token(browser: TestClient, audience: str = "private") -> str:
    news = browser.get(f"/_whyfolio/changes?audience={audience}&path=index.html").json()
    return str(news.get("token", ""))


def send(browser: TestClient, way: str, **words: str) -> Any:
    said = {"token": token(browser), **words}
    return browser.post(way, json=said, headers={"Origin": BASE})


def content(folio: Folio) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folio.root.rglob("*") if path.is_file()}


def test_a_line_is_written_into_the_log_as_the_command_writes_it(
    browser: TestClient, folio: Folio
) -> None:
    answer = send(browser, LOG, text="  Paired with Ana.\n#leadership ")
    assert (answer.status_code, answer.json()) == (
        200,
        {"line": "- 2026-11-21 Paired with Ana. #leadership"},
    )
    written = (folio.root / "content/log.md").read_text()
    assert written == "# Log\n\n- 2026-11-21 Paired with Ana. #leadership\n"


def test_a_form_is_read_as_well(browser: TestClient, folio: Folio) -> None:
    form = {"token": token(browser), "text": "By a form."}
    assert browser.post(LOG, data=form, headers={"Origin": BASE}).status_code == 200
    assert "By a form." in (folio.root / "content/log.md").read_text()


def test_only_the_authors_own_pages_are_told_the_token(browser: TestClient) -> None:
    own = token(browser)
    assert len(own) > 20
    for audience in ("public", "review", "theme", "nobody"):
        assert token(browser, audience) == ""
    for path in ("/public/", "/review/", "/private/"):
        assert own not in browser.get(path).text


def test_each_preview_has_a_token_of_its_own(browser: TestClient, site: Site) -> None:
    with TestClient(application(site, HERE), base_url=BASE) as other:
        assert token(other) != token(browser)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Origin": "http://localhost:4321"}, 403),
        ({"Origin": BASE, "Host": "evil.example"}, 403),
        ({"Origin": BASE, "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": BASE, "Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, 403),
    ],
)
@pytest.mark.parametrize("way", [LOG, ANSWER])
def test_nobody_else_can_write(
    browser: TestClient, folio: Folio, way: str, headers: dict[str, str], status: int
) -> None:
    said = {"token": token(browser), "text": "Mine now.", "name": "stories/one why"}
    before = content(folio)
    assert browser.post(way, json=said, headers=headers).status_code == status
    assert content(folio) == before


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", b'{"text": "x"}', 415),
        ("multipart/form-data", b"text=x", 415),
        ("", b"text=x", 415),
        ("application/json", b"{", 400),
        ("application/json", b'["text"]', 400),
        ("application/json", b'{"text": ["x"]}', 400),
        ("application/json", b"\xff", 400),
        ("application/json", b"[" * 9000, 400),
        ("application/json", b'{"token": "wrong", "text": "x"}', 403),
        ("application/json", b'{"token": "\xc3\xa9", "text": "x"}', 403),
        ("application/json", b'{"text": "x"}', 403),
        ("application/x-www-form-urlencoded", b"text=x", 403),
        ("application/json", b'{"text": "' + b"x" * 20_000 + b'"}', 413),
    ],
)
def test_what_is_no_line_is_refused_and_writes_nothing(
    browser: TestClient, folio: Folio, kind: str, body: bytes, status: int
) -> None:
    before = content(folio)
    headers = {"Origin": BASE, "Content-Type": kind}
    answer = browser.post(LOG, content=body, headers=headers)
    assert answer.status_code == status
    assert isinstance(answer.json()["error"], str)
    assert content(folio) == before


def test_a_line_without_words_is_no_line(browser: TestClient, folio: Folio) -> None:
    assert send(browser, LOG, text=" \x00 ").json() == {"error": "there is nothing to log"}
    assert not (folio.root / "content/log.md").exists()


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_nothing_but_a_post_writes(browser: TestClient, method: str) -> None:
    answer = browser.request(method, LOG, headers={"Origin": BASE})
    assert answer.status_code in {404, 405}
    assert "access-control-allow-origin" not in answer.headers


def test_a_full_disk_is_told_in_the_page(
    browser: TestClient, folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    folio.write("content/log.md", "# Log\n\n")

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal, "_append", full)
    answer = send(browser, LOG, text="Too much.")
    assert answer.status_code == 409
    assert answer.json()["error"].startswith("this file cannot be written: no space left on device")


def test_a_fault_of_ours_is_told_too(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    def fails() -> None:
        raise ZeroDivisionError("of our own")

    monkeypatch.setattr(site, "today", fails)
    answer = send(browser, LOG, text="x")
    assert (answer.status_code, answer.json()) == (
        500,
        {"error": "whyfolio itself failed: ZeroDivisionError: of our own"},
    )


def question(browser: TestClient, path: str, *skipped: str) -> dict[str, str]:
    skips = "".join(f"&skip={name}" for name in skipped)
    found: dict[str, str] = browser.get(f"/_whyfolio/question?path={path}{skips}").json()
    return found


def test_the_question_is_about_the_page_that_is_looked_at(browser: TestClient) -> None:
    asked = question(browser, PAGE)
    assert (asked["ref"], asked["name"]) == ("stories/one", "stories/one why")
    assert asked["text"].startswith("Why did it matter")
    assert question(browser, "stories/two/index.html")["ref"] == "stories/two"


def test_elsewhere_it_is_the_one_to_which_an_answer_adds_most(browser: TestClient) -> None:
    first = question(browser, "index.html")
    assert first["name"] == "stories/one why"
    skipped = question(browser, "index.html", first["name"])
    assert skipped["ref"] == "stories/two"


def test_an_answer_becomes_a_line_and_the_next_question_follows(
    browser: TestClient, folio: Folio, site: Site
) -> None:
    answer = send(browser, ANSWER, name="stories/one why", text="Sale days lost 1 order in 8.")
    assert (answer.status_code, answer.json()) == (200, {"ref": "stories/one"})
    text = (folio.root / "content/stories/one.md").read_text()
    assert 'why: "Sale days lost 1 order in 8."' in text
    site.refresh()
    asked = question(browser, PAGE)
    assert (asked["name"], asked["offered"][:7]) == ("stories/one role", "[o]wner")
    assert send(browser, ANSWER, name="stories/one role", text="o").status_code == 200
    assert "role: owner" in (folio.root / "content/stories/one.md").read_text()


def test_that_nobody_measured_it_is_an_answer(browser: TestClient, folio: Folio) -> None:
    sent = send(browser, ANSWER, name="stories/two impact", text="nobody measured it")
    assert sent.status_code == 200
    assert "# impact: nobody measured it" in (folio.root / "content/stories/two.md").read_text()


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [
        ("stories/one role", "queen", 422),
        ("stories/two impact", "a lot", 422),
        ("stories/one why", "  ", 422),
        ("stories/one nothing", "x", 409),
        ("stories/none why", "x", 409),
        ("../../etc/passwd why", "x", 409),
        ("", "x", 409),
    ],
)
def test_what_is_no_answer_says_why_and_writes_nothing(
    browser: TestClient, folio: Folio, name: str, text: str, status: int
) -> None:
    before = content(folio)
    answer = send(browser, ANSWER, name=name, text=text)
    assert (answer.status_code, "error" in answer.json()) == (status, True)
    assert content(folio) == before


def test_an_answer_to_a_note_that_went_away_says_so(browser: TestClient, folio: Folio) -> None:
    folio.remove("stories/one")
    answer = send(browser, ANSWER, name="stories/one why", text="x")
    assert answer.status_code == 409
    assert "cannot be" in answer.json()["error"]


def test_where_nothing_is_to_be_asked_there_is_no_question(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    site = Site(folio.root, lambda: folio.today)
    with TestClient(application(site, HERE), base_url=BASE) as browser:
        assert json.loads(browser.get("/_whyfolio/question?path=index.html").text) == {}
