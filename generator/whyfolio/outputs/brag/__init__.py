"""Brag documents: a period told, by goal, competency, value, position or month."""
