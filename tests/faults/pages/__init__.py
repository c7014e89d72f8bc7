"""Every page × role × state."""
