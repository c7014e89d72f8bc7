"""What lists of the rollout can be narrowed by."""
