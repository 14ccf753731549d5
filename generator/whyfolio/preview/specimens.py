"""Every component of a theme in every state, on one page."""

from __future__ import annotations

THEME_PAGE = "theme/"
