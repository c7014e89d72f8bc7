"""Bringing a file of budget lines into a plan."""
