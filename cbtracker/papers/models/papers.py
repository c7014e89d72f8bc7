"""Papers: a draft that is rewritten freely, then an issue that never changes."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cbtracker.papers.models.bodies import Body, Meeting
from cbtracker.papers.models.choices import PaperKind, PaperState
from cbtracker.papers.models.querysets import PaperQuerySet

_USER = settings.AUTH_USER_MODEL
_REISSUED = ~Q(issue_number=1)


class Paper(models.Model):
    """A paper for a body. Once issued it is corrected only by a numbered reissue (database triggers).

    `as_at` blank in a draft means the moment of issue. `sections` is a list, in print order, of
    {"kind", "audiences", "text", "options"}; what a kind is says `cbtracker.papers.sections`.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="papers")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=14, choices=PaperKind.choices, default=PaperKind.BOARD)
    state = models.CharField(max_length=8, choices=PaperState.choices, default=PaperState.DRAFT)
    title = models.CharField(max_length=200)
    marking = models.CharField(max_length=60)
    as_at = models.DateTimeField(null=True, blank=True)
    compared_with = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    supplement_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="updates")
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    correction = models.TextField(max_length=2000, blank=True)
    series = models.UUIDField(default=uuid.uuid4, editable=False)
    issue_number = models.PositiveSmallIntegerField(default=1)
    sections = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_by = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    issued_by = models.ForeignKey(_USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "issue_number"], name="paper_issue_is_numbered_once"),
            models.UniqueConstraint(
                fields=["supplement_to"],
                condition=Q(state="draft", corrects__isnull=True),
                name="paper_has_one_update_in_draft",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="paper_has_a_title"),
            models.CheckConstraint(condition=~Q(marking=""), name="paper_has_a_marking"),
            models.CheckConstraint(
                condition=Q(state="draft", issued_at__isnull=True, issued_by__isnull=True)
                | Q(state="issued", issued_at__isnull=False, as_at__isnull=False, issued_by__isnull=False),
                name="paper_issued_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True) | Q(as_at__lte=F("issued_at")), name="paper_is_not_of_the_future"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, issue_number=1, correction="")
                | (Q(corrects__isnull=False) & _REISSUED & ~Q(correction="")),
                name="paper_reissue_says_what_it_corrects",
            ),
            models.CheckConstraint(
                condition=Q(kind="board", supplement_to__isnull=True)
                | Q(kind="tabled_update", supplement_to__isnull=False),
                name="paper_update_says_of_which",
            ),
            models.CheckConstraint(
                condition=Q(compared_with__isnull=True) | ~Q(compared_with=F("id")),
                name="paper_is_not_compared_with_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (issue {self.issue_number})" if self.issue_number > 1 else self.title

    @property
    def is_issued(self) -> bool:
        """Whether it has been issued and can no longer change."""
        return self.state == PaperState.ISSUED

    @property
    def known_at(self) -> datetime | None:
        """Up to when what had been recorded was known to it: when it was issued; None for a draft: now."""
        return self.issued_at
