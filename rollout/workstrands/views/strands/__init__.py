"""The workstrands, what invites places, and the earlier areas."""
