"""Plans, their checklists, milestones, findings, decisions and agreed versions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from rollout.workstrands.api.parts import KEPT_BY, READ, PartKind, PlanParts, part_of_plan
from rollout.workstrands.api.plan_shapes import (
    ItemNoteIn,
    ItemNoteOut,
    MilestoneIn,
    MilestoneOut,
    PlanDecisionIn,
    PlanDecisionOut,
    PlanFindingIn,
    PlanFindingOut,
    PlanIn,
    PlanItemIn,
    PlanItemOut,
    PlanOut,
    PlanVersionFullOut,
    PlanVersionIn,
    PlanVersionOut,
)
from rollout.workstrands.plan_data import plan_as_data
from rollout.workstrands.selectors import plans as read
from rollout.workstrands.services.agreeing import PlanMoved, agree_version
from rollout.workstrands.services.checklists import ITEMS, add_note
from rollout.workstrands.services.milestones import MILESTONES
from rollout.workstrands.services.parts import PlanClosed
from rollout.workstrands.services.plans import change_plan
from rollout.workstrands.services.results import DECISIONS, FINDINGS
from rollout.workstrands.version_reading import differences, readable

EDIT = Permission.EDIT_STRAND_PLAN

Milestones = part_of_plan(
    PartKind("a milestone", "milestones", "plan_milestone", MILESTONES, read.milestones, MilestoneIn, MilestoneOut)
)
Findings = part_of_plan(
    PartKind("a finding", "findings", "plan_finding", FINDINGS, read.findings, PlanFindingIn, PlanFindingOut)
)
Decisions = part_of_plan(
    PartKind(
        "a decision of Government",
        "decisions of Government",
        "plan_decision",
        DECISIONS,
        read.decisions,
        PlanDecisionIn,
        PlanDecisionOut,
        permission=Permission.EDIT_STRANDS,
        kept_by="By the secretariat.",
    )
)


class Plans(PlanParts):
    """What a plan says of itself."""

    def rows(self) -> Any:
        """Plans that the person may read."""
        return read.plans(self.request.user)

    def current(self, row: Any) -> Any:
        """The plan as it is now."""
        return PlanOut(self.find(pk=row.pk)).data

    @operation("Read a plan", permission=READ, gives=PlanOut, description="With its version as ETag.")
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """The plan of a place."""
        return self.answer(self.plan(None, slug))

    @operation(
        "Change what a plan says of itself",
        permission=EDIT,
        takes=PlanIn,
        gives=PlanOut,
        versioned=True,
        late=True,
        description=f"{KEPT_BY} What is left out stays as it was. Years that would leave lines of the budget or years "
        "of options outside are refused.",
    )
    def partial_update(self, request: Any, slug: str) -> HttpResponseBase:
        """Change it."""
        plan = self.plan(EDIT, slug)
        said = self.said(partial=True)
        self.expect(plan)
        told = {"expected_version": plan.version, "by": request.user, "now": timezone.now()}
        change_plan(plan=plan, values=said, **told)
        return self.answer(self.find(pk=plan.pk))


class Items(PlanParts):
    """Items of plans' checklists, which the paper's lists make."""

    def rows(self) -> Any:
        """Items that the person may read."""
        return read.items(self.request.user)

    def current(self, row: Any) -> Any:
        """The item as it is now."""
        return PlanItemOut(self.find(pk=row.pk)).data

    def kept(self, id: str) -> Any:
        """The item `id`, which the person keeps; else 404."""
        item = self.find(pk=int(id))
        self.require(EDIT, item.plan)
        return item

    @operation(
        "List the checklist of a plan",
        permission=READ,
        gives=PlanItemOut,
        many=True,
        description="Every letter of the paper's lists.",
    )
    def list(self, request: Any, slug: str) -> HttpResponseBase:
        """All of a plan."""
        return self.whole(self.rows().filter(plan=self.plan(None, slug)))

    @operation("Read a checklist item", permission=READ, gives=PlanItemOut, description="With its version as ETag.")
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """One of them."""
        return self.answer(self.find(pk=int(id)))

    @operation(
        "Change a checklist item",
        permission=EDIT,
        takes=PlanItemIn,
        gives=PlanItemOut,
        versioned=True,
        late=True,
        description=f"{KEPT_BY} What is left out stays as it was.",
    )
    def partial_update(self, request: Any, id: str) -> HttpResponseBase:
        """Change one."""
        item = self.kept(id)
        said = self.said(partial=True)
        self.expect(item)
        ITEMS.change(row=item, values=said, expected_version=item.version, by=request.user, now=timezone.now())
        return self.answer(self.find(pk=item.pk))


class Notes(Items):
    """What was said of a checklist item."""

    @operation("List notes", permission=READ, gives=ItemNoteOut, many=True, description="The latest first.")
    def list(self, request: Any, id: str) -> HttpResponseBase:
        """All of an item."""
        return self.whole(read.notes(request.user).filter(item=self.find(pk=int(id))))

    @operation(
        "Add a note to a checklist item",
        permission=EDIT,
        status=201,
        takes=ItemNoteIn,
        gives=ItemNoteOut,
        late=True,
        description=f"{KEPT_BY} A note is never changed.",
    )
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Add one."""
        item = self.kept(id)
        note = add_note(item=item, text=self.said()["text"], by=request.user, now=timezone.now())
        return self.answer(note)


class Versions(PlanParts):
    """Plans as they were agreed."""

    late: ClassVar[tuple[type[Exception], ...]] = (PlanClosed, PlanMoved)

    def rows(self) -> Any:
        """Versions that the person may read."""
        return read.versions(self.request.user)

    @operation(
        "List the agreed versions of a plan",
        permission=READ,
        gives=PlanVersionOut,
        many=True,
        description="The latest first.",
    )
    def list(self, request: Any, slug: str) -> HttpResponseBase:
        """All of a plan."""
        return self.whole(self.rows().filter(plan=self.plan(None, slug)))

    @operation(
        "Read an agreed version of a plan",
        permission=READ,
        gives=PlanVersionFullOut,
        description="With what it said and what is different now. Requests are told to those who may read them.",
    )
    def retrieve(self, request: Any, slug: str, version: str) -> HttpResponseBase:
        """One with what it said."""
        plan = self.plan(None, slug)
        found = self.find(self.rows().defer(None), plan=plan, number=int(version))
        found.data = readable(found.data, request.user, plan=plan)
        found.differences = differences(found.data, readable(plan_as_data(plan), request.user, plan=plan))
        return self.answer(found)

    @operation(
        "Freeze a plan as it was agreed",
        permission=EDIT,
        status=201,
        takes=PlanVersionIn,
        gives=PlanVersionOut,
        late=True,
        description=f"{KEPT_BY} It can never be changed or removed.",
    )
    def create(self, request: Any, slug: str) -> HttpResponseBase:
        """Freeze it."""
        plan = self.plan(EDIT, slug)
        said = self.said()
        seen = said.pop("digest", "")
        version = agree_version(plan=plan, seen=seen, **said, by=request.user, now=timezone.now())
        address = reverse("api:plan_version", kwargs={"slug": slug, "version": version.number})
        return self.answer(version, location=request.build_absolute_uri(address))
