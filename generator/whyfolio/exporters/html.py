"""One HTML file that carries all it shows: it makes no request, and no script can run in it."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape

from bs4 import BeautifulSoup, Tag

from whyfolio.exporters.document import Document
from whyfolio.exporters.page import body_of, serialised

_ADDRESS = re.compile(r"(?:@import[^;]*;|url\((?!\s*[\"']?data:)[^)]*\))", re.IGNORECASE)


def export(document: Document) -> bytes:
    """The document as one self-contained page."""
    return page(document, document.stylesheet).encode()


def page(document: Document, styles: str, body: Tag | None = None) -> str:
    """The document as a page with some styles inside.

    Args:
        document: what is to be handed over.
        styles: CSS; addresses in it lead nowhere, since nothing travels with the file.
        body: what `body_of` gave, where it was changed since.
    """
    # A browser reads every line end as \n, and counts the policy's digest over what it read.
    styles = styles.replace("\r\n", "\n").replace("\r", "\n")
    styles = _ADDRESS.sub("none", styles).replace("</", r"<\/")
    digest = base64.b64encode(hashlib.sha256(f"\n{styles}\n".encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'none'"
    html, head = _element(document)
    body = body or body_of(document)
    ribbon = body.find(class_="ribbon")
    above = ""
    if isinstance(ribbon, Tag):
        above = f'<header class="masthead">\n{serialised(ribbon.extract())}\n</header>\n'
    return f"""<!doctype html>
{html}
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(head)}</title>
<meta name="robots" content="noindex">
<meta name="author" content="{escape(document.author)}">
<meta name="dcterms.created" content="{document.day.isoformat()}">
<meta name="color-scheme" content="light dark">
<style>
{styles}
</style>
</head>
<body>
<div class="frame">
{above}{serialised(body)}
</div>
</body>
</html>
"""


def _element(document: Document) -> tuple[str, str]:
    """The page's own `<html …>` with its attributes, and its title."""
    soup = BeautifulSoup(document.html.partition("<body")[0], "html.parser")
    found, title = soup.find("html"), soup.find("title")
    attributes = dict(found.attrs) if found else {"lang": document.language}
    told = "".join(f' {name}="{escape(str(value))}"' for name, value in attributes.items())
    return f"<html{told}>", title.get_text() if title else document.title
