"""Outline proposals: how an authority, or a neighbourhood with its authority, is suited to a workstrand (F003 B ¶4)."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from areas.access import Scope, can, duties_of
from areas.models import Authority
from cbtracker.accounts.permissions import GRANTS, Permission, Reach, Role
from rollout.models import SignOff
from rollout.models.sign_offs import EMAIL_LENGTH, AskedToSign, answers_agree
from rollout.models.support.base import Shared
from rollout.workstrands.models.strands import NAME_LENGTH, TEXT_LENGTH, Criterion, EarlierArea, Workstrand

ANSWER_LENGTH = 4000


class OutlineQuerySet(models.QuerySet):
    """Outline proposals, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """Own ones for officers; submitted ones for Whitehall, and for partners who are assessors of the strand."""
        if not can(user, Permission.READ_OUTLINES):
            return self.none()
        if GRANTS[user.role][Permission.READ_OUTLINES] is Reach.OWN_AREAS:
            return self.filter(authority__in=duties_of(user).authorities)
        if user.role == Role.PARTNER:
            from rollout.workstrands.models.selecting import Assessor

            mine = Assessor.objects.filter(user=user, stood_down_on__isnull=True).order_by()
            return self.submitted().filter(strand__in=mine.values("strand"))
        return self.submitted()

    def submitted(self) -> Self:
        """Those that were submitted, also those withdrawn since."""
        return self.filter(submitted_at__isnull=False)

    def open(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def drafts(self) -> Self:
        """Those whose answers can change."""
        return self.open().filter(submitted_at__isnull=True)

    def in_state(self, state: str) -> Self:
        """Those in `state`, which follows from their dates as `OutlineProposal.state` does."""
        if state == OutlineProposal.State.WITHDRAWN:
            return self.filter(withdrawn_at__isnull=False)
        return self.drafts() if state == OutlineProposal.State.DRAFT else self.open().submitted()


class OutlineProposal(Shared):
    """What an authority proposes for a workstrand; its answers change until it is submitted, and never after."""

    class State(models.TextChoices):
        """Where it is: it follows from its dates."""

        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        WITHDRAWN = "withdrawn", "Withdrawn"

    strand = models.ForeignKey(Workstrand, on_delete=models.PROTECT, related_name="outlines")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="outlines")
    neighbourhood_name = models.CharField("name of the neighbourhood", max_length=100, blank=True)
    boundary = models.TextField("where its boundary runs", max_length=TEXT_LENGTH, blank=True)
    organisation = models.CharField("organisation that could hold the budget", max_length=NAME_LENGTH, blank=True)
    earlier_area = models.ForeignKey(EarlierArea, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taking_forward = models.TextField("how the place would take it forward", max_length=ANSWER_LENGTH, blank=True)
    contact_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    contact_email = models.EmailField(max_length=EMAIL_LENGTH, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal = models.TextField("reason for withdrawing", max_length=TEXT_LENGTH, blank=True)

    objects = OutlineQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["strand", "authority", "neighbourhood_name"],
                condition=Q(withdrawn_at__isnull=True),
                name="place_has_one_open_outline_in_a_strand",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="outline_submitted_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="outline_withdrawn_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(strand=3) | Q(neighbourhood_name="", boundary="", organisation="", earlier_area=None),
                name="outline_of_a_place_names_no_neighbourhood",
            ),
        ]

    def __str__(self) -> str:
        return f"Outline proposal {self.reference}"

    @property
    def reference(self) -> str:
        """What people call it, such as O-0007."""
        return f"O-{self.pk:04}"

    @property
    def state(self) -> State:
        """Where it is, from its dates."""
        if self.withdrawn_at is not None:
            return self.State.WITHDRAWN
        return self.State.SUBMITTED if self.submitted_at is not None else self.State.DRAFT

    @property
    def is_draft(self) -> bool:
        """Whether its answers can still change."""
        return self.state is self.State.DRAFT

    @property
    def place_name(self) -> str:
        """The place that it proposes: its neighbourhood, or its authority. Select the authority with the row."""
        return self.neighbourhood_name or self.authority.short_name

    def access_scope(self) -> Scope:
        """Its authority: what `can(…, on=outline)` asks."""
        return Scope(authorities=frozenset({self.authority_id}))


class OutlineAnswer(models.Model):
    """What an outline proposal says to one criterion."""

    outline = models.ForeignKey(OutlineProposal, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=ANSWER_LENGTH)

    class Meta:
        ordering = ["criterion__order"]
        constraints = [
            models.UniqueConstraint(fields=["outline", "criterion"], name="outline_answers_a_criterion_once"),
            models.CheckConstraint(condition=~Q(text=""), name="outline_answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.outline}: {self.criterion}"


class OutlineSignOff(AskedToSign):
    """Somebody signs an outline proposal: for the authority, and in strand 3 for the community's organisation too.

    Both sign on equal terms: communities are "equal, not junior, partners" (F003 ¶7).
    """

    class Side(models.TextChoices):
        """For whom it is signed."""

        AUTHORITY = "authority", "The local authority"
        COMMUNITY = "community", "The community’s organisation"

    SALT, SUBJECT, THING = "cbtracker.workstrands.outline_sign_off", "outline", "outline proposal"

    outline = models.ForeignKey(OutlineProposal, on_delete=models.CASCADE, related_name="sign_offs")
    side = models.CharField(max_length=10, choices=Side.choices)
    post = models.CharField(max_length=100)

    class Meta:
        ordering = ["side", "-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(side="authority", post__in=["leader", "chief_executive"])
                | (Q(side="community") & ~Q(post="")),
                name="outline_sign_off_post_may_sign",
            ),
            *answers_agree("outline_sign_off"),
            models.UniqueConstraint(
                fields=["outline", "side"], condition=Q(ended_at__isnull=True), name="one_person_signs_for_a_side"
            ),
        ]

    @property
    def post_said(self) -> str:
        """The post within a sentence."""
        return SignOff.Post(self.post).label.lower() if self.side == self.Side.AUTHORITY else self.post

    @property
    def party(self) -> str:
        """For whom it is signed."""
        return party_of(self.outline, self.side)


def party_of(outline: OutlineProposal, side: str) -> str:
    """What the `side` of `outline` is called: the authority, or the organisation that could hold the budget."""
    if side == OutlineSignOff.Side.COMMUNITY:
        return outline.organisation or "the community’s organisation"
    return str(outline.authority)
