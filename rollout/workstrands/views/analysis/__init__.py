"""Outcomes, delivery chains, options and gaps."""
