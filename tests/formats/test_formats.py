"""Portfolios of every form that whyfolio's files ever had: each is read, and no address moves.

Each folder is a portfolio as authors had it when its form was the present one. It is never changed
once a newer form is out. `addresses.txt` in it lists what each audience's site holds.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from tests.folio import TODAY, Folio

from whyfolio.config import GROUPS, SCHEMA, load_config
from whyfolio.model.audience import Audience
from whyfolio.model.fields import Many, Record, fields_of
from whyfolio.model.kinds import KINDS
from whyfolio.model.profile import Profile
from whyfolio.opened import open_portfolio
from whyfolio.scaffold.migrating import carry_out, migration

HERE = Path(__file__).parent
FORMS = sorted(int(folder.name) for folder in HERE.iterdir() if folder.name.isdigit())


@pytest.fixture(params=FORMS, ids=lambda form: f"form {form}")
def folio(request: pytest.FixtureRequest, tmp_path: Path) -> Folio:
    """A portfolio of an older form, brought to the present one."""
    root = tmp_path / "folio"
    shutil.copytree(HERE / str(request.param), root)
    carry_out(migration(root))
    return Folio(root)


def addresses_of(folio: Folio) -> str:
    """All files of each audience's site; the digest of the style sheet may change."""
    lines = []
    for audience in Audience:
        lines.append(f"# {audience}")
        paths = sorted(folio.pages(audience))
        lines += [path for path in paths if not path.startswith("assets/")]
    return "\n".join([*lines, ""])


def test_there_is_a_sample_of_every_form() -> None:
    assert list(range(1, SCHEMA + 1)) == FORMS


def test_an_older_portfolio_is_read_without_a_fault(folio: Folio) -> None:
    found = open_portfolio(folio.root, TODAY).diagnostics
    assert [one for one in found if one.code[0] in "EW"] == []


def test_every_address_of_an_older_portfolio_stays(
    folio: Folio, request: pytest.FixtureRequest
) -> None:
    form = request.node.callspec.params["folio"]
    path = HERE / str(form) / "addresses.txt"
    now = addresses_of(folio)
    if request.config.getoption("--update-golden") and form == SCHEMA:
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")


def test_an_older_portfolio_is_built_and_the_guard_finds_nothing(folio: Folio) -> None:
    built = folio.build(*Audience)
    assert [one.audience for one in built.built] == list(Audience)
    assert [one for one in built.diagnostics if one.is_error] == []


def used_in(folio: Folio) -> dict[str, set[str]]:
    """Record → the fields that the sample uses of it."""
    found: dict[str, set[str]] = defaultdict(set)

    def look(value: object, shape: type) -> None:
        for name, field in fields_of(shape).items():
            said = getattr(value, field.attribute)
            if said == field.absent:
                continue
            found[shape.__name__].add(name)
            of = field.type.of if isinstance(field.type, Many) else field.type
            for one in said if isinstance(said, tuple) else (said,):
                if isinstance(of, Record) and isinstance(one, of.shape):
                    look(one, of.shape)

    portfolio = open_portfolio(folio.root, TODAY).portfolio
    for entry in (*portfolio.entries, portfolio.profile):
        look(entry, type(entry))
    return found


def shapes() -> dict[str, type]:
    """Every kind, and every record in one."""
    found: dict[str, type] = {}

    def look(shape: type) -> None:
        if shape.__name__ not in found:
            found[shape.__name__] = shape
            for field in fields_of(shape).values():
                of = field.type.of if isinstance(field.type, Many) else field.type
                if isinstance(of, Record):
                    look(of.shape)

    for shape in (*KINDS.values(), Profile):
        look(shape)
    return found


def test_the_sample_of_the_present_form_uses_every_field_of_every_kind() -> None:
    used = used_in(Folio(HERE / str(SCHEMA)))
    anywhere = {"draft"}  # a draft is in no site, so one entry of the sample is one
    missing = {
        name: sorted(set(fields_of(shape)) - used[name] - anywhere)
        for name, shape in shapes().items()
    }
    assert {name: fields for name, fields in missing.items() if fields} == {}
    assert "draft" in used["Story"]


def test_the_sample_of_the_present_form_sets_every_group_of_the_settings() -> None:
    config, faults = load_config(HERE / str(SCHEMA))
    assert faults == ()
    bare = load_config(HERE)[0]
    assert [name for name in GROUPS if getattr(config, name) == getattr(bare, name)] == []
    assert config.cycles
