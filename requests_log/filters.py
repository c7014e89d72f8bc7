"""One FilterSet for the list, the export and the API of the register.

Readers who are not Whitehall are answered from the `area_…` columns alone: what they filter, sort and count does
not move when a Whitehall-only position is stated (DESIGN rule 6).
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone

from cbtracker.web.forms import PlainTextField
from cbtracker.web.forms.plain import say_plainly
from requests_log.freshness import overdue, stale
from requests_log.models import (
    Attention,
    Confidence,
    Kind,
    LoggedRequest,
    Nature,
    RequestDepartment,
    Status,
    Timescale,
    Watch,
)
from requests_log.models.querysets import LoggedRequestQuerySet
from requests_log.options import Options, read_options
from requests_log.sights import sees_whitehall

Rows = LoggedRequestQuerySet
Choices = list[tuple[str, str]]
DATE_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%m-%Y", "%d.%m.%Y"]
REAL_DATE = "{} must be a real date, like 1/4/2011"
ONLY = {
    "stale": "Stale",
    "overdue": "Overdue",
    "watched": "Watched by you",
    "persists": "Barrier persists",
}
OFFERED = {"area": "areas", "department": "departments", "workstream": "workstreams"}


class FilterForm(forms.Form):
    """The form of the filters. Its fields are worded once, when the class is made, and not for every list."""

    mark_optional = False

    def clean(self) -> dict[str, Any]:
        """Refuse a span of due dates that ends before it begins."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("due_from"), cleaned.get("due_to")
        if first and last and last < first:
            self.add_error("due_to", "Due before must be the same as or after due from")
        return cleaned


class TextFilter(django_filters.Filter):
    """A text as people type it."""

    field_class = PlainTextField


class OneOf(django_filters.Filter):
    """One of the values that are offered."""

    field_class = forms.ChoiceField


class AnyOf(django_filters.Filter):
    """One or several of fixed words."""

    field_class = forms.MultipleChoiceField


class Yes(django_filters.Filter):
    """A box that is ticked or not: "yes" or nothing."""

    field_class = forms.ChoiceField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("choices", [("", "All requests"), ("yes", "Yes")])
        super().__init__(*args, **kwargs)


class Day(django_filters.Filter):
    """A date typed into one box."""

    field_class = forms.DateField

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DATE_FORMATS)
        kwargs.setdefault("error_messages", {"invalid": REAL_DATE.format(label)})
        super().__init__(*args, label=label, **kwargs)


class SharedFilters(dict[str, django_filters.Filter]):
    """The filters of a FilterSet, copied for each request no deeper than they change: they are given a parent."""

    def __deepcopy__(self, memo: Any) -> dict[str, django_filters.Filter]:
        copies = {name: copy.copy(filter_) for name, filter_ in self.items()}
        for filter_ in copies.values():
            # What runs a filter's method knows its filter; a copy's must know the copy.
            filter_.method = filter_.method
        return copies


