"""LinkedIn's copy of your data: what is read, what is refused, and that nothing is lost."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.desk import Desk
from whyfolio.errors import UsageError
from whyfolio.exporters.json_resume import export
from whyfolio.importers.found import LeftOut
from whyfolio.model.audience import Audience

TABLES = {
    "Profile.csv": (
        "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,"
        "Geo Location,Twitter Handles,Websites,Instant Messengers\n"
        'Mira,Holt,,,"Mar 4, 1990",Engineer for shops that must not close,'
        '"I keep checkouts open.\n\nBefore, I sold bicycles &amp; tents.",Retail,3511,'
        '"Utrecht, Netherlands",[mira_holt],'
        '"[PORTFOLIO:https://mira.example/],[BLOG:notes.mira.example]",[SKYPE:mira.h]\n'
    ),
    "Email Addresses.csv": (
        "Email Address,Confirmed,Primary,Updated On\n"
        "old@mira.example,Yes,No,\n"
        "mira@mira.example,Yes,Yes,\n"
    ),
    "PhoneNumbers.csv": "Extension,Number,Type\n,+31 30 555 0101,Mobile\n",
    "Positions.csv": (
        "Company Name,Title,Description,Location,Started On,Finished On\n"
        'Harbor,Senior engineer,"Checkout and refunds.\n• Queue in front of checkout\n'
        '- Pager for two",Utrecht,Mar 2022,\n'
        "Harbor,Engineer,,Utrecht,2020,Feb 2022\n"
        "Tent & Trail,,,,Jun 2016,Dec 2019\n"
    ),
    "Education.csv": (
        "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
        '"Hogeschool Noord",2012,2016,Thesis on waiting lines,BSc Informatics,Chess club\n'
    ),
    "Skills.csv": "Name\nPostgreSQL\nQueueing theory\n",
    "Languages.csv": "Name,Proficiency\nDutch,Native or bilingual proficiency\n",
    "Projects.csv": (
        "Title,Description,Url,Started On,Finished On\n"
        "Tide clock,A clock for the harbour wall.,tide.example/clock,Jan 2019,Mar 2019\n"
    ),
    "Certifications.csv": (
        "Name,Url,Authority,Started On,Finished On,License Number\n"
        "Site reliability,https://cert.example/9,Board of Pagers,Oct 2021,Oct 2024,SR-9\n"
    ),
    "Honors.csv": "Title,Description,Issued On\nBest talk,Given by the room.,May 2023\n",
    "Publications.csv": (
        "Name,Published On,Description,Publisher,Url\n"
        'One queue,"Sep 3, 2023",Why shops wait.,Harbour Press,https://press.example/queue\n'
    ),
    "Volunteering.csv": (
        "Company Name,Role,Cause,Started On,Finished On,Description\n"
        "Repair Café,Soldering,environment,2018,,Mended 40 radios.\n"
    ),
    "Courses.csv": "Name,Number\nCompilers,CS-31\nQueues,\n",
    "Recommendations_Received.csv": (
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
        'Ruth,Vos,Harbor,Head of shops,"She asks first.","02/01/24, 10:00 AM",VISIBLE\n'
        "Kai,Amsel,Harbor,Engineer,Not yet.,,PENDING\n"
    ),
    "Connections.csv": "Notes:\n\nFirst Name,Last Name\nSomebody,Else\n",
    "messages.csv": '"FROM","CONTENT"\n"Somebody","a private word"\n',
}
RESUME = {
    "basics": {
        "name": "Mira Holt",
        "label": "Engineer for shops that must not close",
        "summary": "I keep checkouts open.\n\nBefore, I sold bicycles & tents.",
        "email": "mira@mira.example",
        "phone": "+31 30 555 0101",
        "url": "https://mira.example/",
        "location": {"address": "Utrecht, Netherlands", "postalCode": "3511"},
        "profiles": [
            {"network": "Blog", "url": "https://notes.mira.example"},
            {"network": "Twitter", "username": "mira_holt"},
            {"network": "Skype", "username": "mira.h"},
        ],
    },
    "work": [
        {
            "name": "Harbor",
            "position": "Senior engineer",
            "summary": "Checkout and refunds.",
            "highlights": ["Queue in front of checkout", "Pager for two"],
            "location": "Utrecht",
            "startDate": "2022-03",
        },
        {
            "name": "Harbor",
            "position": "Engineer",
            "location": "Utrecht",
            "startDate": "2020",
            "endDate": "2022-02",
        },
        {
            "name": "Tent & Trail",
            "startDate": "2016-06",
            "endDate": "2019-12",
        },
    ],
    "volunteer": [
        {
            "organization": "Repair Café",
            "position": "Soldering",
            "startDate": "2018",
            "summary": "Mended 40 radios.",
            "highlights": ["Cause: environment"],
        }
    ],
    "education": [
        {
            "institution": "Hogeschool Noord",
            "studyType": "BSc Informatics",
            "startDate": "2012",
            "endDate": "2016",
            "courses": ["Thesis on waiting lines", "Chess club"],
        }
    ],
    "awards": [{"title": "Best talk", "date": "2023-05", "summary": "Given by the room."}],
    "certificates": [
        {
            "name": "Site reliability",
            "issuer": "Board of Pagers",
            "date": "2021-10",
            "url": "https://cert.example/9",
            "summary": "Finished on: Oct 2024\n\nLicense number: SR-9",
        }
    ],
    "publications": [
        {
            "name": "One queue",
            "publisher": "Harbour Press",
            "releaseDate": "2023-09-03",
            "url": "https://press.example/queue",
            "summary": "Why shops wait.",
        }
    ],
    "skills": [
        {"name": "PostgreSQL"},
        {"name": "Queueing theory"},
        {"name": "Courses", "keywords": ["Compilers CS-31", "Queues"]},
    ],
    "languages": [{"language": "Dutch", "fluency": "Native or bilingual proficiency"}],
    "references": [{"name": "Ruth Vos, Head of shops, Harbor", "reference": "She asks first."}],
    "projects": [
        {
            "name": "Tide clock",
            "description": "A clock for the harbour wall.",
            "startDate": "2019-01",
            "endDate": "2019-03",
            "url": "https://tide.example/clock",
        }
    ],
}


def bare(root: Path) -> Desk:
    """A portfolio without a profile."""
    desk = Desk.at(root)
    (desk.folio.root / "content/profile.md").unlink()
    return desk


def packed(tables: dict[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(name, text)
    return held.getvalue()


def resume(desk: Desk) -> dict[str, Any]:
    told = json.loads(export(desk.folio.view(Audience.PRIVATE)) or b"{}")
    return {word: held for word, held in told.items() if word not in {"$schema", "meta"}}


def everything(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_all_that_the_export_says_of_a_career_goes_out_again(tmp_path: Path) -> None:
    desk = bare(tmp_path)
    for name, text in TABLES.items():
        desk.put(name, text)
    brought = desk.bring("linkedin")
    assert resume(desk) == RESUME
    assert brought.told == [
        'Profile.csv:1 W761 the column "Birth Date" is left out: a résumé has no place for it',
        'Profile.csv:1 W761 the column "Industry" is left out: a résumé has no place for it',
        "Email Addresses.csv:2 W761 one more email is left out: a profile has one",
    ]
    assert desk.folio.codes() == []


def test_a_zip_says_the_same_as_its_folder_wherever_its_tables_lie(tmp_path: Path) -> None:
    desk = bare(tmp_path)
    inside = {f"Basic_LinkedInDataExport_01-02-2026/{name}": text for name, text in TABLES.items()}
    desk.put("copy.zip", packed(inside))
    desk.bring("linkedin", "copy.zip")
    assert resume(desk) == RESUME


def test_a_second_import_brings_only_the_new_job(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("Positions.csv", TABLES["Positions.csv"])
    desk.bring("linkedin")
    desk.put("Positions.csv", f"{TABLES['Positions.csv']}Quay,Principal engineer,,,Jan 2026,\n")
    again = desk.bring("linkedin")
    assert [file.ref for file in again.intake.files] == ["positions/quay-principal-engineer"]
    assert again.intake.known == len(RESUME["work"])


def test_messages_and_contacts_reach_no_file(tmp_path: Path) -> None:
    desk = bare(tmp_path).put("copy.zip", packed(dict(TABLES)))
    desk.bring("linkedin", "copy.zip")
    written = b"".join(everything(desk.folio.root).values())
    assert b"Somebody" not in written
    assert b"private word" not in written
    assert b"Not yet." not in written


def test_tables_of_2018_are_read_too(tmp_path: Path) -> None:
    """Tabs in UTF-16, other names of columns, and a number of the member behind a table's name."""
    desk = bare(tmp_path)
    desk.put("Projects_4127.csv", "Title\tStart Date\r\nTide clock\tJan 2019\r\n".encode("utf-16"))
    desk.put("Honors.csv", "Title,Issuer,Issue Date\nBest talk,The room,May 2023\n")
    assert desk.bring("linkedin").told == []
    assert resume(desk) == {
        "awards": [{"title": "Best talk", "awarder": "The room", "date": "2023-05"}],
        "projects": [{"name": "Tide clock", "startDate": "2019-01"}],
    }


