"""Returns: what places answered to a call, each with every version it had (DESIGN §2)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from areas.models import Authority
from requests_log.models.calls import CALL_TEXT_LENGTH, AddressedQuerySet, CallAddressee
from requests_log.models.requests import LoggedRequest


class ReturnKind(models.TextChoices):
    """What a place answers."""

    NIL = "nil", "Nothing to add"
    ADDITIONS = "additions", "Additions"
    COMMENT = "comment", "A comment"


class ReturnQuerySet(AddressedQuerySet):
    """Returns, by the place that made them."""

    path = "addressee__"


class ReturnPartQuerySet(AddressedQuerySet):
    """What belongs to a return."""

    path = "of__addressee__"


class Return(models.Model):
    """The one answer of a place to a call, as it is now. `authority` is the member that spoke, where one did.

    `replied_at` is when the first version took effect: a letter counts from the day on which it arrived.
    """

    addressee = models.OneToOneField(CallAddressee, on_delete=models.CASCADE, related_name="answer")
    kind = models.CharField(max_length=10, choices=ReturnKind.choices)
    text = models.TextField(max_length=CALL_TEXT_LENGTH, blank=True)
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replied_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    entries: models.ManyToManyField = models.ManyToManyField(
        LoggedRequest, through="ReturnAddition", related_name="returns"
    )

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["replied_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReturnKind.values), name="return_kind_is_known"),
            models.CheckConstraint(condition=~Q(kind="comment") | ~Q(text=""), name="return_comment_has_a_text"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.addressee_id})"


class ReturnAddition(models.Model):
    """A request that a place named in its return as one that had been missing."""

    of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="additions")
    entry = models.ForeignKey(LoggedRequest, on_delete=models.CASCADE, related_name="named_in_returns")

    objects = ReturnPartQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["of", "entry"], name="return_names_a_request_once")]

    def __str__(self) -> str:
        return f"{self.of_id}: {self.entry_id}"


class ReturnRevision(models.Model):
    """Everything a return said after one change. Never updated or deleted (DESIGN rule 5; database triggers).

    `additions` are [{"id", "reference", "issue"}] of the requests named. `key` comes from the form: sent twice, it
    is one revision.
    """

    of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=ReturnKind.choices)
    text = models.TextField(max_length=CALL_TEXT_LENGTH, blank=True)
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    additions = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    effective_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    objects = ReturnPartQuerySet.as_manager()

    class Meta:
        ordering = ["of", "version"]
        constraints = [
            models.UniqueConstraint(fields=["of", "version"], name="return_version_is_given_once"),
            models.CheckConstraint(
                condition=Q(effective_at__lte=F("recorded_at")), name="return_revision_is_not_of_the_future"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} version {self.version}"
