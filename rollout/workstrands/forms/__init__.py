"""What people type on pages of the workstrands."""
