"""A theme of another package: the example of the docs, installed by pip, and broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.folio import SETTINGS, Folio
from tests.plugins.test_examples import EXAMPLES, STORY, Place

PROJECT = """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "whyfolio-{name}"
version = "1.0"
[project.entry-points."whyfolio.themes"]
{name} = "{value}"
[tool.hatch.build.targets.wheel]
packages = ["{package}"]
"""
CROOKED = "{% extends 'base.html' %}\n{% block main %}{{ it.nam }}{% endblock %}\n"
MARGIN = 'name = "{name}"\nextends = "margin"\n'


def package(folder: Path, name: str, files: dict[str, str], value: str = "") -> Path:
    """The source of a package that names a theme."""
    inside = f"whyfolio_{name}"
    made = {"pyproject.toml": PROJECT.format(name=name, value=value or inside, package=inside)}
    for path, text in (made | {f"{inside}/{path}": text for path, text in files.items()}).items():
        target = folder / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return folder / name


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    sources = tmp_path_factory.mktemp("sources")
    found = Place(tmp_path_factory.mktemp("themes"))
    runs = "raise SystemExit('the code of a theme ran')\n"
    found.install(
        EXAMPLES / "whyfolio-broadsheet",
        package(sources, "hollow", {"__init__.py": ""}),
        package(sources, "elsewhere", {"__init__.py": ""}, "no_such_package"),
        package(
            sources,
            "nested",
            {"__init__.py": runs, "themes/late/theme.toml": MARGIN.format(name="nested")},
            "whyfolio_nested.themes.late",
        ),
        package(
            sources,
            "crooked",
            {
                "__init__.py": "",
                "theme.toml": MARGIN.format(name="crooked"),
                "templates/pages/home.html": CROOKED,
            },
        ),
        package(sources, "plain", {"__init__.py": "", "theme.toml": 'name = "plain"\n'}),
    )
    return found


def folio(root: Path, theme: str, more: str = "") -> Folio:
    made = Folio.at(root, f'{SETTINGS}theme = "{theme}"\n{more}')
    return made.entry("stories/rota", STORY)


def home(made: Folio) -> str:
    return (made.root / "site/public/index.html").read_text(encoding="utf-8")


def test_the_example_draws_the_site(place: Place, tmp_path: Path) -> None:
    made = folio(tmp_path, "broadsheet", '[site.theme_options]\nedition = "evening"\n')
    done = place.run(made.root, "build", "--audience", "public")
    assert (done.returncode, done.stderr) == (0, "")
    assert '<header class="front evening">' in home(made)
    assert "All the work that is fit to print" in home(made)
    styles = next((made.root / "site/public/assets").glob("broadsheet.*.css")).read_text()
    assert ".front.evening" in styles


def test_the_example_speaks_the_language_of_the_site(place: Place, tmp_path: Path) -> None:
    made = folio(tmp_path, "broadsheet", 'language = "de"\n')
    assert place.run(made.root, "build", "--audience", "public").returncode == 0
    assert "Alle Arbeit, die den Druck lohnt" in home(made)


def test_the_check_of_themes_finds_nothing_in_the_example(place: Place, tmp_path: Path) -> None:
    done = place.run(folio(tmp_path, "broadsheet").root, "theme", "check")
    assert done.returncode == 0, done.stderr
    assert "broadsheet (extends margin): 1 template, 1 style sheet of your own." in done.stdout
    assert "edition" in done.stdout


def test_a_fault_in_a_theme_of_a_package_is_named_from_its_package_on(
    place: Place, tmp_path: Path
) -> None:
    done = place.run(folio(tmp_path, "crooked").root, "build", "--audience", "public")
    assert done.returncode == 1
    assert "whyfolio_crooked/templates/pages/home.html:2" in done.stderr
    assert "E803" in done.stderr
    assert str(place.packages) not in done.stderr


def test_a_theme_may_lie_in_a_folder_of_its_package_whose_code_never_runs(
    place: Place, tmp_path: Path
) -> None:
    done = place.run(folio(tmp_path, "nested").root, "build", "--audience", "public")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "value"), [("hollow", "whyfolio_hollow"), ("elsewhere", "no_such_package")]
)
def test_a_package_without_its_theme_is_named(
    place: Place, tmp_path: Path, name: str, value: str
) -> None:
    done = place.run(folio(tmp_path, name).root, "build", "--audience", "public")
    assert done.returncode == 1
    told = (
        f'whyfolio.toml:6:9: error[E801]: the theme "{name}" of the package whyfolio-{name} '
        f"cannot be used: {value} is no folder with a theme.toml"
    )
    assert told in done.stderr
    assert f"look for another release of whyfolio-{name}" in done.stderr


def test_the_name_of_a_built_in_theme_is_never_a_package_s(place: Place, tmp_path: Path) -> None:
    made = folio(tmp_path, "plain")
    assert place.run(made.root, "build", "--audience", "public").returncode == 0
    assert list((made.root / "site/public/assets").glob("plain.*.css"))
    assert "Rota" in home(made)


def test_a_name_that_is_nearly_a_package_s_is_told(place: Place, tmp_path: Path) -> None:
    done = place.run(folio(tmp_path, "broadshet").root, "build", "--audience", "public")
    assert 'did you mean "broadsheet"?' in done.stderr
