"""What lists of the workstrands can be narrowed by."""
