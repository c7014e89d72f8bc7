"""Family cohort estimates and proposals: the room is here, its records come with their own issue."""
