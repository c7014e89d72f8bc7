"""Records of the rollout (F000): steps, nominations, the offer, money, the timeline, conversations and support."""

from rollout.models.advances import Advance, AdvanceState, Repayment
from rollout.models.conversations import Conversation, ConversationNote
from rollout.models.documents import AreaDocument
from rollout.models.engagement import ENGAGED, PROGRAMME_BEGAN, EngagementStep, Step
from rollout.models.nominations import Nomination, NominationAuthority, SignOff
from rollout.models.offer import OfferComment, OfferElement, OfferText, OfferVersion
from rollout.models.routes import FinanceRoute, FinanceRouteStep, RouteKind, RouteOutcome, RouteStep
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
    "Advance",
    "AdvanceState",
    "AreaDocument",
    "Attendee",
    "BuddyPair",
    "Conversation",
    "ConversationNote",
    "EngagementStep",
    "FinanceRoute",
    "FinanceRouteStep",
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
    "Repayment",
    "RouteKind",
    "RouteOutcome",
    "RouteStep",
    "SignOff",
    "Step",
    "TakeUp",
    "TimelineEntry",
    "Workshop",
]
