"""Templates: one Jinja environment a theme, with the filters that the context's values need."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from whyfolio.dataclass import dataclass
from whyfolio.dates import Grain, When, coarsened
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.markdown.inline import inline, plain
from whyfolio.memo import BothMemos
from whyfolio.model.artifact import Artifact
from whyfolio.model.plan import Plan
from whyfolio.model.sentence import Sentence
from whyfolio.render import charts, cldr
from whyfolio.render.compiled import Compiled
from whyfolio.render.linked import linked, linked_digest
from whyfolio.render.locale import FALLBACK, Words, program_words, tags, words_of
from whyfolio.render.social import CARD, SocialCard, card_picture
from whyfolio.render.templates import Templates
from whyfolio.render.theme import Theme, shown_in
from whyfolio.render.theme_words import words_in
from whyfolio.render.urls import relative

_ADDRESS = re.compile(r'="(?:(?<= href=")|(?<= src="))(/[^"]*)(?=")')
_SEVERAL = re.compile(r'(?<= srcset=")(/files/[^"]*)(?=")')
_OBJECT = re.compile(r"'whyfolio\.[\w.]*?(\w+) object'")


@dataclass(frozen=True, slots=True)
class Renderer:
    """Draws plans by a theme. Made once a build; a page depends on its plan and the theme alone."""

    environment: Environment
    stylesheet: str
    file_links: bool
    theme: Theme

    def render(self, plan: Plan) -> Artifact:
        """One page.

        Raises:
            Refused: the template is missing or wrong (E803, with file and line).
        """
        if plan.template == CARD:
            return Artifact(plan.path, self._card(plan))
        try:
            template = self.environment.get_template(plan.template)
            text = template.render(
                plan.context, _page=plan.address, _files=self.file_links, _sheet=self.stylesheet
            )
        except Refused:
            raise
        except Exception as error:  # a template is a program and fails like one
            raise Refused(_fault(error, plan, self._shown)) from error
        return Artifact(plan.path, text.encode())

    def _card(self, plan: Plan) -> bytes:
        options: Mapping[str, object] = getattr(plan.context["site"], "options", {})
        card = plan.context["it"]
        assert isinstance(card, SocialCard)  # noqa: S101 - no other plan names it
        styles = self.theme.stylesheet().decode("utf-8", "replace")
        return card_picture(card, styles, options)

    def _shown(self, file: str) -> str:
        """A template as messages name it; "" for a file that is none."""
        loader = self.environment.loader
        folders = loader.searchpath if isinstance(loader, FileSystemLoader) else []
        is_template = any(file.startswith(folder + os.sep) for folder in folders)
        return shown_in(self.theme.project, Path(file)) if is_template else ""


def renderer_for(
    theme: Theme,
    language: str,
    *,
    file_links: bool,
    dates: str = "written",
    memos: BothMemos | None = None,
) -> Renderer:
    """The renderer of a theme in a language.

    Args:
        theme: where templates are found.
        language: of its words.
        file_links: whether links name `index.html`.
        dates: how exact dates are, "written", "month" or "year".
        memos: of templates that were compiled, and words that were read before.
    """
    environment = Templates(
        loader=FileSystemLoader([str(folder) for folder in theme.template_folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=Compiled(memos, theme.project),
    )
    for tag in (*tags(language), FALLBACK):
        program_words(tag, memos.packaged if memos else None)
    words = words_of(language, words_in(theme, language))
    environment.filters.update(_filters(words, dates))
    environment.globals.update(charts=charts, direction=cldr.direction(language))
    environment.globals.update(letters=bool(theme.letters()))
    environment.globals.update(t=words.text, n=words.count, word=words.word, asset=_asset)
    return Renderer(environment, theme.stylesheet_address(), file_links, theme)


def _filters(words: Words, dates: str) -> Mapping[str, Any]:
    coarse = Grain(dates) if dates in {"month", "year"} else None

    @lru_cache(maxsize=4096)
    def date(when: When | None) -> Markup:
        """A date in words and for machines."""
        if when is None:
            return Markup()
        shown = coarsened(when, coarse) if coarse else when
        return Markup('<time datetime="{}">{}</time>').format(_iso(shown), words.when(shown))

    return {
        "prose": lambda text: Markup(inline(text)) if text else "",  # noqa: S704 - escaped by inline
        "plain": plain,
        "said": _said,
        "proof_mark": _proof_mark,
        "href": _href,
        "settled": _settled,
        "when": words.when,
        "date": date,
        "day": words.day,
        "iso": _iso,
        "linked": linked,
        "linked_digest": linked_digest,
    }


@pass_context
def _said(context: Context, sentence: object) -> Markup:
    """The words of a sentence and, where all are to be traced, the numbers of its sources."""
    if not isinstance(sentence, Sentence):
        raise TemplateRuntimeError(f"only a sentence can be said, and this is {sentence!r}")
    marks = context.get("marks") or {}
    told = [_mark("source", marks[ref]) for ref in sentence.refs if ref in marks]
    return Markup(inline(sentence.text)) + Markup("").join(told)  # noqa: S704 - escaped by inline


@pass_context
def _proof_mark(context: Context, number: object) -> Markup:
    """The small number of a proof, a link to its place in the index; none where none are wanted."""
    return Markup() if context.get("refs") == "none" else _mark("proof", str(number), context)


def _mark(kind: str, number: str, context: Context | None = None) -> Markup:
    label = context["t"]("packet.proofs_of", n=number) if context else number
    link = Markup('<a class="ref" href="#{}-{}" aria-label="{}">{}</a>')
    return link.format(kind, number, label, number)


@pass_context
def _href(context: Context, target: str) -> str:
    known = context.parent  # no template sets these, and a page has twenty addresses
    return relative(target, known["_page"], file_links=known["_files"])


@pass_context
def _asset(context: Context, _name: str = "") -> str:
    return relative(context["_sheet"], context["_page"], file_links=False)


@pass_context
def _settled(context: Context, html: str) -> Markup:
    """A body whose addresses within the site are written relative to this page."""
    page, files = context["_page"], context["_files"]

    def written(found: re.Match[str]) -> str:
        return f'="{relative(found[1], page, file_links=files)}'

    def several(found: re.Match[str]) -> str:
        listed = (one.split(" ") for one in found[1].split(", "))
        return ", ".join(f"{relative(one, page, file_links=files)} {wide}" for one, wide in listed)

    settled = _ADDRESS.sub(written, html)
    if " srcset=" in settled:
        settled = _SEVERAL.sub(several, settled)
    return Markup(settled)  # noqa: S704 - sanitised HTML


def _iso(when: When | None) -> str:
    """What a `<time datetime>` may hold: a day, a month or a year; the end of anything longer."""
    if when is None:
        return ""
    exact = {"day": 10, "month": 7, "year": 4}.get(when.grain.value)
    return when.first.isoformat()[:exact] if exact else when.last.isoformat()[:7]


def _fault(error: Exception, plan: Plan, shown: Callable[[str], str]) -> Diagnostic:
    frames = _frames(error.__traceback__, shown)
    if isinstance(error, TemplateSyntaxError):
        file = shown(error.filename or "") or error.name or plan.template
        place = Place(file, error.lineno)
        message = f"the template cannot be read: {error.message}"
        return Diagnostic("E803", place, message, _way(frames))
    if isinstance(error, TemplateNotFound):
        message = f'there is no template "{error.name}"'
        place = Place(*frames[-1]) if frames else Place(plan.template)
        return Diagnostic("E804", place, message, "look for it in the theme's folder")
    place = Place(*frames[-1]) if frames else Place(plan.template)
    if isinstance(error, RecursionError):
        return Diagnostic("E803", place, "the template includes itself without end")
    told = str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    named = _OBJECT.sub(r"\1", told)
    message = f"the template asks for something amiss: {named}"
    return Diagnostic("E803", place, message, _way(frames[:-1]))


def _frames(trace: TracebackType | None, shown: Callable[[str], str]) -> list[tuple[str, int]]:
    """File and line of each template on the way to a fault, outermost first."""
    found: dict[str, int] = {}
    while trace is not None:
        file = shown(trace.tb_frame.f_code.co_filename)
        if file:
            found.pop(file, None)
            found[file] = trace.tb_lineno
        trace = trace.tb_next
    return list(found.items())


def _way(frames: list[tuple[str, int]]) -> str:
    told = ", ".join(f"{file}:{line}" for file, line in reversed(frames))
    return f"called from {told}" if told else ""
