"""What pages about nominations read, each as its reader may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from areas.access import can
from areas.models import Area, Authority, LocalityLead
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.models import AuditEvent
from requests_log.models import LoggedRequest
from rollout.models import Conversation, Nomination, SignOff

WITHDRAWN, RESUMED = "nomination.withdrawn", "nomination.resumed"


@dataclass(frozen=True)
class Member:
    """An authority that takes part, with who signs for it and who leads for it in Whitehall; None where nobody does."""

    authority: Authority
    sign_off: SignOff | None
    lead: LocalityLead | None


@dataclass(frozen=True)
class Sight:
    """How much of a nomination somebody may see beside its answers.

    `signers`: who signs for the place. `comments`: what a second person wants changed, which is the place's own matter
    and not Whitehall's. `contacts`: how to reach the people who are named.
    """

    signers: bool
    comments: bool
    contacts: bool


def listed_nominations(user: Any) -> QuerySet[Nomination]:
    """Nominations visible to `user` with `place`, the name that they are sorted by, and their authorities."""
    place = Coalesce(NullIf("name", Value("")), F("lead_authority__short_name"), output_field=CharField())
    rows = Nomination.objects.visible_to(user).annotate(place=place)
    return rows.select_related("lead_authority").prefetch_related("authorities")


def nominations_of(authority: Authority, user: Any) -> list[Nomination]:
    """The nominations of `authority` that `user` may see, the newest first."""
    rows = Nomination.objects.visible_to(user).filter(members__authority=authority)
    return list(rows.select_related("lead_authority").prefetch_related("authorities"))


def nomination_of_area(area: Area, user: Any) -> Nomination | None:
    """The nomination of which `area` was made, where there is one that `user` may see."""
    return Nomination.objects.visible_to(user).filter(area=area).first()


def sight_of(user: Any, nomination: Nomination) -> Sight:
    """How much of `nomination`, which is visible to `user`, they may see."""
    own, whitehall = can(user, Permission.EDIT_NOMINATION, on=nomination), user.is_whitehall
    return Sight(signers=own or whitehall, comments=own, contacts=own or whitehall)


def members_of(nomination: Nomination, today: date) -> list[Member]:
    """The authorities of `nomination` in alphabetical order."""
    authorities = list(nomination.authorities.order_by("short_name"))
    signing = {one.authority_id: one for one in nomination.sign_offs.current().select_related("asked_by")}
    held = LocalityLead.objects.in_force(today).filter(authority__in=authorities).select_related("user")
    leads = {one.authority_id: one for one in held}
    return [Member(one, signing.get(one.pk), leads.get(one.pk)) for one in authorities]


def requests_of(nomination: Nomination, user: Any) -> list[LoggedRequest]:
    """The requests that its barriers became, those that `user` may see, in the order in which they were raised."""
    if nomination.area_id is None:
        return []
    rows = LoggedRequest.objects.visible_to(user).filter(areas=nomination.area_id, source=str(nomination))
    return list(rows.order_by("number"))


def leavings_of(nomination: Nomination) -> list[AuditEvent]:
    """When it was withdrawn and resumed: the nomination itself keeps only where it is now."""
    rows = AuditEvent.objects.filter(object_type=Nomination._meta.label_lower, object_id=str(nomination.pk))
    return list(rows.filter(verb__in=[WITHDRAWN, RESUMED]))


def conversations_of(nomination: Nomination, user: Any) -> list[Conversation]:
    """The conversations with its authorities that `user` may know of."""
    rows = Conversation.objects.visible_to(user).filter(authority__in=nomination.authorities.all())
    return list(rows.select_related("authority"))
