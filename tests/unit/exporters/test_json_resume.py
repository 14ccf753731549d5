"""The JSON résumé is valid, holds all that its schema knows, and nothing that is held back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft7Validator
from tests.folio import SETTINGS, Folio

from whyfolio.exporters.json_resume import export
from whyfolio.model.audience import Audience
from whyfolio.model.fields import fields_of
from whyfolio.model.json_resume import ACCOUNTS, BASICS, PLACE, SECTIONS

PROJECT = Path(__file__).parents[3]
SCHEMA = json.loads(
    (Path(__file__).parent / "json-resume-schema" / "schema.json").read_text(encoding="utf-8")
)
FORMATS = Draft7Validator.FORMAT_CHECKER
ALL = """
name: Kim Vale
label: Engineer
summary: Twelve years of ledgers.
url: https://kim.example/über/mich
photo: https://kim.example/kim.png
email: kim@vale.example
phone: "+44 20 7946 0142"
location: {address: Weesperzijde 12, postalCode: 1091 EC, city: Amsterdam, region: Noord-Holland, countryCode: NL}
profiles: {network: Code, username: kvale, url: https://code.example/kvale}
volunteer:
  - organization: Repair café
    position: Solderer
    url: https://repair.example
    startDate: 2019-Q2
    endDate: 2021
    summary: Saturdays, once a month.
    highlights: [Forty toasters]
education:
  - institution: Hollins Technical College
    area: Computer science
    studyType: BSc
    startDate: 2017
    endDate: 2021-07
    url: https://hollins.example
    score: "8.1"
    courses: [Queueing theory, Compilers]
awards: {title: The stapler, issuer: Harbor, date: 2024-12-06, summary: For a report., url: https://a.example}
certificates: {name: First aid, issuer: Canal Street, date: 2025-04, url: https://c.example, summary: Two days.}
publications: {name: The diary, issuer: Notes, date: 2026-04, url: https://p.example, summary: On call.}
skills: {name: Payments, level: daily, keywords: [ledgers, refunds]}
languages: {language: Dutch, fluency: native}
interests: [cello, {name: Canals, keywords: [locks, eels]}]
references: {name: Carla Rees, reference: She asked before she built.}
projects:
  - name: Tide table
    description: Tides on a card.
    highlights: [Used in three harbours]
    keywords: [Rust]
    startDate: 2018-03-02
    endDate: 2018-05-30
    url: https://tide.example
    roles: [Author]
    entity: The sailing club
    type: application
show: {public: [photo, email, phone, location, volunteer, education, awards, certificates, publications, skills, languages, interests, references, projects]}
"""  # noqa: E501 - one field a line
POSITION = """
title: Engineer
audience: public
organisation: Harbor
description: Sells by post
location: Rotterdam
url: https://harbor.example
start: 2021-08
end: 2026-03/2026-05
summary: The seam to the bank.
highlights: [No lost order since June]
level: senior
"""


def uri(text: object) -> bool:
    """An address as RFC 3986 has it: a scheme, something behind it, and no sign beyond ASCII."""
    parts = urlsplit(str(text))
    return str(text).isascii() and " " not in str(text) and bool(parts.scheme and parts[1:])


FORMATS.checks("uri")(uri)


def valid(content: bytes) -> Any:
    resume = json.loads(content)
    errors = Draft7Validator(SCHEMA, format_checker=FORMATS).iter_errors(resume)
    assert [f"{list(error.absolute_path)}: {error.message}" for error in errors] == []
    return resume


@pytest.fixture
def folio(tmp_path: Path) -> Folio:
    folio = Folio.at(tmp_path)
    folio.write("content/profile.md", f"---{ALL}---\n")
    return folio.entry("positions/harbor", POSITION)


def test_every_word_of_the_schema_has_a_place_here() -> None:
    def words(section: str) -> set[str]:
        return set(SCHEMA["properties"][section]["items"]["properties"])

    basics = SCHEMA["properties"]["basics"]["properties"]
    assert set(basics) == {*BASICS, PLACE.word, ACCOUNTS.word}
    assert set(basics["location"]["properties"]) == set(PLACE.words)
    assert set(basics["profiles"]["items"]["properties"]) == set(ACCOUNTS.words)
    known = {section.word for section in SECTIONS}
    assert set(SCHEMA["properties"]) == {*known, "basics", "$schema", "meta"}
    missing = {each.word: words(each.word) - set(each.words) for each in SECTIONS}
    assert not any(missing.values()), missing


def test_no_field_of_a_record_is_left_behind() -> None:
    for section in (PLACE, ACCOUNTS, *SECTIONS[1:]):
        left = set(fields_of(section.shape)) - set(section.words.values())
        assert left <= {"title", "name"}, section.word


def test_it_holds_all_that_the_author_wrote(folio: Folio) -> None:
    resume = valid(export(folio.view()))
    assert resume["basics"] == {
        "name": "Kim Vale",
        "label": "Engineer",
        "image": "https://kim.example/kim.png",
        "email": "kim@vale.example",
        "phone": "+44 20 7946 0142",
        "url": "https://kim.example/%C3%BCber/mich",
        "summary": "Twelve years of ledgers.",
        "location": {
            "address": "Weesperzijde 12",
            "postalCode": "1091 EC",
            "city": "Amsterdam",
            "region": "Noord-Holland",
            "countryCode": "NL",
        },
        "profiles": [{"network": "Code", "username": "kvale", "url": "https://code.example/kvale"}],
    }
    assert resume["work"] == [
        {
            "name": "Harbor",
            "position": "Engineer",
            "description": "Sells by post",
            "location": "Rotterdam",
            "url": "https://harbor.example",
            "startDate": "2021-08",
            "endDate": "2026-05",
            "summary": "The seam to the bank.",
            "highlights": ["No lost order since June"],
        }
    ]
    [volunteer] = resume["volunteer"]
    assert (volunteer["startDate"], volunteer["endDate"]) == ("2019-04", "2021")
    assert resume["education"][0]["courses"] == ["Queueing theory", "Compilers"]
    assert resume["awards"][0]["awarder"] == "Harbor"
    assert resume["awards"][0]["date"] == "2024-12-06"
    assert resume["certificates"][0]["issuer"] == "Canal Street"
    assert resume["publications"][0]["releaseDate"] == "2026-04"
    assert resume["interests"] == [
        {"name": "cello"},
        {"name": "Canals", "keywords": ["locks", "eels"]},
    ]
    assert resume["references"] == [
        {"name": "Carla Rees", "reference": "She asked before she built."}
    ]
    assert resume["projects"][0]["roles"] == ["Author"]
    assert resume["meta"] == {
        "version": "v1.0.0",
        "canonical": "https://test.example/resume.json",
    }


def test_stories_follow_the_highlights_of_their_position(folio: Folio) -> None:
    said = "what: I put [a queue](https://q.example) in front.\nwhy: Orders were lost."
    for number, mark in ((1, "public"), (2, "private")):
        front = f"title: Queue {number}\ndate: 2024-0{number}\naudience: {mark}\n{said}"
        folio.entry(f"stories/queue-{number}", front)
    told = {a: valid(export(folio.view(a)))["work"][0]["highlights"] for a in Audience}
    assert told[Audience.PUBLIC] == [
        "No lost order since June",
        "Queue 1: I put a queue in front.",
    ]
    assert told[Audience.PRIVATE][1:] == [
        "Queue 2: I put a queue in front.",
        "Queue 1: I put a queue in front.",
    ]


def test_what_the_schema_cannot_hold_is_left_out_and_not_bent(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    front = "name: Kim Vale\nemail: kim at vale dot example\nshow: {public: [email]}"
    folio.write("content/profile.md", f"---\n{front}\n---\n")
    folio.entry("positions/guild", "title: Scribe\nstart: 0950\nend: 1200\naudience: public")
    resume = valid(export(folio.view()))
    assert resume["basics"] == {"name": "Kim Vale"}
    assert resume["work"] == [{"position": "Scribe", "endDate": "1200"}]


def test_the_site_holds_the_same_bytes(folio: Folio) -> None:
    assert folio.pages()["resume.json"] == export(folio.view())
    assert "resume.json" not in folio.pages(Audience.REVIEW)


def test_the_picture_of_the_site_is_the_picture_of_the_resume(folio: Folio) -> None:
    front = "name: Kim Vale\nimage: files/kim.png\nimage_alt: Kim."
    folio.write("content/profile.md", f"---\n{front}\n---\n")
    folio.write("content/files/kim.png", (PROJECT / "content/files/mira-holt.png").read_bytes())
    image = valid(export(folio.view()))["basics"]["image"]
    assert image == "https://test.example/files/profile-1.png"
    assert image.removeprefix("https://test.example/") in folio.pages()
    folio.write("whyfolio.toml", SETTINGS.replace('url = "https://test.example"', ""))
    assert "image" not in valid(export(folio.view()))["basics"]


def test_a_portfolio_that_says_nothing_has_no_resume(tmp_path: Path) -> None:
    folio = Folio.at(tmp_path)
    folio.write("content/profile.md", "---\nlabel:\n---\n")
    assert export(folio.view()) == b""


@pytest.mark.parametrize("audience", list(Audience))
def test_the_example_is_valid_for_every_audience(audience: Audience) -> None:
    view = Folio(PROJECT, date(2026, 11, 21)).view(audience)
    resume = valid(export(view))
    assert ("phone" in resume["basics"]) == (audience is Audience.PRIVATE)
    assert len(resume["work"]) == 3
