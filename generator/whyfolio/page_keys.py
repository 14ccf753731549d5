"""By what pages are known again, and in which order they are best drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from whyfolio.memo import key_of
from whyfolio.model.plan import Plan
from whyfolio.spelling import spelt


def told_by(plan: Plan, site: bytes) -> bytes:
    """The hash of all that a page's template may read.

    Args:
        plan: the page.
        site: what all pages have in common, spelt.

    Raises:
        TypeError: there is something in it that cannot be spelt.
    """
    return key_of(spelt({**plan.context, "site": site}))


def page_key(stamp: bytes, template: str, address: str, told: bytes) -> bytes:
    """By what a page is known again.

    Args:
        stamp: of the press.
        template: which of its templates draws the page.
        address: where the page stands.
        told: the hash of all that the template may read.
    """
    return key_of(stamp, template.encode(), address.encode(), told)


def longest_first(templates: Mapping[str, str]) -> list[str]:
    """Paths of pages in the order in which they are best drawn, by the template of each.

    Pages that are the only one of their template list the others, and take longest. At the end
    one process would have to wait for them, and all else is in memory by then.
    """
    counted = Counter(templates.values())
    return sorted(templates, key=lambda path: counted[templates[path]])
