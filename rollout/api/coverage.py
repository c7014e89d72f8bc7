"""Coverage as at a date, in authorities, and the steps of each authority (F000 ¶3, ¶9). Nobody is ranked."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from areas.api.base import ProgrammeViewSet
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import Query, operation
from cbtracker.web.streaming import csv_response
from rollout.api.coverage_records import of_coverage, of_standing, of_step
from rollout.api.coverage_shapes import (
    STEP_WORDS,
    CoverageOut,
    EngagementLine,
    EngagementOut,
    RetractionIn,
    StepIn,
    StepOut,
)
from rollout.api.days import AS_AT, chosen
from rollout.api.late import too_late
from rollout.forms.engagement import CoverageForm, MapForm
from rollout.models import EngagementStep
from rollout.models.querysets import EngagementStepQuerySet
from rollout.presenters import COVERAGE_COLUMNS, coverage_rows
from rollout.selectors.coming import read_coming
from rollout.selectors.coverage import Standing, read_coverage, read_standings
from rollout.selectors.steps import retracted_steps_of, standings_among, steps_of
from rollout.services import retract_step, take_step

MAP = {
    "as_at": AS_AT,
    "region": Query("The code of a region", "E12000009"),
    "step": Query("The step at which they stand", "live", {"type": "string", "enum": list(STEP_WORDS)}),
}


class OfRollout(ProgrammeViewSet):
    """A viewset of coverage and engagement."""

    tag = "Coverage and engagement"

    def steps(self) -> EngagementStepQuerySet:
        """The steps that the reader may know of."""
        return EngagementStep.objects.visible_to(self.request.user)


class CoverageFigures(OfRollout):
    """How far the programme has come."""

    @operation(
        "Read coverage as at a date",
        permission=Permission.READ_ROLLOUT,
        gives=CoverageOut,
        query={"as_at": AS_AT},
        csv=True,
    )
    def retrieve(self, request: Any) -> HttpResponseBase:
        """How many authorities are engaged, over time, by step and by region: the numbers of the page and of its file.

        Half of them by April 2012 is a planning basis and not a target. The numbers say nothing about how a place is
        doing. What open nominations say is coming stands apart, and counts nobody as engaged.
        """
        found = read_coverage(self.steps(), as_at=chosen(CoverageForm, self.params).day)
        coming = read_coming(found)
        if self.wants_csv:
            rows = coverage_rows(found, coming)
            return csv_response(f"coverage-{found.as_at.isoformat()}", COVERAGE_COLUMNS, rows)
        return self.answer(of_coverage(found, coming))


class Engagements(OfRollout):
    """Where each authority stands."""

    @operation(
        "List where each authority stands",
        permission=Permission.READ_ROLLOUT,
        gives=EngagementLine,
        many=True,
        query=MAP,
    )
    def list(self, request: Any) -> HttpResponseBase:
        """Every authority with its step as at the end of a day, in alphabetical order: what the map shows."""
        form = chosen(MapForm, self.params)
        standings = read_standings(self.steps(), as_at=form.day)
        authorities = Authority.objects.visible_to(request.user).order_by("short_name")
        if region := form.cleaned_data["region"]:
            authorities = authorities.filter(region_code=region)
        found = [(one, standings.get(one.pk, Standing())) for one in authorities]
        shown = [(one, standing) for one, standing in found if form.wanted_step in (None, standing.step)]
        return self.whole(of_standing(one, standing) for one, standing in shown)

    @operation(
        "Read the steps of an authority",
        permission=Permission.READ_ROLLOUT,
        gives=EngagementOut,
        query={"as_at": AS_AT},
    )
    def retrieve(self, request: Any, code: str) -> HttpResponseBase:
        """Where an authority stands, or stood at the end of a day, and all of its steps, the newest first.

        Those who record steps also see those that were retracted, after the others.
        """
        authority = self.find(Authority.objects.visible_to(request.user), gss_code=code)
        as_at = chosen(CoverageForm, self.params).day
        steps = steps_of(authority, request.user)
        if self.may_edit:
            steps += retracted_steps_of(authority, request.user)
        standing = standings_among([authority], request.user, as_at=as_at)[0].standing
        return self.answer({**of_standing(authority, standing), "steps": [of_step(one) for one in steps]})

    @property
    def may_edit(self) -> bool:
        """Whether the person records steps."""
        return self.may(Permission.EDIT_ENGAGEMENT, None)


class Steps(OfRollout):
    """The steps of one authority."""

    def authority(self) -> Authority:
        """The authority of the address, or 404."""
        found: Authority = self.find(Authority.objects.visible_to(self.request.user), gss_code=self.kwargs["code"])
        return found

    def rows(self) -> EngagementStepQuerySet:
        """Its steps; those that were retracted only for those who record steps."""
        steps = self.steps().filter(authority=self.authority()).select_related("authority", "retracted_by")
        return steps if self.may(Permission.EDIT_ENGAGEMENT, None) else steps.counted()

    def represent(self, row: EngagementStep) -> Any:
        """A step."""
        return super().represent(of_step(row))

    @operation("Take a step", permission=Permission.EDIT_ENGAGEMENT, takes=StepIn, gives=StepOut, status=201)
    def create(self, request: Any, code: str) -> HttpResponseBase:
        """Record a step that an authority took, from the day on which it took it."""
        authority = self.authority()
        taken = take_step(authority=authority, by=request.user, **self.said())
        return self.answer(taken, location=reverse("api:engagement_step", kwargs={"code": code, "id": taken.pk}))

    @operation("Read a step", permission=Permission.READ_ROLLOUT, gives=StepOut)
    def retrieve(self, request: Any, code: str, id: str) -> HttpResponseBase:
        """One step of an authority."""
        return self.answer(self.find(pk=id))

    @operation("Retract a step", permission=Permission.EDIT_ENGAGEMENT, takes=RetractionIn, gives=StepOut, late=True)
    def retract(self, request: Any, code: str, id: str) -> HttpResponseBase:
        """Say that a step was taken by mistake: it is kept with the reason, and no longer counts."""
        step = self.find(pk=id)
        said = self.said()
        with too_late():
            retracted = retract_step(step=step, by=request.user, **said)
        return self.answer(retracted)
