"""Exporters: a rendered document as one file that can be handed over."""
