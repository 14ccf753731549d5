"""Plans → bytes, by a theme."""
