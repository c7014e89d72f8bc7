"""Outline proposals."""
