"""Operational plans: tasks, milestones, versions, findings and decisions."""
