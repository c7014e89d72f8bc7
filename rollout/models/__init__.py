"""Records of the rollout (F000): the steps by which authorities come to run a Community Budget."""

from rollout.models.engagement import ENGAGED, PROGRAMME_BEGAN, EngagementStep, Step

__all__ = ["ENGAGED", "PROGRAMME_BEGAN", "EngagementStep", "Step"]
