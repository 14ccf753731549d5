"""The settings, their faults, and which portfolio is meant."""

from __future__ import annotations

import dataclasses
import pickle
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyfolio import locate
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
from whyfolio.errors import UsageError
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


def faults(text: str) -> list[str]:
    """Each fault as `line:column+length CODE message | hint`."""
    return [
        f"{at.place.line}:{at.place.column}+{at.place.length} {at.code} {at.message} | {at.hint}"
        for at in read_config(text)[1]
    ]


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


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[sites]\nx = 1\n", '1:2+5 E601 unknown setting "sites" | did you mean "site"?'),
        (
            '[site]\ntitle = "x"\n  them = "plain"\n',
            '3:3+4 E601 unknown setting "them" in [site] | did you mean "theme"?',
        ),
        ('theme = "x"\n', '1:1+5 E601 unknown setting "theme" | it belongs in [site]'),
        (
            'site = { labels = { "storys" = "Work" } }\n',
            '1:21+8 E601 unknown setting "storys" in [site.labels] | did you mean "stories"?',
        ),
        (
            '[[cycle]]\nid = "2026-H1"\n[[cycle]]\nid = "2026-H2"\nfrom = "x"\n',
            '5:1+4 E601 unknown setting "from" in [cycle] | did you mean "form"?',
        ),
        (
            "check.ignored = []\n",
            '1:7+7 E601 unknown setting "ignored" in [check] | did you mean "ignore"?',
        ),
        (
            "[site]\ntitle = 3\n",
            '2:9+1 E602 "title" is a number, not a text | write it in quotes: "3"',
        ),
        ('site = "x"\n', "1:8+3 E602 [site] is a text, not a table | "),
        (
            '[cycle]\nid = "2026-H1"\n',
            '1:2+5 E602 "cycle" is not a list of tables | write `[[cycle]]` with two brackets',
        ),
        (
            '[sprint]\nweeks = "six"\n',
            '2:9+5 E602 "weeks" is a text, not a number | ',
        ),
        ("[sprint]\nstart = true\n", '2:9+4 E602 "start" is yes or no, not a date | '),
        (
            '[check]\nthresholds = { N301 = "x" }\n',
            '2:23+3 E602 "check.thresholds.N301" is a text, not a number | ',
        ),
        (
            '[build]\naudiences = [\n  "public",\n  "reviews", # all\n]\n',
            '4:3+9 E603 "reviews" is not a value of "audiences" | did you mean "review"?',
        ),
        ("[build]\naudiences = []\n", '2:13+2 E603 "audiences" names no audience | '),
        (
            "[sprint]\nweeks = 99\n",
            '2:9+2 E603 "weeks" is 99, not a number from 1 to 52 | ',
        ),
        (
            '[sprint]\nstart = "soon"\n',
            (
                '2:9+6 E603 "soon" is not a day, month, quarter, half, year or range'
                " | write it as in 2026-03-31"
            ),
        ),
        (
            '[site]\nurl = "mira.example.com"\n',
            (
                '2:7+18 E603 "mira.example.com" is not a web address'
                ' | write it whole, as in "https://example.org/"'
            ),
        ),
        (
            '[[cycle]]\nid = "2026-H1"\n\n[[cycle]]\ntitle = "x"\n',
            '4:3+5 E604 "id" is missing in [cycle] | write `id`',
        ),
        (
            '[guard]\nallow = [{ text = "a" }]\n',
            '2:1+5 E604 "reason" is missing in [guard.allow] | write `reason`',
        ),
        (
            '[[cycle]]\nid = ""\nstart = 2026-01-01\nend = 2026-02-01\n',
            '2:1+2 E604 "id" is empty in [cycle] | write `id`',
        ),
        (
            '[[cycle]]\nid = "spring"\n',
            (
                '2:6+8 E605 the cycle "spring" has no start and end, and its id is no period'
                " | write `start` and `end`, as in 2026-01-01"
            ),
        ),
        (
            '[[cycle]]\nid = "spring"\nstart = 2026-01-01\n',
            (
                '2:6+8 E605 the cycle "spring" has only one of start and end'
                " | write `start` and `end`, as in 2026-01-01"
            ),
        ),
        (
            '[[cycle]]\nid = "spring"\nstart = 2026-02-01\nend = 2026-01-01\n',
            (
                '2:6+8 E605 the cycle "spring" is a range that ends before it begins'
                " | write `start` and `end`, as in 2026-01-01"
            ),
        ),
        (
            '[[cycle]]\nid = "2026-H2"\n[[cycle]]\nid = "2026-h2"\n',
            '4:6+9 E606 two cycles are called "2026-h2" | rename one of them',
        ),
        (
            "schema = 2\n",
            ('1:10+1 E608 "2" is not a schema that this version reads | install a newer whyfolio'),
        ),
        (
            'schema = "1"\n',
            ('1:10+3 E608 "1" is not a schema that this version reads | write `schema = 1`'),
        ),
    ],
)
def test_a_fault_stands_at_its_line_and_column(text, fault):
    assert faults(text) == [fault]


