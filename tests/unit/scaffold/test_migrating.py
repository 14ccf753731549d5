"""How a portfolio comes from an older form of its files to the present one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.errors import Refused
from whyfolio.scaffold import migrating
from whyfolio.scaffold.migrating import Step, Texts, carry_out, migration


def renamed(old: str, new: str) -> Callable[[Texts], Texts]:
    """A change that renames a field in all notes."""

    def change(files: Texts) -> Texts:
        found = {}
        for name, text in files.items():
            if name.endswith(".md"):
                found[name] = re.sub(rf"^{old}:", f"{new}:", text, flags=re.MULTILINE)
        return found

    return change


STEPS = (
    Step(2, "`reason` is called `why`.", renamed("reason", "why")),
    Step(3, "`headline` is called `title`.", renamed("headline", "title")),
)
OLD = "date: 2026-09\nheadline: A queue\nwhat: I did it.\nreason: It helped."
NEW = "---\ndate: 2026-09\ntitle: A queue\nwhat: I did it.\nwhy: It helped.\n---\n"
SETTINGS = '# mine\nschema = 1 # as it came\n\n[site]\ntitle = "Test"\n'


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    made = Folio.at(tmp_path, SETTINGS)
    return made.entry("stories/queue", OLD).entry("stories/other", "date: 2026-09\nwhat: No.")


def everything(folio: Folio) -> dict[str, bytes]:
    paths = (path for path in folio.root.rglob("*") if path.is_file())
    return {path.relative_to(folio.root).as_posix(): path.read_bytes() for path in sorted(paths)}


def test_a_portfolio_of_the_present_form_needs_nothing(folio: Folio) -> None:
    plan = migration(folio.root)
    assert (plan.form, plan.steps, plan.changes) == (1, (), ())
    before = everything(folio)
    carry_out(plan)
    assert everything(folio) == before


def test_to_look_changes_nothing_and_names_the_files_and_their_lines(folio: Folio) -> None:
    before = everything(folio)
    plan = migration(folio.root, STEPS, 3)
    told = [(change.path, change.lines) for change in plan.changes]
    assert told == [("content/stories/queue.md", 2), ("whyfolio.toml", 1)]
    assert everything(folio) == before


def test_all_steps_are_done_in_their_order_and_what_was_there_is_kept(folio: Folio) -> None:
    before = everything(folio)
    carry_out(migration(folio.root, STEPS, 3))
    after = everything(folio)
    assert after["content/stories/queue.md"].decode() == NEW
    assert after["whyfolio.toml"].decode() == SETTINGS.replace("schema = 1", "schema = 3")
    assert after["content/stories/other.md"] == before["content/stories/other.md"]
    for name in ("content/stories/queue.md", "whyfolio.toml"):
        assert after[f".whyfolio/before-form-3/{name}"] == before[name]
    assert (folio.root / ".whyfolio").stat().st_mode & 0o777 == 0o700
    assert migration(folio.root, STEPS, 3).changes == ()


def test_a_portfolio_between_two_forms_does_the_rest_only(folio: Folio) -> None:
    carry_out(migration(folio.root, STEPS, 2))
    plan = migration(folio.root, STEPS, 3)
    assert ([step.to for step in plan.steps], plan.form) == ([3], 2)


@pytest.mark.parametrize("written", range(2))
def test_what_was_stopped_half_way_is_finished_by_the_next_run(
    written: int, folio: Folio, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(folio)
    done: list[Path] = []

    def stopping(path: Path, content: bytes) -> None:
        if len(done) == written:
            raise KeyboardInterrupt
        done.append(path)
        path.write_bytes(content)

    with monkeypatch.context() as patch:
        patch.setattr(migrating, "overwrite", stopping)
        with pytest.raises(KeyboardInterrupt):
            carry_out(migration(folio.root, STEPS, 3))
    carry_out(migration(folio.root, STEPS, 3))
    after = everything(folio)
    assert after["content/stories/queue.md"].decode() == NEW
    kept = after[".whyfolio/before-form-3/content/stories/queue.md"]
    assert kept == before["content/stories/queue.md"]


def test_settings_that_say_no_form_are_of_the_first(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, '[site]\ntitle = "Test"\n')
    carry_out(migration(folio.root, STEPS, 3))
    text = (folio.root / "whyfolio.toml").read_text(encoding="utf-8")
    assert text == 'schema = 3\n\n[site]\ntitle = "Test"\n'


@pytest.mark.parametrize(
    ("settings", "code", "hint"),
    [
        ("schema = 4\n", "E608", "install a newer whyfolio"),
        ("schema = 0\n", "E608", "write `schema = 3`"),
        ('schema = "3"\n', "E608", "write `schema = 3`"),
        ("schema = true\n", "E608", "write `schema = 3`"),
        ("schema =\n", "E607", 'write `name = "value"` lines'),
    ],
)
def test_a_form_that_nobody_knows_is_refused(
    settings: str, code: str, hint: str, tmp_path: Path
) -> None:
    folio = Folio.at(tmp_path, settings)
    with pytest.raises(Refused) as refusal:
        migration(folio.root, STEPS, 3)
    found = refusal.value.diagnostic
    assert (found.code, found.hint, found.place.file) == (code, hint, "whyfolio.toml")


def test_a_note_that_is_no_text_stops_it_before_anything_is_written(folio: Folio) -> None:
    folio.write(
        "content/stories/latin.md", "---\ndate: 2026\nwhat: caf\xe9\n---\n".encode("latin-1")
    )
    with pytest.raises(Refused) as refusal:
        migration(folio.root, STEPS, 3)
    assert refusal.value.diagnostic.code == "E105"
    assert not (folio.root / ".whyfolio").exists()
