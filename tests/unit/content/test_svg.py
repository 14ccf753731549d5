"""A drawing leaves with what is drawn, and with nothing that runs, loads or tells on its author."""

from __future__ import annotations

import random
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from whyfolio.content.media import publishable, sizes
from whyfolio.content.svg import UncleanDrawing, cleaned
from whyfolio.errors import Refused

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def drawn(inside: str) -> str:
    whole = cleaned(f"{OPEN}{inside}</svg>".encode()).decode()
    return whole.removeprefix('<svg xmlns="http://www.w3.org/2000/svg"').removesuffix("\n")


KEPT = {
    '<rect x="1" width="5" height="4" fill="#ff0" rx="2"/>':
    '<rect x="1" width="5" height="4" fill="#ff0" rx="2"/>',
    '<path d="M0,0 L1.5e-3 4z" style="fill:none; stroke:rgb(1, 2, 3)"/>':
    '<path d="M0,0 L1.5e-3 4z" fill="none" stroke="rgb(1, 2, 3)"/>',
    '<text x="1">a &lt; b <tspan>c</tspan></text>': '<text x="1">a &lt; b <tspan>c</tspan></text>',
    '<defs><linearGradient id="Shade"><stop offset="0"/></linearGradient></defs>'
    '<rect fill="url(#Shade)"/>':
    '<defs><linearGradient id="a1"><stop offset="0"/></linearGradient></defs>'
    '<rect fill="url(#a1)"/>',
    '<g id="Layer"><circle r="1"/></g><use xlink:href="#Layer"/>':
    '<g id="a1"><circle r="1"/></g><use href="#a1"/>',
    '<style>.salary, g > #b {fill: red} @import "x"; @media print {.q{fill:url(#b)}}</style>'
    '<g id="b" class="salary other"><line x1="1"/></g>':
    '<style>.c1, g &gt; #a1{fill:red}</style><g id="a1" class="c1"><line x1="1"/></g>',
    '<a href="https://x.example/"><text>words</text></a>': "<g><text>words</text></g>",
    '<switch><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>'
    "<text>b</text></switch>": "<switch><text>b</text></switch>",
    '<text font-family="Curlz, \'Fira Sans\'" transform="rotate(4 1 2)">a</text>':
    '<text font-family="Curlz, &#x27;Fira Sans&#x27;" transform="rotate(4 1 2)">a</text>',
}  # fmt: skip
DROPPED = [
    "<script>alert(1)</script>",
    '<script xlink:href="data:text/javascript,alert(1)"/>',
    '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject>',
    "<metadata><a>Kim Vale</a></metadata>",
    "<title>board-minutes.svg</title><desc>by Kim Vale</desc>",
    "<!-- a note -->",
    "<?xml-stylesheet href='https://x.example/a.css'?>",
    '<g display="none"><text>switched off</text></g>',
    '<g style="display: none"><text>switched off</text></g>',
    "<animate attributeName='href' to='javascript:alert(1)'/>",
    "<set attributeName='onclick' to='alert(1)'/>",
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    '<editor:view xmlns:editor="http://editor.example/ns"><rect/></editor:view>',
    "<handler xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='load'>alert(1)</handler>",
]
BARE = [
    '<rect onload="alert(1)"/>',
    '<rect ONCLICK="alert(1)"/>',
    '<rect style="fill: url(https://x.example/a)"/>',
    '<rect style="fill: url(&quot;//x.example/a&quot;)"/>',
    '<rect fill="url(data:image/png;base64,AA)"/>',
    '<rect fill="url(#a) url(//x.example/b)"/>',
    '<rect style="behavior: url(#a); -moz-binding: url(#b)"/>',
    '<rect fill="image-set(&quot;//x.example/a&quot; 1x)"/>',
    '<rect fill="u\\72l(//x.example)"/>',
    '<rect xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="salaries"/>',
    '<rect data-name="salaries" aria-label="salaries"/>',
    '<rect xml:base="https://x.example/"/>',
    '<rect href="javascript:alert(1)"/>',
    '<rect xlink:href=" https://x.example/"/>',
    '<rect id="salaries"/>',
    '<rect class="salaries"/>',
]


