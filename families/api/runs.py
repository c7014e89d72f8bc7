"""Runs of the estimates: Whitehall reads, the secretariat makes."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import Query, operation
from cbtracker.web.formats import LONDON
from families.api.base import FamiliesViewSet
from families.api.run_shapes import ComparisonOut, RunIn, RunLine, RunOut, of_comparison, of_run, of_whole_run
from families.forms.runs import EVERYWHERE, IN_AREAS, CompareRunsForm
from families.models import EstimateRun
from families.selectors.runs import estimated, runs_for, side_by_side, sources_of
from families.services import make_current, make_run

NAMES = {"base": "population", "totals": "fwmp"}
PAIR = {
    "first": Query("The first run", "1"),
    "second": Query("The second run", "7"),
    "authorities": Query(
        "Those in an area, or all in England", IN_AREAS, {"type": "string", "enum": [IN_AREAS, EVERYWHERE]}
    ),
}


class Runs(FamiliesViewSet):
    """Runs: stored with everything that went in, never changed, one of them current."""

    names = NAMES

    def rows(self) -> Any:
        """Those that the reader may know of."""
        return runs_for(self.request.user)

    @operation("List runs", permission=Permission.READ_RUNS, gives=RunLine, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """Every run of the estimates, newest first."""
        return self.whole(of_run(run) for run in self.rows())

    @operation("Read a run", permission=Permission.READ_RUNS, gives=RunOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """All that went in and what came of it; each authority without an estimate says why."""
        return self.shown(self.find(pk=int(id)))

    @operation("Make a run", permission=Permission.EDIT_RUNS, status=201, takes=RunIn, gives=RunOut)
    def create(self, request: Any) -> HttpResponseBase:
        """Share national numbers of families out and store the run. It changes nothing that others read until it is
        made current. At least one of `fwmp` and `fwmp_child` is needed.
        """
        taken = RunIn(data=request.data, context={"request": request})
        taken.is_valid(raise_exception=True)
        run = make_run(**taken.terms(), by=request.user, now=timezone.now())
        return self.shown(self.find(pk=run.pk), location=reverse("api:estimate_run", kwargs={"id": run.pk}))

    def shown(self, run: EstimateRun, *, location: str = "") -> HttpResponseBase:
        """`run` with what came of it."""
        said = of_whole_run(run, estimated(run, self.request.user), sources_of(run))
        return self.answer(said, location=self.request.build_absolute_uri(location) if location else "")


class CurrentRun(Runs):
    """Which run's estimates others read."""

    @operation("Make a run current", permission=Permission.EDIT_RUNS, gives=RunOut)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """From now on everybody reads the estimates of this run. Look at it first."""
        run = make_current(self.find(pk=int(id)), by=request.user, now=timezone.now())
        return self.shown(self.find(pk=run.pk))


class Comparison(FamiliesViewSet):
    """Two runs side by side."""

    @operation("Compare two runs", permission=Permission.READ_RUNS, gives=ComparisonOut, query=PAIR)
    def retrieve(self, request: Any) -> HttpResponseBase:
        """The ranges of two runs beside each other, in the fixed order of the areas or alphabetical for all."""
        said = self.asked(CompareRunsForm(self.params, user=request.user)).cleaned_data
        in_areas = None if said["authorities"] == EVERYWHERE else timezone.localdate(timezone=LONDON)
        found = side_by_side(said["first"], said["second"], request.user, in_areas=in_areas)
        return self.answer(of_comparison(said["first"], said["second"], found))
