"""Broadsheet, a theme for whyfolio. This module is empty: the theme is the files beside it."""