@pytest.mark.parametrize("inside", KEPT)
def test_what_is_drawn_is_kept(inside: str) -> None:
    assert drawn(inside) == f">{KEPT[inside]}</svg>"


@pytest.mark.parametrize("inside", DROPPED)
def test_what_runs_loads_or_tells_is_dropped(inside: str) -> None:
    assert drawn(inside) == "/>"


@pytest.mark.parametrize("inside", BARE)
def test_an_attribute_that_runs_loads_or_tells_is_dropped(inside: str) -> None:
    assert drawn(inside) == "><rect/></svg>"


LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
USES = "".join(f'<g id="u{n}">' + f'<use href="#u{n - 1}"/>' * 10 + "</g>" for n in range(1, 10))
REFUSED = {
    "a billion laughs": f'<!DOCTYPE svg [<!ENTITY e0 "ha">{LAUGHS}]>{OPEN}<text>&e9;</text></svg>',
    "a file as an entity": '<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    f"{OPEN}<text>&e;</text></svg>",
    "a parameter entity": '<!DOCTYPE svg [<!ENTITY % e SYSTEM "http://x.example/e"> %e;]>'
    f"{OPEN}</svg>",
    "an entity of another file": '<!DOCTYPE svg SYSTEM "http://x.example/svg.dtd">'
    f"{OPEN}<text>&nbsp;</text></svg>",
    "a billion uses": f'{OPEN}<g id="u0"><rect/></g>{USES}<use href="#u9"/></svg>',
    "a use of itself": f'{OPEN}<g id="a"><use href="#a"/></g></svg>',
    "a photograph": f'{OPEN}<image href="data:image/jpeg;base64,AA"/></svg>',
    "a page": "<html xmlns='http://www.w3.org/1999/xhtml'><script>1</script></html>",
    "no namespace": "<svg><rect/></svg>",
    "no end": f"{OPEN}<g>",
    "no XML": "GIF89a",
    "too deep": OPEN + "<g>" * 5000 + "</g>" * 5000 + "</svg>",
    "too large": OPEN + " " * 2_100_000 + "</svg>",
    "an unknown encoding": f'<?xml version="1.0" encoding="klingon"?>{OPEN}</svg>',
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_honest_drawing_is_refused(name: str) -> None:
    with pytest.raises(UncleanDrawing):
        cleaned(REFUSED[name].encode())


def test_an_old_document_type_without_declarations_does_no_harm() -> None:
    old = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    assert cleaned(f"{old}{OPEN}<rect/></svg>".encode()) == (
        b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>\n'
    )


def test_a_cleaned_drawing_is_clean() -> None:
    pieces = [*KEPT, *DROPPED, *BARE]
    for seed in range(60):
        inside = "".join(random.Random(seed).sample(pieces, 12))  # noqa: S311
        once = cleaned(f"{OPEN}{inside}</svg>".encode())
        assert cleaned(once) == once
        ET.fromstring(once)  # noqa: S314
        assert not re.search(rb"x\.example|alert|salaries|Kim|style=|<!|<\?|switched off", once)


@pytest.mark.parametrize(
    ("sides", "measures"),
    [
        ('width="30" height="20px"', (30, 20)),
        ('width="1in" height="25.4mm"', (96, 96)),
        ('viewBox="0 0 120 80"', (120, 80)),
        ('width="100%" height="100%" viewBox="0,0,120,80"', (120, 80)),
        ('viewBox="none"', (0, 0)),
        ("", (0, 0)),
    ],
)
def test_a_drawing_has_measures(tmp_path: Path, sides: str, measures: tuple[int, int]) -> None:
    (tmp_path / "a.svg").write_text(OPEN.replace("<svg", f"<svg {sides}") + "</svg>")
    assert sizes(tmp_path, ["a.svg"]) == {"a.svg": measures}


def test_a_drawing_that_cannot_be_cleaned_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.SVG").write_text(REFUSED["a billion laughs"])
    with pytest.raises(Refused, match="declares entities") as refused:
        publishable(tmp_path / "a.SVG", "content/files/a.SVG")
    assert (refused.value.diagnostic.code, refused.value.diagnostic.place.file) == (
        "E172", "content/files/a.SVG",
    )  # fmt: skip
