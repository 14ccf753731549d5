"""The whole view as JSON: all that its audience may read, nothing else, in a form that stays."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.e2e.test_canary import missing_and_leaked, populated, words_in
from tests.folio import Folio

from whyfolio.build import open_portfolio
from whyfolio.exporters import portfolio_schema
from whyfolio.exporters.portfolio import export, parts
from whyfolio.guard import inspect
from whyfolio.guard.reach import profile_reach
from whyfolio.model.artifact import Artifact
from whyfolio.model.audience import Audience
from whyfolio.model.fields import fields_of
from whyfolio.model.profile import Profile

PROJECT = Path(__file__).parents[3]
REFERENCE = PROJECT / "docs" / "reference"
TODAY = date(2026, 11, 21)


@cache
def strict() -> Draft202012Validator:
    """The schema with every object closed, so that a member it does not name is an error."""

    def closed(schema: Any) -> Any:
        if isinstance(schema, list):
            return [closed(part) for part in schema]
        if not isinstance(schema, dict):
            return schema
        made = {name: closed(part) for name, part in schema.items()}
        if made.get("type") == "object" and "properties" in made:
            made.setdefault("additionalProperties", False)
        return made

    Draft202012Validator.check_schema(portfolio_schema.schema())
    return Draft202012Validator(closed(portfolio_schema.schema()))


def valid(content: bytes) -> Any:
    value = json.loads(content)
    found = [
        f"{list(error.absolute_path)}: {error.message}" for error in strict().iter_errors(value)
    ]
    assert found == []
    return value


@pytest.mark.parametrize("audience", list(Audience))
def test_the_example_is_what_the_schema_says(audience: Audience) -> None:
    view = Folio(PROJECT, TODAY).view(audience)
    value = valid(export(view))
    assert value["audience"] == audience.value
    assert [entry["ref"] for entry in value["entries"]] == [entry.ref for entry in view.entries]
    assert bool(value["log"]) == (audience is Audience.PRIVATE)
    assert bool(value["cycles"]) == (audience is not Audience.PUBLIC)


@pytest.mark.parametrize("audience", list(Audience))
def test_each_word_is_there_for_whom_it_is_and_for_nobody_else(
    tmp_path: Path, audience: Audience
) -> None:
    folio, birds = populated(tmp_path)
    content = export(folio.view(audience))
    valid(content)
    assert missing_and_leaked(birds, audience, words_in({"portfolio.json": content})) == ([], [])


@pytest.mark.parametrize("audience", list(Audience))
def test_each_field_of_the_profile_is_there_for_whom_it_is(
    tmp_path: Path, audience: Audience
) -> None:
    folio = Folio.at(tmp_path)
    front = "name: Kim Vale\nvision: A shop.\nvalues: calm\nphone: 0142\nshow: {review: [vision]}"
    folio.write("content/profile.md", f"---\n{front}\n---\n<!-- not for anybody -->Hello.\n")
    told = valid(export(folio.view(audience)))["profile"]
    profile = open_portfolio(tmp_path, TODAY).portfolio.profile
    declared = fields_of(Profile)
    readable = {
        name
        for name in ("name", "vision", "values", "phone")
        if audience.sees(profile_reach(declared[name], profile))
    }
    assert set(told) == readable | {"body"}
    assert told["body"] == "<p>Hello.</p>"


def test_keys_are_sorted_dates_are_days_and_the_same_view_gives_the_same_bytes(
    tmp_path: Path,
) -> None:
    folio = Folio.at(tmp_path)
    front = "date: 2026-H1\naudience: public\nwhat: I did it.\nimpact:\n  - measure: pages\n"
    impact = "    before: 6\n    after: 3\n    audience: public\n"
    folio.entry("stories/queue", front + impact, "See [the why](../decisions/why.md).\n")
    folio.entry("decisions/why", "date: 2026-01-31\ntitle: Why\nconfidence: 0\naudience: public")
    content = export(folio.view())
    assert export(folio.view()) == content
    value = valid(content)
    sorted_text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    assert content.decode() == f"{sorted_text}\n"
    story, decision = value["entries"]
    assert story == {
        "kind": "story",
        "ref": "stories/queue",
        "address": "/stories/queue/",
        "slug": "queue",
        "title": "Queue",
        "what": "I did it.",
        "date": {"written": "2026-H1", "first": "2026-01-01", "last": "2026-06-30"},
        "impact": [{"measure": "pages", "before": "6", "after": "3", "change": "−50 %"}],
        "body": '<p>See <a href="/decisions/why/">the why</a>.</p>',
    }
    assert decision["confidence"] == 0
    assert "backlinks" not in decision


def test_a_link_to_a_hidden_entry_keeps_its_words_alone(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    folio.entry("decisions/bank-exit", "date: 2026-01\ntitle: Leave the bank")
    front = "date: 2026-02\naudience: public\nwhat: I did it.\nrelated: [decisions/bank-exit]"
    folio.entry("stories/queue", front, "It [began there](../decisions/bank-exit.md).\n")
    content = export(folio.view())
    assert b"bank-exit" not in content
    assert valid(content)["entries"][0]["body"] == "<p>It began there.</p>"
    told = valid(export(folio.view(Audience.PRIVATE)))
    assert told["entries"][0]["related"] == ["decisions/bank-exit"]
    assert told["entries"][1]["backlinks"] == ["stories/queue"]


def test_a_hidden_figure_leaves_what_its_author_says_instead(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    impact = "impact: {measure: fees, before: 1200, after: 600, else: %s, audience: review}"
    folio.entry("stories/a", "date: 2026-02\naudience: public\n" + impact % "percent")
    folio.entry("stories/b", "date: 2026-01\naudience: public\n" + impact % "half of it")
    content = export(folio.view())
    told = [entry["impact"] for entry in valid(content)["entries"]]
    assert told == [[{"measure": "fees", "change": "−50 %"}], [{"instead": "half of it"}]]
    assert b"1200" not in content


def test_the_guard_reads_each_entry_as_a_page_of_its_own(tmp_path: Path) -> None:
    """A short word tells something only beside its entry, so there it is looked for."""
    folio = Folio.at(tmp_path)
    folio.entry("stories/queue", "date: 2026-02\naudience: public\nwhat: I did it.\ncost: Evenings")
    opened = open_portfolio(tmp_path, TODAY)
    view = folio.view()

    def hits(files: list[Artifact]) -> list[str]:
        found = inspect(opened.written, files, Audience.PUBLIC, opened.config, TODAY)
        return [hit.code for hit in found.diagnostics]

    made = [Artifact("portfolio.json", export(view)), *parts(view)]
    assert hits(made) == []
    leaked = [Artifact(a.path, a.content.replace(b"I did it", b"Evenings")) for a in made]
    assert hits(leaked) == ["E901"]


def test_a_draft_is_the_authors_alone(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    folio.entry("stories/rough", "date: 2026-02\naudience: public\ndraft: yes\nwhat: Rough.")
    assert valid(export(folio.view(Audience.REVIEW)))["entries"] == []
    [entry] = valid(export(folio.view(Audience.PRIVATE, drafts=True)))["entries"]
    assert (entry["draft"], entry["unfinished"]) == (True, True)


def test_the_schema_is_the_one_in_the_reference() -> None:
    """Members are added within a version; one that goes or changes needs another version."""
    written = (REFERENCE / "portfolio.schema.json").read_bytes()
    assert written == portfolio_schema.written(), "run `.venv/bin/python tools/reference.py`"


def test_everything_in_the_schema_says_what_it_is() -> None:
    schema = portfolio_schema.schema()
    for name, kind in schema["$defs"].items():
        assert kind["description"], name
        silent = [word for word, one in kind["properties"].items() if not _described(one)]
        assert silent == [], name


def _described(member: dict[str, Any]) -> bool:
    return bool(member.get("description"))
