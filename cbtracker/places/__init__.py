"""Pages that gather several apps: a place, and the home page of each role."""
