"""The bodies of a view's entries as HTML, their links still as written."""

from __future__ import annotations

from whyfolio.crowd import each
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.markdown.converter import MarkdownTooDeep, Rendered, render
from whyfolio.memo import Memo, pack
from whyfolio.memo_keys import body_key
from whyfolio.model.entry import Entry
from whyfolio.outputs.addresses import anchor
from whyfolio.portfolio.view import View


class Bodies:
    """Each is rendered once, when it is first asked for or together with all others."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._rendered: dict[str, Rendered] = {}
        self._memo: Memo | None = None

    def recall(self, memo: Memo | None) -> None:
        """Take bodies from a memo, where it knows them."""
        self._memo = memo

    def rendered(self, entry: Entry) -> Rendered:
        """The entry's body as HTML with its links still as written.

        Raises:
            Refused: the body cannot be read to its end (E413, E414).
        """
        if entry.path not in self._rendered:
            known = self._memo.get(self._key(entry)) if self._memo is not None else None
            made = known or self._render(entry)
            if isinstance(made, Diagnostic):
                raise Refused(made)
            self._rendered[entry.path] = made
        return self._rendered[entry.path]

    def _render(self, entry: Entry) -> Rendered | Diagnostic:
        raw_html = self.view.config.markdown.raw_html
        try:
            return render(entry.body, prefix=anchor(entry), raw_html=raw_html)
        except MarkdownTooDeep as error:
            found, place = error.problem, Place(entry.path, entry.body_line)
            return Diagnostic(found.code, place, found.message, found.hint)

    def render_all(self, memo: Memo | None = None) -> None:
        """Render every body at once; without this each is rendered when it is first asked for.

        Bodies that the ``memo`` knows are not rendered again; it is for the caller to save it.

        Raises:
            Refused: bodies that cannot be read to their end, each named, once all are tried.
        """
        written = {entry.path: entry for entry in self.view.entries if entry.body.strip()}
        keys = (
            {path: self._key(entry) for path, entry in written.items()} if memo is not None else {}
        )
        known = {path: kept for path, key in keys.items() if memo and (kept := memo.get(key))}
        new = [entry for path, entry in written.items() if path not in known]
        made = [self._render(entry) for entry in new[:1]]  # loads the converter once
        made += each(self._render, new[1:])
        if refusals := [one for one in made if isinstance(one, Diagnostic)]:
            raise Refused(*refusals)
        for entry, one in zip(new, made, strict=True):
            known[entry.path] = one
            if memo is not None:
                memo.put(keys[entry.path], pack(one))
        self._rendered |= known

    def _key(self, entry: Entry) -> bytes:
        return body_key(entry.body, anchor(entry), self.view.config.markdown.raw_html)
