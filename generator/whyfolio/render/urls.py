"""Addresses as a page writes them: relative, so that a site works from any folder and from disk."""

from __future__ import annotations


def relative(target: str, page: str, *, file_links: bool) -> str:
    """The address of ``target`` as written on ``page``.

    Args:
        target: an address absolute within the site, "/a/b/" or "/a/x.css#id", or one off the site.
        page: the address of the page it stands on, "/a/" or "/404.html".
        file_links: whether folders are written with their `index.html`, for reading from disk.
    """
    if not target.startswith("/") or target.startswith("//"):
        return target
    path, mark, fragment = target.partition("#")
    if path == page and mark:
        return f"#{fragment}"
    first = page.find("/", 1) + 1
    if first and not path.startswith(page[:first]):  # most lead to another part of the site
        found = "../" * (page.count("/") - 1) + path[1:]
    else:
        found = _way(page.split("/"), path.split("/"))
    if file_links and (not found or found.endswith("/")):
        found += "index.html"
    return f"{found or './'}{mark}{fragment}"


def _way(here: list[str], there: list[str]) -> str:
    """The way from a page to a file or, where the last step is "", to a folder; both by steps."""
    shared, most = 1, min(len(here), len(there)) - 1
    while shared < most and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - 1 - shared) + "/".join(there[shared:])
