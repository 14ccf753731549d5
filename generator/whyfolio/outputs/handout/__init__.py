"""Pages to be handed over in a talk: for a manager who presents, and for a one-to-one."""
