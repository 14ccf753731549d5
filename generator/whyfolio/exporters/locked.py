"""A page under a passphrase: one HTML file that anybody may carry and nobody reads without it.

The format is documented in docs/reference/locked-pages.md. The browser opens it by WebCrypto.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import unicodedata
from functools import cache
from html import escape
from importlib.resources import files

from whyfolio.exporters.extras import library
from whyfolio.render.locale import Words, words_of

FORMAT = "whyfolio-lock-1"
# OWASP's Password Storage Cheat Sheet asks for so many with HMAC-SHA-256.
ROUNDS = 600_000
SHORTEST = 12
_SALT, _IV, _KEY = 16, 12, 32  # bytes; a 96-bit IV is what NIST SP 800-38D recommends
_STYLES = re.compile(r"style-src ('sha256-[A-Za-z0-9+/]+={0,2}')")


def fault_of(passphrase: str) -> str:
    """Why a passphrase will not do, as the end of a sentence; "" where it will.

    Whoever has the file can try as many as a machine can, so a short one is none.
    """
    if any(unicodedata.category(sign)[0] == "C" for sign in passphrase):
        return "holds a sign that nobody can type"
    whole = _settled(passphrase)
    if len(whole) < SHORTEST:
        return f"has {len(whole)} characters; take at least {SHORTEST}, as in four or five words"
    if len(set(whole)) < SHORTEST // 2:
        return "repeats itself; take four or five words"
    return ""


def lock(page: bytes, passphrase: str, language: str) -> bytes:
    """A self-contained page under a passphrase.

    Args:
        page: what `whyfolio.exporters.html` made.
        passphrase: one that `fault_of` finds no fault with.
        language: of the words around it.

    Raises:
        UsageError: the extra `lock` is not installed.
    """
    ciphers = library("cryptography.hazmat.primitives.ciphers.aead", "lock", "a locked page")
    salt, iv = os.urandom(_SALT), os.urandom(_IV)
    head = {"format": FORMAT, "rounds": ROUNDS, "salt": _coded(salt), "iv": _coded(iv)}
    around = "|".join(map(str, head.values())).encode()
    text = ciphers.AESGCM(_key(passphrase, salt)).encrypt(iv, page, around)
    locked = json.dumps({**head, "text": _coded(text)}, separators=(",", ":"))
    found = _STYLES.search(page.decode())
    return _page(locked, found[1] if found else "", language).encode()


def _key(passphrase: str, salt: bytes) -> bytes:
    derived = library("cryptography.hazmat.primitives.kdf.pbkdf2", "lock", "a locked page")
    hashes = library("cryptography.hazmat.primitives.hashes", "lock", "a locked page")
    made = derived.PBKDF2HMAC(hashes.SHA256(), length=_KEY, salt=salt, iterations=ROUNDS)
    key: bytes = made.derive(_settled(passphrase).encode())
    return key


def _settled(passphrase: str) -> str:
    """The same signs however a keyboard composes them, and without spaces around."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def _page(locked: str, inner_styles: str, language: str) -> str:
    words, styles, script = words_of(language), _part("locked.css"), _part("locked.js")
    policy = (
        f"default-src 'none'; script-src {_allowed(script)}; style-src {_allowed(styles)} "
        f"{inner_styles}; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return f"""<!doctype html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_said(words, "title")}</title>
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<style>{styles}</style>
</head>
<body>
{_main(words)}
<script type="application/json" id="locked">{locked}</script>
<script>{script}</script>
</body>
</html>
"""


def _main(words: Words) -> str:
    return f"""<main>
<h1>{_said(words, "title")}</h1>
<p>{_said(words, "about")}</p>
<form id="ask" hidden data-busy="{_said(words, "busy")}" data-refused="{_said(words, "refused")}">
<label for="passphrase">{_said(words, "passphrase")}</label>
<input id="passphrase" type="password" autocomplete="off" spellcheck="false" required autofocus>
<label class="shown"><input id="shown" type="checkbox"> {_said(words, "shown")}</label>
<button>{_said(words, "open")}</button>
<p id="told" role="status"></p>
</form>
<p id="unable" hidden>{_said(words, "unable")}</p>
<noscript><p>{_said(words, "no_script")}</p></noscript>
</main>"""


def _said(words: Words, key: str) -> str:
    return escape(words.text(f"lock.{key}"))


@cache
def _part(name: str) -> str:
    return files("whyfolio.exporters").joinpath(name).read_text(encoding="utf-8")


def _allowed(text: str) -> str:
    return f"'sha256-{_coded(hashlib.sha256(text.encode()).digest())}'"


def _coded(content: bytes) -> str:
    return base64.b64encode(content).decode()
