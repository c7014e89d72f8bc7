"""Routes to finance of an area: the steps on each, and recording the next one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import TooLate, Wrong
from cbtracker.rest.operation import operation
from rollout.api.money import Money
from rollout.api.money_shapes import RouteOut, RouteStepIn, of_route
from rollout.models import FinanceRoute, FinanceRouteStep, RouteKind, RouteOutcome
from rollout.services.finance_routes import StepTaken, record_route_step, route_of, steps_open_to

NOT_YOURS = "This step is not yours to record. Choose from {}."


class Routes(Money):
    """One route of one area, taken or not."""

    def route(self) -> FinanceRoute:
        """The route of the address, or 404."""
        if self.kwargs["kind"] not in RouteKind.values:
            raise Http404
        route = route_of(self.area(self.kwargs["slug"]), self.kwargs["kind"])
        self.require(Permission.READ_FINANCE, route)
        return route

    def steps(self, route: FinanceRoute) -> list[FinanceRouteStep]:
        """Its steps, the newest last."""
        return list(route.steps.select_related("recorded_by").order_by("on", "pk")) if route.pk else []

    def represent(self, row: Any) -> Any:
        """The route with its steps."""
        open_to = [step.value for step in steps_open_to(self.request.user, row)]
        return super().represent(of_route(row, self.steps(row), open_to))

    @operation("Read a route to finance", permission=Permission.READ_FINANCE, gives=RouteOut)
    def retrieve(self, request: Any, slug: str, kind: str) -> HttpResponseBase:
        """Every step that the area or the department took on it, the newest last."""
        return self.answer(self.route())

    @operation(
        "Record a step on a route",
        permission=Permission.READ_FINANCE,
        takes=RouteStepIn,
        gives=RouteOut,
        versioned=True,
        late=True,
    )
    def create(self, request: Any, slug: str, kind: str) -> HttpResponseBase:
        """The area records its interest and its case, the department the discussion and its decision. 409 once agreed.

        The ETag of a route that was not taken yet is "0".
        """
        route = self.route()
        open_to = steps_open_to(request.user, route)
        if not open_to:
            raise Http404
        said = self.said()
        if said["step"] not in open_to:
            detail = NOT_YOURS.format(", ".join(step.value for step in open_to))
            raise Wrong([{"pointer": "#/step", "detail": detail}])
        self.expect(route)
        self._still_open(route)
        record_route_step(
            area=route.area,
            kind=route.kind,
            taken=StepTaken(**said),
            expected_version=route.version,
            by=request.user,
            now=timezone.now(),
        )
        return self.answer(self.route())

    def _still_open(self, route: FinanceRoute) -> None:
        taken = self.steps(route)
        if taken and taken[-1].outcome == RouteOutcome.AGREED:
            raise TooLate("This route has ended: it was agreed.")
