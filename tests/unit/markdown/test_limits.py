"""No body takes for ever: what is too much is told at its place, and time is the net below."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

import pytest

from whyfolio.markdown.limits import excess
from whyfolio.markdown.patience import TooLong, limited

TOO_MUCH = {
    "paragraph": ("a b " * 40_000, "E414", 0),
    "definitions": ("[a]: b\n" * 2001, "E414", 7 * 2000),
    "footnotes": ("a[^1] " * 2001, "E414", 6 * 2000 + 1),
    "abbreviations": ("*[A]: b\n" * 201, "E414", 8 * 200),
    "tables of contents": ("[TOC]\n\n" * 11, "E414", 7 * 10),
    "unclosed tags": ("b\n\n" + "<http://x.example/aaaaaaaaa " * 301, "E413", 3),
    "unclosed brackets": ("b\n\n" + "[words of a link " * 301, "E413", 3),
    "bullets": ("a\n\n" + "* " * 60 + "b", "E413", 3),
    "elements": ("<div>\n\n" * 301, "E413", 7 * 300),
    "elements that are closed": ("<b>" * 301 + "</b>" * 301, "E413", 3 * 300),
    "blocks": ("::: private\n" * 61, "E413", 12 * 60),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_is_too_much_is_told_at_its_place(name: str) -> None:
    text, code, offset = TOO_MUCH[name]
    found = excess(text)
    assert found is not None
    assert (found.code, found.offset) == (code, offset)


@pytest.mark.parametrize(
    "text",
    [
        "A line of words.\n\n" * 50_000,
        "[a]: b\n" * 2000,
        "```json\n" + "[" * 5000 + "\n```\n",
        "```c\n" + "if (a < b) {\n" * 5000 + "}\n```\n",
        "```\n" + "x" * 500_000 + "\n```\n",
        "    \n" * 500 + "a" + " " * 500,
        "::: private\na\n::: else\nb\n:::\n" * 500,
        "- a\n" * 500,
        "<p>a\n\n<br>\n\n<div>b</div> <http://x.example/>\n\n" * 1000,
    ],
)
def test_what_is_long_but_plain_or_code_is_welcome(text: str) -> None:
    assert excess(text) is None


def for_ever() -> None:
    while True:
        pass


def swallowing() -> None:
    while True:
        with contextlib.suppress(Exception):  # as a library may
            for_ever()


@pytest.mark.parametrize("work", [for_ever, swallowing])
def test_time_ends_the_work_of_the_main_thread(work: Callable[[], None]) -> None:
    with pytest.raises(TooLong), limited(0.05):
        work()


@pytest.mark.parametrize("work", [for_ever, swallowing])
def test_time_ends_the_work_of_any_thread(work: Callable[[], None]) -> None:
    found: list[type] = []

    def late() -> None:
        try:
            with limited(0.05):
                work()
        except TooLong as error:
            found.append(type(error))

    thread = threading.Thread(target=late)
    thread.start()
    thread.join()
    assert found == [TooLong]


def test_what_was_in_time_is_left_alone_afterwards() -> None:
    counted: list[int] = []

    def quick() -> None:
        for number in range(200):
            with limited(0.05):
                counted.append(number)
        sum(range(3_000_000))

    thread = threading.Thread(target=quick)
    thread.start()
    thread.join()
    quick()
    assert len(counted) == 400
