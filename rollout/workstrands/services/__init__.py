"""Every write of the workstrands (F003)."""
