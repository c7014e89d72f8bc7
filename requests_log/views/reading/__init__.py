"""Pages that read the register."""
