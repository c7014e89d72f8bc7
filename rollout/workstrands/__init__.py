"""Workstrands 3 and 4: neighbourhood-level budgets, and a single budget for a place (F003)."""
