"""What is known of areas' money, as somebody may see it: advances, and routes to finance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from areas.access import can, duties_of
from areas.models import Area, Department
from cbtracker.accounts.permissions import Permission
from cbtracker.web.formats import LONDON
from rollout.models import Advance, FinanceRoute, FinanceRouteStep, Repayment, RouteKind
from rollout.models.routes import DEPARTMENT_OF
from rollout.schedules import Schedule
from rollout.services.finance_routes import steps_open_to

ADVANCE_COLUMNS = (
    *("advance", "area", "department", "state", "amount_pounds", "drawn_from", "drawn_to", "purpose"),
    *("asked_on", "decided_on", "reason", "drawn_on", "repaid_on", "withdrawn_on"),
    *("repayment_year", "repayment_pounds"),
)


@dataclass(frozen=True)
class RouteOfArea:
    """A kind of route, and how far an area has come on it.."""

    kind: RouteKind
    department: str
    steps: list[FinanceRouteStep]
    from_year: int | None
    may_record: bool

    @property
    def last(self) -> FinanceRouteStep | None:
        """The latest step."""
        return self.steps[-1] if self.steps else None


@dataclass(frozen=True)
class AreaMoney:
    """One area's advances, the newest last, and every route that the person may see."""

    area: Area
    advances: list[Advance]
    routes: list[RouteOfArea]


def advances_for(user: Any) -> QuerySet[Advance]:
    """Advances that `user` may see, with area, department and schedule, by area in alphabetical order."""
    schedule = Prefetch("repayments", queryset=Repayment.objects.order_by("year"), to_attr="schedule_rows")
    rows = Advance.objects.visible_to(user).select_related("area", "department", "asked_by", "decided_by")
    return rows.prefetch_related(schedule)


def routes_for(user: Any) -> QuerySet[FinanceRoute]:
    """Routes that `user` may see, with their steps in order."""
    steps = Prefetch(
        "steps",
        queryset=FinanceRouteStep.objects.select_related("recorded_by").order_by("on", "pk"),
        to_attr="steps_taken",
    )
    return FinanceRoute.objects.visible_to(user).select_related("area", "department").prefetch_related(steps)


def schedule_of(advance: Advance) -> Schedule:
    """The schedule of an advance of `advances_for`."""
    rows: list[Repayment] = advance.schedule_rows  # type: ignore[attr-defined]
    return Schedule(advance.amount_pence, advance.drawn_to, {row.year: row.amount_pence for row in rows})


def areas_with_money(user: Any) -> QuerySet[Area]:
    """Areas of which `user` may see some money, and their own, by name; with `advances_seen` and `routes_seen`."""
    if not can(user, Permission.READ_FINANCE):
        return Area.objects.none()
    asked = Advance.objects.visible_to(user).order_by().values("area")
    taken = FinanceRoute.objects.visible_to(user).order_by().values("area")
    areas = Area.objects.filter(Q(pk__in=asked) | Q(pk__in=taken) | Q(pk__in=duties_of(user).areas))
    advances = advances_for(user).order_by("begun_at", "pk")
    return areas.order_by("name").prefetch_related(
        Prefetch("advances", queryset=advances, to_attr="advances_seen"),
        Prefetch("finance_routes", queryset=routes_for(user), to_attr="routes_seen"),
    )


def advances_in(areas: QuerySet[Area], user: Any, *, state: str = "") -> QuerySet[Advance]:
    """The advances of `areas` that `user` may see; with `state` those that are in it."""
    advances = advances_for(user).filter(area__in=areas.order_by().values("pk"))
    return advances.filter(state=state) if state else advances


def advances_name() -> str:
    """What a file of advances is called today."""
    return f"advances-{timezone.localdate(timezone=LONDON).isoformat()}"


def money_in(area: Area, user: Any) -> AreaMoney:
    """The money of one of `areas_with_money`, its begun routes only; no query."""
    routes: list[FinanceRoute] = area.routes_seen  # type: ignore[attr-defined]
    return AreaMoney(area, area.advances_seen, [_told(route, user) for route in routes])  # type: ignore[attr-defined]


def money_of(area: Area, user: Any) -> AreaMoney | None:
    """The money of `area` as `user` may see it, with every route that is theirs to see, taken or not.

    None where nothing of it is theirs: the department of a champion neither decides on it nor could.
    """
    if not can(user, Permission.READ_FINANCE):
        return None
    advances = list(advances_for(user).filter(area=area).order_by("begun_at", "pk"))
    taken = {route.kind: route for route in routes_for(user).filter(area=area)}
    departments = {one.abbreviation: one for one in Department.objects.filter(abbreviation__in=DEPARTMENT_OF.values())}
    routes = []
    for kind in RouteKind:
        department = departments.get(DEPARTMENT_OF[kind])
        route = taken.get(kind) or FinanceRoute(area=area, kind=kind, department=department)
        if can(user, Permission.READ_FINANCE, on=route):
            routes.append(_told(route, user))
    return AreaMoney(area, advances, routes) if advances or routes else None


@dataclass(frozen=True)
class MoneyInShort:
    """What the page of a place says of its money."""

    advances: list[Advance]
    routes: list[FinanceRoute]


def money_in_short(area: Area, user: Any) -> MoneyInShort | None:
    """Advances and begun routes of `area` as `user` may see them, in three queries; None where that is nothing."""
    if not can(user, Permission.READ_FINANCE):
        return None
    advances = Advance.objects.visible_to(user).filter(area=area).select_related("area").order_by("begun_at", "pk")
    told = MoneyInShort(list(advances), list(routes_for(user).filter(area=area)))
    is_told = told.advances or told.routes or can(user, Permission.READ_FINANCE, on=area)
    return told if is_told else None


def _told(route: FinanceRoute, user: Any) -> RouteOfArea:
    decides = route.department.name if route.department_id else DEPARTMENT_OF[route.kind]
    steps: list[FinanceRouteStep] = getattr(route, "steps_taken", [])
    may_record = bool(steps_open_to(user, route))
    return RouteOfArea(RouteKind(route.kind), decides, steps, route.from_year, may_record)


def advance_rows(advances: QuerySet[Advance]) -> Iterator[tuple[Any, ...]]:
    """A row for each repayment, and one for an advance without; money in pounds, dates as dates."""
    for advance in advances:
        said = (
            advance.pk,
            advance.area.name,
            advance.department.abbreviation,
            advance.get_state_display(),
            _pounds(advance.amount_pence),
            advance.drawn_from,
            advance.drawn_to,
            advance.purpose,
            advance.asked_on,
            advance.decided_on,
            advance.reason,
            advance.drawn_on,
            advance.repaid_on,
            advance.withdrawn_on,
        )
        lines = schedule_of(advance).lines
        for line in lines:
            yield (*said, line.year, _pounds(line.amount_pence))
        if not lines:
            yield (*said, None, None)


def _pounds(pence: int) -> str:
    """Pence as pounds that a spreadsheet reads as a number: "1250000.50"."""
    return f"{pence // 100}.{pence % 100:02}"
