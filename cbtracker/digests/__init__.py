"""Status digests: who is told what, when (DESIGN rules 8 and 11)."""
