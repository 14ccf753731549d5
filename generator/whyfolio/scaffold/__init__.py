"""Write what a person would otherwise type: a new portfolio, a new entry, an edit to one."""
