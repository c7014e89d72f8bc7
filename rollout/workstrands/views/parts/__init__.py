"""Parts of a plan: one way to keep all kinds of them."""
