"""Assessors, judgements and the selection of two places."""
