"""Importers: what others keep, read as something that whyfolio can use."""
