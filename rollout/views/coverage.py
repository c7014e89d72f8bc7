"""Coverage in numbers and on the map, as at any date."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from areas.models import Authority
from cbtracker.web.answers import form_status
from cbtracker.web.lists import applied_filters
from cbtracker.web.streaming import csv_response
from rollout.charts import coverage_chart
from rollout.forms.engagement import CoverageForm, MapForm
from rollout.models import EngagementStep
from rollout.presenters import COMING, COVERAGE_COLUMNS, NOT_YET, coverage_rows, month_words, step_map
from rollout.selectors.coming import read_coming
from rollout.selectors.coverage import BASIS, LABELS, STEPS, Coverage, percentage, read_coverage, read_standings
from rollout.views.base import RolloutReader


class _CoverageView(RolloutReader):
    """Reads coverage as the person may see it."""

    def read(self, form: CoverageForm) -> Coverage:
        """Coverage as at the day of a valid `form`."""
        return read_coverage(EngagementStep.objects.visible_to(self.user), as_at=form.day)

    def show(self, form: CoverageForm, template: str, **more: Any) -> HttpResponse:
        """The page, with the filters in use, or with what is wrong in them."""
        applied = applied_filters(form, self.request.GET)
        context = {"form": form, "applied": applied, "clear_url": "?", "basis": BASIS, **more}
        return render(self.request, f"rollout/{template}.html", context, status=form_status(form))


class CoveragePage(_CoverageView):
    """How many authorities are engaged: over time, by step and by region."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the numbers as at the day asked for."""
        form = CoverageForm(request.GET)
        if not form.is_valid():
            return self.show(form, "coverage")
        found = self.read(form)
        coming = read_coming(found)
        query = urlencode({"as_at": found.as_at.isoformat()})
        return self.show(
            form,
            "coverage",
            coverage=found,
            coming=coming,
            coming_title=COMING,
            not_yet=NOT_YET,
            months=[(month_words(month), month) for month in coming.months],
            chart=coverage_chart(found, coming),
            points=[(point, percentage(point.engaged, found.total)) for point in reversed(found.points)],
            steps=[(LABELS[step], found.steps[step]) for step in STEPS],
            labels=LABELS,
            download=f"{reverse('rollout:coverage_csv')}?{query}",
            map_url=f"{reverse('rollout:map')}?{query}",
        )


class CoverageCsv(_CoverageView):
    """The numbers of the page as a file."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Send the file; a date that cannot be read gives the page with the fault."""
        form = CoverageForm(request.GET)
        if not form.is_valid():
            return self.show(form, "coverage")
        found = self.read(form)
        rows = coverage_rows(found, read_coming(found))
        return csv_response(f"coverage-{found.as_at.isoformat()}", COVERAGE_COLUMNS, rows)


class MapPage(_CoverageView):
    """The tile map of England by step of engagement, with the same in a table."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the map as at the day asked for; filters leave other tiles blank."""
        form = MapForm(request.GET)
        if not form.is_valid():
            return self.show(form, "map")
        standings = read_standings(EngagementStep.objects.visible_to(self.user), as_at=form.day)
        found = step_map(
            Authority.objects.visible_to(self.user),
            standings,
            region=form.cleaned_data["region"],
            step=form.wanted_step,
        )
        coverage_url = f"{reverse('rollout:coverage')}?{urlencode({'as_at': form.day.isoformat()})}"
        return self.show(form, "map", map=found, as_at=form.day, coverage_url=coverage_url)
