"""What the pages and the API of the workstrands read."""
