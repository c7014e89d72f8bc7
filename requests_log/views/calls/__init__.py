"""Pages of calls and returns."""
