"""Which operational plan somebody asks for as a paper: as it is written now, or a version that was agreed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cbtracker.accounts.permissions import WHITEHALL_ROLES, Role
from cbtracker.papers.plan_paper import plan_paper
from cbtracker.papers.structure import BoardPaper
from cbtracker.web.formats import as_date
from rollout.workstrands.models import OperationalPlan, PlanVersion
from rollout.workstrands.plan_data import budget_totals, plan_as_data
from rollout.workstrands.version_reading import readable

_AUDIENCES = {Role.PARTNER: "partners"}
FOR_THE_PLACE, FOR_WHITEHALL = "the place and its joint team", "Whitehall"


class NoSuchPlan(LookupError):
    """There is no such plan, or version of it, that the person may read."""


def made_plan_paper(place: str, *, user: Any, number: int | None = None, marking: str, now: datetime) -> BoardPaper:
    """The plan of the place with the slug `place` as `user` may read it; `number`: that version. Raises NoSuchPlan."""
    rows = OperationalPlan.objects.visible_to(user)
    plan = rows.select_related("place__authority", "place__neighbourhood").filter(place__slug=place).first()
    if plan is None:
        raise NoSuchPlan(place)
    audience = _audience(user)
    if number is None:
        data, totals = readable(plan_as_data(plan), user, plan=plan), budget_totals(plan)
        return plan_paper(data, totals, as_at=now, marking=marking, audience=audience)
    version = PlanVersion.objects.visible_to(user).filter(plan=plan, number=number).first()
    if version is None:
        raise NoSuchPlan(place)
    said = f"Version {version.number}, agreed on {as_date(version.agreed_on)} by {version.agreed_with}"
    data = readable(version.data, user, plan=plan)
    return plan_paper(data, version.totals, as_at=version.frozen_at, marking=marking, audience=audience, version=said)


def _audience(user: Any) -> str:
    if user.role in WHITEHALL_ROLES:
        return FOR_WHITEHALL
    return _AUDIENCES.get(user.role, FOR_THE_PLACE)
