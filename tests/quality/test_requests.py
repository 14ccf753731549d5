"""What a browser asks for: little, all of it here, and nothing that a strict policy forbids."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.quality.pages import checked
from tools import demo
from tools.chromium import Tab

pytestmark = pytest.mark.browser

# What a careful host sends with every page: nothing inline, nothing from elsewhere, no script.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY}
# The one page with a script, where it is served: it fetches its index from beside itself.
SEARCH = "search/index.html"
SEARCHING = {
    "Content-Security-Policy": f"{POLICY}; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
}
ICON = "/favicon.ico"  # asked for by the browser itself where a page names no icon
MOST_REQUESTS = 5
MOST_BYTES = 30 * 1024
UNSIZED = (
    "[...document.images].filter(i => !(i.getAttribute('width') && i.getAttribute('height')))"
    ".map(i => i.src)"
)
# Chromium says so of every picture whose height follows from its width, also where both are said;
# that they are is asked instead.
NOT_A_FAULT = {"LazyLoadImageIssue"}
STYLED = "document.styleSheets.length && getComputedStyle(document.querySelector('.frame')).display"
PICTURES = "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
WRONG = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Wrong</title>
<style>p { color: red }</style><script>window.ran = 1</script></head>
<body><p style="color: blue">Inline.</p><img src="missing.png" alt=""></body></html>"""

Events = list[dict[str, Any]]


def of(audience: str, sites: Path) -> list[str]:
    """The pages of an audience that are opened."""
    return [
        path.removeprefix(f"{audience}/") for path in checked(sites) if path.startswith(audience)
    ]


def opened(browser: Tab, url: str) -> Events:
    """Load a page; the browser's events until it had said all of it."""
    browser.shape(1280, "light")
    events = browser.open(url)
    browser.ask("new Promise(done => setTimeout(done, 0))")
    return events


def complaints(events: Events) -> list[str]:
    """What the browser says against a page: in its console, and as issues."""
    found = []
    for event in events:
        method, params = event.get("method"), event.get("params", {})
        if method == "Log.entryAdded" and not params["entry"].get("url", "").endswith(ICON):
            found.append(f"{params['entry']['source']}: {params['entry']['text']}")
        elif method == "Audits.issueAdded" and params["issue"]["code"] not in NOT_A_FAULT:
            found.append(f"issue: {params['issue']['code']}")
        elif method == "Runtime.exceptionThrown":
            found.append(f"thrown: {params['exceptionDetails']['text']}")
    return found


def asked(events: Events) -> list[tuple[str, str]]:
    """The address and the type of everything that was asked for."""
    return [
        (event["params"]["request"]["url"], event["params"]["type"])
        for event in events
        if event.get("method") == "Network.requestWillBeSent"
    ]


def wrongs(browser: Tab, origin: str, path: str) -> Iterator[str]:
    """What is wrong with what a page asks for and shows."""
    events = opened(browser, f"{origin}/{path}")
    yield from complaints(events)
    for url, kind in asked(events):
        if (kind == "Script" and path != SEARCH) or not url.startswith(f"{origin}/"):
            yield f"asks for {url} ({kind})"
    yield from (f"no picture at {url}" for url in browser.ask(PICTURES))
    yield from (f"no measures for {url}" for url in browser.ask(UNSIZED))
    if browser.ask(STYLED) != "grid":
        yield "has no style"


@pytest.mark.parametrize("audience", demo.AUDIENCES)
def test_no_page_breaks_a_strict_policy_runs_a_script_or_asks_elsewhere(
    audience: str, sites: Path, browser: Tab, record_property: Callable[[str, object], None]
) -> None:
    found, pages = [], of(audience, sites)
    for headers, wanted in ((HEADERS, set(pages) - {SEARCH}), (SEARCHING, {SEARCH} & set(pages))):
        with demo.served(sites / audience, headers=headers) as origin:
            for path in sorted(wanted):
                found += [f"{path}: {said}" for said in wrongs(browser, origin, path)]
    record_property("pages opened under a strict policy", len(pages))
    assert not found, "\n".join(found)


def test_the_first_page_is_light(
    sites: Path, browser: Tab, record_property: Callable[[str, object], None]
) -> None:
    with demo.served(sites / "public") as origin:
        browser.call("Network.clearBrowserCache")
        requests = asked(opened(browser, f"{origin}/"))
    kinds = [kind for _, kind in requests]
    # "Other" is the icon, which a browser asks for by itself.
    assert set(kinds) <= {"Document", "Stylesheet", "Image", "Other"}
    assert len(requests) <= MOST_REQUESTS
    text = [
        (sites / "public" / (url.removeprefix(f"{origin}/") or "index.html")).read_bytes()
        for url, kind in requests
        if kind in {"Document", "Stylesheet"}
    ]
    weight = sum(len(gzip.compress(part, mtime=0)) for part in text)
    record_property("requests of the first page", len(requests))
    record_property("bytes of its HTML and CSS, gzipped", weight)
    assert weight <= MOST_BYTES


@pytest.mark.parametrize("audience", ["review", "private"])
def test_pages_from_the_disk_have_their_style_and_their_pictures(
    audience: str, sites: Path, browser: Tab
) -> None:
    found = []
    for path in of(audience, sites):
        events = opened(browser, (sites / audience / path).as_uri())
        found += [f"{path}: {said}" for said in complaints(events)]
        found += [f"{path}: no picture at {url}" for url in browser.ask(PICTURES)]
        if browser.ask(STYLED) != "grid":
            found.append(f"{path}: has no style")
    assert not found, "\n".join(found)


def test_the_browser_complains_where_something_is_wrong(tmp_path: Path, browser: Tab) -> None:
    (tmp_path / "index.html").write_text(WRONG, encoding="utf-8")
    with demo.served(tmp_path, headers=HEADERS) as origin:
        events = opened(browser, f"{origin}/index.html")
        assert browser.ask(PICTURES) == [f"{origin}/missing.png"]
    said = complaints(events)
    assert said.count("issue: ContentSecurityPolicyIssue") == 3
    assert sum(one.startswith("security: ") for one in said) == 3
    assert sum(one.startswith("network: Failed to load") for one in said) == 1
    assert browser.ask("window.ran ?? 0") == 0
