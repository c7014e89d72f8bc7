"""Bodies, their meetings, and the papers that are issued to them."""

from cbtracker.papers.models.bodies import Body, BodyMember, CalendarSubscription, Meeting
from cbtracker.papers.models.papers import Paper
from cbtracker.papers.models.renditions import Rendition, RenditionFile

__all__ = [
    "Body",
    "BodyMember",
    "CalendarSubscription",
    "Meeting",
    "Paper",
    "Rendition",
    "RenditionFile",
]
