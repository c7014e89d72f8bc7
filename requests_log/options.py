"""What the filters of the register offer: areas, departments, workstreams and saved views, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from areas.access import can
from cbtracker.accounts.permissions import Permission

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


# Written out because it is asked for every list: to build the same of QuerySets costs more than to run it.
_OFFERED = """
    SELECT 'areas', id, slug, name, "order" FROM areas_area
    UNION ALL SELECT 'departments', id, abbreviation, abbreviation, "order" FROM areas_department
    UNION ALL SELECT 'workstreams', id, slug, name, "order" FROM requests_log_workstream
    UNION ALL SELECT 'views', id, query, name, user_id FROM requests_log_savedview WHERE user_id = %s OR shared = %s
"""


def read_options(user: Any) -> Options:
    """What `user` can filter by, in one query however many there are.

    Areas, departments and workstreams are visible to every reader of the register (DESIGN §6).
    """
    if not can(user, Permission.READ_REGISTER):
        return Options()
    # Where the role does not share, NULL lets no shared view through.
    shared = True if can(user, Permission.SHARE_VIEW) else None
    with connection.cursor() as cursor:
        cursor.execute(_OFFERED, [user.pk, shared])
        found: list[Row] = cursor.fetchall()
    found.sort(key=lambda row: (row[4], row[3]))
    options = {
        name: tuple(Option(row[1], row[2], row[3]) for row in found if row[0] == name)
        for name in ("areas", "departments", "workstreams")
    }
    views_found = (ViewOption(row[1], row[3], row[2], row[4] == user.pk) for row in found if row[0] == "views")
    return Options(**options, views=tuple(sorted(views_found, key=lambda view: (not view.own, view.name.casefold()))))
