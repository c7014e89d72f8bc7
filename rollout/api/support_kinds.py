"""The kinds of record that support is kept in: everybody in the programme reads, the secretariat adds and changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from rollout.models import LearningSet

READ, EDIT = Permission.READ_ROLLOUT, Permission.EDIT_SUPPORT


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    `called` is what `change` calls the row; `terms` and `dates` are what `add` and `change` take; `address` is the name
    of the route of one record; `fields` are those that stand where a change leaves them out.
    """

    one: str
    several: str
    about: str
    called: str
    address: str
    add: Callable[..., Any]
    change: Callable[..., Any]
    terms: Callable[..., Any]
    dates: Callable[..., Any]
    fields: tuple[str, ...]
    takes: Any
    changes: Any
    gives: Any
    line: Any


class Support(ProgrammeViewSet):
    """What viewsets of support share."""

    tag: ClassVar[str] = "Support"
    kind: ClassVar[Kind]
    names: ClassVar[dict[str, str]] = {"place": "area", "day": "starts_at", "ends": "ends_at"}

    def shown(self, row: Any) -> Mapping[str, Any]:
        """The plain value that `gives` gives out."""
        return {name: getattr(row, name) for name in self.kind.gives.names()}

    def all(self) -> Iterable[Any]:
        """What the list gives out, in the page's order."""
        return [self.shown(row) for row in self.rows()]

    def represent(self, row: Any) -> Any:
        """One record."""
        return super().represent(self.shown(row))

    def current(self, row: Any) -> Any:
        """The record as it is now."""
        return self.kind.gives(self.shown(self.find(pk=row.pk))).data

    def added(self, said: dict[str, Any], **parent: Any) -> HttpResponseBase:
        """Add what was said, and show it."""
        row = self.kind.add(terms=self.kind.terms(**said), by=self.request.user, now=timezone.now(), **parent)
        address = reverse(f"api:{self.kind.address}", kwargs={"id": row.pk})
        return self.answer(self.find(pk=row.pk), location=self.request.build_absolute_uri(address))

    def changed(self, row: Any, said: dict[str, Any]) -> HttpResponseBase:
        """Change `row` to what was said, over what stands, and show it."""
        terms = self.kind.dates(**{name: getattr(row, name) for name in self.kind.fields} | said)
        told = {"expected_version": row.version, "by": self.request.user, "now": timezone.now()}
        self.kind.change(terms=terms, **{self.kind.called: row}, **told)
        return self.answer(self.find(pk=row.pk))


def reading(base: type[Support], kind: Kind) -> type[Any]:
    """A viewset of `kind` on `base` that lists and reads, described by what the record is called."""

    class Reading(base):  # type: ignore[valid-type, misc]
        """Records of one kind."""

        @operation(
            f"List {kind.several}",
            permission=READ,
            gives=kind.line,
            many=True,
            description=f"All {kind.several}, those that ended too.",
        )
        def list(self, request: Any) -> HttpResponseBase:
            """All of them."""
            return self.whole(self.all())

        @operation(f"Read {kind.one}", permission=READ, gives=kind.gives, description=kind.about)
        def retrieve(self, request: Any, id: str) -> HttpResponseBase:
            """One of them."""
            return self.answer(self.find(pk=int(id)))

    Reading.kind = kind
    return Reading


def _adding(kind: Kind) -> Any:
    """The declaration of the operation that adds one."""
    return operation(
        f"Add {kind.one}",
        permission=EDIT,
        status=201,
        takes=kind.takes,
        gives=kind.gives,
        description="By the secretariat.",
    )


def keeping(base: type[Support], kind: Kind) -> type[Any]:
    """The same that also adds and changes."""

    class Keeping(reading(base, kind)):  # type: ignore[misc]
        """Records of one kind."""

        @_adding(kind)
        def create(self, request: Any) -> HttpResponseBase:
            """Add one."""
            return self.added(self.said())

        @operation(
            f"Change {kind.one}",
            permission=EDIT,
            takes=kind.changes,
            gives=kind.gives,
            versioned=True,
            description="By the secretariat. What is left out stays as it was.",
        )
        def partial_update(self, request: Any, id: str) -> HttpResponseBase:
            """Change one."""
            row = self.find(pk=int(id))
            said = self.said(partial=True)
            self.expect(row)
            return self.changed(row, said)

    return Keeping


def within_set(base: type[Support], kind: Kind) -> type[Any]:
    """The same of what belongs to a learning set, whose page shows it: added to a set, and changed."""

    class Within(keeping(base, kind)):  # type: ignore[misc]
        """Records of one kind within a set."""

        @_adding(kind)
        def create(self, request: Any, id: str) -> HttpResponseBase:
            """Add one to the set of the address."""
            learning_set = self.find(LearningSet.objects.visible_to(request.user), pk=int(id))
            return self.added(self.said(), learning_set=learning_set)

    return Within
