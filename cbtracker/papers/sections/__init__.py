"""What a board paper is made of: a kind of section a module, listed in `catalogue` (issue 3)."""
