"""What the preview adds to a page on its way out: the bar, its styles and the script.

The page itself is byte for byte the page that `build` writes; only this is added. It holds no
word of a note: what others do not see, and what is wrong, the script asks for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape

from whyfolio.model.audience import Audience

OWN = "/_whyfolio"
_POLICY = re.compile(r"default-src 'none'(?:; connect-src 'self')?")  # public pages allow that
WHO = {Audience.PUBLIC: "everyone", Audience.REVIEW: "reviewers", Audience.PRIVATE: "you"}


def with_bar(page: bytes, site: str, path: str, state: Mapping[str, object]) -> bytes:
    """The page with the switch of audiences and the reload script.

    Args:
        page: the page's bytes.
        site: whose page it is, or "theme".
        path: its path within that audience's site.
        state: what the script starts from.
    """
    text = page.decode()
    address = path.removesuffix("index.html") if site in set(WHO) else ""
    links = "".join(f"<li>{_choice(mark, site, address)}</li>" for mark in WHO)
    start = escape(json.dumps(state), quote=True)
    bar = (
        f'<aside id="whyfolio-bar" aria-label="Preview" data-state="{start}">'
        f'<p>As seen by</p><ul class="whyfolio-switch">{links}</ul></aside>'
        f'<script src="{OWN}/client.js" defer></script>'
    )
    head = f'<link rel="stylesheet" href="{OWN}/bar.css">'
    text = text.replace("</head>", f"{head}</head>", 1)
    text = _POLICY.sub("default-src 'none'; script-src 'self'; connect-src 'self'", text, count=1)
    # The last end of a body is the page's own; a trusted note may hold another before it.
    before, end, after = text.rpartition("</body>")
    return f"{before}{bar}{end}{after}".encode()


def _choice(mark: Audience, current: str, address: str) -> str:
    if mark.value == current:
        return f'<strong aria-current="page" data-audience="{mark.value}">{WHO[mark]}</strong>'
    where = escape(f"/{mark.value}/{address}", quote=True)
    return f'<a href="{where}" data-audience="{mark.value}">{WHO[mark]}</a>'
