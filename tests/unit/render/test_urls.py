"""Relative addresses, which work from any folder and from disk."""

from __future__ import annotations

import pytest

from whyfolio.render.urls import relative


@pytest.mark.parametrize(
    ("target", "page", "folders", "files"),
    [
        ("/", "/", "./", "index.html"),
        ("/stories/a/", "/", "stories/a/", "stories/a/index.html"),
        ("/", "/stories/a/", "../../", "../../index.html"),
        ("/stories/b/", "/stories/a/", "../b/", "../b/index.html"),
        ("/stories/a/", "/stories/a/", "./", "index.html"),
        ("/stories/a/#x", "/stories/a/", "#x", "#x"),
        ("/stories/b/#x", "/stories/a/", "../b/#x", "../b/index.html#x"),
        ("/assets/m.css", "/404.html", "assets/m.css", "assets/m.css"),
        ("/files/a.png", "/tags/x/", "../../files/a.png", "../../files/a.png"),
        ("https://a.example/", "/x/", "https://a.example/", "https://a.example/"),
        ("mailto:a@b.example", "/x/", "mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_an_address_is_written_from_the_page_it_stands_on(
    target: str, page: str, folders: str, files: str
) -> None:
    assert relative(target, page, file_links=False) == folders
    assert relative(target, page, file_links=True) == files
