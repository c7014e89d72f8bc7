"""Records of the rollout (F000): steps, nominations, the offer, the timeline, conversations and support."""

from rollout.models.conversations import Conversation, ConversationNote
from rollout.models.engagement import ENGAGED, PROGRAMME_BEGAN, EngagementStep, Step
from rollout.models.nominations import Nomination, NominationAuthority, SignOff
from rollout.models.offer import OfferComment, OfferElement, OfferText, OfferVersion
from rollout.models.support import (
    Attendee,
    BuddyPair,
    Hub,
    LearningSession,
    LearningSet,
    LearningSetMember,
    Workshop,
)
from rollout.models.take_up import TakeUp
from rollout.models.timeline import Lane, TimelineEntry

__all__ = [
    "ENGAGED",
    "PROGRAMME_BEGAN",
    "Attendee",
    "BuddyPair",
    "Conversation",
    "ConversationNote",
    "EngagementStep",
    "Hub",
    "Lane",
    "LearningSession",
    "LearningSet",
    "LearningSetMember",
    "Nomination",
    "NominationAuthority",
    "OfferComment",
    "OfferElement",
    "OfferText",
    "OfferVersion",
    "SignOff",
    "Step",
    "TakeUp",
    "TimelineEntry",
    "Workshop",
]
