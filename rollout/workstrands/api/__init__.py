"""The workstrands in the API."""
