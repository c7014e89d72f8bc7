"""Steps that areas and departments take on routes to finance (F004 A ¶3, B)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from areas.access import can
from areas.models import Area, Department
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import NotPermitted, Permission
from cbtracker.audit.services import record
from cbtracker.web.formats import LONDON, as_date
from rollout.models import FinanceRoute, FinanceRouteStep, RouteKind, RouteOutcome, RouteStep
from rollout.models.money import NOTE_LENGTH
from rollout.models.routes import DEPARTMENT_OF, INCENTIVE_MODEL_FROM

TAKEN_WITH: dict[str, Permission] = {
    RouteStep.INTEREST: Permission.ASK_FINANCE,
    RouteStep.DISCUSSION: Permission.DECIDE_FINANCE,
    RouteStep.CASE: Permission.ASK_FINANCE,
    RouteStep.DECISION: Permission.DECIDE_FINANCE,
}
"""Which permission each step is recorded with: the area's own ones, and those of the department."""


@dataclass(frozen=True, kw_only=True)
class StepTaken:
    """A step on the day `on`. `outcome` is of a decision, whose reason is `note`; `from_year` as of the route."""

    step: str
    on: date
    from_year: int
    note: str = ""
    outcome: str = ""


def route_of(area: Area, kind: str) -> FinanceRoute:
    """The route `kind` of `area`; a new one, not saved, where it has taken no step on it yet."""
    route = FinanceRoute.objects.filter(area=area, kind=kind).select_related("area", "department").first()
    if route is not None:
        return route
    department = Department.objects.filter(abbreviation=DEPARTMENT_OF[kind]).first()
    return FinanceRoute(area=area, kind=kind, department=department)


def steps_open_to(user: Any, route: FinanceRoute) -> list[RouteStep]:
    """The steps that `user` may record on `route`, in their order."""
    return [step for step in RouteStep if can(user, TAKEN_WITH[step], on=route)]


@transaction.atomic
def record_route_step(
    *, area: Area, kind: str, taken: StepTaken, expected_version: int, by: Any, now: datetime
) -> FinanceRouteStep:
    """Record that `area`, or the department that decides, took a step on the route `kind`.

    Raises NotPermitted, StaleVersion, ValidationError by field. `expected_version` is 0 before the first step.
    """
    route = route_of(area, kind)
    if taken.step not in steps_open_to(by, route):
        raise NotPermitted(f"{by} may not record this step")
    _check_words(kind, taken)
    if route.department_id is None:
        raise ValidationError(f"{DEPARTMENT_OF[kind]}, which decides on this route, is not among the departments")
    route, _ = FinanceRoute.objects.get_or_create(
        area=area, kind=kind, defaults={"department": route.department, "from_year": taken.from_year}
    )
    claimed = FinanceRoute.objects.filter(pk=route.pk, version=expected_version)
    if claimed.update(version=F("version") + 1, from_year=taken.from_year) != 1:
        raise StaleVersion(FinanceRoute.objects.select_related("area", "department").get(pk=route.pk))
    _check_order(list(route.steps.all()), taken, now)
    step = FinanceRouteStep(
        route=route,
        step=taken.step,
        on=taken.on,
        outcome=taken.outcome,
        note=taken.note,
        recorded_by=by,
        recorded_at=now,
    )
    step.full_clean()
    step.save()
    _audit(by, step, now)
    return step


def _check_words(kind: str, taken: StepTaken) -> None:
    faults: dict[str, str] = {}
    if kind == RouteKind.INCENTIVE and taken.from_year < INCENTIVE_MODEL_FROM:
        faults["from_year"] = "The Financial Incentive Model is open from 2012 to 2013 onwards"
    if taken.step == RouteStep.DECISION and taken.outcome not in RouteOutcome.values:
        faults["outcome"] = "Select what was decided"
    if taken.step != RouteStep.DECISION and taken.outcome:
        faults["outcome"] = "Leave the decision blank: it is for the step “Decision”"
    if taken.step == RouteStep.DECISION and not taken.note.strip():
        faults["note"] = "Enter the reason for the decision"
    if len(taken.note) > NOTE_LENGTH:
        faults["note"] = f"Note must be {NOTE_LENGTH:,} characters or fewer"
    if faults:
        raise ValidationError(faults)


def _check_order(before: list[FinanceRouteStep], taken: StepTaken, now: datetime) -> None:
    """Dates follow each other; a decision follows a business case, and ends the route where it is agreed."""
    last = before[-1] if before else None
    if last is not None and last.outcome == RouteOutcome.AGREED:
        raise ValidationError(f"This route ended on {as_date(last.on)}, when it was agreed")
    if last is not None and taken.on < last.on:
        raise ValidationError({"on": f"Date must be on or after {as_date(last.on)}, the date of the last step"})
    if taken.on > timezone.localdate(now, LONDON):
        raise ValidationError({"on": "Date must be today or in the past"})
    since = [step.step for step in before]
    if RouteStep.DECISION in since:
        since = since[len(since) - since[::-1].index(RouteStep.DECISION) :]
    if taken.step == RouteStep.DECISION and RouteStep.CASE not in since:
        raise ValidationError({"step": "A decision needs a business case first, recorded by the area"})


def _audit(by: Any, step: FinanceRouteStep, now: datetime) -> None:
    """Record what was done. The label names the area only: administrators read labels, and no programme data."""
    area = step.route.area.name
    data = {"area": area, "route": step.route.kind, "step": step.step, "on": step.on.isoformat()}
    more = {"outcome": step.outcome, "note": step.note, "from_year": step.route.from_year}
    record(by=by, verb="route.step_taken", on=step, label=f"Finance route of {area}", data={**data, **more}, now=now)
