"""What pages and the API read of assessors, judgements and selected places, each as its reader may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from areas.access import can
from cbtracker.accounts.permissions import WHITEHALL_ROLES, Permission
from rollout.workstrands.models import (
    Assessor,
    Criterion,
    Judgement,
    OutlineDecision,
    OutlineProposal,
    StrandPlace,
    Workstrand,
)
from rollout.workstrands.selectors.judged import absent_bodies, by_people, missing_of


def assessors(user: Any) -> QuerySet[Assessor]:
    """Assessors whose declarations `user` may read: all for Whitehall; for an assessor those of the same workstrand."""
    rows = Assessor.objects.visible_to(user).select_related("user", "strand").prefetch_related("recused_from")
    if not can(user, Permission.ASSESS_OUTLINES):
        return rows.none()
    return rows if user.role in WHITEHALL_ROLES else rows.filter(strand__in=_own_strands(user))


def strands_to_assess(user: Any) -> QuerySet[Workstrand]:
    """Workstrands of which `user` may read what assessors say."""
    rows = Workstrand.objects.visible_to(user)
    if not can(user, Permission.ASSESS_OUTLINES):
        return rows.none()
    return rows if user.role in WHITEHALL_ROLES else rows.filter(number__in=_own_strands(user))


def _own_strands(user: Any) -> QuerySet[Any]:
    mine = Assessor.objects.filter(user=user, stood_down_on__isnull=True)
    return mine.order_by().values("strand")


def own_assessor(strand: int, user: Any) -> Assessor | None:
    """`user` as an assessor of the workstrand of this number, while they are one."""
    rows = Assessor.objects.visible_to(user).filter(strand=strand, user=user, stood_down_on__isnull=True)
    return rows.prefetch_related("recused_from").first()


def judgements(user: Any) -> QuerySet[Judgement]:
    """Judgements that `user` may read, with who said them."""
    return by_people(Judgement.objects.visible_to(user)).select_related("assessor__user", "criterion", "outline")


def outlines_to_judge(strand: Workstrand, user: Any) -> QuerySet[OutlineProposal]:
    """Outline proposals of `strand` that were submitted, in alphabetical order of their places: nothing ranks them."""
    rows = OutlineProposal.objects.visible_to(user).submitted().filter(strand=strand)
    return rows.select_related("authority", "strand", "decision").order_by(
        "authority__short_name", "neighbourhood_name", "pk"
    )


def places(user: Any) -> QuerySet[StrandPlace]:
    """Selected places, by workstrand and slot, those that ended before the one that replaced them."""
    rows = StrandPlace.objects.visible_to(user).select_related("strand", "authority", "neighbourhood", "outline")
    return rows.select_related("replaces").order_by("strand", "slot", "selected_on", "pk")


@dataclass(frozen=True)
class PlaceEvent:
    """That a place was selected, or that its part ended, and why."""

    on: date
    title: str
    said: str


def _end_of(place: StrandPlace) -> list[PlaceEvent]:
    """That its part ended, where it did."""
    return [PlaceEvent(place.ended_on, f"The part of {place} ended", place.ended_reason)] if place.ended_on else []


@dataclass(frozen=True)
class Selection:
    """What the page of a workstrand says of who assesses and of which places were selected, and why."""

    assessors: list[Assessor]
    former: list[Assessor]
    absent: list[str]
    places: list[StrandPlace]
    own: Assessor | None
    may_compare: bool
    may_keep: bool

    @property
    def active(self) -> list[StrandPlace]:
        """Those that take part."""
        return [one for one in self.places if one.is_active]

    @property
    def events(self) -> list[PlaceEvent]:
        """Every selection and every end of a place with its reason, the oldest first."""
        found = []
        for one in sorted(self.places, key=lambda place: place.pk):
            if one.replaces:  # on one day, an end comes before what took the place of it
                found += _end_of(one.replaces)
            instead = f", in the place of {one.replaces}" if one.replaces else ""
            found.append(PlaceEvent(one.selected_on, f"{one} was selected{instead}", one.reason))
        replaced = {one.replaces_id for one in self.places}
        found += [event for one in self.places if one.pk not in replaced for event in _end_of(one)]
        return sorted(found, key=lambda event: event.on)


def selection_of(strand: Workstrand, user: Any) -> Selection:
    """Gather it; three queries, however many there are."""
    rows = Assessor.objects.visible_to(user).filter(strand=strand).select_related("user")
    everybody = list(rows.order_by("user__full_name", "pk"))
    now = [one for one in everybody if one.stood_down_on is None]
    own = next((one for one in now if one.user_id == user.pk), None)
    return Selection(
        assessors=now,
        former=[one for one in everybody if one.stood_down_on is not None],
        absent=absent_bodies(strand, now),
        places=list(places(user).filter(strand=strand)),
        own=own,
        may_compare=user.role in WHITEHALL_ROLES or (own is not None and can(user, Permission.ASSESS_OUTLINES)),
        may_keep=can(user, Permission.EDIT_STRANDS),
    )


@dataclass(frozen=True)
class Compared:
    """An outline proposal among the others: what was said of it by criterion, and what is missing."""

    outline: OutlineProposal
    said: dict[int, list[Judgement]]
    missing: list[str]
    decision: OutlineDecision | None
    may_judge: bool

    def said_by(self, criterion: Criterion, body: str) -> list[Judgement]:
        """What assessors of `body` said of it by `criterion`."""
        return [one for one in self.said.get(criterion.pk, ()) if one.assessor.body == body]

    @property
    def is_open(self) -> bool:
        """Whether it can still be judged."""
        return self.decision is None and self.outline.withdrawn_at is None

    @property
    def can_be_selected(self) -> bool:
        """Whether it was neither withdrawn nor selected yet."""
        selected = self.decision is not None and self.decision.outcome == OutlineDecision.Outcome.SELECTED
        return not selected and self.outline.withdrawn_at is None


@dataclass(frozen=True)
class Comparison:
    """All outline proposals of a workstrand beside each other, criterion by criterion."""

    criteria: list[Criterion]
    outlines: list[Compared]


def comparison_of(strand: Workstrand, user: Any) -> Comparison:
    """Gather it; the number of queries does not grow with outline proposals or judgements."""
    criteria = list(strand.criteria.all())
    own = own_assessor(strand.number, user)
    recused = {one.pk for one in own.recused_from.all()} if own is not None else set()
    may_judge = own is not None and own.declared_on is not None
    said = Prefetch("judgements", by_people(Judgement.objects.visible_to(user)).prefetch_related(RECUSED))
    lines = []
    for outline in outlines_to_judge(strand, user).prefetch_related(said):
        judged: dict[int, list[Judgement]] = {}
        for one in outline.judgements.all():
            judged.setdefault(one.criterion_id, []).append(one)
        lines.append(
            Compared(
                outline,
                judged,
                missing_of(strand.number, criteria, _that_count(outline)),
                decision_of(outline),
                may_judge and outline.authority_id not in recused,
            )
        )
    return Comparison(criteria, lines)


RECUSED = "assessor__recused_from"


def _that_count(outline: OutlineProposal) -> list[tuple[int, str]]:
    return [
        (one.criterion_id, one.assessor.body)
        for one in outline.judgements.all()
        if one.assessor.declared_on is not None
        and outline.authority_id not in {authority.pk for authority in one.assessor.recused_from.all()}
    ]


def decision_of(outline: OutlineProposal) -> OutlineDecision | None:
    """What was decided of `outline`, which the caller has read with it."""
    return getattr(outline, "decision", None)
