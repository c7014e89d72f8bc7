"""Records of the rollout (F000): authorities' steps towards a Community Budget, the timeline and the offer."""

from rollout.models.engagement import ENGAGED, PROGRAMME_BEGAN, EngagementStep, Step
from rollout.models.offer import OfferElement
from rollout.models.timeline import Lane, TimelineEntry

__all__ = ["ENGAGED", "PROGRAMME_BEGAN", "EngagementStep", "Lane", "OfferElement", "Step", "TimelineEntry"]
