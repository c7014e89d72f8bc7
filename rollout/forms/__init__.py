"""Forms of the rollout."""
