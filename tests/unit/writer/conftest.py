"""A small project to write into, and a disk that fails or a machine that dies at any step."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pytest

from whyfolio.errors import Refused
from whyfolio.model.artifact import Artifact
from whyfolio.writer import Destination, Written, exchange, recover, spare, up_to_date, write

Files = dict[str, str]
_STEPS = ("mkdir", "link", "open", "write", "fsync", "rename", "replace", "unlink", "rmdir",
          "ftruncate")  # fmt: skip


def artifacts(files: Files) -> list[Artifact]:
    return [Artifact(path, text.encode()) for path, text in files.items()]


@dataclass(frozen=True)
class Site:
    destination: Destination

    @property
    def folder(self) -> Path:
        return self.destination.folder

    def write(self, files: Files, fingerprint: str = "one", *, replace: bool = False) -> Written:
        return write(self.destination, artifacts(files), fingerprint=fingerprint, replace=replace)

    def refusal(self, files: Files, *, replace: bool = False) -> Refused:
        with pytest.raises(Refused) as caught:
            self.write(files, "refused", replace=replace)
        return caught.value

    def tree(self) -> Files | None:
        """Every file with its text; None where there is no folder."""
        return texts(self.folder) if self.folder.is_dir() else None

    def stamps(self) -> dict[str, tuple[int, int]]:
        """Inode and time of every file and folder."""
        paths = [self.folder, *self.folder.rglob("*")]
        return {str(path): (path.lstat().st_ino, path.lstat().st_mtime_ns) for path in paths}

    def traces(self) -> list[str]:
        """What lies beside the tree or the record and does not belong there.

        The tree before does, with what the new one still has.
        """
        beside = [path.name for path in self.folder.parent.iterdir() if path != self.folder]
        records = self.destination.record.parent
        spare = self.destination.spare
        known = {self.destination.record, self.destination.lock, spare}
        known.add(self.destination.spare_record)
        files = [path.relative_to(spare) for path in spare.rglob("*") if not path.is_dir()]
        kept = [str(name) for name in files if not (self.folder / name).is_file()]
        return beside + kept + [path.name for path in records.iterdir() if path not in known]

    def heals(self, old: Files, new: Files) -> None:
        """After `recover` the site is whole, and the next build is as good as any."""
        recover(self.destination)
        assert self.tree() in (old, new)
        self.write(new, "healed")
        assert self.tree() == new
        assert up_to_date(self.destination, "healed")
        assert self.traces() == []


def texts(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def make_site(root: Path) -> Site:
    project = root / "folio"
    (project / "content").mkdir(parents=True)
    (project / "whyfolio.toml").write_text("schema = 1\n")
    record = project / ".whyfolio/outputs/public.json"
    return Site(Destination(project, project / "site/public", record, project / "content"))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return make_site(tmp_path)


@pytest.fixture
def new_site(tmp_path: Path) -> Callable[[object], Site]:
    return lambda name: make_site(tmp_path / str(name))


@pytest.fixture(params=["in one step", "by two renames"])
def swap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to publish: with the kernel's exchange, and on a system that has none."""
    if request.param == "by two renames":
        monkeypatch.setattr(exchange, "_renameat2", lambda: None)
    return str(request.param)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """So long after each build that nobody reads an older site any more."""
    monkeypatch.setattr(spare, "_READ_FOR", -1)


class Steps:
    """Counts every change to the disk; at the chosen one something happens instead."""

    def __init__(self, instead: Callable[[str, Callable[..., Any], tuple[Any, ...]], Any]) -> None:
        self.instead = instead
        self.count = 0
        self.at = 0
        self.forever = False
        self._old: list[tuple[Any, str, Any]] = []

    def __enter__(self) -> Self:
        for module, name in [*((os, step) for step in _STEPS), (exchange, "exchanged")]:
            real = getattr(module, name)
            self._old.append((module, name, real))
            setattr(module, name, self._counting(name, real))
        return self

    def __exit__(self, *_: object) -> None:
        for module, name, real in self._old:
            setattr(module, name, real)

    def _counting(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **more: Any) -> Any:
            if name == "open" and not args[1] & (os.O_CREAT | os.O_WRONLY):
                return real(*args, **more)
            self.count += 1
            if self.count == self.at or (self.forever and self.count > self.at):
                return self.instead(name, real, args)
            return real(*args, **more)

        return step


def run_and_die(work: Callable[[], object], at: int) -> bool:
    """Run ``work`` in a process that is gone at its ``at``-th step; False if it got through."""
    child = os.fork()
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code in (0, 9)
        return code == 9
    code = 1
    try:
        with Steps(_die) as steps:
            steps.at = at
            work()
            code = 0
    finally:
        os._exit(code)


def _die(name: str, real: Callable[..., Any], args: tuple[Any, ...]) -> None:
    if name == "write":
        real(args[0], bytes(args[1])[: len(args[1]) // 2])
    os._exit(9)


@pytest.fixture
def dying() -> Callable[[Callable[[], object], int], bool]:
    return run_and_die


@pytest.fixture
def failing() -> Callable[[int], Steps]:
    """Steps of which the chosen one fails with an error of the disk."""

    def fail_with(number: int) -> Steps:
        def fail(_name: str, _real: object, _args: object) -> None:
            raise OSError(number, os.strerror(number))

        return Steps(fail)

    return fail_with
