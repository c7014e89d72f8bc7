"""The API over bodies, meetings and papers."""
