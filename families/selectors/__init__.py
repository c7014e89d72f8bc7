"""Reading estimates, proposals and what they are made of."""
