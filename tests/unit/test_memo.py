"""What was made before is known again, and what is damaged or not ours counts for nothing."""

from __future__ import annotations

import os
import pickle
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.folio import Folio
from whyfolio.content.entries import ReadEntry, read_entry
from whyfolio.content.loaded import Loaded
from whyfolio.dates import Grain
from whyfolio.locate import HOME_VARIABLE
from whyfolio.memo import Memo, key_of, know_program, pack, program, unpack
from whyfolio.memos import Memos
from whyfolio.model.kinds import BY_FOLDER
from whyfolio.model.profile import Profile
from whyfolio.opened import open_portfolio
from whyfolio.scaffold.portfolio import example

SECRET = b"s" * 32
KEYS = [key_of(word) for word in (b"one", b"two")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".whyfolio" / "memo" / "notes"


def saved(path: Path, *values: object) -> Path:
    memo = Memo(path, SECRET)
    for key, value in zip(KEYS, values, strict=False):
        memo.put(key, pack(value))
    memo.save()
    return path


def known(path: Path, secret: bytes = SECRET) -> list[object]:
    memo = Memo(path, secret)
    return [memo.get(key) for key in KEYS]


def test_what_was_put_is_known_to_the_next_program(path: Path) -> None:
    assert known(saved(path, "held", ("a", date(2026, 3, 1)))) == ["held", ("a", date(2026, 3, 1))]


def notes() -> Iterator[ReadEntry]:
    for file in sorted((example() / "content").rglob("*.md")):
        shape = BY_FOLDER.get(file.parent.name, Profile)
        name = file.relative_to(example()).as_posix()
        if file.name != "log.md":
            yield read_entry(name, file.read_bytes(), shape)
    for folder, shape in BY_FOLDER.items():
        yield read_entry(f"content/{folder}/x.md", b"---\ntitle: [\ndate: soon\n", shape)


def test_notes_of_every_kind_are_known_again_whole() -> None:
    read = list(notes())
    assert {type(one.entry) for one in read} >= {*BY_FOLDER.values(), Profile}
    assert [unpack(pack(one)) for one in read] == read


def test_a_memo_that_is_damaged_at_any_byte_is_none(path: Path) -> None:
    whole = saved(path, "held", 7).read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert known(path) == [None, None], at
        path.write_bytes(whole[:at])
        assert known(path) == [None, None], at
    path.write_bytes(whole)
    assert known(path) == ["held", 7]


def test_a_memo_that_somebody_else_made_is_none(path: Path) -> None:
    saved(path, "held", 7)
    assert known(path, b"t" * 32) == known(path, b"") == [None, None]


class Runs:
    """A value that would run something where it is read."""

    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return os.mkdir, (str(self.proof),)


def test_even_a_sealed_memo_runs_nothing(path: Path, tmp_path: Path) -> None:
    for hostile in (Runs(tmp_path / "proof"), Folio, print, example):
        assert unpack(pickle.dumps(hostile)) is None
    assert known(saved(path, Runs(tmp_path / "proof"), "held")) == [None, "held"]
    assert not (tmp_path / "proof").exists()


class AsItsMember:
    """A word as Python 3.11 before 3.11.4 pickles it: an attribute of its class."""

    def __init__(self, of: object, name: str) -> None:
        self.of, self.name = of, name

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return getattr, (self.of, self.name)


def test_a_word_is_known_again_however_this_python_pickles_it() -> None:
    assert unpack(pickle.dumps(AsItsMember(Grain, "DAY"))) is Grain.DAY


@pytest.mark.parametrize(
    ("of", "name"), [(Grain, "mro"), (Grain, "NONE"), (date, "today"), ("text", "format")]
)
def test_no_other_attribute_of_anything_is_read(of: object, name: str) -> None:
    assert unpack(pickle.dumps(AsItsMember(of, name))) is None


def test_without_a_secret_nothing_is_kept(path: Path) -> None:
    memo = Memo(path, b"")
    memo.put(KEYS[0], pack("held"))
    memo.save()
    assert memo.get(KEYS[0]) == "held"
    assert not path.exists()


def test_what_nothing_asks_for_any_more_is_swept(path: Path) -> None:
    both = saved(path, "held", "x" * 9000).stat().st_size
    memo = Memo(path, SECRET)
    assert memo.get(KEYS[0]) == "held"
    memo.save()
    assert path.stat().st_size < both - 9000
    assert known(path) == ["held", None]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_its_owner_can_read_a_memo(path: Path) -> None:
    saved(path, "held")
    modes = [stat.S_IMODE(place.stat().st_mode) for place in (path, path.parent)]
    assert modes == [0o600, 0o700]


def test_a_memo_that_another_program_writes_is_left_to_it(path: Path) -> None:
    saved(path, "held")
    fresh = path.with_name("notes.new")
    fresh.write_bytes(b"half")
    saved(path, "newer", "more")
    assert known(path) == ["held", None]
    os.utime(fresh, (0, 0))  # it died long ago
    saved(path, "newer", "more")
    assert known(path) == ["newer", "more"]
    assert [file.name for file in path.parent.iterdir()] == ["notes"]


def test_a_disk_that_takes_nothing_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / ".whyfolio").write_text("a file where the folder would be", encoding="utf-8")
    assert known(saved(tmp_path / ".whyfolio" / "memo" / "notes", "held")) == [None, None]


