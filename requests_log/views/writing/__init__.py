"""Pages that change the register."""
