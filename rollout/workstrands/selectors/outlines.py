"""What pages about outline proposals read, each as its reader may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from areas.access import can, duties_of
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from rollout.workstrands.models import OutlineDecision, OutlineProposal, Workstrand


@dataclass(frozen=True)
class OutlineSight:
    """How much of an outline proposal somebody may see beside its answers.

    `signers`: who signs it, and why it was withdrawn; `comments`: what a signer wants changed, which is the place's own
    matter; `contacts`: how to reach the person to ask.
    """

    signers: bool
    comments: bool
    contacts: bool


def listed_outlines(user: Any) -> QuerySet[OutlineProposal]:
    """Outline proposals visible to `user` with `place`, the name that they are sorted by."""
    place = Coalesce(NullIf("neighbourhood_name", Value("")), F("authority__short_name"), output_field=CharField())
    return OutlineProposal.objects.visible_to(user).annotate(place=place).select_related("strand", "authority")


def sight_of_outline(user: Any, outline: OutlineProposal) -> OutlineSight:
    """How much of `outline`, which is visible to `user`, they may see."""
    own = can(user, Permission.EDIT_OUTLINE, on=outline)
    return OutlineSight(signers=own or user.is_whitehall, comments=own, contacts=own or user.is_whitehall)


def decision_of(outline: OutlineProposal, user: Any) -> OutlineDecision | None:
    """What became of `outline`: for its own officers and Whitehall; the judgements behind it are nobody's here."""
    if not (user.is_whitehall or can(user, Permission.EDIT_OUTLINE, on=outline)):
        return None
    return OutlineDecision.objects.filter(outline=outline).first()


def outlines_of_strand(strand: Workstrand, user: Any) -> list[OutlineProposal]:
    """The outline proposals of `strand` that `user` may see, by place."""
    rows: Any = listed_outlines(user).filter(strand=strand)
    return list(rows.order_by("place", "pk"))


def own_authorities(user: Any) -> list[Authority]:
    """The authorities that `user` may propose a place for, in alphabetical order."""
    if not can(user, Permission.EDIT_OUTLINE):
        return []
    return list(Authority.objects.filter(pk__in=duties_of(user).authorities).order_by("short_name"))
