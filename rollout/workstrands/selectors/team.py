"""The joint team of a plan, its support and what agencies answered, with totals and counts in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from areas.resource_years import Total, total_of
from cbtracker.web.formats import plural
from rollout.workstrands.models import AgencyAgreement, OperationalPlan, PlanGap, PlanItem, SupportItem, TeamMember

OPEN_ITEMS = (PlanItem.State.NOT_STARTED, PlanItem.State.IN_PROGRESS)


@dataclass(frozen=True)
class Team:
    """The people of a joint team by where they are from, and those who left."""

    sides: list[tuple[str, list[TeamMember]]]
    left: list[TeamMember]
    backfilling: Total
    without_owner: str

    @property
    def here(self) -> list[TeamMember]:
        """Those who are on it."""
        return [one for _, people in self.sides for one in people]


def read_team(plan: OperationalPlan, user: Any) -> Team:
    """The joint team, each with how many items and gaps (`items_open`, `gaps_open`) they see to; three queries."""
    people = list(members(user).filter(plan=plan))
    here = [one for one in people if one.to_on is None]
    return Team(
        sides=[
            (str(side.label), of_side)
            for side in TeamMember.Side
            if (of_side := [one for one in here if one.side == side.value])
        ],
        left=[one for one in people if one.to_on is not None],
        backfilling=total_of(one.backfill_pence for one in people if one.backfilled_by),
        without_owner=_without_owner(plan),
    )


def members(user: Any) -> QuerySet[TeamMember]:
    """People on the teams of plans that `user` may read, with how much each sees to."""
    return (
        TeamMember.objects.visible_to(user)
        .select_related("department", "user", "plan__place")
        .annotate(
            items_open=Count("items", filter=Q(items__state__in=OPEN_ITEMS), distinct=True),
            has_account=Q(user__isnull=False),
            gaps_open=Count("gaps", filter=Q(gaps__closed_on__isnull=True), distinct=True),
        )
    )


def _without_owner(plan: OperationalPlan) -> str:
    items = PlanItem.objects.filter(plan=plan, owner__isnull=True, state__in=OPEN_ITEMS).count()
    gaps = PlanGap.objects.filter(plan=plan, owner__isnull=True, closed_on__isnull=True).count()
    said = [plural(number, word) for number, word in ((items, "checklist item"), (gaps, "gap")) if number]
    return " and ".join(said)


def sees_to(member: TeamMember) -> str:
    """What `member` of `members()` sees to, in words; blank for nothing."""
    counts = ((member.items_open, "checklist item"), (member.gaps_open, "gap"))  # type: ignore[attr-defined]
    return " and ".join(plural(number, word) for number, word in counts if number)


def answers_in_words(agreements: Sequence[AgencyAgreement]) -> str:
    """How many agencies answered what, such as "2 agreed, 1 asked"; blank where there is none."""
    counts = Counter(one.state for one in agreements)
    words = {state.value: str(state.label).lower() for state in AgencyAgreement.State}
    order = ("agreed", "conditions", "declined", "asked")
    return ", ".join(f"{counts[state]} {words[state]}" for state in order if counts[state])


def cost_of(items: Sequence[SupportItem]) -> Total:
    """What a package of support costs."""
    return total_of(one.cost_pence for one in items)
