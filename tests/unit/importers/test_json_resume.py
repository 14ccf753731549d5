"""A JSON résumé comes in as private entries, and goes out as it came."""

from __future__ import annotations

import json
import string
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.folio import TODAY, Folio

from whyfolio.content.loader import load
from whyfolio.exporters.json_resume import export
from whyfolio.importers.found import LeftOut
from whyfolio.importers.intake import Intake, take_in
from whyfolio.importers.json_resume import IMPORTER
from whyfolio.importers.registry import Request
from whyfolio.importers.writing import write
from whyfolio.model.audience import Audience
from whyfolio.model.json_resume import ACCOUNTS, BASICS, PLACE, SECTIONS, WORK, Section

LISTS = frozenset(["highlights", "courses", "keywords", "roles"])
DATES = frozenset(["startDate", "endDate", "date", "releaseDate"])


def brought(folio: Folio, text: str, told: list[str] | None = None) -> Intake:
    source = folio.root / "resume.json"
    source.write_text(text, encoding="utf-8")
    tell = (told if told is not None else []).append
    request = Request(source, "resume.json", lambda: b"", folio.root, TODAY, tell=tell)
    intake = take_in("json-resume", IMPORTER.read(request), load(folio.root), TODAY)
    write(folio.root, intake)
    return intake


def bare(root: Path) -> Folio:
    folio = Folio.at(root)
    (root / "content/profile.md").unlink()
    return folio


def going_out(folio: Folio) -> dict[str, Any]:
    resume = json.loads(export(folio.view(Audience.PRIVATE)) or b"{}")
    return {word: held for word, held in resume.items() if word not in {"$schema", "meta"}}


# But for braces and marks of comments, which mean something in a note.
words = (
    st.lists(
        st.text(string.ascii_letters + string.digits + "äßé€&'\"#:[]()<>*_`%,.-!?|@", min_size=1),
        min_size=1,
        max_size=5,
    )
    .map(" ".join)
    .filter(lambda text: "<!--" not in text)
)
# What begins after today is not shown to anyone yet.
dates = st.dates(date(1000, 1, 1), date(TODAY.year - 1, 12, 31))
exact = st.tuples(dates, st.sampled_from([4, 7, 10])).map(lambda cut: cut[0].isoformat()[: cut[1]])
addresses = st.from_regex(r"\Ahttps://[a-z]{1,9}\.example/[a-z0-9/]{0,9}\Z")


def value_of(word: str) -> st.SearchStrategy[Any]:
    if word in DATES:
        return exact
    if word in {"url", "image"}:
        return addresses
    if word == "email":
        return st.from_regex(r"\A[a-z]{1,9}@[a-z]{1,9}\.example\Z")
    several = st.lists(words, min_size=1, max_size=3, unique=True)  # said twice is said once
    return several if word in LISTS else words


