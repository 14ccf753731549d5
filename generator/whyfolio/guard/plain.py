"""Markdown without its markup: what a text says, and the addresses that it names."""

from __future__ import annotations

import html
import re

# Nothing here is tried twice: an author may write a hundred thousand of its beginnings.
_DESTINATION = re.compile(
    r"\]\(\s{0,99}(?:<([^<>\n]{0,4000})>|((?:[^\s()\\]|\\.|\([^\s()]*+\))*+))"
    r"(?:\s++[\"'(]([^\n]{0,300}?)[\"')])?\s*+\)"
)
_DEFINED = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*<?(\S+?)>?(?:[ \t].*)?$", re.MULTILINE)
_NOTE = re.compile(r"\[\^[^\]\n]+\]:?")
_REFERENCE = re.compile(r"(?<=\])\[[^\[\]\n]*\]")
_BRACES = re.compile(r"\{(?::|[ ]*[.#]|[ ]*[\w-]+=)[^{}]*\}")
_TAG = re.compile(r"</?[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<!--.*?-->", re.DOTALL)
# To look for a line feed is far quicker than to look at every letter for a line's beginning.
_FENCE = re.compile(r"\n[ \t>]*(?:`{3,}|~{3,})[^\n]*")
_BLOCK = re.compile(r"\n[ \t]*:::[^\n]*")
_LEAD = re.compile(r"\n[ \t>]*(?:(?:[-*+:]|\d{1,9}[.)]|\#{1,6}|!!!)[ \t]+|\|)")
_QUOTED = re.compile(r"\n[ \t]*>[ \t>]*")
_RULE = re.compile(r"\n[ \t|:=-]{3,}(?=\n|\Z)")

ADDRESS = re.compile(
    r"\b(?:https?://|mailto:|www\.)[^\s<>\"'`|\]]+[^\s<>\"'`|\].,;:!?)*_]", re.IGNORECASE
)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MARKUP = re.compile(r"[\[\]<>#*|{&\n`:]")


def plain(text: str) -> str:
    """A text as its readers see it, near enough: no addresses of links, bars between blocks."""
    if not _MARKUP.search(text):
        return text
    if "](" in text:
        text = _DESTINATION.sub(lambda found: f"] {found[3] or ''} ", text)
    if "]" in text:
        text = _NOTE.sub(" ", _DEFINED.sub("|", text) if "]:" in text else text)
        text = _REFERENCE.sub(" ", text) if "][" in text else text
    if "{" in text:
        text = _BRACES.sub(" ", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "\n" in text:
        text = _without_blocks(text)
    return html.unescape(text) if "&" in text else text


def _without_blocks(text: str) -> str:
    text = f"\n{text}"  # so that each line has a line feed before it
    if ":::" in text:
        text = _BLOCK.sub("\n|", text)
    if "---" in text or "===" in text:
        text = _RULE.sub("\n|", text)
    if "```" in text or "~~~" in text:
        text = _FENCE.sub("\n|", text)
    text = _LEAD.sub("\n|", text)
    if ">" in text:
        text = _QUOTED.sub("\n", text)
    return text[1:].replace("\n\n", "|")


def addresses(text: str) -> list[str]:
    """Every address that a text names: of links, of pictures, or bare."""
    if "](" not in text and "://" not in text and "@" not in text and "www." not in text:
        return []
    found = [each[1] or each[2] for each in _DESTINATION.finditer(text)]
    found += [each[1] for each in _DEFINED.finditer(text)]
    rest = _DESTINATION.sub("] ", text)
    found += ADDRESS.findall(rest)
    found += MAIL.findall(ADDRESS.sub(" ", rest))
    return list(dict.fromkeys(each for each in found if each and not each.startswith("#")))
