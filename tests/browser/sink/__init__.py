"""Every component of the product on pages of their own, for tests and for looking at; not in the product."""
