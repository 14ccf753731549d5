"""What in a page could run, style itself or lead to code: found by a parser, as a browser would."""

from __future__ import annotations

import re
from html.parser import HTMLParser

NEVER = {"script", "style", "iframe", "object", "embed", "math", "form", "base", "frame"}
ADDRESSES = {"href", "src", "action", "cite", "poster", "formaction", "srcset", "data", "ping"}
SCHEMES = {"", "http", "https", "mailto", "tel"}
_IGNORED = re.compile(r"[\x00-\x20]")
_WITHIN = re.compile(r"0; url=(?:\.\./|\./)[\w./-]*")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


class _Live(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._in_body = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_body = self._in_body or tag == "body"
        # JSON-LD is no program: browsers run nothing of it.
        if tag in NEVER and attrs != [("type", "application/ld+json")]:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "srcdoc"}:
                self.found.append(f"<{tag} {name}>")
            if name in ADDRESSES and scheme(value or "") not in SCHEMES:
                self.found.append(f"<{tag} {name}={value}>")
            if tag == "meta" and name == "http-equiv" and (value or "").lower() == "refresh":
                told = dict(attrs).get("content") or ""
                if not self._in_body and _WITHIN.fullmatch(told):
                    continue  # an address of before, which leads to another page of the site
                self.found.append(f"<{tag} {attrs}>")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}-->")


def scheme(address: str) -> str:
    """The scheme of an address as a browser reads it, which leaves out blanks and control signs."""
    found = _SCHEME.match(_IGNORED.sub("", address))
    return found[1].lower() if found else ""


def live(page: str) -> list[str]:
    """Everything of a page that could run or load what it should not."""
    parser = _Live()
    parser.feed(page)
    parser.close()
    return parser.found
