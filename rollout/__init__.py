"""Rollout phases and engagement: the room is here, its records come with their own issue."""
