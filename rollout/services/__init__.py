"""Every write of the rollout."""

from rollout.services.conversations import NoteTerms, open_conversation
from rollout.services.engagement import retract_step, take_step

__all__ = ["NoteTerms", "open_conversation", "retract_step", "take_step"]
