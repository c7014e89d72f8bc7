"""Pages of support to areas."""
