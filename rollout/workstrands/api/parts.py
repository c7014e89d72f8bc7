"""Parts of a plan in the API: each kind is declared once (`PartKind`), over the service that its pages call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from rollout.workstrands.models import OperationalPlan
from rollout.workstrands.services.parts import PartService, PlanClosed, plan_of

READ = Permission.READ_STRAND_PLAN
KEPT_BY = "By the place's officers, its community, its joint team and the secretariat."


@dataclass(frozen=True)
class PartKind:
    """A kind of part: what it is called, the service of its pages, its shapes, and `rows(user)` with all they show.

    `address` is the name of the route of one record. `parents(user)`: where it belongs to another part, those.
    """

    one: str
    several: str
    address: str
    service: PartService[Any]
    rows: Callable[[Any], Any]
    takes: Any
    gives: Any
    permission: Permission = Permission.EDIT_STRAND_PLAN
    kept_by: str = KEPT_BY
    parents: Callable[[Any], Any] | None = None


def plans(user: Any) -> Any:
    """The plans that `user` may read."""
    return OperationalPlan.objects.visible_to(user).select_related("place__strand")


class PlanParts(ProgrammeViewSet):
    """What viewsets of parts share."""

    tag: ClassVar[str] = "Workstrands"
    late: ClassVar[tuple[type[Exception], ...]] = (PlanClosed,)
    kind: ClassVar[PartKind]

    def rows(self) -> Any:
        """Those of the plans that the person may read."""
        return self.kind.rows(self.request.user)

    def plan(self, permission: Permission | None, slug: str) -> OperationalPlan:
        """The plan of the place that the address names; 404 unless the person may do that to it."""
        plan: OperationalPlan = self.find(plans(self.request.user), place__slug=slug)
        if permission is not None:
            self.require(permission, plan)
        return plan

    def current(self, row: Any) -> Any:
        """The record as it is now."""
        return self.kind.gives(self.find(pk=row.pk)).data

    def added(self, to: Any, said: Mapping[str, Any]) -> HttpResponseBase:
        """Add what was said to `to`, and show it."""
        row = self.kind.service.add(to=to, values=said, by=self.request.user, now=timezone.now())
        address = reverse(f"api:{self.kind.address}", kwargs={"id": row.pk})
        return self.answer(self.find(pk=row.pk), location=self.request.build_absolute_uri(address))

    def kept(self, id: str) -> Any:
        """The record `id`, which the person keeps; else 404."""
        row = self.find(pk=int(id))
        self.require(self.kind.permission, plan_of(row))
        return row


def _one(kind: PartKind) -> type[Any]:
    """Reading, changing and removing one record."""

    class One(PlanParts):
        """One record of a kind."""

        @operation(f"Read {kind.one}", permission=READ, gives=kind.gives, description="With its version as ETag.")
        def retrieve(self, request: Any, id: str) -> HttpResponseBase:
            """One of them."""
            return self.answer(self.find(pk=int(id)))

        @_changing(kind)
        def partial_update(self, request: Any, id: str) -> HttpResponseBase:
            """Change one."""
            row = self.kept(id)
            said = self.said(partial=True)
            self.expect(row)
            told = {"expected_version": row.version, "by": request.user, "now": timezone.now()}
            kind.service.change(row=row, values=said, **told)
            return self.answer(self.find(pk=row.pk))

        @_removing(kind)
        def destroy(self, request: Any, id: str) -> HttpResponseBase:
            """Remove one."""
            row = self.kept(id)
            self.expect(row)
            kind.service.remove(row=row, expected_version=row.version, by=request.user, now=timezone.now())
            return self.nothing()

    One.kind = kind
    return One


def _changing(kind: PartKind) -> Any:
    return operation(
        f"Change {kind.one}",
        permission=kind.permission,
        takes=kind.takes,
        gives=kind.gives,
        versioned=True,
        late=True,
        description=f"{kind.kept_by} What is left out stays as it was.",
    )


def _removing(kind: PartKind) -> Any:
    return operation(
        f"Remove {kind.one}",
        permission=kind.permission,
        status=204,
        versioned=True,
        late=True,
        description=f"{kind.kept_by} Agreed versions of the plan keep what they said.",
    )


def _adding(kind: PartKind) -> Any:
    return operation(
        f"Add {kind.one}",
        permission=kind.permission,
        status=201,
        takes=kind.takes,
        gives=kind.gives,
        late=True,
        description=kind.kept_by,
    )


def part_of_plan(kind: PartKind) -> type[Any]:
    """A viewset of a kind that belongs to a plan: `list` and `create` at the place's address, the rest at its own."""

    class OfPlan(_one(kind)):  # type: ignore[misc]
        """Records of one kind."""

        @operation(f"List {kind.several}", permission=READ, gives=kind.gives, many=True, description="Of one plan.")
        def list(self, request: Any, slug: str) -> HttpResponseBase:
            """All of a plan."""
            return self.whole(self.rows().filter(plan=self.plan(None, slug)))

        @_adding(kind)
        def create(self, request: Any, slug: str) -> HttpResponseBase:
            """Add one to the plan of the address."""
            plan = self.plan(kind.permission, slug)
            return self.added(plan, self.said())

    return OfPlan


def part_of_part(kind: PartKind) -> type[Any]:
    """A viewset of a kind that belongs to another part: `create` at that part's address, the rest at its own."""

    class OfPart(_one(kind)):  # type: ignore[misc]
        """Records of one kind within another."""

        @_adding(kind)
        def create(self, request: Any, id: str) -> HttpResponseBase:
            """Add one to the part of the address."""
            assert kind.parents is not None  # noqa: S101 who declares it within another says within which
            to = self.find(kind.parents(request.user), pk=int(id))
            self.require(kind.permission, plan_of(to))
            return self.added(to, self.said())

    return OfPart
