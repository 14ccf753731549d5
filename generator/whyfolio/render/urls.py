"""Addresses as a page writes them: relative, so that a site works from any folder and from disk."""

from __future__ import annotations

import posixpath


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
    folder = page if page.endswith("/") else posixpath.dirname(page)
    found = posixpath.relpath(path, folder or "/")
    if path.endswith("/"):
        found = f"{found}/" if found != "." else "./"
        if file_links:
            found = f"{found.removeprefix('./')}index.html"
    return f"{found}{mark}{fragment}"
