"""Nothing in a body can run, style itself or lead to a bad address."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from whyfolio.markdown.sanitise import sanitised

CASES = {
    "<p>a<script>b</script>c</p>": "<p>ac</p>",
    '<p onclick="a" style="color:red" class="b" id="c">d</p>': '<p class="b" id="c">d</p>',
    '<a href="javascript:a">b</a>': "<a>b</a>",
    '<a href="JaVa&#10;ScRiPt:a">b</a>': "<a>b</a>",
    '<a href="data:text/html,a">b</a>': "<a>b</a>",
    '<img src="data:image/svg+xml,a" onerror="b" alt="c">': '<img alt="c">',
    '<svg onload="a"><b>c</b></svg>': "<b>c</b>",
    '<iframe src="https://a"></iframe>b': "b",
    '<form action="a"><input type="text"><button>b</button></form>': "b",
    "<style>a{}</style>b": "b",
    '<a href="x.md" title="a>b">c</a>': '<a href="x.md" title="a&gt;b">c</a>',
    "a<!-- b -->c": "ac",
}


@pytest.mark.parametrize("html", CASES)
def test_only_harmless_html_is_kept(html: str) -> None:
    assert sanitised(html) == CASES[html]


def test_threads_do_not_mix_their_bodies() -> None:
    bodies = [f'<p id="{number}" onclick="a">{number}</p>' for number in range(400)]
    with ThreadPoolExecutor(8) as pool:
        cleaned = list(pool.map(sanitised, bodies))
    assert cleaned == [f'<p id="{number}">{number}</p>' for number in range(400)]
