"""The résumé for other programs, in JSON Resume's form: what the site's `resume.json` holds."""

from __future__ import annotations

from whyfolio.outputs.json_resume import json_resume, written
from whyfolio.outputs.site import Desk
from whyfolio.portfolio.view import View

_AROUND = frozenset(["$schema", "meta"])


def export(view: View) -> bytes:
    """The résumé as the view's audience may read it; b"" where it would say nothing.

    The form is JSON Resume 1.0.0: https://jsonresume.org/schema.
    """
    resume = json_resume(Desk(view))
    return written(resume) if resume.keys() - _AROUND else b""