def test_a_text_that_is_not_toml_is_told_once_where_it_breaks():
    found = read_config('schema = 1\n[site]\ntitle = Mira\nx = "\n')[1]
    assert [(at.code, at.place.line, at.place.column) for at in found] == [("E607", 3, 9)]
    assert found[0].message == "is not valid TOML: invalid value"
    assert found[0].hint == 'write `name = "value"` lines'


def test_a_text_that_ends_too_early_is_told_at_its_end():
    found = read_config('[build]\naudiences = ["public",\n')[1]
    assert [(at.code, at.place.line, at.place.column) for at in found] == [("E607", 2, 23)]


def test_all_faults_are_told_in_one_run_and_the_good_settings_count():
    config, found = read_config(
        'titel = 1\n[site]\ntitle = 3\nurl = "https://x.example"\n[build]\naudiences = ["all"]\n'
    )
    assert [at.code for at in found] == ["E601", "E602", "E603"]
    assert config == Config(site=Site(url="https://x.example"))


def test_settings_from_windows_are_read_and_placed_alike(tmp_path):
    (tmp_path / "whyfolio.toml").write_bytes(b'\xef\xbb\xbfschema = 1\r\n[site]\r\ntheem = "x"\r\n')
    found = load_config(tmp_path)[1]
    assert [(at.place.line, at.place.column, at.hint) for at in found] == [
        (3, 1, 'did you mean "theme"?')
    ]


def test_settings_that_are_not_utf8_are_told_at_their_line(tmp_path):
    (tmp_path / "whyfolio.toml").write_bytes(b'schema = 1\n[site]\ntitle = "M\xfcller"\n')
    config, found = load_config(tmp_path)
    assert config == Config()
    assert [(at.code, at.place.line, at.message) for at in found] == [
        ("E609", 3, "the settings are not UTF-8")
    ]


def test_a_folder_in_the_place_of_the_settings_is_a_fault(tmp_path):
    (tmp_path / "whyfolio.toml").mkdir()
    assert [at.code for at in load_config(tmp_path)[1]] == ["E609"]


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


@given(st.text(alphabet="a[]{}=.,\"'#\\\n \t1x-"))
def test_no_text_breaks_the_settings(text):
    _config, found = read_config(text)
    lines = text.split("\n")
    for at in found:
        assert 1 <= at.place.line <= len(lines)
        assert 1 <= at.place.column <= len(lines[at.place.line - 1]) + 1


@pytest.fixture
def no_home(monkeypatch, tmp_path):
    """Nothing recorded, nothing named; the record lies in a folder of the test."""
    monkeypatch.delenv("WHYFOLIO_HOME", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setattr(locate, "_record", lambda: tmp_path / "settings" / "home.txt")


def portfolio(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "whyfolio.toml").write_text("schema = 1\n", encoding="utf-8")
    return folder


def test_the_portfolio_is_looked_for_upwards(tmp_path):
    project = portfolio(tmp_path / "mine")
    inner = project / "content" / "stories"
    inner.mkdir(parents=True)
    assert locate.find_project(inner) == project
    assert locate.find_project(project) == project
    assert locate.find_project(tmp_path) is None


@pytest.mark.usefixtures("no_home")
def test_the_first_portfolio_is_the_default_and_stays_it(tmp_path):
    first, second = portfolio(tmp_path / "first"), portfolio(tmp_path / "second")
    assert locate.default_project() is None
    assert locate.record_default(first) is True
    assert locate.record_default(second) is False
    assert locate.default_project() == first


@pytest.mark.usefixtures("no_home")
def test_a_default_that_is_gone_gives_way_to_the_next(tmp_path):
    first, second = portfolio(tmp_path / "first"), portfolio(tmp_path / "second")
    locate.record_default(first)
    (first / "whyfolio.toml").unlink()
    assert locate.default_project() is None
    assert locate.record_default(second) is True
    assert locate.default_project() == second


@pytest.mark.usefixtures("no_home")
def test_the_variable_counts_before_the_record(tmp_path, monkeypatch):
    first, second = portfolio(tmp_path / "first"), portfolio(tmp_path / "second")
    locate.record_default(first)
    monkeypatch.setenv("WHYFOLIO_HOME", str(second))
    assert locate.default_project() == second
    monkeypatch.setenv("WHYFOLIO_HOME", str(tmp_path))
    with pytest.raises(UsageError) as raised:
        locate.default_project()
    assert str(raised.value) == f"WHYFOLIO_HOME names {tmp_path}, which holds no whyfolio.toml"
