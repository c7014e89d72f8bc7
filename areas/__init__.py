"""Authorities, areas, departments, who looks after them, and who may do what."""
