"""From the files of a portfolio to entries: reading, never judging."""
