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
    found = _way(page.split("/")[1:-1], path.split("/")[1:])
    if file_links and (not found or found.endswith("/")):
        found += "index.html"
    return f"{found or './'}{mark}{fragment}"


def _way(here: list[str], there: list[str]) -> str:
    """The way from a folder to a file or, where the last step is "", to a folder."""
    shared = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:])
