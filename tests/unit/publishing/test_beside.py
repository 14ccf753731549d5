"""What stands beside the pages: the headers allow what pages need together, and no more."""

from __future__ import annotations

import pytest

from whyfolio.model.artifact import Artifact
from whyfolio.publishing.beside import beside, headers, is_domain

ALWAYS = """\
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  X-Frame-Options: DENY
  Permissions-Policy: camera=(), geolocation=(), microphone=()
"""


def page(name: str, policy: str) -> Artifact:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
    return Artifact(name, f"<!doctype html>{meta}<p>x</p>".encode())


def test_the_policy_is_what_all_pages_need_together() -> None:
    made = [
        page("index.html", "default-src 'none'; style-src 'self'; img-src 'self'"),
        page("search/index.html", "default-src 'none'; style-src 'self'; script-src 'self'"),
        page("plain/index.html", "default-src 'none'; script-src 'none'"),
        Artifact("feed.xml", b"<feed/>"),
    ]
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        "frame-ancestors 'none'"
    )
    assert headers(made) == f"/*\n  Content-Security-Policy: {policy}\n{ALWAYS}"


def test_where_a_page_has_no_policy_there_is_none_for_all() -> None:
    made = [page("index.html", "default-src 'none'"), page("a/index.html", "")]
    assert headers(made) == f"/*\n{ALWAYS}"


def test_the_files_for_hosts_are_named_as_hosts_read_them() -> None:
    made = list(beside([page("index.html", "default-src 'none'")], "me.example.org"))
    assert [(each.path, each.content[:2]) for each in made] == [
        ("CNAME", b"me"),
        (".nojekyll", b""),
        ("_headers", b"/*"),
    ]
    assert [each.path for each in beside([], "")] == [".nojekyll", "_headers"]


@pytest.mark.parametrize(
    ("text", "well"),
    [
        ("me.example.org", True),
        ("xn--mller-kva.example", True),
        ("ME.example.ORG", True),
        ("example", False),
        ("https://me.example.org", False),
        ("me.example.org/", False),
        ("me.example.org\nevil.example", False),
        ("-me.example.org", False),
        ("me..example.org", False),
        ("müller.example", False),
        (f"{'a.' * 126}ab", False),
        ("", False),
    ],
)
def test_a_domain_is_a_hosts_name_and_nothing_else(text: str, well: bool) -> None:
    assert is_domain(text) is well
