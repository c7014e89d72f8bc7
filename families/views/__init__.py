"""Pages about families: the table of Annex D, runs of the estimates, proposals."""
