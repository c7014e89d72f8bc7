"""cbtracker: the tracker of the Community Budgets programme."""
