"""Who is on the joint team: they work solely on one plan, and what they see to is handed over when they leave.

F003 ¶10 and Annex B ¶5: a single team of officials from Whitehall and the place, whose own jobs others do meanwhile.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from cbtracker.accounts.permissions import WHITEHALL_ROLES, Role
from cbtracker.audit.services import record
from cbtracker.web.formats import LONDON, as_date, plural
from rollout.services.kept import Faults, check_days, refuse
from rollout.workstrands.models import PlanGap, PlanItem, TeamMember
from rollout.workstrands.services.parts import PartService, plan_of

LARGEST_COST = 10**12
"""In pence: nobody's job costs £10 billion to backfill, and a slip of the finger should not be kept."""


def _check(member: TeamMember) -> Faults:
    faults: Faults = {}
    check_days(faults, ("from_on", member.from_on), ("to_on", member.to_on))
    if member.department is not None and member.side != TeamMember.Side.WHITEHALL:
        faults["department"] = "Only people from Whitehall have a department. Clear it, or select Whitehall above"
    if member.backfill_pence is not None and not member.backfilled_by:
        faults["backfilled_by"] = "Enter who does their job meanwhile, or clear the cost"
    if member.backfill_pence is not None and not 0 <= member.backfill_pence <= LARGEST_COST:
        faults["backfill_pence"] = "Enter a cost from nothing to £10 billion"
    faults |= _check_account(member)
    return faults


def _check_account(member: TeamMember) -> Faults:
    user = member.user
    if user is None or member.to_on is not None:
        return {}
    if user.role == Role.ADMINISTRATOR or not user.is_active:
        return {"user": f"{user} has no part in the programme. Leave the account blank"}
    if user.role in WHITEHALL_ROLES and member.side != TeamMember.Side.WHITEHALL:
        return {"side": f"{user} has a Whitehall account. Select Whitehall as where they are from"}
    return _elsewhere(member)


def _elsewhere(member: TeamMember) -> Faults:
    """The fault of somebody who is on a team already, with what to do about it."""
    there = TeamMember.objects.filter(user=member.user, to_on__isnull=True).exclude(pk=member.pk)
    other = there.select_related("plan__place").first() if member.user is not None else None
    if other is None:
        return {}
    if other.plan_id == member.plan_id:
        return {"user": f"{member.user} is on this team already. Change what the team says of them"}
    where = other.plan.place.name
    first = "Ask that team to record that they left, then add them"
    return {"user": f"{member.user} works solely on the plan of {where}. {first}"}


class TeamService(PartService[TeamMember]):
    """Keeps people on the joint team: nobody is removed while something is theirs to see to."""

    @transaction.atomic
    def remove(self, *, row: TeamMember, expected_version: int, by: Any, now: datetime) -> None:
        """Remove somebody who was added by mistake. Raises as `PartService.remove` does."""
        owned = in_words(row)
        if owned:
            raise ValidationError(
                f"{row.full_name} sees to {owned}. Record that they left the team, and who takes over from them"
            )
        super().remove(row=row, expected_version=expected_version, by=by, now=now)


TEAM = TeamService(TeamMember, check=_check, taken=_elsewhere)


def open_items(member: TeamMember) -> Any:
    """The checklist items that are `member`'s to see to and not done."""
    return PlanItem.objects.filter(owner=member, state__in=[PlanItem.State.NOT_STARTED, PlanItem.State.IN_PROGRESS])


def open_gaps(member: TeamMember) -> Any:
    """The gaps that are `member`'s to close."""
    return PlanGap.objects.filter(owner=member, closed_on__isnull=True)


def in_words(member: TeamMember) -> str:
    """What `member` sees to, such as "2 checklist items and 1 gap"; blank for nothing."""
    items, gaps = open_items(member).count(), open_gaps(member).count()
    said = [plural(items, "checklist item")] if items else []
    return " and ".join([*said, plural(gaps, "gap")] if gaps else said)


@transaction.atomic
def leave_team(
    member: TeamMember, *, to_on: date, hand_to: TeamMember | None, expected_version: int, by: Any, now: datetime
) -> TeamMember:
    """Record that `member` left on `to_on`; `hand_to` of the same team, or nobody, sees to what was theirs.

    Raises NotPermitted, StaleVersion, PlanClosed; ValidationError for a day to come, for then they are still on the
    team, and for somebody who is not on it.
    """
    faults: Faults = {}
    today = timezone.localdate(now, LONDON)
    if not member.from_on <= to_on <= today:
        faults["to_on"] = f"Enter a date from {as_date(member.from_on)}, when they joined, to today"
    if hand_to is not None and (
        hand_to.plan_id != member.plan_id or hand_to.to_on is not None or hand_to.pk == member.pk
    ):
        faults["hand_to"] = "Select somebody who is on the team of this plan"
    refuse(faults)
    left = TEAM.change(row=member, values={"to_on": to_on}, expected_version=expected_version, by=by, now=now)
    hand_over(left, to=hand_to, by=by, now=now)
    return left


def hand_over(member: TeamMember, *, to: TeamMember | None, by: Any, now: datetime) -> None:
    """Give what `member` saw to and is still open to `to`, or leave it without an owner; for services of this app."""
    counts = {}
    owned: dict[str, models.QuerySet[Any]] = {"items": open_items(member), "gaps": open_gaps(member)}
    for name, rows in owned.items():
        counts[name] = rows.update(owner=to, version=F("version") + 1, changed_at=now)
    if any(counts.values()):
        data = {**counts, "to": to.pk if to else None, "plan": plan_of(member).pk}
        record(by=by, verb="workstrands.team_handed_over", on=member, label="Team member", data=data, now=now)
