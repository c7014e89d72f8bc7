"""The shadow budget."""
