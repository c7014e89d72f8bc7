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
from cbtracker.accounts.permissions import Permission
from requests_log.models.choices import PROGRAMME_WIDE, Audience
from requests_log.sights import Reader, Sight, reads_register, sees_every_request, sees_whitehall

if TYPE_CHECKING:
    from requests_log.records import Record

REFERENCE = re.compile(r"CB-[0-9]{4,9}", re.IGNORECASE)
SEARCHED = ("reference", "issue", "detail", "outcome_text", "areas_label", "departments_label")


class LoggedRequestQuerySet(models.QuerySet):
    """Requests, as somebody may see them."""

    def visible_to(self, user: Reader) -> Self:
        """Requests `user` may know of: all for Whitehall and partners; for officers own areas' and programme-wide.

        To `Sight.AREAS` the programme-wide ones, for freedoms of others are not read as requests.
        """
        if sees_every_request(user):
            return self
        if not reads_register(user):
            return self.none()
        if user is Sight.AREAS:
            return self.filter(scope__in=PROGRAMME_WIDE)
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
        from requests_log.models.history import Revision
        from requests_log.records import Record, in_paper_order

        revisions = Revision.objects.filter(entry__in=self.order_by().values("pk")).newest(moment, known_at)
        return in_paper_order(Record.of_revision(*row) for row in revisions.values_list(*Record.COLUMNS))

    def as_at_for(self, reader: Reader, moment: datetime, known_at: datetime | None = None) -> list[Record]:
        """`as_at` for one person, visible today and visible then; or for an audience (`requests_log.sights`).

        For others than Whitehall the newest version that they may see: of one for Whitehall only they learn neither
        the words nor when it was (DESIGN rule 6).
        """
        from requests_log.past import read_past
        from requests_log.records import in_paper_order

        return in_paper_order(read_past(reader, moment, known_at, among=self).seen.values())


class _OfVisibleEntries(models.QuerySet):
    """Rows that belong to a request."""

    def _of_visible(self, user: Reader) -> Self:
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

    def newest(self, moment: datetime, known_at: datetime | None = None) -> Self:
        """Of each request the highest version effective by `moment` and recorded by `known_at` (default: now).

        Both times are aware. In no order.
        """
        rows = self.filter(effective_at__lte=moment)
        if known_at is not None:
            rows = rows.filter(recorded_at__lte=known_at)
        place = Window(RowNumber(), partition_by=[F("entry_id")], order_by=F("version").desc())
        return rows.annotate(place=place).filter(place=1).order_by()


class FreedomQuerySet(models.QuerySet):
    """Freedoms: for every reader, of whatever area the request was."""

    def visible_to(self, user: Any) -> Self:
        """All freedoms for readers of freedoms: issue, text and labels only are shown (DESIGN §2)."""
        return self if can(user, Permission.READ_FREEDOMS) else self.none()

    def for_everybody(self) -> Self:
        """All freedoms for people who are not signed in: what any area may do is no secret (F000 ¶11, ¶14).

        Only issue, text and labels may be shown of them: `requests_log.freedoms.open_freedoms`.
        """
        return self.all()
