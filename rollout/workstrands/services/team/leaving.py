"""What becomes of a place on a joint team when somebody's access ends: it ends, and what was theirs waits for an owner.

Who takes over is the team's own to say: the page of the plan shows what has nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from cbtracker.accounts.models import User
from cbtracker.accounts.services import Charge
from cbtracker.web.formats import LONDON
from rollout.workstrands.models import TeamMember
from rollout.workstrands.services.team.members import hand_over


class TeamHandover:
    """Nobody has to be found before access can end: the rest of the team sees what has no owner."""

    def charges(self, user: User, now: datetime) -> Sequence[Charge]:
        """Nothing."""
        return []

    def hand_over(self, user: User, successors: Mapping[str, User], *, note: str, by: User, now: datetime) -> None:
        """End their place on a team today."""
        today = timezone.localdate(now, LONDON)
        for member in TeamMember.objects.select_related("plan").filter(user=user, to_on__isnull=True):
            ended = {"to_on": max(today, member.from_on), "version": F("version") + 1, "changed_at": now}
            TeamMember.objects.filter(pk=member.pk).update(**ended)
            hand_over(member, to=None, by=by, now=now)
