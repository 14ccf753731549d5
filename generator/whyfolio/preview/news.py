"""What a tab is told: whether its page is another one, what is wrong, where the author writes."""

from __future__ import annotations

from whyfolio.diagnostics import Diagnostic
from whyfolio.model.audience import Audience
from whyfolio.outputs.addresses import address_of
from whyfolio.preview.specimens import THEME
from whyfolio.preview.state import Sight, Site

SITES = frozenset([*(audience.value for audience in Audience), THEME])
LONGEST_LINE = 400


class News:
    """Tells tabs about their pages.

    Args:
        site: what is shown.
        token: with which the author may write, told to the author's own pages alone.
        follow: whether a tab is told where the note stands that was edited last.
    """

    def __init__(self, site: Site, token: str, *, follow: bool) -> None:
        self._site = site
        self._token = token
        self._follow = follow

    def start(self, sight: Sight, site: str, path: str) -> dict[str, object]:
        """What a page's script begins with. It is in the page, so it holds no word of a note."""
        return {
            "epoch": self._site.epoch,
            "number": sight.number,
            "audience": site,
            "path": path,
            "digest": sight.digest,
            "styles": sight.styles,
            "broken": bool(sight.errors),
        }

    def of(self, site: str, path: str) -> dict[str, object]:
        """All that a tab needs, from one look: a change between two looks would be lost."""
        if site not in SITES:
            return {"epoch": self._site.epoch, "number": self._site.number}
        sight = self._site.look(site, path)
        told = self.start(sight, site, path)
        told["errors"] = [self._told(found) for found in sight.errors]
        told["remark"] = self._site.remark
        if site == Audience.PRIVATE:
            told["token"] = self._token
        if self._follow:
            told |= self._followed(site)
        return told

    def _told(self, found: Diagnostic) -> dict[str, object]:
        """A diagnostic with the line that it is about."""
        text = self._site.reading.now.get(found.place.file, "")
        lines = text.splitlines()
        number = found.place.line
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        shown = line if len(line) <= LONGEST_LINE else ""
        return {**found.as_json(), "source": shown, "length": found.place.length}

    def _followed(self, site: str) -> dict[str, object]:
        file, number = self._site.reading.followed
        own = [site] if site != THEME else []
        for mark in (*own, Audience.PRIVATE.value):
            shelf = self._site.shelf(mark) if file else None
            entry = next((e for e in shelf.view.entries if e.path == file), None) if shelf else None
            if entry is not None:
                return {"followed": f"/{mark}{address_of(entry)}", "followed_at": number}
        return {}
