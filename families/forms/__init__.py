"""Forms of the pages about families."""
