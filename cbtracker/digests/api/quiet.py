"""Quiet periods: everybody reads them; the secretariat adds, changes and removes them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.digests.api.shapes import QuietPeriodIn, QuietPeriodOut
from cbtracker.digests.models import QuietPeriod
from cbtracker.digests.services.quiet import add_quiet_period, change_quiet_period, remove_quiet_period
from cbtracker.rest.operation import operation

FIELDS = ("name", "kind", "from_on", "until_on")


class QuietPeriods(ProgrammeViewSet):
    """Days on which no digest is sent."""

    tag = "Digests"

    def rows(self) -> Any:
        """All, for whoever is signed in."""
        return QuietPeriod.objects.visible_to(self.request.user)

    @operation("List quiet periods", permission=None, gives=QuietPeriodOut, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """All of them, the last one first: those ahead and those that are over."""
        return self.whole(self.rows())

    @operation("Read a quiet period", permission=None, gives=QuietPeriodOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """One quiet period."""
        return self.answer(self.find(pk=int(id)))

    @operation(
        "Add a quiet period",
        permission=Permission.EDIT_QUIET_PERIODS,
        status=201,
        takes=QuietPeriodIn,
        gives=QuietPeriodOut,
    )
    def create(self, request: Any) -> HttpResponseBase:
        """No digest is sent from its first to its last day, both included: at most 120 days."""
        period = add_quiet_period(by=request.user, now=timezone.now(), **self.said())
        address = reverse("api:quiet_period", kwargs={"id": period.pk})
        return self.answer(period, location=request.build_absolute_uri(address))

    @operation(
        "Change a quiet period",
        permission=Permission.EDIT_QUIET_PERIODS,
        takes=QuietPeriodIn,
        gives=QuietPeriodOut,
        versioned=True,
    )
    def partial_update(self, request: Any, id: str) -> HttpResponseBase:
        """Change what it says; what is left out stays as it was."""
        period = self.find(pk=int(id))
        said = self.said(partial=True)
        self.expect(period)
        stands = {name: getattr(period, name) for name in FIELDS}
        told = {"by": request.user, "expected_version": period.version, "now": timezone.now()}
        return self.answer(change_quiet_period(period, **{**stands, **said}, **told))

    @operation("Remove a quiet period", permission=Permission.EDIT_QUIET_PERIODS, status=204, versioned=True)
    def destroy(self, request: Any, id: str) -> HttpResponseBase:
        """Digests are sent again as if it had not been said."""
        period = self.find(pk=int(id))
        self.expect(period)
        remove_quiet_period(period, by=request.user, expected_version=period.version, now=timezone.now())
        return self.nothing()

    def current(self, row: Any) -> Any:
        """The quiet period as it is now, also where the operation gives nothing."""
        return QuietPeriodOut(row).data
