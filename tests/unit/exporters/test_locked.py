"""Pages under a passphrase, read by the words of docs/reference/locked-pages.md alone."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tests.handed import demo, demo_brag

from whyfolio.errors import UsageError
from whyfolio.exporters.html import export
from whyfolio.exporters.locked import fault_of, lock

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "locked-pages.md"
TYPED = "seven grey herons wait"
PAYLOAD = re.compile(r'(?<=id="locked">).*?(?=</script>)')
THEME = re.compile(r"(?<=style-src )[^;]*")


def payload(page: bytes) -> dict[str, str]:
    found = PAYLOAD.search(page.decode())
    assert found
    read: dict[str, str] = json.loads(found[0])
    return read


def unlocked(locked: dict[str, str], passphrase: str) -> bytes:
    """A reader of its own: the format's page says all that it needs."""
    salt, iv, text = (base64.b64decode(locked[name]) for name in ("salt", "iv", "text"))
    rounds = int(locked["rounds"])
    key = hashlib.pbkdf2_hmac("sha256", passphrase.encode(), salt, rounds, dklen=32)
    around = f"{locked['format']}|{rounds}|{locked['salt']}|{locked['iv']}".encode()
    return AESGCM(key).decrypt(iv, text, around)


def test_a_page_comes_back_byte_for_byte_and_only_by_its_passphrase() -> None:
    page = export(demo())
    locked = payload(lock(page, TYPED, "en"))
    assert unlocked(locked, TYPED) == page
    with pytest.raises(InvalidTag):
        unlocked(locked, TYPED.upper())


def test_the_key_takes_at_least_600_000_rounds_and_no_salt_or_iv_comes_twice() -> None:
    made = [payload(lock(b"<p>x</p>", TYPED, "en")) for _ in range(3)]
    assert all(int(each["rounds"]) >= 600_000 for each in made)
    for name, size in (("salt", 16), ("iv", 12)):
        assert {len(base64.b64decode(each[name])) for each in made} == {size}
        assert len({each[name] for each in made}) == len(made)


def test_around_the_ciphertext_the_file_is_the_same_whatever_is_locked() -> None:
    """So no word, name or number of what is locked stands there."""
    files = [lock(export(one), TYPED, "en") for one in (demo(), demo_brag())]
    files.append(lock(b"<p>x</p>", "quite another passphrase", "en"))
    around = {THEME.sub("", PAYLOAD.sub("", file.decode())) for file in files}
    assert len(around) == 1


def test_no_word_of_a_packet_stands_in_the_file() -> None:
    document = demo()
    file = lock(export(document), TYPED, "en")
    empty = lock(b"", TYPED, "en").decode().casefold()
    seen = PAYLOAD.sub("", file.decode()).casefold()
    hidden = base64.b64decode(payload(file)["text"])
    words = set(re.findall(r"[^\W_]{4,}", re.sub(r"<[^>]*>", " ", document.html)))
    own = {word for word in words if word.casefold() not in empty}
    assert len(own) > 500
    assert [word for word in own if word.casefold() in seen] == []
    assert [word for word in own if len(word) > 5 and word.encode() in hidden] == []


def test_the_policy_lets_its_own_script_run_and_nothing_be_asked() -> None:
    page = lock(export(demo()), TYPED, "en").decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
    script = page.rpartition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert rules.pop("style-src").count("'sha256-") == 2
    assert rules == {
        "default-src": "'none'",
        "script-src": f"'sha256-{digest}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


@pytest.mark.parametrize(
    ("passphrase", "fault"),
    [
        ("seven grey herons wait", ""),
        ("zwölf Möwen am Kai", ""),
        ("七只灰鹭在河边等着天亮了", ""),
        ("", "has 0 characters; take at least 12, as in four or five words"),
        ("  short one  ", "has 9 characters; take at least 12, as in four or five words"),
        ("aaaaaaaaaaaaaa", "repeats itself; take four or five words"),
        ("seven grey\therons wait", "holds a sign that nobody can type"),
        ("seven grey\ufeff herons wait", "holds a sign that nobody can type"),
        ("seven grey\udcff herons wait", "holds a sign that nobody can type"),
    ],
)
def test_a_passphrase_that_will_not_do_says_why(passphrase: str, fault: str) -> None:
    assert fault_of(passphrase) == fault


def test_without_the_extra_one_line_says_what_to_add(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "cryptography.hazmat.primitives.ciphers.aead"
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UsageError, match=r"pip install 'whyfolio\[lock\]'"):
        lock(b"<p>x</p>", TYPED, "en")


def test_the_program_in_the_reference_opens_a_page(tmp_path: Path) -> None:
    page = REFERENCE.read_text(encoding="utf-8")
    program = page.partition("```python script\n")[2].partition("```")[0]
    (tmp_path / "open.py").write_text(program, encoding="utf-8")
    (tmp_path / "x.html").write_bytes(lock("<p>Grüße</p>\n".encode(), TYPED, "en"))
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "open.py", "x.html"],
        cwd=tmp_path,
        input=f" {TYPED} \n",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == "Passphrase: <p>Grüße</p>\n"
