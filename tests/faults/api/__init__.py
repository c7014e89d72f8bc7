"""The API under attack: `./run faults api`."""
