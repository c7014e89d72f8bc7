"""Who judges outline proposals, what they say of each criterion, and which two places are selected (F003 A, B ¶4)."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from areas.access import Scope, can
from areas.models import Authority, Neighbourhood
from cbtracker.accounts.permissions import Permission
from rollout.models.querysets import RolloutQuerySet
from rollout.models.support.base import Shared
from rollout.workstrands.models.outlines import OutlineProposal
from rollout.workstrands.models.strands import (
    NAME_LENGTH,
    NEIGHBOURHOODS,
    PLACES,
    SLOTS,
    TEXT_LENGTH,
    Criterion,
    Workstrand,
)

REASON_LENGTH = 4000


class Assessor(Shared):
    """A named person who judges outline proposals of a strand, with what they declared and when.

    Strand 3 has members of the Local Government Group and of the voluntary and community sector (F003 Annex A).
    `recused_from` are authorities whose outline proposals they do not judge.
    """

    class Body(models.TextChoices):
        """Whom the assessors speak for."""

        GOVERNMENT = "government", "A government department"
        LG_GROUP = "lg_group", "Local Government Group"
        VCS = "vcs", "Voluntary and community sector"

    strand = models.ForeignKey(Workstrand, on_delete=models.PROTECT, related_name="assessors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assessing")
    body = models.CharField(max_length=12, choices=Body.choices)
    organisation = models.CharField(max_length=NAME_LENGTH)
    declaration = models.TextField("declaration of interests", max_length=TEXT_LENGTH, blank=True)
    declared_on = models.DateField(null=True, blank=True)
    recused_from = models.ManyToManyField(Authority, blank=True, related_name="+")
    stood_down_on = models.DateField(null=True, blank=True)

    objects = RolloutQuerySet.as_manager()

    class Meta:
        ordering = ["strand", "user__full_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__in=["government", "lg_group", "vcs"]), name="assessor_is_of_a_known_body"
            ),
            models.UniqueConstraint(
                fields=["strand", "user"], condition=Q(stood_down_on__isnull=True), name="assessor_of_a_strand_once"
            ),
            models.CheckConstraint(
                condition=Q(declared_on__isnull=True, declaration="")
                | (Q(declared_on__isnull=False) & ~Q(declaration="")),
                name="assessor_declaration_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class JudgementQuerySet(models.QuerySet):
    """Judgements: of Whitehall's and the assessors', never an area's to read."""

    def visible_to(self, user: Any) -> Self:
        """Those of outline proposals that the person may judge or select from."""
        if not can(user, Permission.ASSESS_OUTLINES):
            return self.none()
        return self.filter(outline__in=OutlineProposal.objects.visible_to(user).order_by().values("pk"))


class Judgement(Shared):
    """What an assessor says of an outline proposal by one criterion, in words and with a reason: no score."""

    class Verdict(models.TextChoices):
        """What an assessor says."""

        MEETS = "meets", "Meets it"
        IN_PART = "in_part", "Meets it in part"
        DOES_NOT = "does_not", "Does not meet it"
        UNCLEAR = "unclear", "Cannot be told from the outline proposal"

    assessor = models.ForeignKey(Assessor, on_delete=models.PROTECT, related_name="judgements")
    outline = models.ForeignKey(OutlineProposal, on_delete=models.PROTECT, related_name="judgements")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField("judgement", max_length=10, choices=Verdict.choices)
    reason = models.TextField(max_length=TEXT_LENGTH)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["outline", "criterion__order", "assessor"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["meets", "in_part", "does_not", "unclear"]), name="judgement_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="judgement_gives_a_reason"),
            models.UniqueConstraint(
                fields=["assessor", "outline", "criterion"], name="assessor_judges_a_criterion_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outline}, {self.criterion}: {self.get_verdict_display()}"


class OutlineDecision(Shared):
    """What became of an outline proposal, with the reason that its authority reads."""

    class Outcome(models.TextChoices):
        """What became of it."""

        SELECTED = "selected", "Selected"
        NOT_SELECTED = "not_selected", "Not selected"

    outline = models.OneToOneField(OutlineProposal, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    reason = models.TextField(max_length=REASON_LENGTH)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["selected", "not_selected"]), name="outline_outcome_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="outline_outcome_gives_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.outline}: {self.get_outcome_display()}"


class StrandPlace(Shared):
    """One of a strand's two places, until it ends with a reason and another takes its slot.

    It is of an authority, whether or not that is in an area; in strand 3 of a neighbourhood there too. Everybody in the
    programme may know which places were selected; who reads their plans, `OperationalPlan` says.
    """

    strand = models.ForeignKey(Workstrand, on_delete=models.PROTECT, related_name="places")
    slot = models.PositiveSmallIntegerField()
    outline = models.ForeignKey(OutlineProposal, on_delete=models.PROTECT, related_name="places")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="strand_places")
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, blank=True, on_delete=models.PROTECT, related_name="strand_places"
    )
    name = models.CharField(max_length=NAME_LENGTH)
    slug = models.SlugField(max_length=200, unique=True)
    selected_on = models.DateField()
    reason = models.TextField("reason for selecting it", max_length=REASON_LENGTH)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField("reason for ending", max_length=REASON_LENGTH, blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")

    objects = RolloutQuerySet.as_manager()

    class Meta:
        ordering = ["strand", "slot", "selected_on"]
        constraints = [
            models.CheckConstraint(condition=Q(slot__in=SLOTS), name="strand_has_two_places"),
            models.UniqueConstraint(
                fields=["strand", "slot"], condition=Q(ended_on__isnull=True), name="strand_place_is_held_once"
            ),
            models.CheckConstraint(
                condition=Q(strand=NEIGHBOURHOODS, neighbourhood__isnull=False)
                | Q(strand=PLACES, neighbourhood__isnull=True),
                name="strand_place_is_of_its_kind",
            ),
            models.UniqueConstraint(
                fields=["strand", "authority"],
                condition=Q(ended_on__isnull=True, strand=PLACES),
                name="authority_is_one_place_of_strand_four",
            ),
            models.UniqueConstraint(
                fields=["neighbourhood"], condition=Q(ended_on__isnull=True), name="neighbourhood_is_one_strand_place"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="strand_place_gives_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_reason="")
                | (Q(ended_on__gte=models.F("selected_on")) & ~Q(ended_reason="")),
                name="strand_place_ended_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether it holds one of its strand's two slots."""
        return self.ended_on is None

    def access_scope(self) -> Scope:
        """Its authority and its neighbourhood, which reach it beside each other (F003 ¶7)."""
        neighbourhoods = {self.neighbourhood_id} if self.neighbourhood_id else ()
        return Scope(authorities=frozenset({self.authority_id}), neighbourhoods=frozenset(neighbourhoods))