def test_a_value_that_cannot_be_read_is_told_and_all_else_is_taken(tmp_path: Path) -> None:
    desk = bare(tmp_path)
    desk.put(
        "Certifications.csv",
        "Name,Url,Started On\nKnots,no address,someday\nSplices,https://cert.example/2,2021\n",
    )
    told = [line.partition(" ")[2] for line in desk.bring("linkedin").told]
    assert resume(desk) == {
        "certificates": [
            {"name": "Knots"},
            {"name": "Splices", "url": "https://cert.example/2", "date": "2021"},
        ]
    }
    assert [line.split(":")[0] for line in told] == [
        'W738 "url" is left out',
        'W738 "date" is left out',
    ]


def test_a_table_in_another_encoding_is_told_and_the_others_are_taken(tmp_path: Path) -> None:
    desk = bare(tmp_path)
    desk.put("Skills.csv", "Name\nKnots\nCafé\n".encode("cp1252"))
    desk.put("Languages.csv", TABLES["Languages.csv"])
    told = desk.bring("linkedin").told
    assert told == [f"{told[0].partition('Skills')[0]}Skills.csv:3 E105 the byte 0xE9 is not UTF-8"]
    assert resume(desk) == {"languages": RESUME["languages"]}


HEADS = {
    ",,,\n": "E762 this table is empty",
    ",".join(f"c{n}" for n in range(500)): (
        "E762 this first row has 500 columns, and 200 are the most"
    ),
    "Name" * 100: "E762 this first row holds texts, not the names of columns",
    'Name\n"Knots\nSplices\n': "E762 a quotation mark opens in this row and is never closed",
    'Name\n"Kno"ts\n': "E762 a cell of this row goes on behind its closing quotation mark",
    "Name\n" + "k" * 200_000: "E762 a cell of this row is larger than 128 KiB",
    "Name,Level\nKnots,good,more,\n": ('E763 this row goes on behind the last column, with "more"'),
    "Name\n\x00Knots\n": "E105 here stands the control character U+0000",
    "Name\n" + "Knots\n" * 300_000: (
        "E106 this file is 1,800,005 bytes large, and a note may hold 1 MiB"
    ),
}


