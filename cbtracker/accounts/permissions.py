"""Roles, permissions and how far each reaches: DESIGN §6 as data, in one enum."""

from __future__ import annotations

from enum import Enum, auto
from typing import Any

from django.db import models


class Role(models.TextChoices):
    """What a person is in the programme; each person has one role."""

    SECRETARIAT = "secretariat", "Secretariat"
    CHAMPION = "champion", "Champion"
    LOCALITY_LEAD = "locality_lead", "Locality lead"
    OFFICER = "officer", "Local authority officer"
    PARTNER = "partner", "Partner"
    COMMUNITY = "community", "Community member"
    ADMINISTRATOR = "administrator", "Administrator"


WHITEHALL_ROLES = frozenset({Role.SECRETARIAT, Role.CHAMPION, Role.LOCALITY_LEAD})


class Permission(Enum):
    """Everything that somebody may or may not do."""

    READ_PROGRAMME = auto()
    READ_REGISTER = auto()
    READ_WHITEHALL_POSITIONS = auto()
    READ_FREEDOMS = auto()
    RAISE_REQUEST = auto()
    TRIAGE = auto()
    BULK_CHANGE = auto()
    IMPORT_REGISTER = auto()
    REVERSE_CHANGES = auto()
    STATE_POSITION = auto()
    STATE_NEXT_STEP = auto()
    RESOLVE = auto()
    REPLY = auto()
    SAY_PERSISTS = auto()
    WITHDRAW = auto()
    WATCH = auto()
    SAVE_VIEW = auto()
    SHARE_VIEW = auto()
    EXPORT_REGISTER = auto()
    EXPORT_PAPERS = auto()
    READ_PAPERS = auto()
    EDIT_PAPERS = auto()
    ISSUE_PAPERS = auto()
    EDIT_BODIES = auto()
    READ_CALLS = auto()
    ISSUE_CALLS = auto()
    ANSWER_CALL = auto()
    EDIT_WORKSTREAMS = auto()
    EDIT_PLACE = auto()
    ASSIGN_LEADS = auto()
    INVITE = auto()
    MANAGE_ACCOUNTS = auto()
    READ_AUDIT = auto()
    READ_ROLLOUT = auto()
    EDIT_ENGAGEMENT = auto()
    EDIT_TIMELINE = auto()
    READ_NOMINATIONS = auto()
    EDIT_NOMINATION = auto()
    ACKNOWLEDGE_NOMINATION = auto()
    READ_CONVERSATIONS = auto()
    CONVERSE = auto()
    READ_AREA_DOCUMENTS = auto()
    EDIT_AREA_DOCUMENTS = auto()
    READ_FINANCE = auto()
    ASK_FINANCE = auto()
    DECIDE_FINANCE = auto()
    COMMENT_OFFER = auto()
    EDIT_OFFER = auto()
    PUBLISH_OFFER = auto()
    RECORD_TAKE_UP = auto()
    EDIT_SUPPORT = auto()
    ATTEND = auto()
    READ_ESTIMATES = auto()
    READ_RUNS = auto()
    EDIT_RUNS = auto()
    READ_PROPOSALS = auto()
    EDIT_PROPOSAL = auto()
    CLARIFY_PROPOSAL = auto()
    CONFIRM_PROPOSAL = auto()
    GET_DIGESTS = auto()
    EDIT_QUIET_PERIODS = auto()
    EDIT_NEIGHBOURHOOD = auto()
    EDIT_STRANDS = auto()
    READ_OUTLINES = auto()
    EDIT_OUTLINE = auto()
    ASSESS_OUTLINES = auto()
    READ_STRAND_PLAN = auto()
    EDIT_STRAND_PLAN = auto()
    EDIT_PRACTICE = auto()
    PUBLISH_PRACTICE = auto()


class Reach(Enum):
    """How far a permission goes for a role."""

    ANY = auto()
    OWN_AREAS = auto()  # an area, or an authority, that is one's own
    ALL_OWN_AREAS = auto()  # every area named is one's own: what touches those of others too is not one's to do
    OWN_PLACES = auto()
    OWN_NEIGHBOURHOODS = auto()
    OWN_DEPARTMENTS = auto()
    OWN_LEAD = auto()
    NAMED = auto()  # the record names the person, such as a member of a joint team


