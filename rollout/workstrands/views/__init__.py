"""Pages of the workstrands."""
