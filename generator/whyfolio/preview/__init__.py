"""The live preview: a view served from memory, rendered when it is asked for."""

from __future__ import annotations

from whyfolio.preview.server import serve

__all__ = ["serve"]
