"""Judgements, decisions and selected places by API."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from rollout.workstrands.api.selecting_shapes import (
    CorrectedDecisionIn,
    EndedPlaceIn,
    JudgementIn,
    JudgementOut,
    MissingJudgementsOut,
    NewJudgementIn,
    OutlineDecisionIn,
    OutlineOutcomeOut,
    StrandPlaceOut,
)
from rollout.workstrands.models import Judgement, OutlineDecision, OutlineProposal
from rollout.workstrands.selectors.judged import missing_judgements
from rollout.workstrands.selectors.selecting import judgements, own_assessor, places
from rollout.workstrands.services.deciding import correct_decision, decline_outline
from rollout.workstrands.services.judging import OutlineSettled, Said, change_judgement, judge
from rollout.workstrands.services.selecting import PlaceEnded, SlotsHeld, end_place, select_outline

ASSESS, KEEP = Permission.ASSESS_OUTLINES, Permission.EDIT_STRANDS


class OfSelection(ProgrammeViewSet):
    """What viewsets of judgements, decisions and places share."""

    tag = "Workstrands"
    late = (OutlineSettled, SlotsHeld, PlaceEnded)

    def outline(self, id: str) -> OutlineProposal:
        """The outline proposal that was submitted, if the person may know of it."""
        rows = OutlineProposal.objects.visible_to(self.request.user).submitted()
        found: OutlineProposal = self.find(rows.select_related("strand", "authority"), pk=int(id))
        return found

    @property
    def told(self) -> dict[str, Any]:
        """Who writes, and when."""
        return {"by": self.request.user, "now": timezone.now()}


class OutlineJudgements(OfSelection):
    """What assessors say of one outline proposal."""

    def rows(self) -> Any:
        """Those that the person may read."""
        return judgements(self.request.user)

    @operation("List judgements", permission=ASSESS, gives=JudgementOut, many=True)
    def list(self, request: Any, id: str) -> HttpResponseBase:
        """Of one outline proposal, by criterion: words and reasons, for Whitehall and the workstrand's assessors."""
        return self.whole(self.rows().filter(outline=self.outline(id)))

    @operation(
        "Judge by a criterion", permission=ASSESS, status=201, takes=NewJudgementIn, gives=JudgementOut, late=True
    )
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """By assessors who declared their interests and are not recused, until it is decided or withdrawn."""
        outline = self.outline(id)
        if own_assessor(outline.strand_id, request.user) is None:
            self.find(OutlineProposal.objects.none())
        said = self.said()
        row = judge(outline, criterion=said.pop("criterion"), said=Said(**said), **self.told)
        address = reverse("api:judgement", kwargs={"id": row.pk})
        return self.answer(self.find(pk=row.pk), location=request.build_absolute_uri(address))


class OneJudgement(OutlineJudgements):
    """One judgement."""

    @operation("Read a judgement", permission=ASSESS, gives=JudgementOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """With its version as ETag."""
        return self.answer(self.find(pk=int(id)))

    @operation(
        "Change a judgement", permission=ASSESS, takes=JudgementIn, gives=JudgementOut, versioned=True, late=True
    )
    def partial_update(self, request: Any, id: str) -> HttpResponseBase:
        """One's own, until the outline proposal is decided. What is left out stays as it was."""
        mine = self.rows().filter(assessor__user=request.user, assessor__stood_down_on__isnull=True)
        row: Judgement = self.find(mine, pk=int(id))
        said = Said(**{"verdict": row.verdict, "reason": row.reason, **self.said(partial=True)})
        self.expect(row)
        kept = change_judgement(row, said=said, expected_version=row.version, **self.told)
        return self.answer(self.find(pk=kept.pk))


class MissingJudgements(OfSelection):
    """What is missing before a selection."""

    @operation("Read which judgements are missing", permission=ASSESS, gives=MissingJudgementsOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """Criterion by criterion; an outline proposal cannot be selected while something is missing."""
        outline = self.outline(id)
        return self.answer({"outline": outline.pk, "missing": missing_judgements(outline)})


class OutlineDecisions(OfSelection):
    """What became of an outline proposal."""

    def rows(self) -> Any:
        """Those of outline proposals that the person may know of."""
        mine = OutlineProposal.objects.visible_to(self.request.user).order_by().values("pk")
        return OutlineDecision.objects.filter(outline__in=mine).select_related("outline")

    @operation("Read a decision", permission=Permission.READ_OUTLINES, gives=OutlineOutcomeOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """Outcome and reason; areas read those of their own. 404 while it is not decided."""
        return self.answer(self.find(outline=int(id)))

    @operation(
        "Decide on an outline proposal", permission=KEEP, status=201, takes=OutlineDecisionIn, gives=OutlineOutcomeOut,
        late=True,
    )  # fmt: skip
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """By the secretariat. A selection takes one of the workstrand's two slots and begins the place's plan.

        A slot is free again once its place has ended; whoever takes it replaces that place.
        """
        outline = self.outline(id)
        said = self.said()
        selects = said.pop("outcome") == OutlineDecision.Outcome.SELECTED
        (select_outline if selects else decline_outline)(outline, **said, **self.told)
        address = reverse("api:outline_decision", kwargs={"id": outline.pk})
        return self.answer(self.find(outline=outline.pk), location=request.build_absolute_uri(address))

    @operation(
        "Correct a decision", permission=KEEP, takes=CorrectedDecisionIn, gives=OutlineOutcomeOut, versioned=True
    )
    def partial_update(self, request: Any, id: str) -> HttpResponseBase:
        """Its reason, by the secretariat."""
        row = self.find(outline=int(id))
        said = {"reason": row.reason, **self.said(partial=True)}
        self.expect(row)
        kept = correct_decision(row, **said, expected_version=row.version, **self.told)
        return self.answer(self.find(pk=kept.pk))


class StrandPlaces(OfSelection):
    """Selected places."""

    def rows(self) -> Any:
        """Everybody in the programme may know of them."""
        return places(self.request.user)

    @operation("List selected places", permission=Permission.READ_ROLLOUT, gives=StrandPlaceOut, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """By workstrand and slot, those that ended too."""
        return self.whole(self.rows())

    @operation("Read a selected place", permission=Permission.READ_ROLLOUT, gives=StrandPlaceOut)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """With its version as ETag."""
        return self.answer(self.find(slug=slug))


class EndedPlaces(StrandPlaces):
    """The end of a place's part."""

    @operation(
        "End a place’s part", permission=KEEP, takes=EndedPlaceIn, gives=StrandPlaceOut, versioned=True, late=True
    )
    def create(self, request: Any, slug: str) -> HttpResponseBase:
        """By the secretariat, with a reason: its slot is free, and its plan can only be read."""
        row = self.find(slug=slug)
        said = self.said()
        self.expect(row)
        said["reason"] = said.pop("ended_reason")
        kept = end_place(row, **said, expected_version=row.version, **self.told)
        return self.answer(self.find(pk=kept.pk))
