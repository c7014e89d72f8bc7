"""Assessors by API: named, declared, changed, stood down."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.access import can
from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from rollout.workstrands.api.selecting_shapes import (
    AssessorIn,
    AssessorOut,
    DeclarationIn,
    NewAssessorIn,
    StandingDownIn,
)
from rollout.workstrands.models import Assessor, Workstrand
from rollout.workstrands.selectors.selecting import assessors, strands_to_assess
from rollout.workstrands.services.assessors import (
    StoodDown,
    change_assessor,
    declare_interests,
    name_assessor,
    stand_down,
)

ASSESS, KEEP = Permission.ASSESS_OUTLINES, Permission.EDIT_STRANDS


class OfAssessors(ProgrammeViewSet):
    """What viewsets of assessors share."""

    tag = "Workstrands"
    late = (StoodDown,)

    def rows(self) -> Any:
        """Those whose declarations the person may read."""
        return assessors(self.request.user)

    def strand(self, id: str) -> Workstrand:
        """The workstrand, which the person assesses in or selects from."""
        found: Workstrand = self.find(strands_to_assess(self.request.user), number=int(id))
        return found

    def changed(self, row: Assessor) -> HttpResponseBase:
        """The assessor as they are now."""
        return self.answer(self.find(pk=row.pk))

    @property
    def told(self) -> dict[str, Any]:
        """Who writes, and when."""
        return {"by": self.request.user, "now": timezone.now()}


class StrandAssessors(OfAssessors):
    """Assessors of one workstrand."""

    @operation("List assessors", permission=ASSESS, gives=AssessorOut, many=True)
    def list(self, request: Any, id: str) -> HttpResponseBase:
        """Who judges outline proposals of a workstrand (3 or 4), and who did: for Whitehall and its assessors."""
        rows = self.rows().filter(strand=self.strand(id))
        return self.whole(rows.order_by("user__full_name", "pk"))

    @operation("Name an assessor", permission=KEEP, status=201, takes=NewAssessorIn, gives=AssessorOut)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """By the secretariat. Workstrand 3 needs assessors of the LG Group and of the voluntary sector too."""
        strand = self.strand(id)
        row = name_assessor(strand=strand, **self.said(), **self.told)
        address = reverse("api:assessor", kwargs={"id": row.pk})
        return self.answer(self.find(pk=row.pk), location=request.build_absolute_uri(address))


class OneAssessor(OfAssessors):
    """One assessor."""

    @operation("Read an assessor", permission=ASSESS, gives=AssessorOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """With the version as ETag."""
        return self.answer(self.find(pk=int(id)))

    @operation("Change an assessor", permission=KEEP, takes=AssessorIn, gives=AssessorOut, versioned=True, late=True)
    def partial_update(self, request: Any, id: str) -> HttpResponseBase:
        """Whom they speak for; by the secretariat. What is left out stays as it was."""
        row = self.find(pk=int(id))
        said = {"body": row.body, "organisation": row.organisation, **self.said(partial=True)}
        self.expect(row)
        return self.changed(change_assessor(row, **said, expected_version=row.version, **self.told))


class AssessorDeclaration(OfAssessors):
    """A declaration of interests."""

    @operation(
        "Declare interests", permission=ASSESS, takes=DeclarationIn, gives=AssessorOut, versioned=True, late=True
    )
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """By the assessor, or by the secretariat for them. Nobody judges before it, nor where they are recused."""
        row = self.find(pk=int(id))
        if row.user_id != request.user.pk and not can(request.user, KEEP):
            raise Http404
        said = self.said()
        self.expect(row)
        return self.changed(declare_interests(row, **said, expected_version=row.version, **self.told))


class AssessorStandingDown(OfAssessors):
    """The end of somebody's part as an assessor."""

    @operation(
        "Let an assessor stand down",
        permission=KEEP,
        takes=StandingDownIn,
        gives=AssessorOut,
        versioned=True,
        late=True,
    )
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """By the secretariat. What they judged stays."""
        row = self.find(pk=int(id))
        said = self.said()
        self.expect(row)
        return self.changed(stand_down(row, **said, expected_version=row.version, **self.told))
