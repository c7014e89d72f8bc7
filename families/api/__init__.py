"""The API over estimates and proposals."""
