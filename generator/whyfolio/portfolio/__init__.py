"""Entries → portfolio → view: how entries name each other, and who may see them."""