def test_another_program_knows_nothing_of_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of(b"one")
    monkeypatch.setattr("whyfolio.memo.program", lambda: b"another")
    assert key_of(b"one") != before
    assert key_of(b"a", b"bc") != key_of(b"ab", b"c")


def test_another_process_of_the_program_tells_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whyfolio.memo._program", [])
    before = key_of(b"one")
    told = program()
    know_program(b"another")
    assert key_of(b"one") != before
    know_program(told)
    assert key_of(b"one") == before


def test_ladders_and_forms_of_the_program_are_read_once_for_all_projects_of_a_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    own = "id: ours\ntitle: Only here\nlevels: [{id: one, title: One}]\ncompetencies: []\n"
    first, second = (Folio.at(tmp_path / name) for name in ("first", "second"))
    first.write("content/ladders/ours.yaml", own)
    read = opened(first)
    monkeypatch.setattr("whyfolio.content.ladders.shipped_ladders", not_again)
    monkeypatch.setattr("whyfolio.content.forms.shipped_forms", not_again)

    again = opened(second)

    assert [ladder.id for ladder in read.ladders] == ["ours", "five-areas"]
    assert again.ladders == read.ladders[1:]
    assert again.forms == read.forms != ()
    kept = [path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert [True for content in kept if b"five-areas" in content] == [True]
    assert [content for content in kept if b"Only here" in content] == []


def opened(folio: Folio) -> Loaded:
    memos = Memos(folio.root)
    loaded = open_portfolio(folio.root, folio.today, memos=memos.notes).loaded
    memos.save()
    return loaded


def not_again() -> None:
    raise AssertionError("read before")


def test_a_note_that_took_too_long_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folio = Folio.at(tmp_path).entry("stories/open", "date: 2026-03\nwhat: It began.\n")
    memos = Memos(folio.root)
    with monkeypatch.context() as patch:
        patch.setattr("whyfolio.content.entries._read_entry", slow_at_first())
        opened = open_portfolio(folio.root, folio.today, memos=memos.notes)
        assert "E106" in {found.code for found in opened.diagnostics}
    memos.save()
    opened = open_portfolio(folio.root, folio.today, memos=Memos(folio.root).notes)
    assert [found.code for found in opened.diagnostics if found.is_error] == []


def slow_at_first() -> object:
    from whyfolio.content import entries
    from whyfolio.markdown.patience import TooLong

    real = entries._read_entry

    def read(path: str, raw: bytes, shape: type) -> ReadEntry:
        if raw != b"---\n---\n" and path.startswith("content/stories"):
            raise TooLong
        return real(path, raw, shape)

    return read


def test_a_memo_that_is_left_is_written_when_it_is_time_and_knows_nothing_before(
    path: Path,
) -> None:
    memo = Memo(path, SECRET)
    memo.put(KEYS[0], pack("held"))

    write = memo.leave()

    assert memo.get(KEYS[0]) is None
    memo.save()
    assert not path.exists()
    write()
    assert known(path) == ["held", None]


def test_a_memo_that_is_left_as_it_was_is_not_written_again(path: Path) -> None:
    before = saved(path, "held", 7).stat()
    memo = Memo(path, SECRET)
    assert [memo.get(key) for key in KEYS] == ["held", 7]

    memo.leave()()

    assert path.stat() == before


def test_a_memo_that_is_left_forgets_what_nobody_asked_for(path: Path) -> None:
    saved(path, "held", 7)
    memo = Memo(path, SECRET)
    memo.get(KEYS[1])

    memo.leave()()

    assert known(path) == [None, 7]
