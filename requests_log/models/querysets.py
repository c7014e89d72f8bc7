"""How rows of the register are reached: through `visible_to(user)` always."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import connections, models
from django.db.models import F, Q, Value, Window
from django.db.models.expressions import RawSQL
from django.db.models.functions import RowNumber

from areas.access import can, duties_of
from cbtracker.accounts.permissions import Permission, Role
from requests_log.models.choices import PROGRAMME_WIDE, Audience

if TYPE_CHECKING:
    from requests_log.records import Record

REFERENCE = re.compile(r"CB-[0-9]{4,9}", re.IGNORECASE)
SEARCHED = ("reference", "issue", "detail", "outcome_text", "areas_label", "departments_label")


def sees_whitehall(user: Any) -> bool:
    """Whether `user` may read Whitehall-only positions."""
    return can(user, Permission.READ_WHITEHALL_POSITIONS)


def sees_every_request(user: Any) -> bool:
    """Whether `user` may know of every request there is, so that nothing has to be asked row by row."""
    return can(user, Permission.READ_REGISTER) and user.role != Role.OFFICER


def was_visible_to(user: Any, data: dict[str, Any]) -> bool:
    """Whether a request that said `data` was `user`'s to know of then: `visible_to` for the past (DESIGN rule 2).

    Of `data` only `scope` and `areas` are read.
    """
    if user.role != Role.OFFICER or data.get("scope") in PROGRAMME_WIDE:
        return True
    return bool(duties_of(user).areas & {row["id"] for row in data.get("areas", ())})


class LoggedRequestQuerySet(models.QuerySet):
    """Requests, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """Requests `user` may know of: all for Whitehall and partners; for officers own areas' and programme-wide."""
        if sees_every_request(user):
            return self
        if not can(user, Permission.READ_REGISTER):
            return self.none()
        from requests_log.models.requests import RequestArea

        # By key from two indexes: as one condition with OR it would read the whole register for a few rows.
        own = RequestArea.objects.filter(area__in=duties_of(user).areas).order_by().values("entry_id")
        wide = self.model._default_manager.filter(scope__in=PROGRAMME_WIDE).order_by().values("pk")
        return self.filter(pk__in=own.union(wide, all=True))

    def search(self, text: str, *, user: Any) -> Self:
        """Requests that hold the words of `text` in what `user` may read, the best match first; adds `rank`.

        PostgreSQL: full text with a GIN index, English word forms. Elsewhere every word must occur and all rank the
        same. A reference finds its request.
        """
        words = text.replace("\x00", " ").split()
        if not words:
            return self
        whitehall = sees_whitehall(user)
        newest = F("updated_at" if whitehall else "area_updated_at").desc()
        if len(words) == 1 and REFERENCE.fullmatch(words[0]):
            found = self.filter(reference=words[0].upper()).annotate(rank=Value(0))
        elif connections[self.db].vendor == "postgresql":
            found = self._full_text(words, "search_whitehall" if whitehall else "search_areas")
        else:
            found = self._every_word(words, "position_text" if whitehall else "area_position_text")
        return found.order_by("-rank", newest, "-pk")

    def _full_text(self, words: list[str], column: str) -> Self:
        # A whole number, so that it can stand in the address of a page and be compared exactly.
        query = "websearch_to_tsquery('english', %s)"
        sought = [" ".join(words)]
        field = f"requests_log_loggedrequest.{column}"
        matches = RawSQL(f"{field} @@ {query}", sought, output_field=models.BooleanField())  # noqa: S611
        rank = f"(1000000 * ts_rank({field}, {query}))::integer"
        return self.filter(matches).annotate(rank=RawSQL(rank, sought, output_field=models.IntegerField()))  # noqa: S611

    def _every_word(self, words: list[str], position: str) -> Self:
        found = self
        for word in words:
            any_column = Q()
            for column in (*SEARCHED, position):
                any_column |= Q(**{f"{column}__icontains": word.strip('"')})
            found = found.filter(any_column)
        return found.annotate(rank=Value(0))

    def as_at(self, moment: datetime, known_at: datetime | None = None) -> list[Record]:
        """Every request of this QuerySet as it was at `moment`, by what was recorded by `known_at` (default: now).

        One query: per request the highest version effective by `moment` (DESIGN rule 5). In `paper_order`.
        Both times are aware. For one person's eyes use `as_at_for`.
        """
        return self._as_at(moment, known_at)

    def _as_at(self, moment: datetime, known_at: datetime | None, **only: Any) -> list[Record]:
        """`as_at` among the revisions that match `only`."""
        from requests_log.models.history import Revision
        from requests_log.records import Record

        revisions = Revision.objects.filter(entry__in=self.order_by().values("pk"), effective_at__lte=moment, **only)
        if known_at is not None:
            revisions = revisions.filter(recorded_at__lte=known_at)
        newest = revisions.annotate(
            place=Window(RowNumber(), partition_by=[F("entry_id")], order_by=F("version").desc())
        ).filter(place=1)
        records = [Record.of_revision(*row) for row in newest.values_list(*Record.COLUMNS).order_by()]
        return sorted(records, key=lambda record: (record.paper_order, record.reference))

    def as_at_for(self, user: Any, moment: datetime, known_at: datetime | None = None) -> list[Record]:
        """`as_at` for one person: visible today and visible then.

        For others than Whitehall the newest version that they may see: of one for Whitehall only they learn neither
        the words nor when it was (DESIGN rule 6).
        """
        whitehall = sees_whitehall(user)
        then = self.visible_to(user)._as_at(moment, known_at, **({} if whitehall else {"area_visible": True}))
        then = [record for record in then if was_visible_to(user, record.data)]
        return then if whitehall else [record.for_areas() for record in then]


class _OfVisibleEntries(models.QuerySet):
    """Rows that belong to a request."""

    def _of_visible(self, user: Any) -> Self:
        from requests_log.models.requests import LoggedRequest

        if sees_every_request(user):
            return self
        return self.filter(entry__in=LoggedRequest.objects.visible_to(user).order_by().values("pk"))


class PositionQuerySet(_OfVisibleEntries):
    """Positions, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """Positions on visible requests; Whitehall-only ones for Whitehall only."""
        rows = self._of_visible(user)
        return rows if sees_whitehall(user) else rows.filter(audience=Audience.AREAS)


class RevisionQuerySet(_OfVisibleEntries):
    """Revisions, as somebody may see them. `data` still has to be read through `Record.for_areas()` for areas."""

    def visible_to(self, user: Any) -> Self:
        """Revisions of visible requests; for others than Whitehall only those that moved what areas see."""
        rows = self._of_visible(user)
        return rows if sees_whitehall(user) else rows.filter(area_visible=True)


class FreedomQuerySet(models.QuerySet):
    """Freedoms: for every reader, of whatever area the request was."""

    def visible_to(self, user: Any) -> Self:
        """All freedoms for readers of freedoms: issue, text and labels only are shown (DESIGN §2)."""
        return self if can(user, Permission.READ_FREEDOMS) else self.none()
