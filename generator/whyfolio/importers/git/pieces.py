"""A piece of work: what one merge, one commit or several of them come to, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import field

from whyfolio.dataclass import dataclass
from whyfolio.importers.git.history import Change, Commit
from whyfolio.importers.git.wording import Partner, one_line

SHOWN_SUBJECTS = 12
_MOST_PARTNERS = 200
_DEEPER = frozenset(
    [
        *("src", "lib", "libs", "packages", "apps", "services", "crates", "modules", "internal"),
        *("pkg", "cmd", "projects", "components", "plugins", "tools", "charts", "terraform"),
    ]
)
_FEWEST_COMMITS, _FEWEST_FILES = 2, 4


@dataclass(slots=True)
class Piece:
    """What is gathered of one piece of work.

    Attributes:
        source: its source id.
        place: where it was read, for a message.
        title: in a line.
        label: the merge request, as `kim/shop#12`.
        url: where that can be opened.
        description: what its author wrote there.
        release: the first one that holds it.
        first: the first day, as 2026-03-04; "" where none is known.
        last: the last day.
        ends: source ids of the newest and the oldest commit, by which it is known again.
        commits: how many of the person's; 0 where that is not known.
        of_others: how many of others came with them.
        measured: how many of the commits have changes that are known.
        added: lines.
        removed: lines.
        subjects: of the commits, the newest first, a few.
        partners: who took part, with what for.
        small: how many small pieces it was put together from.
        line: where it stands in a file.
        paths: hashes of the files that it changed.
        areas: how many of these lie where.
        told_files: how many files there are, where only the number is known.
    """

    source: str
    title: str = ""
    label: str = ""
    url: str = ""
    description: str = ""
    release: str = ""
    first: str = ""
    last: str = ""
    ends: tuple[str, ...] = ()
    commits: int = 0
    of_others: int = 0
    measured: int = 0
    added: int = 0
    removed: int = 0
    subjects: list[str] = field(default_factory=list)
    partners: dict[str, str] = field(default_factory=dict)
    small: int = 0
    line: int = 1
    paths: set[int] = field(default_factory=set)
    areas: Counter[str] = field(default_factory=Counter)
    later_names: dict[int, int] = field(default_factory=dict)
    told_files: int = 0

    @property
    def files(self) -> int:
        """How many files it changed; 0 where that is not known."""
        return len(self.paths) or self.told_files

    @property
    def area(self) -> str:
        """The folder in which most of the files lie; "" for the top."""
        return max(self.areas, key=lambda name: (self.areas[name], name), default="")

    @property
    def is_small(self) -> bool:
        """Whether it is too small to be a story alone: a commit of three files or fewer."""
        return self.commits < _FEWEST_COMMITS and 0 < self.files < _FEWEST_FILES

    @property
    def weight(self) -> tuple[int, int, str, str]:
        """By what the larger ones are found: commits and files, then lines, then the day.

        What was put together from small pieces counts for a quarter: a merge tells more of a story.
        """
        size = 2 * max(self.commits, 1) + min(self.files, 100) + len(self.partners)
        return (
            size // 4 if self.small else size,
            min(self.added + self.removed, 100_000),
            self.last,
            self.source,
        )

    def add(self, commit: Commit) -> None:
        """Count one commit of the person's; the newer ones come first."""
        self.commits += 1
        self.measured += commit.is_measured
        self.spans(commit.day)
        if len(self.subjects) < SHOWN_SUBJECTS:
            self.subjects.append(one_line(commit.subject))
        for change in commit.changes:
            self.touch(change)

    def spans(self, day: str) -> None:
        """Let the span hold a day."""
        if day:
            self.first = min(self.first or day, day)
            self.last = max(self.last, day)

    def touch(self, change: Change) -> None:
        """Count one file, under the name that it had last, and its lines."""
        self.added += max(change.added, 0)
        self.removed += max(change.removed, 0)
        own = self.later_names.get(hash(change.path), hash(change.path))
        if change.before:
            self.later_names[hash(change.before)] = own
        if own not in self.paths:
            self.paths.add(own)
            self.areas[area_of(change.path)] += 1

    def thank(self, people: Iterable[Partner]) -> None:
        """Count those who took part; a reviewer who also wrote is a co-author."""
        for one in people:
            if one.name in self.partners or len(self.partners) < _MOST_PARTNERS:
                known = self.partners.get(one.name, "")
                self.partners[one.name] = "co-author" if known == "co-author" else one.role

    def take(self, other: Piece) -> None:
        """Put another piece, one that is small, into this one."""
        self.small += 1
        self.commits += other.commits
        self.of_others += other.of_others
        self.measured += other.measured
        self.added += other.added
        self.removed += other.removed
        self.spans(other.first)
        self.spans(other.last)
        self.paths |= other.paths
        self.areas.update(other.areas)
        self.told_files += other.told_files
        self.partners.update(list(other.partners.items())[: _MOST_PARTNERS - len(self.partners)])
        room = SHOWN_SUBJECTS - len(self.subjects)
        self.subjects += [other.title or "".join(other.subjects[:1])][:room]


def area_of(path: str) -> str:
    """The folder that a file belongs to: the first, or the second where the first says little."""
    folders = path.split("/")[:-1]
    if len(folders) > 1 and folders[0].casefold() in _DEEPER:
        return "/".join(folders[:2])
    return folders[0] if folders else ""
