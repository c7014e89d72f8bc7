"""Pages about people, what they are in charge of, and how they come and go."""
