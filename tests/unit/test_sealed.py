"""Sealed files: only who has the secret makes them, and what is blanked is in none of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from whyfolio.memo import Memo, blank, key_of, pack
from whyfolio.sealed import blank_sealed, read_sealed, write_sealed

SECRET = b"s" * 32


def test_what_is_blanked_is_gone_and_all_else_is_read_as_before(tmp_path: Path) -> None:
    path = tmp_path / "memo"
    write_sealed(path, b"one two three two one", SECRET)
    blank_sealed(path, lambda _body: [b"two", b"none of it"], SECRET)
    assert bytes(read_sealed(path, SECRET)) == b"one \0\0\0 three \0\0\0 one"
    blank_sealed(path, lambda _body: [b"\0\0\0", b"", b"one"], SECRET)
    assert bytes(read_sealed(path, SECRET)) == b"\0\0\0 \0\0\0 three \0\0\0 \0\0\0"


@pytest.mark.parametrize("secret", [b"another" * 5, b""])
def test_nobody_else_blanks_anything(tmp_path: Path, secret: bytes) -> None:
    path = tmp_path / "memo"
    write_sealed(path, b"one two", SECRET)
    before = path.read_bytes()
    blank_sealed(path, lambda _body: [b"one"], secret)
    assert path.read_bytes() == before


def test_a_blanked_value_is_unknown_and_its_neighbours_are_known(tmp_path: Path) -> None:
    keys = [key_of(str(number).encode()) for number in range(3)]
    memo = Memo(tmp_path / "memo", SECRET)
    for number, key in enumerate(keys):
        memo.put(key, pack(f"value {number} of three"))
    memo.save()
    blank(tmp_path / "memo", SECRET, [keys[1], key_of(b"unknown")])
    again = Memo(tmp_path / "memo", SECRET)
    assert [again.get(key) for key in keys] == ["value 0 of three", None, "value 2 of three"]
    assert b"value 1 of three" not in (tmp_path / "memo").read_bytes()
    blank(tmp_path / "memo", SECRET, [keys[1]])
    assert again.get(keys[0]) == "value 0 of three"


def test_to_blank_in_a_memo_that_is_gone_does_nothing(tmp_path: Path) -> None:
    memo = Memo(tmp_path / "memo", SECRET)
    key = key_of(b"one")
    memo.put(key, pack("one"))
    memo.save()
    (tmp_path / "memo").unlink()
    blank(tmp_path / "memo", SECRET, [key])
    assert not (tmp_path / "memo").exists()
