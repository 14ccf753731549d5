"""A story or a career as spoken text, within a time."""
