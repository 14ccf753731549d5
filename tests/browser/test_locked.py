"""A locked page in a real browser: it opens by its passphrase, and by nothing else."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.handed import ROOT, TODAY, demo
from tools import chromium

from whyfolio.build import open_portfolio
from whyfolio.cli.share_pages import page_of
from whyfolio.exporters.document import document_of
from whyfolio.exporters.html import export
from whyfolio.exporters.locked import lock

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium.found() is None, reason="there is no Chromium on this machine"),
]

TYPED = "seven grey herons wait"
REFUSED = "It does not open."
TRIES = 400 if os.environ.get("WHYFOLIO_PROOF") else 24
PARTS = ("format", "rounds", "salt", "iv", "text", "tag")
SENT = "Network.requestWillBeSent"

TRY = """
(async () => {
  const form = document.getElementById("ask"), told = document.getElementById("told");
  if (LOCKED !== null) document.getElementById("locked").textContent = LOCKED;
  document.getElementById("passphrase").value = PASSPHRASE;
  told.textContent = "";
  form.requestSubmit();
  while (form.isConnected && ["", form.dataset.busy].includes(told.textContent))
    await new Promise((done) => setTimeout(done, 5));
  return form.isConnected ? told.textContent : "";
})()
"""


@pytest.fixture(scope="module")
def page() -> bytes:
    return lock(export(demo()), TYPED, "en")


@pytest.fixture(scope="module")
def tab() -> Iterator[Any]:
    with chromium.tab() as opened:
        yield opened


@pytest.fixture(scope="module")
def file(page: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("locked") / "staff.html"
    path.write_bytes(page)
    return path


def tried(tab: Any, passphrase: str, locked: str | None = None) -> str:
    """What the page says to a passphrase; "" where it opens."""
    script = TRY.replace("LOCKED", json.dumps(locked)).replace("PASSPHRASE", json.dumps(passphrase))
    said: str = tab.ask(script)
    return said


def words_on(tab: Any) -> str:
    return " ".join(str(tab.ask("document.body.innerText")).split())


def test_a_locked_page_shows_all_of_the_packet_once_its_passphrase_is_typed(
    tab: Any, file: Path, tmp_path: Path
) -> None:
    plain = tmp_path / "plain.html"
    plain.write_bytes(export(demo()))
    tab.open(plain.as_uri())
    shape = "JSON.stringify([document.title, document.body.scrollHeight, document.images.length, "
    shape += "getComputedStyle(document.querySelector('h1')).fontSize, document.links.length])"
    words, shaped = words_on(tab), tab.ask(shape)
    assert len(words) > 10_000
    tab.open(file.as_uri())
    assert not set(words_on(tab).split()) & {"Staff", "Mira", "Holt"}
    assert tried(tab, TYPED) == ""
    assert words_on(tab) == words
    assert tab.ask(shape) == shaped


@pytest.mark.parametrize(
    "typed", [f"  {TYPED} ", TYPED.replace(" ", "\u00a0"), TYPED.replace("g", "ｇ")]
)
def test_a_passphrase_is_the_same_however_a_keyboard_writes_it(
    tab: Any, file: Path, typed: str
) -> None:
    tab.open(file.as_uri())
    assert tried(tab, typed) == ""


@pytest.mark.parametrize(
    "typed", ["seven grey herons wai", TYPED.upper(), f"{TYPED}.", "x", "\u0000"]
)
def test_another_passphrase_is_refused_and_can_be_tried_again(
    tab: Any, file: Path, typed: str
) -> None:
    tab.open(file.as_uri())
    assert tried(tab, typed).startswith(REFUSED)
    assert "Mira" not in words_on(tab)
    assert tried(tab, TYPED) == ""


def test_nothing_is_sent_or_kept_and_no_rule_of_the_page_is_broken(tab: Any, file: Path) -> None:
    tab.open(file.as_uri())
    tab._events = []
    assert tried(tab, TYPED) == ""
    assert words_on(tab).startswith("For reviewers only.")
    sent = [e["params"]["request"]["url"] for e in tab._events if e.get("method") == SENT]
    assert [url for url in sent if not url.startswith("data:")] == []
    told = [e for e in tab._events if e.get("method") in {"Log.entryAdded", "Audits.issueAdded"}]
    assert told == []
    assert tab.ask("[localStorage.length, document.cookie, location.search]") == [0, "", ""]


def test_pictures_are_inside_and_show(tab: Any, tmp_path: Path) -> None:
    shared = page_of("stories/on-call-diary", open_portfolio(ROOT, TODAY))
    file = tmp_path / "diary.html"
    file.write_bytes(lock(export(document_of(shared.desk, shared.plan, ROOT)), TYPED, "en"))
    tab.open(file.as_uri())
    assert tried(tab, TYPED) == ""
    shown = "Promise.all([...document.images].map((x) => x.decode().then(() => x.naturalWidth)))"
    widths = tab.ask(shown)
    assert widths
    assert min(widths) > 1


def test_a_script_that_comes_with_the_packet_does_not_run(tab: Any, tmp_path: Path) -> None:
    attack = b"<script>window.ran = 1</script><img src=x onerror='window.ran = 2'></main>"
    file = tmp_path / "hostile.html"
    file.write_bytes(lock(export(demo()).replace(b"</main>", attack), TYPED, "en"))
    tab.open(file.as_uri())
    assert tried(tab, TYPED) == ""
    assert tab.ask("document.querySelectorAll('main img[src=x]').length") == 1
    assert tab.ask("new Promise((done) => setTimeout(() => done(window.ran ?? 0), 200))") == 0


def payload(page: bytes) -> str:
    found = re.search(r'id="locked">(.*?)</script>', page.decode())
    assert found
    return found[1]


def span(locked: str, part: str) -> range:
    """Where a part stands; the tag is the last 16 bytes of the text, so 22 of its signs."""
    name = "text" if part == "tag" else part
    found = re.search(rf'"{name}":"?([^",}}]*)', locked)
    assert found
    return range(found.end(1) - 22, found.end(1)) if part == "tag" else range(*found.span(1))


@pytest.mark.parametrize("part", PARTS)
def test_a_flipped_bit_is_refused_in_every_part(
    tab: Any, file: Path, page: bytes, part: str
) -> None:
    locked = payload(page).encode()
    where = span(locked.decode(), part)
    bits = [(at, 1 << bit) for at in where for bit in range(8)]
    chosen = random.Random(part).sample(bits, min(len(bits), TRIES))  # noqa: S311 - no secret
    tab.open(file.as_uri())
    opened = []
    for at, bit in chosen:
        changed = bytes([*locked[:at], locked[at] ^ bit, *locked[at + 1 :]])
        if not tried(tab, TYPED, changed.decode("utf-8", "replace")).startswith(REFUSED):
            opened.append((part, at, bit))
            tab.open(file.as_uri())
    assert opened == []
    assert tried(tab, TYPED, locked.decode()) == ""


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('"rounds":600000', '"rounds":1000'),
        ('"rounds":600000', '"rounds":600001'),
        ('"rounds":600000', '"rounds":"600000"'),
        ('"rounds":600000', '"rounds":99999999999'),
        ("whyfolio-lock-1", "whyfolio-lock-2"),
        ('==","iv"', '= =","iv"'),
    ],
)
def test_a_file_with_other_parameters_is_refused(
    tab: Any, file: Path, page: bytes, was: str, now: str
) -> None:
    locked = payload(page)
    assert was in locked
    tab.open(file.as_uri())
    assert tried(tab, TYPED, locked.replace(was, now)).startswith(REFUSED)


def test_a_flipped_bit_in_the_script_keeps_it_from_running(
    tab: Any, page: bytes, tmp_path: Path
) -> None:
    start = page.rindex(b"<script>") + len(b"<script>")
    end = page.rindex(b"</script>")
    places = random.Random(1).sample(range(start, end), 8)  # noqa: S311 - no secret
    for number, at in enumerate(places):
        file = tmp_path / f"{number}.html"
        file.write_bytes(page[:at] + bytes([page[at] ^ 1]) + page[at + 1 :])
        tab.open(file.as_uri())
        assert tab.ask("document.getElementById('ask').hidden"), at


def test_without_scripts_it_says_how_it_is_opened(tab: Any, file: Path) -> None:
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        tab.open(file.as_uri())
        assert "Open the file in a browser with scripts allowed" in words_on(tab)
    finally:
        tab.call("Emulation.setScriptExecutionDisabled", value=False)


def test_styles_with_the_line_ends_of_windows_count_locked_or_not(tab: Any, tmp_path: Path) -> None:
    document = dataclasses.replace(demo(), stylesheet="h1 {\r\n  color: rgb(1, 2, 3);\r\n}\r")
    page = export(document)
    (tmp_path / "plain.html").write_bytes(page)
    (tmp_path / "locked.html").write_bytes(lock(page, TYPED, "en"))
    colour = "getComputedStyle(document.querySelector('h1')).color"
    tab.open((tmp_path / "plain.html").as_uri())
    assert tab.ask(colour) == "rgb(1, 2, 3)"
    tab.open((tmp_path / "locked.html").as_uri())
    assert tried(tab, TYPED) == ""
    assert tab.ask(colour) == "rgb(1, 2, 3)"
