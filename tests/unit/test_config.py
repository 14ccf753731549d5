"""The settings, their faults, and which portfolio is meant."""

from __future__ import annotations

import dataclasses
import pickle
import tomllib
from datetime import date
from pathlib import Path

import pytest

from whyfolio.config import (
    GROUPS,
    Allowed,
    Build,
    Career,
    Check,
    Config,
    Cycle,
    Guard,
    Markdown,
    Publish,
    Site,
    Sprint,
    load_config,
    read_config,
    settings_of,
)
from whyfolio.config.places import Scan
from whyfolio.dates import parse_when
from whyfolio.model.audience import Audience

PROJECT = Path(__file__).parents[2]

FULL = """\
schema = 1

[site]
title = "Mira Holt"
url = "https://mira.example.com"
language = "de-CH"
theme = "plain"
labels = { stories = "Work" }

[site.theme_options]
accent = "teal"
wide = true
columns = 2

[career]
ladder = "harbor"
level = "senior"
next_level = "staff"

[build]
audiences = ["review", "public", "review"]
output = "out"
file_links = ["public"]

[[cycle]]
id = "spring"
title = "Spring review"
start = 2026-01-01
end = "2026-05"
due = 2026-06-10
form = "three-boxes"

[[cycle]]
id = "2026-H2"

[check]
ignore = ["N201"]
private_hosts = ["wiki.harbor.example"]
thresholds = { N301 = 45 }

[sprint]
start = 2026-09-07
weeks = 6

[markdown]
raw_html = "trust"

[[guard.allow]]
text = "Lena Brandt"
reason = "she agreed"

[publish]
to = "git@code.example:x/y.git"
branch = "pages"
cname = "mira.example.com"
"""


def test_every_setting_is_read():
    config, found = read_config(FULL)
    assert found == ()
    assert config == Config(
        site=Site(
            title="Mira Holt",
            url="https://mira.example.com",
            language="de-CH",
            theme="plain",
            labels=(("stories", "Work"),),
            theme_options=(("accent", "teal"), ("wide", True), ("columns", 2)),
        ),
        career=Career("harbor", "senior", "staff"),
        build=Build((Audience.REVIEW, Audience.PUBLIC), "out", (Audience.PUBLIC,)),
        cycles=(
            Cycle(
                "spring",
                "Spring review",
                parse_when("2026-01-01/2026-05"),
                date(2026, 6, 10),
                "three-boxes",
            ),
            Cycle("2026-H2", "2026-H2", parse_when("2026-H2")),
        ),
        check=Check(("N201",), ("wiki.harbor.example",), (("N301", 45),)),
        sprint=Sprint(date(2026, 9, 7), 6),
        markdown=Markdown("trust"),
        guard=Guard((Allowed("Lena Brandt", "she agreed"),)),
        publish=Publish("git@code.example:x/y.git", "pages", "mira.example.com"),
    )


def test_a_portfolio_without_settings_has_every_default(tmp_path):
    assert load_config(tmp_path) == (Config(), ())
    defaults = Config()
    assert defaults.build.audiences == (Audience.PUBLIC, Audience.REVIEW)
    assert defaults.build.file_links == (Audience.REVIEW, Audience.PRIVATE)
    assert (defaults.career.ladder, defaults.site.theme) == ("five-areas", "margin")
    assert (defaults.build.output, defaults.markdown.raw_html) == ("site", "sanitize")


def test_the_settings_of_the_example_have_no_fault():
    config, found = load_config(PROJECT)
    assert found == ()
    assert config.career.next_level == "staff"


def test_settings_are_one_frozen_value():
    config, _found = read_config(FULL)
    assert hash(config) == hash(read_config(FULL)[0])
    assert pickle.loads(pickle.dumps(config)) == config  # noqa: S301 - our own bytes
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.site = Site()


@pytest.mark.parametrize("called", ["spring", "SPRING", "2026-H2", "2026-h2"])
def test_a_cycle_is_found_by_its_id_whatever_the_case(called):
    config, _found = read_config(FULL)
    cycle = config.cycle(called)
    assert cycle in config.cycles
    assert cycle.slug == called.lower()


def test_the_id_of_a_cycle_with_spaces_is_found_by_its_address():
    config, found = read_config('[[cycle]]\nid = "Spring 26"\nstart = "2026-01"\nend = "2026-05"\n')
    assert found == ()
    assert config.cycle("spring-26") == config.cycles[0]


@pytest.mark.parametrize(
    ("called", "period"),
    [("2025-H1", "2025-H1"), ("2025q3", "2025-Q3"), ("2025", "2025"), ("2025-03", "2025-03")],
)
def test_a_period_that_nobody_named_is_known(called, period):
    assert Config().cycle(called) == Cycle(period, period, parse_when(period))


def test_words_that_are_neither_a_cycle_nor_a_date_are_no_period():
    assert Config().cycle("autumn") is None


def test_labels_and_thresholds_are_asked_by_name():
    config, _found = read_config(FULL)
    assert (config.site.label("stories"), config.site.label("lessons")) == ("Work", "")
    assert (config.check.threshold("N301", 30), config.check.threshold("N302", 7)) == (45, 7)


def test_every_setting_has_a_sentence_and_a_default_of_its_own_type():
    for name, shape in GROUPS.items():
        for word, setting in settings_of(shape).items():
            assert setting.doc.endswith("."), f"{name}.{word}"


def test_every_place_of_a_text_is_found():
    text = (
        'a.b = 1 # c = 2\n\'q q\' = """x\n[no]\n"""\n[t.u]\nlist = [[1, 2], '
        "{ k = \"]\" }]\n[[t.rows]]\nk = 1\n[[t.rows]]\n[t.rows.sub]\nk = '''y'''\n"
    )
    tomllib.loads(text)
    scan = Scan(text).run()
    assert {path: scan.key(path)[:2] for path in scan.keys} == {
        ("a",): (1, 1),
        ("a", "b"): (1, 3),
        ("q q",): (2, 1),
        ("t",): (5, 2),
        ("t", "u"): (5, 4),
        ("t", "u", "list"): (6, 1),
        ("t", "u", "list", 1, "k"): (6, 19),
        ("t", "rows"): (7, 5),
        ("t", "rows", 0): (7, 5),
        ("t", "rows", 0, "k"): (8, 1),
        ("t", "rows", 1): (9, 5),
        ("t", "rows", 1, "sub"): (10, 9),
        ("t", "rows", 1, "sub", "k"): (11, 1),
    }
    assert scan.value(("t", "u", "list", 0, 1)) == (6, 13, 1)
    assert scan.value(("t", "rows", 1, "sub", "k")) == (11, 5, 7)
