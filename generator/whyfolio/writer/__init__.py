"""Makes a folder equal to a set of artifacts, so that the old or the new site is always whole.

The published tree is never written into. A new tree grows beside it, takes its place in one
step, and the old one goes away. What whyfolio wrote is remembered in a record outside the tree;
whatever the record does not know belongs to somebody else and is never deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyfolio.later import later
from whyfolio.writer.destination import Destination, Written, destination_for
from whyfolio.writer.untouched import left_by, up_to_date

if TYPE_CHECKING:
    from whyfolio.writer.recovery import recover, recover_all
    from whyfolio.writer.safety import refuse_unsafe
    from whyfolio.writer.writing import write

__all__ = [
    "Destination",
    "Written",
    "destination_for",
    "left_by",
    "recover",
    "recover_all",
    "refuse_unsafe",
    "up_to_date",
    "write",
]

__getattr__ = later(
    __name__,
    {
        "recover": "recovery",
        "recover_all": "recovery",
        "refuse_unsafe": "safety",
        "write": "writing",
    },
)
