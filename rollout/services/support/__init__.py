"""Every write of support to areas (F000 ¶10-14)."""

from rollout.services.support.attendance import (
    add_attended,
    put_on_list,
    record_attendance,
    say_coming,
    take_back_coming,
    why_closed,
)
from rollout.services.support.buddies import BuddyDates, BuddyTerms, change_buddies, pair_buddies
from rollout.services.support.hubs import HubTerms, add_hub, change_hub
from rollout.services.support.learning_sets import (
    MemberDates,
    MemberTerms,
    SessionTerms,
    SetTerms,
    add_member,
    add_session,
    add_set,
    change_member,
    change_session,
    change_set,
)
from rollout.services.support.workshops import WorkshopTerms, add_workshop, change_workshop

__all__ = [
    "BuddyDates",
    "BuddyTerms",
    "HubTerms",
    "MemberDates",
    "MemberTerms",
    "SessionTerms",
    "SetTerms",
    "WorkshopTerms",
    "add_attended",
    "add_hub",
    "add_member",
    "add_session",
    "add_set",
    "add_workshop",
    "change_buddies",
    "change_hub",
    "change_member",
    "change_session",
    "change_set",
    "change_workshop",
    "pair_buddies",
    "put_on_list",
    "record_attendance",
    "say_coming",
    "take_back_coming",
    "why_closed",
]
