"""Two exporters for whyfolio.

`whyfolio export story-table stories.csv` writes the stories for a spreadsheet, and
`whyfolio packet --format outline` the headings of a packet, to see its shape.
"""

from __future__ import annotations

import csv
import io

from bs4 import BeautifulSoup

from whyfolio.exporters.document import Document
from whyfolio.exporters.exports import Export
from whyfolio.exporters.formats import Format
from whyfolio.model.audience import Audience
from whyfolio.portfolio.view import View


def export(view: View) -> bytes:
    """The file's bytes, from what one audience may read."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["date", "title", "what", "why"])
    for story in view.of_kind("story"):
        day = story.date.text if story.date else ""
        rows.writerow([day, story.title, getattr(story, "what", ""), getattr(story, "why", "")])
    return table.getvalue().encode()


def outline(document: Document) -> bytes:
    """The headings of a document, each indented by its level."""
    page = BeautifulSoup(document.html, "html.parser")
    found = page.select("main h1, main h2, main h3")
    lines = ["  " * (int(one.name[1]) - 1) + " ".join(one.get_text(" ").split()) for one in found]
    return "\n".join([*lines, ""]).encode()


EXPORT = Export("whyfolio_story_table", "stories.csv", Audience.REVIEW)
OUTLINE = Format(outline, ending="outline.txt")
