"""Workflows that build the public site on a server and serve it from there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from json import dumps
from pathlib import Path
from shlex import quote

from whyfolio import __version__
from whyfolio.scaffold.files import create, read, refused

_PLAIN = re.compile(r"[\w][\w ./=\[\]'-]*")  # what YAML reads as typed, without quotes
_REMARK = """\
# Builds the public site here, on every push. For that, all of your notes lie in this repository:
# whoever may read it reads them. Keep it private, or delete this file and use `whyfolio publish`.
"""
_GITHUB = """\
name: Publish

on:
  push:
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: pages

jobs:
  build:
    if: github.ref_name == github.event.repository.default_branch
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: {install}
      - run: {build}
      - uses: actions/upload-pages-artifact@v3
        with:
          path: {site}
  deploy:
    needs: build
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{{{ steps.pages.outputs.page_url }}}}
    steps:
      - id: pages
        uses: actions/deploy-pages@v4
"""
_GITLAB = """\
pages:
  image: python:3.13-slim
  script:
    - {install}
    - {build}
    - {move}
  artifacts:
    paths:
      - public
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
"""


def workflows(inside: str) -> Mapping[str, str]:
    """The files by their path in the repository.

    Args:
        inside: where the portfolio lies in the repository, "." for its top.
    """
    where = "" if inside == "." else f" -C {quote(inside)}"
    output = "site" if inside == "." else f"{inside}/site"
    requirement = quote(f"whyfolio[search]=={__version__}")
    slots = {
        "install": _scalar(f"pip install {requirement}"),
        "build": _scalar(f"whyfolio{where} build --audience public --output {quote(output)}"),
        "move": _scalar(f"mv {quote(f'{output}/public')} public"),
        "site": _scalar(f"{output}/public"),
    }
    return {
        ".github/workflows/publish.yml": _REMARK + _GITHUB.format(**slots),
        ".gitlab-ci.yml": _REMARK + _GITLAB.format(**slots),
    }


def _scalar(text: str) -> str:
    """A text as YAML reads it back."""
    return text if _PLAIN.fullmatch(text) else dumps(text, ensure_ascii=False)


def set_up(project: Path) -> Mapping[Path, bool]:
    """Write the workflows into the repository that a portfolio lies in, or into its folder.

    Returns:
        Whether each file was written; one that is there already, and the same, is not.

    Raises:
        Refused: another file is there (E721); then none is written.
    """
    top = next((f for f in (project, *project.parents) if (f / ".git").exists()), project)
    made = workflows(project.relative_to(top).as_posix())
    wanted = {top / path: text for path, text in made.items()}
    missing = {path for path in wanted if not path.exists()}
    for path, text in wanted.items():
        if path not in missing and read(path) != text.encode():
            hint = "move it away, or put the steps of docs/how-to/publish.md into it"
            raise refused("E721", path, f"{path.name} is there already, and another", hint)
    for path in missing:
        create(path, wanted[path])
    return {path: path in missing for path in wanted}
