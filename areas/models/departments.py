"""Whitehall departments and bodies, and their champions."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from areas.models.dated import Dated
from areas.models.querysets import ProgrammeQuerySet


class Department(models.Model):
    """A department or body that requests are made of. `answered_by` answers for a body, as MoJ does for HMP."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", "Department"
        BODY = "body", "Body"

    abbreviation = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DEPARTMENT)
    order = models.PositiveSmallIntegerField(unique=True)
    answered_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="bodies")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.abbreviation


class DepartmentMembership(Dated):
    """A champion of a department, or a named deputy, from a day until another."""

    class Part(models.TextChoices):
        CHAMPION = "champion", "Champion"
        DEPUTY = "deputy", "Deputy"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="department_memberships")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="memberships")
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.CHAMPION)

    class Meta(Dated.Meta):
        ordering = ["department", "part", "from_on"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "department"],
                condition=models.Q(to_on__isnull=True),
                name="department_member_is_one_once",
            ),
            models.UniqueConstraint(
                fields=["department"],
                condition=models.Q(to_on__isnull=True, part="champion"),
                name="department_has_one_champion_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_part_display().lower()} of {self.department}"
