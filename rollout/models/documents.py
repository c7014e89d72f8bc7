"""The dated documents of a place: submission, plan, local partnership agreement (F000 ¶2, ¶9; DESIGN §5)."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from areas.access import Scope, can, duties_of
from areas.models import Area, Authority
from cbtracker.accounts.permissions import Permission
from requests_log.sights import sees_whitehall
from rollout.document_files import KINDS, NAME_LENGTH
from rollout.models.engagement import PROGRAMME_BEGAN

TITLE_LENGTH, LINK_LENGTH, WITHDRAWAL_LENGTH = 200, 500, 1000


class AreaDocumentQuerySet(models.QuerySet):
    """Documents, without the bytes of their files: those are read one at a time, by `AreaDocument.content`."""

    def visible_to(self, user: Any) -> Self:
        """All for Whitehall; for officers those of their own areas and authorities."""
        if not can(user, Permission.READ_AREA_DOCUMENTS):
            return self.none()
        rows = self.defer("content")
        if sees_whitehall(user):
            return rows
        own = duties_of(user)
        return rows.filter(Q(area__in=own.areas) | Q(authority__in=own.authorities))

    def current(self) -> Self:
        """Those that were neither withdrawn nor replaced by a newer version."""
        return self.filter(withdrawn_at__isnull=True, replaced_by__isnull=True)

    def newest_first(self) -> Self:
        """By their own date."""
        return self.order_by("-dated", "-added_at", "-pk")


class AreaDocument(models.Model):
    """One version of a document of an area, or of an authority that is not in one yet: a file, or a link to one.

    A newer version `replaces` it and the old one is kept; one withdrawn is kept with the reason, and nobody opens it.
    """

    class Kind(models.TextChoices):
        SUBMISSION = "submission", "Submission"
        PLAN = "plan", "Plan"
        AGREEMENT = "agreement", "Local partnership agreement"

    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=TITLE_LENGTH)
    dated = models.DateField("date")
    file_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    file_kind = models.CharField(max_length=4, blank=True, choices=[(key, kind.called) for key, kind in KINDS.items()])
    content = models.BinaryField(default=b"", blank=True)
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    link = models.URLField(max_length=LINK_LENGTH, blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawal = models.TextField("reason for withdrawing", blank=True, max_length=WITHDRAWAL_LENGTH)

    objects = AreaDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, authority__isnull=True) | Q(area__isnull=True, authority__isnull=False),
                name="document_is_of_one_place",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["submission", "plan", "agreement"]), name="document_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="document_has_a_title"),
            models.CheckConstraint(condition=Q(dated__gte=PROGRAMME_BEGAN), name="document_is_of_the_programme"),
            models.CheckConstraint(
                condition=(
                    Q(link="", size__gt=0, digest__regex=r"^[0-9a-f]{64}$") & ~Q(file_name="") & ~Q(file_kind="")
                )
                | (Q(file_name="", file_kind="", size=0, digest="") & ~Q(link="")),
                name="document_is_a_file_or_a_link",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal="")),
                name="document_withdrawn_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> Area | Authority:
        """Whose document it is."""
        found = self.area or self.authority
        assert found is not None  # noqa: S101 a constraint holds it
        return found

    def access_scope(self) -> Scope:
        """The area or the authority that it is of."""
        return Scope(
            areas=frozenset({self.area_id} if self.area_id else ()),
            authorities=frozenset({self.authority_id} if self.authority_id else ()),
        )
