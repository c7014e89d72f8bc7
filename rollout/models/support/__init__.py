"""Support to areas (F000 ¶10-14): regional hubs, buddying, action learning sets, regional workshops."""

from rollout.models.support.buddies import BuddyPair
from rollout.models.support.hubs import Hub
from rollout.models.support.learning_sets import LearningSession, LearningSet, LearningSetMember
from rollout.models.support.workshops import Attendee, Workshop

__all__ = ["Attendee", "BuddyPair", "Hub", "LearningSession", "LearningSet", "LearningSetMember", "Workshop"]
