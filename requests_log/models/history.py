"""What was said and changed, kept for good."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from areas.models import Department
from requests_log.models.choices import Action, Audience, Confidence
from requests_log.models.querysets import FreedomQuerySet, PositionQuerySet, RevisionQuerySet
from requests_log.models.requests import TEXT_LENGTH, LoggedRequest


class Position(models.Model):
    """The dated sentence that says where a request, or one department's part of it, stands."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", "Statement"
        CONFIRMATION = "confirmation", "No change confirmed"
        NEXT_STEP = "next_step", "Next step"
        REPLY = "reply", "Reply of the area"
        PERSISTS = "persists", "The barrier persists"

    entry = models.ForeignKey(LoggedRequest, on_delete=models.CASCADE, related_name="positions")
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.STATEMENT)
    text = models.TextField(max_length=TEXT_LENGTH, blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.AREAS)
    confidence = models.CharField(max_length=10, choices=Confidence.choices, blank=True)
    next_step = models.TextField(max_length=1000, blank=True)
    next_step_owner = models.CharField(max_length=200, blank=True)
    next_step_on = models.DateField(null=True, blank=True)
    documents = models.JSONField(default=list, blank=True)
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    effective_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_at", "-id"]
        indexes = [models.Index(fields=["entry", "-effective_at", "-id"], name="position_history")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(kind__in=["confirmation", "next_step"]), name="position_has_a_text"
            ),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="position_audience_is_known"),
            models.CheckConstraint(
                condition=Q(audience="areas") | ~Q(kind__in=["reply", "persists"]), name="what_an_area_says_it_can_read"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class ChangeBatch(models.Model):
    """An import or a bulk change: many revisions that can be reversed as a whole."""

    class Kind(models.TextChoices):
        IMPORT = "import", "Import"
        BULK = "bulk", "Bulk change"
        REVERSAL = "reversal", "Reversal"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(max_length=1000)
    file_name = models.CharField(max_length=200, blank=True)
    summary = models.JSONField(default=dict)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False) | (~Q(kind="reversal") & Q(reverses__isnull=True)),
                name="change_batch_reversal_says_of_what",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Revision(models.Model):
    """Everything a request said after one change. Never updated or deleted (DESIGN rule 5; database triggers)."""

    entry = models.ForeignKey(LoggedRequest, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    area_version = models.PositiveIntegerField()
    area_visible = models.BooleanField()
    action = models.CharField(max_length=12, choices=Action.choices)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    effective_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    batch = models.ForeignKey(ChangeBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="revisions")
    data = models.JSONField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["entry", "version"]
        indexes = [models.Index(fields=["effective_at", "recorded_at"], name="revision_as_at")]
        constraints = [
            models.UniqueConstraint(fields=["entry", "version"], name="revision_version_is_given_once"),
            models.CheckConstraint(
                condition=Q(effective_at__lte=F("recorded_at")), name="revision_is_not_of_the_future"
            ),
            models.CheckConstraint(condition=Q(area_version__lte=F("version")), name="revision_area_version_is_within"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} version {self.version}"


class Freedom(models.Model):
    """What an outcome, or a position declared as one, lets any area do."""

    entry = models.OneToOneField(LoggedRequest, on_delete=models.CASCADE, related_name="freedom")
    text = models.TextField(max_length=TEXT_LENGTH)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    declared_at = models.DateTimeField()

    objects = FreedomQuerySet.as_manager()

    class Meta:
        ordering = ["-declared_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="freedom_has_a_text")]

    def __str__(self) -> str:
        return self.text[:60]
