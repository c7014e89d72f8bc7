"""The API over the rollout."""
