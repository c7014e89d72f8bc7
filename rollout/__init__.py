"""Phases, engagement of the 152 authorities, and how far the programme has come (F000)."""
