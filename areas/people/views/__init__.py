"""Pages about people: who they are, how they come and go, and what they are in charge of."""
