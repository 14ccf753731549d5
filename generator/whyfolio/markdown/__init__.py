"""Markdown: what each audience may read of a text, and that text as safe HTML."""
