"""The joint team, agreements, support and barriers of a plan."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from rollout.workstrands.api.parts import KEPT_BY, READ, PartKind, PlanParts, part_of_plan
from rollout.workstrands.api.team_shapes import (
    AgreementIn,
    AgreementOut,
    LeavingIn,
    LinkedBarrierIn,
    PlanBarrierIn,
    PlanBarrierOut,
    StrandSupportIn,
    StrandSupportOut,
    TeamMemberIn,
    TeamMemberOut,
)
from rollout.workstrands.models import AgencyAgreement, OperationalPlan, PlanBarrier, SupportItem
from rollout.workstrands.selectors.barriers import SeenBarrier, barriers_shown, read_barriers
from rollout.workstrands.selectors.team import members
from rollout.workstrands.services.team.agreements import AGREEMENTS
from rollout.workstrands.services.team.barriers import link_barrier, raise_barrier, unlink_barrier
from rollout.workstrands.services.team.members import TEAM, leave_team
from rollout.workstrands.services.team.support import SUPPORT

EDIT = Permission.EDIT_STRAND_PLAN
SECRETARY = "By the secretariat."


def _agreements(user: Any) -> Any:
    return AgencyAgreement.objects.visible_to(user).select_related("plan__place")


def _support(user: Any) -> Any:
    return SupportItem.objects.visible_to(user).select_related("plan__place")


_PEOPLE = PartKind(
    "a member of the joint team", "members of the joint team", "plan_person", TEAM, members, TeamMemberIn, TeamMemberOut
)
_ANSWERS = PartKind(
    "an agency's answer", "agencies' answers", "plan_agreement", AGREEMENTS, _agreements, AgreementIn, AgreementOut
)
_PACKAGE = PartKind(
    "support of a plan",
    "support of a plan",
    "plan_support_item",
    SUPPORT,
    _support,
    StrandSupportIn,
    StrandSupportOut,
    permission=Permission.EDIT_STRANDS,
    kept_by=SECRETARY,
)
Agreements = part_of_plan(_ANSWERS)
Support = part_of_plan(_PACKAGE)


class People(part_of_plan(_PEOPLE)):  # type: ignore[misc]
    """The joint team."""

    names = {"user": "account"}

    @operation(
        "Record that somebody left the joint team",
        permission=EDIT,
        takes=LeavingIn,
        gives=TeamMemberOut,
        versioned=True,
        late=True,
    )
    def leave(self, request: Any, id: str) -> HttpResponseBase:
        """What they saw to goes to `hand_to`, or is without an owner."""
        member = self.kept(id)
        said = self.said()
        self.expect(member)
        told = {"expected_version": member.version, "by": request.user, "now": timezone.now()}
        leave_team(member, to_on=said["to_on"], hand_to=said.get("hand_to"), **told)
        return self.answer(self.find(pk=member.pk))


class Barriers(PlanParts):
    """Barriers that a plan met, as the reader may see them."""

    names = {"reference": "request"}

    def rows(self) -> Any:
        """Those of the plans that the person may read."""
        return PlanBarrier.objects.visible_to(self.request.user).select_related("plan__place__strand", "entry")

    @operation("List barriers of a plan", permission=READ, gives=PlanBarrierOut, many=True)
    def list(self, request: Any, slug: str) -> HttpResponseBase:
        """Those that its own people raised, of its area, or for many or all areas; Whitehall and partners see all."""
        return self.whole(read_barriers(self.plan(None, slug), request.user))

    @operation(
        "Raise a barrier of a plan",
        permission=EDIT,
        status=201,
        takes=PlanBarrierIn,
        gives=PlanBarrierOut,
        late=True,
        description=KEPT_BY,
    )
    def create(self, request: Any, slug: str) -> HttpResponseBase:
        """It becomes a request of Whitehall."""
        plan = self.plan(EDIT, slug)
        said = {"detail": "", **self.said()}
        return self._shown(plan, raise_barrier(plan=plan, **said, by=request.user, now=timezone.now()))

    @operation(
        "List a request as a barrier of a plan",
        permission=EDIT,
        status=201,
        takes=LinkedBarrierIn,
        gives=PlanBarrierOut,
        late=True,
        description=f"{KEPT_BY} They must be able to read the request.",
    )
    def link(self, request: Any, slug: str) -> HttpResponseBase:
        """One that is in the register already."""
        plan = self.plan(EDIT, slug)
        said = self.said()
        return self._shown(plan, link_barrier(plan=plan, entry=said["request"], by=request.user, now=timezone.now()))

    @operation("Read a barrier of a plan", permission=READ, gives=PlanBarrierOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """One of them."""
        row = self._row(id)
        return self.answer(self._seen(row.plan, row))

    @operation(
        "Take a barrier off a plan",
        permission=EDIT,
        status=204,
        late=True,
        description=f"{KEPT_BY} The request stays in the register.",
    )
    def destroy(self, request: Any, id: str) -> HttpResponseBase:
        """Take it off."""
        row = self._row(id)
        self.require(EDIT, row.plan)
        unlink_barrier(barrier=row, by=request.user, now=timezone.now())
        return self.nothing()

    def _row(self, id: str) -> PlanBarrier:
        row: PlanBarrier = self.find(pk=int(id))
        return self.find(barriers_shown(row.plan, self.request.user).select_related("plan__place", "entry"), pk=row.pk)

    def _seen(self, plan: OperationalPlan, row: PlanBarrier) -> SeenBarrier:
        return next(one for one in read_barriers(plan, self.request.user) if one.pk == row.pk)

    def _shown(self, plan: OperationalPlan, row: PlanBarrier) -> HttpResponseBase:
        address = reverse("api:plan_barrier", kwargs={"id": row.pk})
        return self.answer(self._seen(plan, row), location=self.request.build_absolute_uri(address))
