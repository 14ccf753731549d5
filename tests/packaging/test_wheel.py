"""The wheel, alone with the dependencies it declares, in an environment that knows nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from hashlib import sha256
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
IN_THE_WHEEL = {
    "generator/whyfolio": "whyfolio",
    "themes": "whyfolio/_themes",
    "content": "whyfolio/_example/content",
}


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run to the end, with nothing of this environment but the PATH."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "HOME": str(cwd), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def needed_by(package: Distribution, known: dict[str, Distribution]) -> dict[str, Distribution]:
    """The packages that one declares, and those that they declare, without any extra."""
    for line in package.requires or []:
        requirement = Requirement(line)
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        name = canonicalize_name(requirement.name)
        if name not in known:
            known[name] = distribution(name)
            needed_by(known[name], known)
    return known


def copy_of_the_repository(folder: Path, rights: int) -> Path:
    """The files that a clone has, at another place, with other times and other rights."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
            target.chmod(rights)
            os.utime(target, (1_000_000_000 + rights, 1_000_000_000 + rights))
    return folder


def packed(source: Path, target: Path) -> dict[str, bytes]:
    """The wheel and the source archive as `python -m build` makes them."""
    program = [sys.executable, "-m", "build", "--no-isolation", "--outdir", target, source]
    built = run(*program, cwd=source, SOURCE_DATE_EPOCH="1795219200")
    assert built.returncode == 0, built.stdout + built.stderr
    return {file.name: file.read_bytes() for file in sorted(target.iterdir())}


def test_two_builds_at_two_places_are_the_same_bytes(tmp_path: Path) -> None:
    one = packed(copy_of_the_repository(tmp_path / "one", 0o600), tmp_path / "dist-one")
    another = tmp_path / "a folder of another"
    other = packed(copy_of_the_repository(another, 0o664), tmp_path / "dist-other")
    assert sorted(name.rpartition(".")[2] for name in one) == ["gz", "whl"]
    assert {name: sha256(made).hexdigest() for name, made in one.items()} == {
        name: sha256(made).hexdigest() for name, made in other.items()
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = run(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT),
        cwd=folder,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def whyfolio(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed from the wheel; of what is installed here it sees only its needs."""
    place = tmp_path_factory.mktemp("installed")
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    pip = run(
        *(sys.executable, "-m", "pip", "--python", python, "install"),
        *("--no-deps", "--no-index", "--disable-pip-version-check", wheel),
        cwd=place,
    )
    assert pip.returncode == 0, pip.stdout + pip.stderr
    packages = next((place / "lib").glob("python*/site-packages"))
    for package in needed_by(Distribution.at(next(packages.glob("whyfolio-*"))), {}).values():
        for top in {file.parts[0] for file in package.files or []} - {"..", "__pycache__"}:
            (packages / top).symlink_to(Path(str(package.locate_file(top))))
    return place / "bin" / "whyfolio"


def test_the_wheel_holds_the_package_the_themes_and_the_example_and_nothing_else(wheel: Path):
    expected = {"whyfolio/_example/whyfolio.toml"}
    for source, target in IN_THE_WHEEL.items():
        for file in (ROOT / source).rglob("*"):
            inside = file.relative_to(ROOT / source)
            hidden = any(part.startswith(".") or part == "__pycache__" for part in inside.parts)
            if (
                file.is_file()
                and not hidden
                and (source, inside.parts[0]) != ("themes", "overrides")
            ):
                expected.add(f"{target}/{inside.as_posix()}")
    names = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    assert {name for name in names if ".data/" not in name} == expected
    shared = ROOT / "generator" / "share"
    files = {file.relative_to(shared).as_posix() for file in shared.rglob("*") if file.is_file()}
    beside = {name.partition(".data/data/share/")[2] for name in names if ".data/" in name}
    assert beside == files
    assert "man/man1/whyfolio.1" in files
    assert {"whyfolio/locale/en.toml", "whyfolio/_themes/margin/theme.toml"} <= set(names)


@pytest.mark.parametrize("init", [["init", "me"], ["init", "me", "--example"]])
def test_a_new_portfolio_is_made_and_built_without_a_warning(
    init: list[str], whyfolio: Path, tmp_path: Path
):
    for arguments in (init, ["-C", "me", "build"]):
        done = run(whyfolio, *arguments, cwd=tmp_path, WHYFOLIO_HOME=str(tmp_path / "home"))
        said = done.stdout + done.stderr
        assert done.returncode == 0, said
        assert [line for line in said.splitlines() if "warning" in line.lower()] == []
    home = (tmp_path / "me" / "site" / "public" / "index.html").read_text(encoding="utf-8")
    assert home.lower().startswith("<!doctype html>")
