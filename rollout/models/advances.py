"""Advances of Early Intervention Grant, and the schedules by which they are paid back (F000 ¶7, ¶12).

What two rows may not say together is held by triggers on both databases, in migration 0009: an advance begins as a
draft, goes from one known state to the next, and leaves the draft only with repayments that add up to it to the penny;
from then on its terms never change.
"""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from areas.access import Scope, can
from areas.models import Area, Department
from cbtracker.accounts.permissions import Permission
from rollout.models.money import FIRST_YEAR, LARGEST_AMOUNT, LAST_YEAR, NOTE_LENGTH, MoneyQuerySet, money_scope


class AdvanceState(models.TextChoices):
    """Where an advance stands. The department decides on its money; that says nothing of a nomination (F000 ¶7)."""

    DRAFT = "draft", "Draft"
    ASKED = "asked", "Asked for"
    AGREED = "agreed", "Agreed"
    NOT_AGREED = "not_agreed", "Not agreed"
    DRAWN = "drawn", "Drawn down"
    REPAID = "repaid", "Paid back"
    WITHDRAWN = "withdrawn", "Withdrawn by the area"


DECIDED = (AdvanceState.AGREED, AdvanceState.NOT_AGREED, AdvanceState.DRAWN, AdvanceState.REPAID)


class AdvanceQuerySet(MoneyQuerySet):
    """Advances."""

    def visible_to(self, user: Any) -> Self:
        """As of all money; a draft is its area's own until the area asks."""
        rows = super().visible_to(user)
        return rows if can(user, Permission.ASK_FINANCE) else rows.exclude(state=AdvanceState.DRAFT)


def _says(*names: str) -> Q:
    return Q(**{f"{name}__isnull": False for name in names})


def _silent(*names: str) -> Q:
    return Q(**{f"{name}__isnull": True for name in names})


class Advance(models.Model):
    """An advance of grant that an area asks for: how much, drawn in which years, for what.

    `drawn_from` and `drawn_to` are the years in which the first and last financial year of drawing begin.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="advances")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="advances")
    amount_pence = models.BigIntegerField("amount")
    drawn_from = models.PositiveSmallIntegerField("first year of drawing")
    drawn_to = models.PositiveSmallIntegerField("last year of drawing")
    purpose = models.TextField(max_length=NOTE_LENGTH)
    state = models.CharField(max_length=12, choices=AdvanceState.choices, default=AdvanceState.DRAFT)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    asked_on = models.DateField(null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(max_length=NOTE_LENGTH, blank=True)
    drawn_on = models.DateField(null=True, blank=True)
    repaid_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AdvanceQuerySet.as_manager()

    class Meta:
        ordering = ["area__name", "begun_at", "pk"]
        indexes = [models.Index(fields=["area", "state"], name="advance_of_area")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_pence__gt=0, amount_pence__lte=LARGEST_AMOUNT), name="advance_is_of_some_money"
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="advance_has_a_purpose"),
            models.CheckConstraint(
                condition=Q(drawn_from__gte=FIRST_YEAR, drawn_to__gte=F("drawn_from"), drawn_to__lt=LAST_YEAR),
                name="advance_is_drawn_in_years_that_follow",
            ),
            models.CheckConstraint(
                condition=Q(state=AdvanceState.DRAFT) & _silent("asked_on", "asked_by")
                | ~Q(state=AdvanceState.DRAFT) & _says("asked_on", "asked_by"),
                name="advance_asked_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED) & _says("decided_on", "decided_by") & ~Q(reason="")
                | ~Q(state__in=DECIDED) & _silent("decided_on", "decided_by") & Q(reason=""),
                name="advance_decided_says_when_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[AdvanceState.DRAWN, AdvanceState.REPAID]) & _says("drawn_on")
                | ~Q(state__in=[AdvanceState.DRAWN, AdvanceState.REPAID]) & _silent("drawn_on"),
                name="advance_drawn_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=AdvanceState.REPAID) & _says("repaid_on")
                | ~Q(state=AdvanceState.REPAID) & _silent("repaid_on"),
                name="advance_repaid_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=AdvanceState.WITHDRAWN) & _says("withdrawn_on")
                | ~Q(state=AdvanceState.WITHDRAWN) & _silent("withdrawn_on"),
                name="advance_withdrawn_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Advance of {self.area}"

    def access_scope(self) -> Scope:
        """The area that asks and the department that decides."""
        return money_scope(self.area_id, [self.department_id])


class RepaymentQuerySet(models.QuerySet):
    """Rows of schedules."""

    def visible_to(self, user: Any) -> Self:
        """Rows of the advances that the person may see."""
        return self.filter(advance__in=Advance.objects.visible_to(user).order_by().values("pk"))


class Repayment(models.Model):
    """What is paid back in one financial year, which begins in `year`, after the last year of drawing."""

    advance = models.ForeignKey(Advance, on_delete=models.CASCADE, related_name="repayments")
    year = models.PositiveSmallIntegerField("financial year beginning")
    amount_pence = models.BigIntegerField("amount")

    objects = RepaymentQuerySet.as_manager()

    class Meta:
        ordering = ["advance", "year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_pence__gt=0, amount_pence__lte=LARGEST_AMOUNT), name="repayment_is_of_some_money"
            ),
            models.CheckConstraint(
                condition=Q(year__gt=FIRST_YEAR, year__lte=LAST_YEAR), name="repayment_year_is_of_the_programme"
            ),
            models.UniqueConstraint(fields=["advance", "year"], name="repayment_is_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.advance}, {self.year}"
