"""What is wrong with settings is told at its line and column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyfolio.config import Config, Site, load_config, read_config


def faults(text: str) -> list[str]:
    """Each fault as `line:column+length CODE message | hint`."""
    return [
        f"{at.place.line}:{at.place.column}+{at.place.length} {at.code} {at.message} | {at.hint}"
        for at in read_config(text)[1]
    ]


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


@given(st.text(alphabet="a[]{}=.,\"'#\\\n \t1x-"))
def test_no_text_breaks_the_settings(text):
    _config, found = read_config(text)
    lines = text.split("\n")
    for at in found:
        assert 1 <= at.place.line <= len(lines)
        assert 1 <= at.place.column <= len(lines[at.place.line - 1]) + 1
