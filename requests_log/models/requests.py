"""Requests of Whitehall."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from areas.access import Scope
from areas.models import Area, Authority, Department
from requests_log.models.choices import (
    AreaScope,
    Attention,
    Confidence,
    DepartmentScope,
    Kind,
    Nature,
    Outcome,
    Status,
    Timescale,
)
from requests_log.models.querysets import LoggedRequestQuerySet

ISSUE_LENGTH = 5000
TEXT_LENGTH = 10000


class LoggedRequest(models.Model):
    """One request of Whitehall. Changed by `requests_log.services` only, each change with its revision.

    `record` is the request as its newest revision has it, so that reading and the next revision need no joins.
    `area_…` columns derive from what areas may see and do not move when a Whitehall-only position is added.
    """

    number = models.PositiveIntegerField(unique=True)
    reference = models.CharField(max_length=12, unique=True)
    issue = models.TextField(max_length=ISSUE_LENGTH)
    detail = models.TextField(max_length=TEXT_LENGTH, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, blank=True)
    nature = models.CharField("nature of the barrier", max_length=20, choices=Nature.choices, blank=True)
    theme = models.CharField(max_length=100, blank=True)
    scope = models.CharField(max_length=20, choices=AreaScope.choices, blank=True)
    areas: models.ManyToManyField = models.ManyToManyField(Area, through="RequestArea", related_name="requests")
    areas_label = models.CharField(max_length=300, blank=True)
    areas_printed = models.BooleanField(default=False)
    department_scope = models.CharField(max_length=10, choices=DepartmentScope.choices, default=DepartmentScope.NAMED)
    departments: models.ManyToManyField = models.ManyToManyField(
        Department, through="RequestDepartment", related_name="requests"
    )
    departments_label = models.CharField(max_length=200, blank=True)
    departments_printed = models.BooleanField(default=False)
    lead = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="leading")

    status = models.CharField(max_length=12, choices=Status.choices, default=Status.RAISED)
    timescale = models.CharField(max_length=12, choices=Timescale.choices, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_order = models.GeneratedField(
        expression=Coalesce(F("due_on"), models.Value(date(9999, 12, 31)), output_field=models.DateField()),
        output_field=models.DateField(),
        db_persist=True,
    )
    workstream = models.ForeignKey(
        "requests_log.Workstream", null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    attention = models.CharField("level of attention", max_length=10, choices=Attention.choices, blank=True)
    attention_since = models.DateField(null=True, blank=True)
    attention_reason = models.TextField(max_length=TEXT_LENGTH, blank=True)
    contact = models.CharField("contact in the department", max_length=200, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    outcome_text = models.TextField(max_length=TEXT_LENGTH, blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    persists = models.BooleanField(default=False)

    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests_raised"
    )
    raised_on = models.DateField()
    source = models.CharField(max_length=200, blank=True)
    paper_order = models.PositiveIntegerField(unique=True)

    position_text = models.TextField(blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence.choices, blank=True)
    fresh_at = models.DateTimeField(null=True, blank=True)
    area_position_text = models.TextField(blank=True)
    area_confidence = models.CharField(max_length=10, choices=Confidence.choices, blank=True)
    area_fresh_at = models.DateTimeField(null=True, blank=True)

    record = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    area_version = models.PositiveIntegerField(default=0)
    shared_version = models.PositiveIntegerField(default=0)
    position_version = models.PositiveIntegerField(default=0)
    effective_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    area_updated_at = models.DateTimeField()

    objects = LoggedRequestQuerySet.as_manager()

    class Meta:
        ordering = ["paper_order"]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="request_newest"),
            models.Index(fields=["status", "-updated_at", "-id"], name="request_status_newest"),
            models.Index(fields=["-area_updated_at", "-id"], name="request_area_newest"),
            models.Index(fields=["status", "-area_updated_at", "-id"], name="request_area_status_newest"),
            models.Index(fields=["due_order", "id"], name="request_due"),
            models.Index(
                fields=["-area_updated_at", "-id"],
                name="request_programme_wide",
                condition=Q(scope__in=[AreaScope.MANY, AreaScope.ALL]),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="request_status_is_known"),
            models.CheckConstraint(condition=~Q(issue=""), name="request_has_an_issue"),
            models.CheckConstraint(
                condition=Q(status=Status.ADDRESSED) | Q(outcome="", outcome_text="", outcome_on__isnull=True),
                name="request_outcome_only_when_addressed",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.ACCEPTED, Status.IN_HAND, Status.REOPENED]) | ~Q(timescale=""),
                name="request_in_work_has_a_timescale",
            ),
            models.CheckConstraint(
                condition=Q(timescale=Timescale.WORKSTREAM) | Q(workstream__isnull=True),
                name="request_workstream_only_with_its_timescale",
            ),
            models.CheckConstraint(
                condition=Q(attention="", attention_since__isnull=True)
                | (~Q(attention="") & Q(attention_since__isnull=False)),
                name="request_attention_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(persists=False) | Q(status=Status.ADDRESSED), name="request_persists_only_when_addressed"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def access_scope(self) -> Scope:
        """The areas and departments concerned, read from `record` without a query."""
        return Scope(
            areas=frozenset(row["id"] for row in self.record.get("areas", ())),
            departments=frozenset(row["id"] for row in self.record.get("departments", ())),
            lead=self.lead_id,
            every_department=self.department_scope == DepartmentScope.ALL,
        )


class RequestArea(models.Model):
    """A named area of a request, in order; with the member authority where one member raised it."""

    entry = models.ForeignKey(LoggedRequest, on_delete=models.CASCADE, related_name="request_areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["entry", "order"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "area"], name="request_names_an_area_once"),
            models.UniqueConstraint(fields=["entry", "order"], name="request_areas_have_an_order"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.area_id}"


class RequestDepartment(models.Model):
    """A department a request is made of. `named` is false for those that only the scope *all* brings in.

    `status` and `updated_at` repeat the request's, for the index that a champion's list walks; `fresh_at` is when the
    whole or this department's part was last stated or confirmed, whatever its audience.
    """

    entry = models.ForeignKey(LoggedRequest, on_delete=models.CASCADE, related_name="request_departments")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    named = models.BooleanField(default=True)
    status = models.CharField(max_length=12, choices=Status.choices)
    updated_at = models.DateTimeField()
    fresh_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["entry", "order"]
        indexes = [
            models.Index(fields=["department", "status", "-updated_at", "-entry"], name="request_dept_status_newest"),
            models.Index(fields=["department", "-updated_at", "-entry"], name="request_dept_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["entry", "department"], name="request_names_a_department_once"),
            models.UniqueConstraint(fields=["entry", "order"], name="request_departments_have_an_order"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.department_id}"


class RequestLink(models.Model):
    """Two requests that have to do with each other; texts are never merged."""

    class Kind(models.TextChoices):
        RELATED = "related", "Related"
        DUPLICATE = "duplicate", "Duplicate of"

    from_entry = models.ForeignKey(LoggedRequest, on_delete=models.CASCADE, related_name="links_from")
    to_entry = models.ForeignKey(LoggedRequest, on_delete=models.CASCADE, related_name="links_to")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["from_entry", "to_entry", "kind"], name="request_link_is_made_once"),
            models.CheckConstraint(condition=~Q(from_entry=F("to_entry")), name="request_is_not_linked_to_itself"),
            models.UniqueConstraint(
                fields=["from_entry"], condition=Q(kind="duplicate"), name="request_duplicates_one_other"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_entry_id} {self.kind} {self.to_entry_id}"


class Watch(models.Model):
    """Somebody who wants to know when a request moves."""

    entry = models.ForeignKey(LoggedRequest, on_delete=models.CASCADE, related_name="watches")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watches")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "user"], name="request_is_watched_once")]

    def __str__(self) -> str:
        return f"{self.user_id} watches {self.entry_id}"


class SavedView(models.Model):
    """A named filter of the register's list, one's own or shared with everybody in Whitehall."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=100)
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = models.Manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_view_has_a_name_of_its_own")]

    def __str__(self) -> str:
        return self.name


class ReferenceCounter(models.Model):
    """The last number given to a request and the last place in the paper: one row, claimed by an UPDATE."""

    last_number = models.PositiveIntegerField(default=0)
    last_paper_order = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="reference_counter_is_one_row")]

    def __str__(self) -> str:
        return f"CB-{self.last_number:04d}"
