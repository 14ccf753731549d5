"""The private site at `/coach/`: strategy, loop and big picture, for the author's eyes only."""
