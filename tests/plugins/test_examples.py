"""Plugins as their users meet them: the examples of the docs, and broken ones, installed by pip."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from tests.folio import Folio

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
STORY = "date: 2026-09\nwhat: I moved the pager rota.\nwhy: Nobody slept.\naudience: public"


class Place:
    """An environment that sees what is installed here, and packages of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        venv.create(folder, with_pip=False)
        self.python = folder / "bin" / "python"
        self.packages = next((folder / "lib").glob("python*/site-packages"))
        here = sysconfig.get_path("purelib")
        (self.packages / "here.pth").write_text(f"import site; site.addsitedir({here!r})\n")

    def install(self, *sources: Path) -> None:
        """Install packages as their users would."""
        pip = [sys.executable, "-m", "pip", "--python", str(self.python), "install", "--quiet"]
        alone = ["--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check"]
        subprocess.run([*pip, *alone, *map(str, sources)], check=True, capture_output=True)

    def run(self, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
        """One command of whyfolio."""
        return subprocess.run(
            [self.python, "-m", "whyfolio", "--today", "2026-11-21", *words],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    found = Place(tmp_path_factory.mktemp("plugins"))
    names = ("at-a-glance", "story-table", "ticket-keys", "todotxt")
    found.install(*(EXAMPLES / f"whyfolio-{name}" for name in names))
    return found


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    made = Folio.at(tmp_path)
    made.entry("stories/rota", STORY)
    made.entry("stories/hidden", "date: 2026-08\nwhat: I told the regulator.\nwhy: It was owed.")
    return made


def test_an_output_adds_a_page_and_a_file_and_knows_only_what_each_audience_may_read(
    place: Place, folio: Folio
) -> None:
    done = place.run(folio.root, "build", "--audience", "public", "--audience", "private")
    assert (done.returncode, done.stderr) == (0, "")
    public, private = (folio.root / "site" / name for name in ("public", "private"))
    rows = json.loads((public / "at-a-glance.json").read_text())
    address = "/stories/rota/"
    assert rows == [{"when": "2026-09", "title": "Rota", "address": address, "figures": 0}]
    assert len(json.loads((private / "at-a-glance.json").read_text())) == 2
    page = (public / "at-a-glance" / "index.html").read_text()
    assert '<a href="../stories/rota/">Rota</a>' in page
    assert "/at-a-glance/" in (public / "sitemap.xml").read_text()


def test_the_preview_shows_the_page_of_an_output_too(place: Place, folio: Folio) -> None:
    program = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from whyfolio.preview.state import Site\n"
        "site = Site(Path('.'), lambda: date(2026, 11, 21))\n"
        "print(site.read('public', 'at-a-glance/index.html').decode())"
    )
    done = subprocess.run(
        [place.python, "-c", program], cwd=folio.root, capture_output=True, text=True, check=True
    )
    assert ">At a glance</h1>" in done.stdout


def test_an_importer_brings_lines_into_the_log(place: Place, folio: Folio) -> None:
    todo = folio.root / "todo.txt"
    todo.write_text("x 2026-09-14 2026-09-10 (A) Move the pager rota +oncall\n(B) Write it up\n")
    told = place.run(folio.root, "import", "--help").stdout
    assert "todotxt      from whyfolio-todotxt" in told
    done = place.run(folio.root, "import", "todotxt", "todo.txt", "--project", "oncall")
    assert (done.returncode, done.stderr) == (0, "")
    log = (folio.root / "content" / "log.md").read_text()
    assert "- 2026-09-14 Move the pager rota +oncall\n" in log


def test_an_exporter_writes_what_an_audience_may_read(place: Place, folio: Folio) -> None:
    done = place.run(folio.root, "export", "story-table")
    assert (done.returncode, done.stderr) == (0, "")
    row = "2026-09,Rota,I moved the pager rota.,Nobody slept.\r\n"
    assert done.stdout == f"date,title,what,why\n{row}".replace("\r\n", "\n")
    assert "outline, story-table" in place.run(folio.root, "export", "--help").stdout


def test_an_exporter_of_documents_is_a_format_of_a_packet(place: Place, folio: Folio) -> None:
    folio.entry("packets/staff", "level: staff\nladder: five-areas\nthesis: I keep things calm.")
    done = place.run(folio.root, "packet", "--format", "outline")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("staff.outline.txt: ")
    assert "Kim Vale" in (folio.root / "staff.outline.txt").read_text().splitlines()[0]
    wrong = place.run(folio.root, "packet", "--format", "story-table")
    assert wrong.returncode == 2
    assert "is no format for documents" in wrong.stderr


def test_a_rule_asks_beside_the_others_and_can_be_silenced(place: Place, folio: Folio) -> None:
    folio.entry("stories/keys", STORY.replace("rota.", "rota (OPS-4127)."))
    done = place.run(folio.root, "check", "--all")
    asked = 'nudge[NKEY1]: what was "OPS-4127" about, for somebody who cannot open it?'
    assert f"content/stories/keys.md:3:7: {asked}" in done.stderr
    settings = (folio.root / "whyfolio.toml").read_text()
    folio.write("whyfolio.toml", f'{settings}\n[check]\nignore = ["NKEY1"]\n')
    assert "NKEY1" not in place.run(folio.root, "check", "--all").stderr
