"""Calls: the secretariat asks areas or authorities something by a date (DESIGN §2; F004 ¶5)."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from areas.access import Scope, can, duties_of
from areas.models import Area, Authority
from cbtracker.accounts.permissions import Permission, Role

CALL_TITLE_LENGTH = 200
CALL_TEXT_LENGTH = 20000
REASON_LENGTH = 1000


def own_addressees(user: Any, path: str = "") -> Q:
    """The condition that an addressee, reached by `path`, is an area or an authority of `user`'s own."""
    duties = duties_of(user)
    return Q(**{f"{path}area__in": duties.areas}) | Q(**{f"{path}authority__in": duties.authorities})


class AddressedQuerySet(models.QuerySet):
    """What belongs to one place asked; `path` leads to the addressee."""

    path = ""

    def visible_to(self, user: Any) -> Self:
        """All for Whitehall, own places' for officers, none for others."""
        if not can(user, Permission.READ_CALLS):
            return self.none()
        return self.filter(own_addressees(user, self.path)) if user.role == Role.OFFICER else self


class CallQuerySet(models.QuerySet):
    """Calls, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """All for Whitehall, for officers those that their own areas or authorities were asked, none for others."""
        if not can(user, Permission.READ_CALLS):
            return self.none()
        if user.role != Role.OFFICER:
            return self
        asked = CallAddressee.objects.visible_to(user).order_by().values("call")
        return self.filter(pk__in=asked)


class Call(models.Model):
    """A question put to places, to be answered by the end of `due_on` in London. The question is never changed.

    `key` is given once by the form that it was issued with, so that the same form sent twice is one call.
    """

    class AskedOf(models.TextChoices):
        """Which kind of place is asked."""

        AREAS = "areas", "Areas"
        AUTHORITIES = "authorities", "Authorities"

    slug = models.SlugField(max_length=60, unique=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=CALL_TITLE_LENGTH)
    question = models.TextField(max_length=CALL_TEXT_LENGTH)
    asked_of = models.CharField(max_length=12, choices=AskedOf.choices)
    due_on = models.DateField()
    attachments = models.JSONField(default=list, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(question=""), name="call_says_what_it_asks"),
            models.CheckConstraint(condition=Q(asked_of__in=["areas", "authorities"]), name="call_asked_of_is_known"),
        ]

    def __str__(self) -> str:
        return self.title


class CallExtension(models.Model):
    """A later date by which a call may be answered, and why. What the date was at any moment follows from these."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="extensions")
    from_on = models.DateField()
    due_on = models.DateField()
    reason = models.TextField(max_length=REASON_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=F("from_on")), name="call_is_extended_to_a_later_date"),
            models.CheckConstraint(condition=~Q(reason=""), name="call_extension_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} to {self.due_on}"


class CallAddressee(models.Model):
    """A place that was asked: an area or an authority. It makes one return, whoever of its officers answers."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="addressees")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = AddressedQuerySet.as_manager()

    class Meta:
        ordering = ["area__order", "authority__short_name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, authority__isnull=True) | Q(area__isnull=True, authority__isnull=False),
                name="call_asks_one_area_or_one_authority",
            ),
            models.UniqueConstraint(fields=["call", "area"], name="call_asks_an_area_once"),
            models.UniqueConstraint(fields=["call", "authority"], name="call_asks_an_authority_once"),
        ]

    def __str__(self) -> str:
        return self.place_name

    @property
    def place_name(self) -> str:
        """The name of the area or the authority."""
        return str(self.area or self.authority)

    def access_scope(self) -> Scope:
        """The place asked: what `can(…, on=addressee)` asks."""
        return Scope(
            areas=frozenset({self.area_id} if self.area_id else ()),
            authorities=frozenset({self.authority_id} if self.authority_id else ()),
        )
