"""Templates: one Jinja environment a theme, with the filters that the context's values need."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
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

from whyfolio.dates import When
from whyfolio.diagnostics import Diagnostic, Place
from whyfolio.errors import Refused
from whyfolio.markdown.converter import inline, plain
from whyfolio.model.artifact import Artifact
from whyfolio.model.plan import Plan
from whyfolio.model.sentence import Sentence
from whyfolio.render import charts
from whyfolio.render.locale import Words, words_of
from whyfolio.render.theme import Theme
from whyfolio.render.urls import relative

_ADDRESS = re.compile(r'(?<= href=")(/[^"]*)(?=")')
_SOURCE = re.compile(r'(?<= src=")(/[^"]*)(?=")')


@dataclass(frozen=True, slots=True)
class Renderer:
    """Draws plans by a theme. Made once a build; a page depends on its plan and the theme alone."""

    environment: Environment
    stylesheet: str
    file_links: bool

    def render(self, plan: Plan) -> Artifact:
        """One page.

        Raises:
            Refused: the template is missing or wrong (E803, with file and line).
        """
        try:
            template = self.environment.get_template(plan.template)
            text = template.render(
                plan.context, _page=plan.address, _files=self.file_links, _sheet=self.stylesheet
            )
        except TemplateError as error:
            raise Refused(_fault(error, plan)) from error
        return Artifact(plan.path, text.encode())


def renderer_for(theme: Theme, language: str, *, file_links: bool) -> Renderer:
    """The renderer of a theme in a language."""
    environment = Environment(
        loader=FileSystemLoader([str(folder) for folder in theme.template_folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    words = words_of(language)
    environment.filters.update(_filters(words))
    environment.globals.update(charts=charts)
    environment.globals.update(t=words.text, n=words.count, word=words.word, asset=_asset)
    return Renderer(environment, theme.stylesheet_address(), file_links)


def _filters(words: Words) -> Mapping[str, Any]:
    return {
        "prose": lambda text: Markup(inline(text)) if text else "",  # noqa: S704 - escaped by inline
        "plain": plain,
        "said": _said,
        "proof_mark": _proof_mark,
        "href": _href,
        "settled": _settled,
        "when": words.when,
        "iso": _iso,
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
    return relative(target, context["_page"], file_links=context["_files"])


@pass_context
def _asset(context: Context, _name: str = "") -> str:
    return relative(context["_sheet"], context["_page"], file_links=False)


@pass_context
def _settled(context: Context, html: str) -> Markup:
    """A body whose addresses within the site are written relative to this page."""
    page, files = context["_page"], context["_files"]

    def written(found: re.Match[str]) -> str:
        return relative(found.group(1), page, file_links=files)

    return Markup(_SOURCE.sub(written, _ADDRESS.sub(written, html)))  # noqa: S704 - sanitised HTML


def _iso(when: When | None) -> str:
    """What a `<time datetime>` may hold: a day, a month or a year; the end of anything longer."""
    if when is None:
        return ""
    exact = {"day": 10, "month": 7, "year": 4}.get(when.grain.value)
    return when.first.isoformat()[:exact] if exact else when.last.isoformat()[:7]


def _fault(error: TemplateError, plan: Plan) -> Diagnostic:
    if isinstance(error, TemplateSyntaxError):
        place = Place(error.filename or error.name or plan.template, error.lineno)
        return Diagnostic("E803", place, f"the template cannot be read: {error.message}")
    if isinstance(error, TemplateNotFound):
        message = f'there is no template "{error.name}"'
        return Diagnostic(
            "E804", Place(plan.template), message, "look for it in the theme's folder"
        )
    line, name, trace = 1, plan.template, error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.endswith((".html", ".xml", ".txt")):
            line, name = trace.tb_lineno, code.co_filename
        trace = trace.tb_next
    return Diagnostic("E803", Place(name, line), f"the template asks for something amiss: {error}")
