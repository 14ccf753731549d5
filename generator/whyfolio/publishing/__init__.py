"""Built public pages, pushed to a branch: one commit, nobody's name, nothing but those pages."""
