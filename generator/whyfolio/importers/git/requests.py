"""Merge requests as `gh` and GitLab export them: each is a piece of work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from whyfolio.importers.git.history import Change
from whyfolio.importers.git.pieces import SHOWN_SUBJECTS, Piece
from whyfolio.importers.git.whose import Whose, is_nobody
from whyfolio.importers.git.wording import Partner, one_line

_URL = re.compile(
    r"https?://(?P<host>[^/\s]+)/(?P<name>\S+?)"
    r"(?:/pull/|/pulls/|(?:/-)?/merge_requests/|/pull-requests/)(?P<number>\d+)"
)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T|\s|\Z)")
_NESTED = 5
_LONGEST_NUMBER = 10
_MOST_FILES = 20_000


def requests_in(value: object, depth: int = _NESTED) -> Iterator[Mapping[str, object]]:
    """The merge requests in a value: itself, or those in the lists below it."""
    if isinstance(value, dict):
        if "title" in value and any(name in value for name in ("number", "iid", "url", "web_url")):
            yield value
        elif depth:
            for inner in value.values():
                if isinstance(inner, dict | list):
                    yield from requests_in(inner, depth - 1)
    elif isinstance(value, list) and depth:
        for inner in value:
            yield from requests_in(inner, depth - 1)


def is_merged(request: Mapping[str, object]) -> bool:
    """Whether it was merged, as far as the export tells."""
    told = [name for name in ("mergedAt", "merged_at", "state", "merged") if name in request]
    if not told:
        return True
    state = _text(request, "state").casefold()
    return (
        state == "merged"
        or bool(_text(request, "mergedAt", "merged_at"))
        or (request.get("merged") is True)
    )


def author_of(request: Mapping[str, object]) -> tuple[str, str]:
    """The author's account and name; "" where the export does not tell."""
    return _person(request.get("author") or request.get("user"))


def piece_of(request: Mapping[str, object], whose: Whose, line: int) -> Piece | str:
    """A merge request as a piece of work, or what it lacks."""
    days = _days(request)
    if not days:
        return "it has no date; add mergedAt to the fields of the export"
    label = label_of(request)
    title = one_line(_text(request, "title"))
    if not title:
        return "it has no title"
    url = _text(request, "url", "html_url", "web_url")
    url = url if _URL.match(url) and "api." not in url[:20] else _text(request, "html_url")
    piece = Piece(label or title, title, label, url, line=line)
    if not label:
        piece.source = f"{title}|{days[-1]}"
    piece.description = _text(request, "body", "description")
    for day in days:
        piece.spans(day)
    _count(piece, request)
    piece.thank(_people(request, whose))
    merge = _merge_commit(request)
    if merge and label:
        piece.ends = (f"{re.split('[#!]', label)[0]}@{merge}",)
    return piece


def label_of(request: Mapping[str, object]) -> str:
    """How a merge request is called anywhere: `kim/shop#12`, `kim/shop!12`."""
    references = request.get("references")
    if isinstance(references, dict) and isinstance(references.get("full"), str):
        return one_line(references["full"])
    for name in ("url", "html_url", "web_url"):
        found = _URL.match(_text(request, name))
        if found:
            sign = "!" if "merge_requests" in found[0] else "#"
            return f"{found['name']}{sign}{found['number']}"
    repository = request.get("repository")
    if isinstance(repository, dict) and repository.get("nameWithOwner"):
        return f"{repository['nameWithOwner']}#{request.get('number', '')}"
    return ""


def _days(request: Mapping[str, object]) -> list[str]:
    """The days of its span: made or first committed, and merged."""
    begun = _text(request, "createdAt", "created_at")
    ended = _text(request, "mergedAt", "merged_at") or _text(request, "closedAt", "closed_at")
    told = [begun, ended]
    for commit in _listed(request.get("commits")):
        told += [_text(commit, "authoredDate", "committedDate", "authored_date")]
    return sorted(filter(None, map(_day, told)))


def _day(text: str) -> str:
    found = _DAY.match(text)
    try:
        return date.fromisoformat(found[1]).isoformat() if found else ""
    except ValueError:
        return ""


def _count(piece: Piece, request: Mapping[str, object]) -> None:
    """What the export counts: commits, files, lines."""
    commits = _listed(request.get("commits"))
    for commit in reversed(commits):
        headline = _text(commit, "messageHeadline", "title")
        if headline and len(piece.subjects) < SHOWN_SUBJECTS:
            piece.subjects.append(one_line(headline))
    piece.commits = len(commits) or _number(request, "commits")
    for file in _listed(request.get("files"))[:_MOST_FILES]:
        path = _text(file, "path", "filename", "new_path")
        piece.touch(Change(path, "", _number(file, "additions"), _number(file, "deletions")))
    told = _number(request, "changedFiles", "changed_files", "changes_count")
    piece.told_files = max(told, len(piece.paths))
    if "additions" in request:
        piece.added, piece.removed = _number(request, "additions"), _number(request, "deletions")


def _people(request: Mapping[str, object], whose: Whose) -> Iterator[Partner]:
    """Who reviewed it, and who wrote commits besides."""
    me = author_of(request)
    asked = [
        (one, "reviewer")
        for name in ("reviews", "latestReviews")
        for one in map(_author, _listed(request.get(name)))
    ]
    asked += [(one, "reviewer") for one in _listed(request.get("reviewers"))]
    for commit in _listed(request.get("commits")):
        asked += [(one, "co-author") for one in _listed(commit.get("authors"))]
    for one, role in asked:
        account, name = _person(one)
        address = _text(one, "email") if isinstance(one, dict) else ""
        shown = one_line(name or account)
        own = (account, name) == me or account == me[0] != "" or whose.has_account(account, name)
        if shown and not own and not whose.wrote(name, address) and not is_nobody(shown, ""):
            yield Partner(shown, address, role)


def _author(review: Mapping[str, object]) -> Mapping[str, object]:
    author = review.get("author") or review.get("user")
    return author if isinstance(author, dict) else {}


def _person(value: object) -> tuple[str, str]:
    if isinstance(value, str):
        return value, ""
    if not isinstance(value, dict):
        return "", ""
    return _text(value, "login", "username"), _text(value, "name")


def _merge_commit(request: Mapping[str, object]) -> str:
    value = request.get("mergeCommit")
    if isinstance(value, dict):
        return _text(value, "oid")
    return _text(request, "merge_commit_sha", "squash_commit_sha")


def _listed(value: object) -> list[Mapping[str, object]]:
    if isinstance(value, dict):
        value = value.get("nodes")
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(record: Mapping[str, object], *names: str) -> str:
    """The first of these that says something, as a text."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _number(record: Mapping[str, object], *names: str) -> int:
    """The first of these that is a whole number, not below 0; GitLab writes "1000+" for many."""
    for name in names:
        value = record.get(name)
        if (
            isinstance(value, str)
            and value.rstrip("+").isdecimal()
            and len(value) < _LONGEST_NUMBER
        ):
            return int(value.rstrip("+"))
        if isinstance(value, int) and not isinstance(value, bool):
            return min(max(value, 0), 10**9)
    return 0