class LoggedRequestFilterSet(django_filters.FilterSet):
    """The register's filters. `queryset` must be visible to the user of `request` already."""

    q = TextFilter(label="Search", max_length=200, method="by_text")
    area = OneOf(label="Area", method="by_area")
    department = OneOf(label="Department", method="by_department")
    status = AnyOf(label="Status", choices=Status.choices, method="by_status")
    timescale = AnyOf("timescale", "in", label="Timescale", choices=Timescale.choices)
    workstream = OneOf(label="Workstream", method="by_workstream")
    confidence = AnyOf(label="Confidence", choices=Confidence.choices, method="by_confidence")
    kind = AnyOf("kind", "in", label="Kind of request", choices=Kind.choices)
    nature = AnyOf("nature", "in", label="Nature of the barrier", choices=Nature.choices)
    attention = AnyOf("attention", "in", label="Level of attention", choices=Attention.choices)
    theme = TextFilter("theme", "icontains", label="Theme", max_length=100)
    due_from = Day("due_on", "gte", label="Due from")
    due_to = Day("due_on", "lte", label="Due before")
    stale = Yes(label=ONLY["stale"], method="by_stale")
    overdue = Yes(label=ONLY["overdue"], method="by_overdue")
    watched = Yes(label=ONLY["watched"], method="by_watched")
    persists = Yes(label=ONLY["persists"], method="by_persists")

    class Meta:
        model = LoggedRequest
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any = None, queryset: Rows | None = None, *, request: Any, prefix: Any = None) -> None:
        super().__init__(data, queryset, request=request, prefix=prefix)
        self.user = request.user
        self.whitehall = sees_whitehall(self.user)
        self.area_prefix = "" if self.whitehall else "area_"

    @classmethod
    @cache
    def form_class(cls) -> type[FilterForm]:
        """The form of every filter, made once: to build and word it again would cost a tenth of the page."""
        fields = {name: filter_.field for name, filter_ in cls.base_filters.items()}
        for field in fields.values():
            say_plainly(field)
        return type("LoggedRequestFilterForm", (FilterForm,), fields)

    def get_form_class(self) -> type[FilterForm]:
        """`form_class`, where django-filter would make one."""
        return self.form_class()

    @property
    def form(self) -> FilterForm:
        """The form with what was sent, offering what this reader can choose."""
        if not hasattr(self, "_form"):
            form = super().form
            for name, offered in OFFERED.items():
                form.fields[name].choices = self._offer(offered)
        return self._form

    @cached_property
    def options(self) -> Options:
        """What the reader can choose from; read once, and only when it is asked for."""
        return read_options(self.user)

    def _offer(self, offered: str) -> Callable[[], Choices]:
        # A plain function: forms copy their fields deeply, and everything but functions with them.
        def choices() -> Choices:
            return [("", ""), *((option.key, option.label) for option in getattr(self.options, offered))]

        return choices

    @property
    def walks_department(self) -> bool:
        """Whether the rows are joined to one department's part, whose index also has the newest first.

        Whitehall's only: that index moves with Whitehall-only positions.
        """
        return self.whitehall and self.is_bound and bool(self.form.cleaned_data.get("department"))

    @property
    def is_search(self) -> bool:
        """Whether the rows have a `rank`."""
        return self.is_bound and bool(self.form.cleaned_data.get("q"))

    def by_text(self, rows: Rows, _name: str, value: str) -> Rows:
        """Full-text search in what the reader may read."""
        return rows.search(value, user=self.user)

    def by_area(self, rows: Rows, _name: str, value: str) -> Rows:
        """Requests that name the area."""
        return rows.filter(request_areas__area=self.options.pk_of("areas", value))

    def by_workstream(self, rows: Rows, _name: str, value: str) -> Rows:
        """Requests that go through the workstream."""
        return rows.filter(workstream=self.options.pk_of("workstreams", value))

    def by_department(self, rows: Rows, _name: str, value: str) -> Rows:
        """Requests of the department, those of all departments included; for Whitehall by that department's index."""
        pk = self.options.pk_of("departments", value)
        if not self.whitehall:
            part = RequestDepartment.objects.filter(entry=OuterRef("pk"), department=pk)
            return rows.filter(Exists(part))
        statuses = self.form.cleaned_data.get("status")
        walked: dict[str, Any] = {"request_departments__status__in": statuses} if statuses else {}
        if statuses and len(statuses) == 1:
            walked = {"request_departments__status": statuses[0]}
        return rows.filter(request_departments__department=pk, **walked)

    def by_status(self, rows: Rows, _name: str, value: list[str]) -> Rows:
        """Requests in one of the statuses; with a department the index of its parts has done it."""
        return rows if self.walks_department else rows.filter(status__in=value)

    def by_confidence(self, rows: Rows, _name: str, value: list[str]) -> Rows:
        """By the confidence of the standing positions that the reader may see."""
        return rows.filter(**{f"{self.area_prefix}confidence__in": value})

    def by_stale(self, rows: Rows, _name: str, _value: str) -> Rows:
        """By what the reader may see."""
        return rows.filter(stale(now=timezone.now(), column=f"{self.area_prefix}fresh_at"))

    def by_overdue(self, rows: Rows, _name: str, _value: str) -> Rows:
        """Past their due date and not ended."""
        return rows.filter(overdue(now=timezone.now()))

    def by_watched(self, rows: Rows, _name: str, _value: str) -> Rows:
        """Requests that the reader watches."""
        return rows.filter(Exists(Watch.objects.filter(entry=OuterRef("pk"), user=self.user)))

    def by_persists(self, rows: Rows, _name: str, _value: str) -> Rows:
        """Addressed, but the area says that the barrier is still there."""
        return rows.filter(persists=True)


LoggedRequestFilterSet.base_filters = SharedFilters(LoggedRequestFilterSet.base_filters)
