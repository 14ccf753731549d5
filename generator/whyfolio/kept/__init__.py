"""What a build keeps for the next one: its pages as values, and all that it was made from."""
