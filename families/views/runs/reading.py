"""Reading runs of the estimates: all of them, one, and two side by side."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import form_status
from cbtracker.web.formats import LONDON
from families.forms.runs import EVERYWHERE, CompareRunsForm
from families.models import EstimateRun
from families.run_presenters import (
    COHORTS,
    compared_shown,
    denominator_said,
    lines_shown,
    totals_said,
    without_group,
    without_shown,
)
from families.selectors.runs import estimated, runs_for, side_by_side, sources_of
from families.views.base import FamiliesReader


class RunsReader(FamiliesReader):
    """Pages about runs, for Whitehall."""

    permission: ClassVar[Permission] = Permission.READ_RUNS

    def run(self, pk: int) -> EstimateRun:
        """The run, or 404."""
        return get_object_or_404(runs_for(self.user), pk=pk)

    @property
    def may_edit(self) -> bool:
        """Whether the person makes runs."""
        return can(self.user, Permission.EDIT_RUNS)


class RunsPage(RunsReader):
    """Every run, newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, and the form that compares two."""
        runs = list(runs_for(self.user))
        form = CompareRunsForm(user=self.user)
        return self.page("runs/list", runs=runs, compare=form if len(runs) > 1 else None, may_edit=self.may_edit)


class RunPage(RunsReader):
    """One run: all that went in, and what came out."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        run = self.run(pk)
        found = estimated(run, self.user)
        return self.page(
            "runs/run",
            run=run,
            totals=totals_said(run),
            denominator=denominator_said(run),
            sources=sources_of(run),
            cohorts=list(COHORTS.values()),
            lines=lines_shown(found),
            without=without_shown(found),
            current=runs_for(self.user).filter(is_current=True).exclude(pk=run.pk).first(),
            may_edit=self.may_edit,
        )


class CompareRuns(RunsReader):
    """Two runs side by side, in the fixed order of authorities."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, or ask which."""
        form = CompareRunsForm(request.GET or None, user=self.user)
        groups = []
        if form.is_valid():
            said = form.cleaned_data
            everywhere = said["authorities"] == EVERYWHERE
            in_areas = None if everywhere else timezone.localdate(timezone=LONDON)
            found = side_by_side(said["first"], said["second"], self.user, in_areas=in_areas)
            runs = (said["first"], said["second"])
            groups = [
                (label, compared_shown(found, cohort), without_group(cohort, runs)) for cohort, label in COHORTS.items()
            ]
        return self.page("runs/compare", form_status(form), form=form, groups=groups)
