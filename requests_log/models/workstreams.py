"""On-going lines of work that gather requests (F004 A ¶2-4)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models

from areas.models import Area
from requests_log.models.requests import TEXT_LENGTH
from requests_log.sights import Reader, reads_register


class WorkstreamQuerySet(models.QuerySet):
    """Workstreams are for everybody who reads the register."""

    def visible_to(self, user: Reader) -> Self:
        """All workstreams for readers of the register and for every Sight, none for others."""
        return self if reads_register(user) else self.none()


class Workstream(models.Model):
    """A workstream, such as data sharing; `body` is who considers it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120, unique=True)
    description = models.TextField(max_length=TEXT_LENGTH, blank=True)
    body = models.CharField("considered by", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(unique=True)
    interested: models.ManyToManyField = models.ManyToManyField(Area, blank=True, related_name="workstreams")
    version = models.PositiveIntegerField(default=1)

    objects = WorkstreamQuerySet.as_manager()

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class WorkstreamStatus(models.Model):
    """One of the sentences that say where a workstream stands; several hold at a time."""

    workstream = models.ForeignKey(Workstream, on_delete=models.CASCADE, related_name="statuses")
    text = models.TextField(max_length=TEXT_LENGTH)
    effective_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["effective_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("effective_at")),
                name="workstream_status_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Workshop(models.Model):
    """A workshop of a workstream with interested places (F004 A ¶4)."""

    workstream = models.ForeignKey(Workstream, on_delete=models.CASCADE, related_name="workshops")
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    note = models.TextField(max_length=TEXT_LENGTH, blank=True)

    class Meta:
        ordering = ["held_on", "id"]

    def __str__(self) -> str:
        return self.title
