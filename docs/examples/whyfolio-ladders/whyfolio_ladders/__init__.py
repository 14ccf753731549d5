"""Ladders in the shapes of three companies, as importers for whyfolio."""
