"""What is published: the files of the public view, made anew in memory, and searched."""

from __future__ import annotations

from collections.abc import Mapping

from whyfolio.build import Opened, Pages
from whyfolio.config import place_of
from whyfolio.dataclass import dataclass
from whyfolio.diagnostics import Diagnostic
from whyfolio.errors import Refused
from whyfolio.guard import GuardReport, inspect
from whyfolio.model.audience import Audience
from whyfolio.outputs.plugged import faults
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.view import select
from whyfolio.portfolio.withheld import Withheld, withheld
from whyfolio.publishing.beside import beside, is_domain
from whyfolio.writer.admission import admitted


@dataclass(frozen=True, slots=True)
class PublicPages:
    """The public site with what stands beside it, by path.

    Attributes:
        files: every file. No folder on the disk has a part in it, so that nothing which lies in
            one can be published.
        guard: what was looked for in them.
        withheld: what of the portfolio is not among them.
        faults: what is wrong with plugins; what they would have added is not among the files.
    """

    files: Mapping[str, bytes]
    guard: GuardReport
    withheld: Withheld
    faults: tuple[Diagnostic, ...] = ()


def public_pages(opened: Opened) -> PublicPages:
    """Everything that anybody may read, as files.

    Raises:
        Refused: the guard found what is held back, a template or picture is at fault, or the
            domain is none (E775).
    """
    project, config = opened.project, opened.config
    domain = config.publish.cname.strip()
    if domain and not is_domain(domain):
        place = place_of(project, ("publish", "cname"))
        message = f'"{domain}" is no domain'
        raise Refused(Diagnostic("E775", place, message, "write the host alone: me.example.org"))
    desk = Desk(select(opened.portfolio, Audience.PUBLIC))
    desk.links.texts.render_all()
    made = Pages(desk.view, project, desk).artifacts()
    made += beside(made, domain)
    day = opened.portfolio.today
    report = inspect(opened.written, made, Audience.PUBLIC, config, day)
    if report.diagnostics:
        raise Refused(*report.diagnostics)
    counted = withheld(opened.portfolio, Audience.PUBLIC)
    contents = {path: one.content for path, one in admitted(made).items()}
    return PublicPages(contents, report, counted, tuple(faults(desk)))
