"""Who somebody is, from the tables Profile, Profile Summary, Email Addresses and PhoneNumbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.importers.csv.reading import Table
from whyfolio.importers.found import Found, FoundField
from whyfolio.importers.linkedin.records import Cells, fits, rows_of, unread
from whyfolio.importers.linkedin.values import accounts_of, address_of
from whyfolio.scaffold.composing import Plain

_PROFILE = frozenset(
    [
        "first name", "last name", "headline", "summary", "address", "zip code", "geo location",
        "country", "twitter handles", "websites", "instant messengers",
    ]
)  # fmt: skip
_ABOUT_MAIL = frozenset(["email address", "confirmed", "primary", "updated on"])
_ABOUT_PHONE = frozenset(["number", "phone number", "extension", "type"])


@dataclass(slots=True)
class Person:
    """The fields of the profile that are one value each; the first table to say one counts."""

    fields: dict[str, tuple[Plain, Place]] = field(default_factory=dict)
    notes: list[Found] = field(default_factory=list)

    def take(self, sort: str, table: Table) -> None:
        """Read one of the tables in ``tables.PERSON``."""
        known = {
            "profile": _PROFILE,
            "profile summary": frozenset(["profile summary"]),
            "email addresses": _ABOUT_MAIL,
            "phone numbers": _ABOUT_PHONE,
        }[sort]
        self.notes += unread(table, known)
        rows = list(rows_of(table))
        if sort == "email addresses":
            self._mails(rows)
        elif sort == "phone numbers":
            self._phones(rows)
        for cells in rows[:1]:
            if sort == "profile":
                self._profile(cells)
            elif sort == "profile summary":
                self._say("summary", _paragraphs(cells.joined("profile summary")), cells.place)

    def found(self) -> Iterator[Found]:
        """All fields."""
        for name, (value, place) in self.fields.items():
            yield FoundField(name, value, place)

    def _profile(self, cells: Cells) -> None:
        said = cells.by_name
        self._say("name", cells.joined("first name", "last name"), cells.place)
        self._say("label", said.get("headline", ""), cells.place)
        self._say("summary", _paragraphs(said.get("summary", "")), cells.place)
        geo = cells.joined("geo location", "country", between=", ")
        street = said.get("address", "")
        place = {
            "address": _one_line(street or geo),
            "postalCode": said.get("zip code", ""),
            "city": geo if street else "",
        }
        self._say("location", {name: text for name, text in place.items() if text}, cells.place)
        self._addresses(cells)

    def _addresses(self, cells: Cells) -> None:
        """The first address that can be one is yours; all others are accounts."""
        accounts: list[Mapping[str, Plain]] = []
        for label, said in accounts_of(cells.by_name.get("websites", ""), "Website"):
            url = address_of(said)
            if "url" not in self.fields and not fits({"url": url}):
                self._say("url", url, cells.place)
            elif not fits({"profiles": ({"url": url},)}):
                accounts.append({"network": label, "url": url})
            else:
                accounts.append({"network": label, "username": said})
        for column, network in (("twitter handles", "Twitter"), ("instant messengers", "Chat")):
            for label, said in accounts_of(cells.by_name.get(column, ""), network):
                accounts.append({"network": label, "username": said.removeprefix("@")})
        self._say("profiles", accounts, cells.place)

    def _mails(self, rows: list[Cells]) -> None:
        said = [row for row in rows if "email address" in row.by_name]
        first = [row for row in said if row.by_name.get("primary", "").lower() == "yes"]
        self._first("email", "email address", [*first, *(row for row in said if row not in first)])

    def _phones(self, rows: list[Cells]) -> None:
        column = "number" if any("number" in row.by_name for row in rows) else "phone number"
        self._first("phone", column, [row for row in rows if column in row.by_name])

    def _first(self, name: str, column: str, rows: list[Cells]) -> None:
        """The first of several; the others are told."""
        for row in rows[:1]:
            self._say(name, row.by_name[column], row.place)
        for row in rows[1:]:
            message = f"one more {name} is left out: a profile has one"
            hint = "write it into profile.md, if it is the better one"
            self.notes.append(Diagnostic("W761", row.place, message, hint))

    def _say(self, name: str, value: Plain, place: Place) -> None:
        if not value or name in self.fields:
            return
        if why := fits({name: value}):
            message = f'"{name}" is left out: {why}'
            self.notes.append(
                Diagnostic("W738", place, message, "write it into profile.md yourself")
            )
            return
        self.fields[name] = (value, place)


def _paragraphs(text: str) -> str:
    return "\n\n".join(filter(str.strip, text.split("\n")))


def _one_line(text: str) -> str:
    return ", ".join(filter(None, (part.strip(" ,") for part in text.split("\n"))))