def record(names: Mapping[str, str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={word: value_of(word) for word in names}).filter(bool)


basics = st.fixed_dictionaries(
    {},
    optional={
        **{word: value_of(word) for word in BASICS},
        PLACE.word: record(PLACE.words),
        ACCOUNTS.word: st.lists(record(ACCOUNTS.words), min_size=1, max_size=2),
    },
).filter(bool)


def records(section: Section) -> st.SearchStrategy[list[dict[str, Any]]]:
    one = record(section.words)
    if section is WORK:  # a job needs one of the two to be called something
        one = one.filter(lambda job: "name" in job or "position" in job)
    return st.lists(one, min_size=1, max_size=2)


resumes = st.fixed_dictionaries(
    {},
    optional={
        "basics": basics,
        **{section.word: records(section) for section in SECTIONS},
    },
)


def settled(resume: dict[str, Any]) -> dict[str, Any]:
    """Jobs in an order of their own: positions stand newest first."""
    jobs = [
        {word: held for word, held in job.items() if held != job.get("name") or word == "name"}
        for job in resume.get("work", [])
    ]
    found = {**resume, "work": sorted(jobs, key=lambda job: json.dumps(job, sort_keys=True))}
    return {word: held for word, held in found.items() if held}


@settings(max_examples=40, deadline=None)
@given(resumes)
def test_what_comes_in_goes_out_as_it_came(resume: dict[str, Any]) -> None:
    with TemporaryDirectory() as folder:
        folio = bare(Path(folder))
        intake = brought(folio, json.dumps(resume))
        assert intake.diagnostics == ()
        assert settled(going_out(folio)) == settled(resume)


RESUME = {
    "$schema": "https://example.com/schema.json",
    "basics": {"name": "Ines Moreau", "summary": "Ledgers.", "email": "ines@moreau.example"},
    "work": [
        {"name": "Quay", "position": "Clerk", "startDate": "2019-04"},
        {"name": "Quay", "startDate": "2018", "x_rank": 3},
    ],
    "interests": [{"name": "eels", "keywords": ["smoked"]}],
}


def test_jobs_are_private_and_a_second_import_brings_nothing(tmp_path: Path) -> None:
    folio = bare(tmp_path)
    told: list[str] = []
    first = brought(folio, json.dumps(RESUME), told)
    assert [file.ref for file in first.files] == ["positions/quay-clerk", "positions/quay"]
    assert told == ["Anyone may read these of your profile: name, summary."]
    assert folio.view(Audience.REVIEW).entries == ()
    assert folio.view().profile.email == ""
    again = brought(folio, json.dumps(RESUME))
    assert (again.files, again.fields, again.known) == ((), (), 6)


def test_a_field_that_the_profile_has_stays(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    brought(folio, json.dumps(RESUME))
    profile = folio.view(Audience.PRIVATE).profile
    assert (profile.name, profile.email) == ("Kim Vale", "ines@moreau.example")


def test_what_the_form_does_not_know_is_named_at_its_line(tmp_path: Path) -> None:
    intake = brought(bare(tmp_path), json.dumps({**RESUME, "pets": []}, indent=1))
    assert [(one.place.line, one.why) for one in intake.left_out] == [
        (17, 'is "work.x_rank", which JSON Resume does not know'),
        (28, 'is "pets", which JSON Resume does not know'),
    ]
    assert all(isinstance(one, LeftOut) for one in intake.left_out)


def test_the_words_of_older_resumes_are_known(tmp_path: Path) -> None:
    older = {
        "basics": {
            "name": "Ines",
            "website": "https://ines.example",
            "picture": "https://ines.example/i.jpg",
        },
        "work": [{"company": "Quay", "position": "Clerk", "website": "https://quay.example"}],
        "publications": [
            {"name": "Eels", "website": "https://new.example", "url": "https://own.example"}
        ],
    }
    folio = bare(tmp_path)
    intake = brought(folio, json.dumps(older))
    assert [one.why for one in intake.left_out] == [
        'is "publications.website", which JSON Resume does not know'
    ]
    assert going_out(folio) == {
        "basics": {
            "name": "Ines",
            "url": "https://ines.example",
            "image": "https://ines.example/i.jpg",
        },
        "work": [{"name": "Quay", "position": "Clerk", "url": "https://quay.example"}],
        "publications": [{"name": "Eels", "url": "https://own.example"}],
    }


def test_a_value_that_does_not_fit_is_named_and_the_rest_comes(tmp_path: Path) -> None:
    broken = {
        "basics": {"name": "Ines", "url": "www.ines.example", "phone": {"home": 1}},
        "education": [{"institution": "Hollins", "startDate": "soon"}, "none"],
        "skills": {"name": "sums"},
    }
    folio = bare(tmp_path)
    intake = brought(folio, json.dumps(broken, indent=1))
    told = [(found.code, found.place.line, found.message) for found in intake.diagnostics]
    date = "is not a day, month, quarter, half, year or range"
    odd = "is of another sort than JSON Resume says"
    assert told == [
        ("W738", 4, '"url" is left out: "www.ines.example" is no whole address'),
        ("W738", 5, f'"phone" {odd}'),
        ("W738", 12, f'"startDate" is left out: "soon" {date}'),
        ("W738", 14, f'"education" {odd}'),
        ("W738", 16, f'"skills" {odd}'),
    ]
    assert going_out(folio) == {
        "basics": {"name": "Ines"},
        "education": [{"institution": "Hollins"}],
    }


def test_what_is_no_resume_is_an_error_at_its_place_and_nothing_is_written(tmp_path: Path) -> None:
    folio = bare(tmp_path)
    deep = "[" * 100_000
    for text, line in (('{"basics": {\n "name": }', 2), ("[]", 1), (deep, 1), ("", 1)):
        intake = brought(folio, text)
        [found] = intake.diagnostics
        assert (found.code, found.place.file, found.place.line) == ("E738", "resume.json", line)
    assert not (tmp_path / "content/profile.md").exists()
