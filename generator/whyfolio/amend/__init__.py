"""A build after a small edit, made from what the last one kept."""
