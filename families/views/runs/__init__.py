"""Runs of the estimates and what they are made of: Whitehall reads, the secretariat makes."""