P, R = Permission, Reach

_READER = {
    P.READ_PROGRAMME: R.ANY,
    P.READ_REGISTER: R.ANY,
    P.READ_FREEDOMS: R.ANY,
    P.WATCH: R.ANY,
    P.SAVE_VIEW: R.ANY,
    P.EXPORT_REGISTER: R.ANY,
    P.READ_PAPERS: R.ANY,
    P.READ_ROLLOUT: R.ANY,
    P.READ_NOMINATIONS: R.ANY,
    P.COMMENT_OFFER: R.ANY,
    P.GET_DIGESTS: R.ANY,
}
_WHITEHALL = {
    **_READER,
    P.READ_WHITEHALL_POSITIONS: R.ANY,
    P.EXPORT_PAPERS: R.ANY,
    P.READ_CALLS: R.ANY,
    P.READ_CONVERSATIONS: R.ANY,
    P.READ_AREA_DOCUMENTS: R.ANY,
    P.READ_ESTIMATES: R.ANY,
    P.READ_RUNS: R.ANY,
    P.READ_PROPOSALS: R.ANY,
    P.READ_OUTLINES: R.ANY,
    P.ASSESS_OUTLINES: R.ANY,
    P.READ_STRAND_PLAN: R.ANY,
}

GRANTS: dict[Role, dict[Permission, Reach]] = {
    Role.SECRETARIAT: {
        **_WHITEHALL,
        **dict.fromkeys(
            (
                P.RAISE_REQUEST,
                P.TRIAGE,
                P.BULK_CHANGE,
                P.IMPORT_REGISTER,
                P.REVERSE_CHANGES,
                P.STATE_POSITION,
                P.RESOLVE,
                P.WITHDRAW,
                P.SHARE_VIEW,
                P.EDIT_WORKSTREAMS,
                P.EDIT_PAPERS,
                P.ISSUE_PAPERS,
                P.EDIT_BODIES,
                P.ISSUE_CALLS,
                P.ANSWER_CALL,
                P.EDIT_PLACE,
                P.ASSIGN_LEADS,
                P.INVITE,
                P.READ_AUDIT,
                P.EDIT_ENGAGEMENT,
                P.EDIT_TIMELINE,
                P.ACKNOWLEDGE_NOMINATION,
                P.CONVERSE,
                P.EDIT_AREA_DOCUMENTS,
                P.READ_FINANCE,
                P.DECIDE_FINANCE,
                P.EDIT_OFFER,
                P.PUBLISH_OFFER,
                P.RECORD_TAKE_UP,
                P.EDIT_SUPPORT,
                P.ATTEND,
                P.EDIT_RUNS,
                P.EDIT_PROPOSAL,
                P.CLARIFY_PROPOSAL,
                P.CONFIRM_PROPOSAL,
                P.EDIT_QUIET_PERIODS,
                P.EDIT_NEIGHBOURHOOD,
                P.EDIT_STRANDS,
                P.EDIT_STRAND_PLAN,
                P.EDIT_PRACTICE,
                P.PUBLISH_PRACTICE,
            ),
            R.ANY,
        ),
    },
    Role.CHAMPION: {
        **_WHITEHALL,
        P.RAISE_REQUEST: R.ANY,
        P.STATE_POSITION: R.OWN_DEPARTMENTS,
        P.RESOLVE: R.OWN_LEAD,
        P.SHARE_VIEW: R.ANY,
        P.READ_FINANCE: R.OWN_DEPARTMENTS,
        P.DECIDE_FINANCE: R.OWN_DEPARTMENTS,
        P.EDIT_OFFER: R.OWN_DEPARTMENTS,
        P.CLARIFY_PROPOSAL: R.ANY,
        P.EDIT_STRAND_PLAN: R.NAMED,
    },
    Role.LOCALITY_LEAD: {
        **_WHITEHALL,
        P.RAISE_REQUEST: R.OWN_PLACES,
        P.STATE_NEXT_STEP: R.OWN_PLACES,
        P.EDIT_PLACE: R.OWN_PLACES,
        P.SHARE_VIEW: R.ANY,
        P.CONVERSE: R.OWN_PLACES,
        P.EDIT_AREA_DOCUMENTS: R.OWN_PLACES,
        P.READ_FINANCE: R.OWN_PLACES,
        P.RECORD_TAKE_UP: R.OWN_PLACES,
        P.ATTEND: R.OWN_PLACES,
        P.CLARIFY_PROPOSAL: R.OWN_PLACES,
        P.EDIT_NEIGHBOURHOOD: R.OWN_PLACES,
        P.EDIT_STRAND_PLAN: R.OWN_PLACES,
        P.EDIT_PRACTICE: R.OWN_PLACES,
    },
    Role.OFFICER: {
        **_READER,
        P.RAISE_REQUEST: R.OWN_AREAS,
        P.REPLY: R.OWN_AREAS,
        P.SAY_PERSISTS: R.OWN_AREAS,
        P.WITHDRAW: R.ALL_OWN_AREAS,
        P.READ_CALLS: R.OWN_AREAS,
        P.ANSWER_CALL: R.OWN_AREAS,
        P.EDIT_PLACE: R.OWN_AREAS,
        P.READ_NOMINATIONS: R.OWN_AREAS,
        P.EDIT_NOMINATION: R.OWN_AREAS,
        P.READ_CONVERSATIONS: R.OWN_AREAS,
        P.CONVERSE: R.OWN_AREAS,
        P.READ_AREA_DOCUMENTS: R.OWN_AREAS,
        P.EDIT_AREA_DOCUMENTS: R.OWN_AREAS,
        P.READ_FINANCE: R.OWN_AREAS,
        P.ASK_FINANCE: R.OWN_AREAS,
        P.RECORD_TAKE_UP: R.OWN_AREAS,
        P.ATTEND: R.OWN_AREAS,
        P.READ_ESTIMATES: R.OWN_AREAS,
        P.READ_PROPOSALS: R.OWN_AREAS,
        P.EDIT_PROPOSAL: R.OWN_AREAS,
        P.EDIT_NEIGHBOURHOOD: R.OWN_AREAS,
        P.READ_OUTLINES: R.OWN_AREAS,
        P.EDIT_OUTLINE: R.OWN_AREAS,
        P.READ_STRAND_PLAN: R.OWN_AREAS,
        P.EDIT_STRAND_PLAN: R.OWN_AREAS,
        P.EDIT_PRACTICE: R.OWN_AREAS,
    },
    Role.PARTNER: {
        **_READER,
        P.EDIT_OFFER: R.ANY,
        P.READ_OUTLINES: R.ANY,
        P.ASSESS_OUTLINES: R.ANY,
        P.READ_STRAND_PLAN: R.ANY,
    },
    Role.COMMUNITY: {
        P.READ_PROGRAMME: R.ANY,
        P.READ_ROLLOUT: R.ANY,
        P.READ_FREEDOMS: R.ANY,
        P.GET_DIGESTS: R.ANY,
        P.EDIT_NEIGHBOURHOOD: R.OWN_NEIGHBOURHOODS,
        P.READ_STRAND_PLAN: R.OWN_NEIGHBOURHOODS,
        P.EDIT_STRAND_PLAN: R.OWN_NEIGHBOURHOODS,
        P.EDIT_PRACTICE: R.OWN_NEIGHBOURHOODS,
    },
    Role.ADMINISTRATOR: {P.INVITE: R.ANY, P.MANAGE_ACCOUNTS: R.ANY, P.READ_AUDIT: R.ANY},
}


class NotPermitted(Exception):
    """Somebody tried what their role does not allow on this record."""


def holds(user: Any, permission: Permission) -> bool:
    """Whether `user`, signed in and active, has `permission` on any record at all.

    What reaches further than a role, such as own areas, is `areas.access.can`'s to say: it stands on this.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    return permission in GRANTS.get(user.role, {})


def require_role(user: Any, permission: Permission) -> None:
    """Raise NotPermitted unless `holds(user, permission)`."""
    if not holds(user, permission):
        raise NotPermitted(f"{user} may not {permission.name.lower().replace('_', ' ')}")
