"""Every write of the rollout."""

from rollout.services.engagement import retract_step, take_step

__all__ = ["retract_step", "take_step"]
