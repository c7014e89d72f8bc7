"""Nominating: the officer's side, from the start page to the confirmation (F000 ¶3–13)."""