@pytest.mark.parametrize("text", HEADS)
def test_a_table_that_is_none_is_told_and_nothing_is_written(text: str, tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("Skills.csv", text)
    before = everything(desk.folio.root)
    told = [line.partition(" ")[2] for line in desk.bring("linkedin", "Skills.csv").told]
    assert everything(desk.folio.root) == before
    assert told == [HEADS[text]]


def test_a_folder_without_its_tables_is_a_wrong_folder(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("holidays.csv", "Day\n1\n")
    with pytest.raises(UsageError, match="there is none of the tables of LinkedIn's export"):
        desk.bring("linkedin")


def test_a_second_table_of_a_sort_is_left_out_by_name(tmp_path: Path) -> None:
    desk = bare(tmp_path).put("Skills.csv", "Name\nKnots\n").put("old/Skills.csv", "Name\nNets\n")
    brought = desk.bring("linkedin")
    assert len([one for one in brought.intake.left_out if isinstance(one, LeftOut)]) == 1
    assert resume(desk) == {"skills": [{"name": "Knots"}]}


# --- hostile archives ----------------------------------------------------------------------------


def member(name: str, text: str = "Name\nKnots\n", mode: int = 0, flag: int = 0) -> bytes:
    """An archive with a good table and one odd member."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Languages.csv", TABLES["Languages.csv"])
        odd = zipfile.ZipInfo(name)
        odd.external_attr = mode << 16
        archive.writestr(odd, text, zipfile.ZIP_DEFLATED)
    raw = bytearray(held.getvalue())
    if flag:
        for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            raw[raw.rfind(sign) + at] |= flag
    return bytes(raw)


def lying() -> bytes:
    """A table that says it is small and unpacks to 64 MiB."""
    raw = bytearray(member("Skills.csv", "\n" * (64 << 20)))
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = raw.rfind(sign) + at
        raw[start : start + 4] = (900).to_bytes(4, "little")
    return bytes(raw)


def endless_list() -> bytes:
    """An archive that says its list of contents has 3 GiB."""
    raw = bytearray(packed(dict(TABLES)))
    start = raw.rfind(b"PK\x05\x06") + 12
    raw[start : start + 4] = (3 << 30).to_bytes(4, "little")
    return bytes(raw)


HOSTILE = {
    "a bomb": (member("Skills.csv", "\n" * (64 << 20)), "this member unpacks to 67,108,864 bytes"),
    "a bomb that lies": (lying(), "this member of the archive cannot be unpacked"),
    "a path upwards": (member("../Skills.csv"), "the name of this member leads out"),
    "a path upwards in Windows": (
        member("..\\..\\Skills.csv"),
        "the name of this member leads out",
    ),
    "a path from the root": (member("/etc/Skills.csv"), "the name of this member leads out"),
    "a drive": (member("C:/Skills.csv"), "the name of this member leads out"),
    "a line feed in a name": (member("Skills\n.csv"), "the name of this member holds signs"),
    "a link": (member("Skills.csv", "/etc/passwd", stat.S_IFLNK | 0o777), "this member is a link"),
    "a device": (
        member("Skills.csv", "", stat.S_IFCHR | 0o600),
        "this member is a link or a device",
    ),
    "a locked member": (member("Skills.csv", flag=1), "this member is encrypted"),
    "one name twice": (member("languages.csv"), "the archive holds this name twice"),
    "half an archive": (packed(dict(TABLES))[:900], "this archive cannot be read"),
    "no archive": (b"PK but no more", "this archive cannot be read"),
    "an endless list": (endless_list(), "this archive cannot be read"),
}


@pytest.mark.parametrize("sort", HOSTILE)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_with_a_trap_is_refused_whole(sort: str, tmp_path: Path) -> None:
    raw, why = HOSTILE[sort]
    desk = Desk.at(tmp_path).put("copy.zip", raw)
    before = everything(tmp_path)
    brought = desk.bring("linkedin", "copy.zip")
    assert everything(tmp_path) == before
    assert [fault.code for fault in brought.intake.diagnostics] == ["E761"]
    fault = brought.intake.diagnostics[0]
    assert fault.message.startswith(why)
    assert fault.place.file.startswith("copy.zip")


def test_a_link_in_the_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path).put("Languages.csv", TABLES["Languages.csv"])
    (tmp_path / "secret.csv").write_text("Name\nKnots\n")
    (desk.source / "Skills.csv").symlink_to(tmp_path / "secret.csv")
    told = desk.bring("linkedin").told
    assert [line.partition(" ")[2] for line in told] == [
        'E108 "Skills.csv" is a link that leaves its folder'
    ]
    assert b"Knots" not in b"".join(everything(desk.folio.root).values())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 3000))
def test_no_broken_archive_ends_in_anything_but_a_message(noise: bytes, at: int) -> None:
    from whyfolio.importers.archives import unpack

    raw = bytearray(packed({name: TABLES[name] for name in ("Skills.csv", "Positions.csv")}))
    start = at % len(raw)
    raw[start : start + len(noise)] = noise
    unpacked = unpack(bytes(raw), "copy.zip", lambda _name: True)
    assert not (unpacked.files and unpacked.faults)
    assert all(fault.code == "E761" for fault in unpacked.faults)
