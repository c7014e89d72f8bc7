"""One route to finance of one area: its steps, and recording the next one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from areas.access import can
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import NotPermitted, Permission
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import read_version
from cbtracker.web.once import once
from rollout.forms.finance_routes import RouteStepForm
from rollout.models import FinanceRoute, RouteKind
from rollout.services.finance_routes import record_route_step, route_of, steps_open_to
from rollout.views.money import MoneyReader


class FinanceRoutePage(MoneyReader):
    """Every step on the route, newest last, and for those who may a form for the next."""

    def route(self) -> FinanceRoute:
        """The route, begun or not, or 404."""
        kind = self.kwargs["kind"]
        if kind not in RouteKind.values:
            raise Http404
        route = route_of(self.area(self.kwargs["slug"]), kind)
        if not can(self.user, Permission.READ_FINANCE, on=route):
            raise Http404
        return route

    def show(self, route: FinanceRoute, form: RouteStepForm | None, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`."""
        steps = list(route.steps.select_related("recorded_by").order_by("on", "pk")) if route.pk else []
        ended = bool(steps and steps[-1].outcome == "agreed")
        context = {"route": route, "area": route.area, "steps": steps, "ended": ended, "version": route.version}
        return self.page("finance_route", status, form=None if ended and not more else form, **context, **more)

    def form(self, route: FinanceRoute, *given: Any) -> RouteStepForm | None:
        """The form of the steps that the person may record; None where there are none."""
        steps = steps_open_to(self.user, route)
        initial = {"from_year": route.from_year}
        return RouteStepForm(*given, kind=route.kind, steps=steps, initial=initial) if steps else None

    def get(self, request: HttpRequest, slug: str, kind: str) -> HttpResponse:
        """Show it."""
        route = self.route()
        return self.show(route, self.form(route))

    def post(self, request: HttpRequest, slug: str, kind: str) -> HttpResponse:
        """Record a step once, show what is wrong, or show what somebody else recorded first."""
        route = self.route()
        form, expected = self.form(route, request.POST), read_version(request.POST)
        if form is None:
            raise Http404
        if expected is None:
            form.add_error(None, two_writers.MALFORMED)
        if not form.is_valid() or expected is None:
            return self.show(route, form, FORM_WRONG)
        try:
            with once(request) as first:
                if first:
                    self.record(route, form, expected)
        except StaleVersion:
            return self.show(self.route(), form, CONFLICT, conflict=True)
        except NotPermitted as hidden:
            raise Http404 from hidden
        except ValidationError as wrong:
            attach(form, wrong)
            return self.show(self.route(), form, FORM_WRONG)
        messages.success(request, "Step recorded")
        return redirect("rollout:finance_route", slug=slug, kind=kind)

    def record(self, route: FinanceRoute, form: RouteStepForm, expected: int) -> None:
        """Call the service. Raises StaleVersion, NotPermitted, ValidationError."""
        record_route_step(
            area=route.area,
            kind=route.kind,
            taken=form.taken(),
            expected_version=expected,
            by=self.user,
            now=timezone.now(),
        )
