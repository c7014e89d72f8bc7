"""What the filters of the register offer: areas, departments, workstreams and saved views, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from areas.access import can
from areas.models import Area, Department
from cbtracker.accounts.permissions import Permission
from requests_log.models import SavedView, Workstream

Row = tuple[str, int, str, str, int]


@dataclass(frozen=True)
class Option:
    """One value that a filter can have: `key` stands in the address, `pk` is the row's primary key."""

    pk: int
    key: str
    label: str


@dataclass(frozen=True)
class ViewOption:
    """A saved view of the reader's own, or one that somebody shares."""

    pk: int
    name: str
    query: str
    own: bool


@dataclass(frozen=True)
class Options:
    """Everything that the filters offer to one reader."""

    areas: tuple[Option, ...] = ()
    departments: tuple[Option, ...] = ()
    workstreams: tuple[Option, ...] = ()
    views: tuple[ViewOption, ...] = ()

    def pk_of(self, name: str, key: str) -> int | None:
        """Primary key of the option `key` of `areas`, `departments` or `workstreams`; None where there is none."""
        return next((option.pk for option in getattr(self, name) if option.key == key), None)


def shared_views(user: Any) -> Q:
    """The saved views that `user` may open: their own, and shared ones where the role shares them."""
    own = Q(user=user)
    return own | Q(shared=True) if can(user, Permission.SHARE_VIEW) else own


def _rows(rows: QuerySet[Any], what: str, key: str, label: str, order: Any) -> QuerySet[Any]:
    return (
        rows.order_by()
        .annotate(what=Value(what, CharField()), keyed=F(key), labelled=F(label), placed=Cast(order, IntegerField()))
        .values_list("what", "pk", "keyed", "labelled", "placed")
    )


def read_options(user: Any) -> Options:
    """What `user` can filter by, in one query however many there are."""
    views = SavedView.objects.filter(shared_views(user))
    found: list[Row] = list(
        _rows(Area.objects.visible_to(user), "areas", "slug", "name", F("order")).union(
            _rows(Department.objects.visible_to(user), "departments", "abbreviation", "abbreviation", F("order")),
            _rows(Workstream.objects.visible_to(user), "workstreams", "slug", "name", F("order")),
            _rows(views, "views", "query", "name", F("user_id")),
            all=True,
        )
    )
    found.sort(key=lambda row: (row[4], row[3]))
    options = {
        name: tuple(Option(row[1], row[2], row[3]) for row in found if row[0] == name)
        for name in ("areas", "departments", "workstreams")
    }
    views_found = (ViewOption(row[1], row[3], row[2], row[4] == user.pk) for row in found if row[0] == "views")
    return Options(**options, views=tuple(sorted(views_found, key=lambda view: (not view.own, view.name.casefold()))))
