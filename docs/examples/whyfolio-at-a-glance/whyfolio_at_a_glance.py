"""An output for whyfolio: all stories in one table at /at-a-glance/, and as /at-a-glance.json."""

from __future__ import annotations

import json
from collections.abc import Iterator

from whyfolio.model.artifact import Artifact
from whyfolio.outputs.plugged import TextPage
from whyfolio.outputs.site import Desk


def products(desk: Desk) -> Iterator[Artifact | TextPage]:
    """Called once for each audience, with nothing but what that audience may read."""
    stories = desk.view.of_kind("story")
    if not stories:
        return
    rows = [
        {
            "when": story.date.text if story.date else "",
            "title": story.title,
            "address": desk.links.address(story.ref),
            "figures": len(getattr(story, "impact", ())),
        }
        for story in stories
    ]
    lines = [
        f"| {row['when']} | [{row['title']}]({row['address']}) | {row['figures']} |" for row in rows
    ]
    table = "\n".join(["| When | Story | Figures |", "| --- | --- | ---: |", *lines])
    yield TextPage("/at-a-glance/", "At a glance", table, "Every story in one table.")
    yield Artifact("at-a-glance.json", json.dumps(rows, indent=2, ensure_ascii=False).encode())
