"""Fuzz one target for some seconds, led by coverage; what was seen goes to stdout as JSON.

    python -m tests.fuzz.run TARGET SECONDS [FOLDER]

Every input that breaks a promise is kept in FOLDER, one for each place where it broke. libFuzzer
does the leading (Atheris); it ends the process itself, so that this module is a program.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.fuzz.mutations import DICTIONARY, ROOT, seeds

SLOW = 5  # seconds after which an input counts as one that never ends
LONGEST = {"note": 5000, "directives": 1500, "page": 1500}  # bytes of an input
_STATUS = re.compile(r"cov: (\d+) ft: (\d+) corp: (\d+)")


class Findings:
    """The inputs that broke something, the first and then the shortest for each place."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kept, self.inputs = folder, {}, 0
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, raw: bytes, error: BaseException) -> None:
        """Keep an input and where it broke."""
        frame = traceback.extract_tb(error.__traceback__)[-1]
        name = f"{Path(frame.filename).stem}-{frame.lineno}-{type(error).__name__}"
        if len(raw) < len(self.kept.get(name, raw + b"x")):
            self.kept[name] = raw
            (self.folder / f"{name}.note").write_bytes(raw)
            told = "".join(traceback.format_exception(error))
            (self.folder / f"{name}.txt").write_text(told, encoding="utf-8", errors="replace")


def main() -> None:
    """Fuzz, in a child that libFuzzer may end; then say what was seen."""
    name, seconds = sys.argv[1], float(sys.argv[2])
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(temporary) / "found"
        corpus = Path(temporary) / "corpus"
        corpus.mkdir()
        for number, raw in enumerate(seeds(name)):
            (corpus / str(number)).write_bytes(raw)
        print(json.dumps(led(name, seconds, folder, Path(temporary))))


def led(name: str, seconds: float, folder: Path, temporary: Path) -> dict[str, object]:
    """Run children until the time is over; one that libFuzzer ends early is followed by another."""
    import subprocess

    begun = time.monotonic()
    inputs = edges = features = kept = 0
    while (left := seconds - (time.monotonic() - begun)) > 1:
        log = temporary / "log.txt"
        with log.open("wb") as stream:
            command = [sys.executable, "-m", "tests.fuzz.run", "--child", name, str(int(left))]
            subprocess.run(
                [*command, str(folder), str(temporary)],
                stderr=stream, stdout=stream, cwd=ROOT, check=False,
            )  # fmt: skip
        told = log.read_text(encoding="utf-8", errors="replace")
        counts = temporary / "inputs.txt"
        done = int(counts.read_text()) if counts.is_file() else 0
        counts.unlink(missing_ok=True)
        inputs += done
        found = [tuple(map(int, each)) for each in _STATUS.findall(told)]
        if found:
            edges, features, kept = map(max, zip(*found, (edges, features, kept), strict=True))
        if not done:
            raise SystemExit(f"the fuzzer does not run:\n{told[-3000:]}")
    findings = sorted(each.stem for each in folder.glob("*") if each.suffix != ".txt")
    return {
        "target": name, "seconds": round(time.monotonic() - begun), "inputs": inputs,
        "edges": edges, "features": features, "corpus": kept, "findings": findings,
    }  # fmt: skip


def child() -> None:
    """One run of libFuzzer over a target; it ends the process."""
    name, seconds, folder, temporary = sys.argv[2:6]
    import atheris

    with atheris.instrument_imports(include=["whyfolio"], enable_loader_override=False):
        from tests.fuzz.targets import TARGETS
    target, findings = TARGETS[name], Findings(Path(folder))
    counts = Path(temporary) / "inputs.txt"

    def one(raw: bytes) -> None:
        findings.inputs += 1
        if findings.inputs % 200 == 1:
            counts.write_text(str(findings.inputs), encoding="ascii")
        try:
            target(raw)
        except Exception as error:  # noqa: BLE001 - any of them is a finding
            findings.keep(raw, error)

    arguments = [
        sys.argv[0], f"-max_total_time={seconds}", f"-timeout={SLOW}", f"-max_len={LONGEST[name]}",
        f"-dict={DICTIONARY}", f"-artifact_prefix={folder}{os.sep}",
        "-print_final_stats=1", "-rss_limit_mb=4096", str(Path(temporary) / "corpus"),
    ]  # fmt: skip
    atheris.Setup(arguments, one)
    atheris.Fuzz()


if __name__ == "__main__":
    child() if sys.argv[1] == "--child" else main()
