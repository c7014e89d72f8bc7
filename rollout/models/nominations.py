"""Nominations: an authority's, or several authorities', own declaration that they want to start (F000 ¶10; DESIGN §2).

Nothing here scores or ranks a nomination, and no state of it is Whitehall's to refuse (F000 ¶4, ¶7).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from areas.access import can, duties_of
from areas.models import PROGRAMME_ENDS, Area, Authority
from cbtracker.accounts.permissions import GRANTS, Permission, Reach, Role
from rollout.models.sign_offs import AskedToSign, answers_agree

if TYPE_CHECKING:
    from areas.access import Scope

NAME_LENGTH, ACKNOWLEDGEMENT_LENGTH, WITHDRAWAL_LENGTH = 100, 4000, 1000
EARLIEST_START, LATEST_START = date(2011, 4, 1), PROGRAMME_ENDS
"""The days on which a place may want to start: from the launch of the first phase to the end of the programme."""


class NominationQuerySet(models.QuerySet):
    """Nominations, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """All for Whitehall, those submitted for partners, those of own authorities for officers (DESIGN §6)."""
        if not can(user, Permission.READ_NOMINATIONS):
            return self.none()
        if GRANTS[user.role][Permission.READ_NOMINATIONS] is Reach.OWN_AREAS:
            own = NominationAuthority.objects.filter(authority__in=duties_of(user).authorities)
            return self.filter(pk__in=own.values("nomination"))
        return self.submitted() if user.role == Role.PARTNER else self

    def open(self) -> Self:
        """Nominations that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def submitted(self) -> Self:
        """Nominations that were submitted, also those withdrawn since."""
        return self.filter(submitted_at__isnull=False)

    def in_state(self, state: str) -> Self:
        """Nominations in `state`, which follows from their dates as `Nomination.state` does."""
        if state == Nomination.State.WITHDRAWN:
            return self.filter(withdrawn_at__isnull=False)
        if state == Nomination.State.DRAFT:
            return self.open().filter(submitted_at__isnull=True)
        waits = state == Nomination.State.SUBMITTED
        return self.open().submitted().filter(acknowledged_at__isnull=waits)

    def to_acknowledge(self) -> Self:
        """Nominations that wait for the secretariat to say that they came."""
        return self.in_state(Nomination.State.SUBMITTED)


class Nomination(models.Model):
    """What an authority, or several together, say about the start that they want.

    `answers` holds what each question page was given, by the page's name (`rollout.nomination_pages`);
    `wanted_start` is the answer that coverage reads. Answers change until the nomination is submitted, and never after.
    """

    class State(models.TextChoices):
        """Where a nomination is: it follows from its dates."""

        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        WITHDRAWN = "withdrawn", "Withdrawn"

    name = models.CharField("what the area is called", max_length=NAME_LENGTH, blank=True)
    lead_authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    authorities = models.ManyToManyField(Authority, through="NominationAuthority", related_name="nominations")
    wanted_start = models.DateField(null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    area = models.OneToOneField(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="nomination")
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledgement = models.TextField(max_length=ACKNOWLEDGEMENT_LENGTH, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal = models.TextField("reason for withdrawing", max_length=WITHDRAWAL_LENGTH, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True, area__isnull=True)
                | Q(
                    submitted_at__isnull=False,
                    submitted_by__isnull=False,
                    area__isnull=False,
                    wanted_start__isnull=False,
                ),
                name="nomination_submitted_makes_an_area",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True, acknowledgement="")
                | Q(acknowledged_at__gte=F("submitted_at"), acknowledged_by__isnull=False)
                & Q(submitted_at__isnull=False),
                name="nomination_acknowledged_once_submitted",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="nomination_withdrawn_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(wanted_start__isnull=True)
                | Q(wanted_start__gte=EARLIEST_START, wanted_start__lte=LATEST_START),
                name="nomination_starts_within_the_programme",
            ),
        ]

    def __str__(self) -> str:
        return f"Nomination {self.reference}"

    @property
    def reference(self) -> str:
        """What people call it, such as N-0007."""
        return f"N-{self.pk:04}"

    @property
    def state(self) -> State:
        """Where it is, from its dates."""
        if self.withdrawn_at is not None:
            return self.State.WITHDRAWN
        if self.acknowledged_at is not None:
            return self.State.ACKNOWLEDGED
        return self.State.SUBMITTED if self.submitted_at is not None else self.State.DRAFT

    @property
    def is_draft(self) -> bool:
        """Whether its answers can still change."""
        return self.state is self.State.DRAFT

    def access_scope(self) -> Scope:
        """Its authorities: what `can(…, on=nomination)` asks."""
        from areas.access import Scope

        return Scope(authorities=frozenset(self.members.values_list("authority", flat=True)))


class NominationAuthority(models.Model):
    """An authority that takes part in a nomination; `left_at` is when the nomination was withdrawn."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="members")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="nominated_in")
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["authority__short_name"]
        verbose_name_plural = "nomination authorities"
        constraints = [
            models.UniqueConstraint(fields=["nomination", "authority"], name="nomination_names_an_authority_once"),
            models.UniqueConstraint(
                fields=["authority"], condition=Q(left_at__isnull=True), name="authority_is_in_one_open_nomination"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} in {self.nomination}"


class SignOff(AskedToSign):
    """The second person of an authority is asked to sign the nomination (ADR 16)."""

    class Post(models.TextChoices):
        """Who may sign for an authority."""

        LEADER = "leader", "Leader of the council"
        CHIEF_EXECUTIVE = "chief_executive", "Chief executive"

    SALT, SUBJECT, THING = "cbtracker.rollout.sign_off", "nomination", "nomination"

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="sign_offs")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=20, choices=Post.choices)

    class Meta:
        ordering = ["authority__short_name", "-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(post__in=["leader", "chief_executive"]), name="sign_off_post_may_sign"),
            *answers_agree("sign_off"),
            models.UniqueConstraint(
                fields=["nomination", "authority"],
                condition=Q(ended_at__isnull=True),
                name="one_person_signs_for_an_authority",
            ),
        ]

    @property
    def post_said(self) -> str:
        """The post within a sentence."""
        return self.get_post_display().lower()

    @property
    def party(self) -> str:
        """For whom it is signed."""
        return str(self.authority)
