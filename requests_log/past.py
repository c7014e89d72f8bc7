"""The register as it was at a moment, for one reader: which version of each request, and what of it they may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from requests_log.models import PROGRAMME_WIDE, LoggedRequest, Revision
from requests_log.models.querysets import LoggedRequestQuerySet
from requests_log.records import Record
from requests_log.sights import Reader, Sight, TodaysRight, seen_by, sees_every_request, sees_whitehall

KEYS_PER_STATEMENT = 5_000
Versions = dict[int, tuple[int, int]]
"""By primary key of the request: primary key of its revision, and its version."""


@dataclass(frozen=True)
class Past:
    """The requests that `reader` may know of as at a moment, `seen` as they may read them.

    `raw` holds the same records with everything in them, for nobody's eyes: by its `version` two pasts are compared.
    """

    reader: Reader
    raw: Mapping[int, Record]
    today: TodaysRight = field(default_factory=TodaysRight)
    like: Past | None = None

    @cached_property
    def seen(self) -> dict[int, Record]:
        """By primary key, what the reader may read. A record that `like` shows the same way is the same object."""
        return dict(self._seen())

    def _seen(self) -> Iterator[tuple[int, Record]]:
        for key, record in self.raw.items():
            other = self.like.seen.get(key) if self.like and self.like.raw.get(key) is record else None
            shown = other if other and self._shows_alike(key) else seen_by(self.reader, record, self.today)
            if shown is not None:
                yield key, shown

    def _shows_alike(self, key: int) -> bool:
        return self.like is not None and all(
            (key in mine) == (key in others)
            for mine, others in (
                (self.today.in_full, self.like.today.in_full),
                (self.today.freedom, self.like.today.freedom),
            )
        )


def read_past(
    reader: Reader,
    moment: datetime,
    known_at: datetime | None = None,
    *,
    knew: Mapping[int, int] | None = None,
    like: Past | None = None,
    among: LoggedRequestQuerySet | None = None,
) -> Past:
    """What `reader` may read of the register as at `moment`, by what was recorded by `known_at` (default: now).

    Both times are aware. Of a person today's right counts (DESIGN rule 2); of a Sight the right at `known_at`, so
    that a paper can be read again as its audience got it. `knew`, by primary key, are the versions that a paper
    froze; they override the moments, which a transaction that ended late could have slipped past. `like` is a past
    whose records are used again where the version is the same. `among`: requests to look among (default: all).
    """
    rows = _revisions(reader, among)
    if like is None and knew is None:
        found = rows.newest(moment, known_at).values_list(*Record.COLUMNS)
        raw = {row[0]: Record.of_revision(*row) for row in found}
    else:
        raw = _read_again(rows, _versions(rows, moment, known_at, knew), like)
    return Past(reader, raw, _todays_right(reader, raw, moment, known_at), like)


def _revisions(reader: Reader, among: LoggedRequestQuerySet | None) -> Any:
    """The revisions to choose from: for others than Whitehall only those that moved what areas see."""
    rows: QuerySet[Revision] = Revision.objects.all()
    if among is not None and among.query.where:
        rows = rows.filter(entry__in=among.order_by().values("pk"))
    if not isinstance(reader, Sight) and not sees_every_request(reader):
        rows = rows.filter(entry__in=LoggedRequest.objects.visible_to(reader).order_by().values("pk"))
    return rows if sees_whitehall(reader) else rows.filter(area_visible=True)


def _versions(rows: Any, moment: datetime, known_at: datetime | None, knew: Mapping[int, int] | None) -> Versions:
    columns = ("entry_id", "pk", "version")
    newest = {entry: (pk, version) for entry, pk, version in rows.newest(moment, known_at).values_list(*columns)}
    if knew is None:
        return newest
    frozen = {int(entry): version for entry, version in knew.items()}
    kept = {entry: newest[entry] for entry, version in frozen.items() if newest.get(entry, (0, 0))[1] == version}
    for some in _chunks([entry for entry in frozen if entry not in kept]):
        others = rows.filter(entry__in=some).order_by().values_list(*columns)
        kept |= {entry: (pk, version) for entry, pk, version in others if frozen[entry] == version}
    return kept


def _read_again(rows: Any, versions: Versions, like: Past | None) -> dict[int, Record]:
    """The records of `versions`, those that `like` has taken from it."""
    known = like.raw if like else {}
    raw = {
        entry: known[entry]
        for entry, (_, version) in versions.items()
        if entry in known and known[entry].version == version
    }
    for some in _chunks([pk for entry, (pk, _) in versions.items() if entry not in raw]):
        found = Revision.objects.filter(pk__in=some).order_by().values_list(*Record.COLUMNS)
        raw |= {row[0]: Record.of_revision(*row) for row in found}
    return raw


def _todays_right(
    reader: Reader, raw: Mapping[int, Record], moment: datetime, known_at: datetime | None
) -> TodaysRight:
    """What every area may know of by what was recorded by `known_at`: of use to `Sight.AREAS` only."""
    if reader is not Sight.AREAS:
        return TodaysRight()
    if known_at is None:
        in_full = LoggedRequest.objects.filter(scope__in=PROGRAMME_WIDE).order_by()
        declared = LoggedRequest.objects.filter(freedom__isnull=False).order_by()
        return _right(in_full.values_list("pk", flat=True), declared.values_list("pk", flat=True))
    if known_at == moment:
        return _right(
            (key for key, record in raw.items() if record.is_programme_wide),
            (key for key, record in raw.items() if record.data.get("freedom")),
        )
    rows = Revision.objects.filter(area_visible=True).newest(known_at, known_at)
    found = list(rows.values_list("entry_id", "data__scope", "data__freedom"))
    return _right((row[0] for row in found if row[1] in PROGRAMME_WIDE), (row[0] for row in found if row[2]))


def _right(in_full: Any, freedom: Any) -> TodaysRight:
    return TodaysRight(frozenset(in_full), frozenset(freedom))


def _chunks(keys: list[int]) -> Iterator[list[int]]:
    """`keys` in pieces that every database takes as parameters of one statement."""
    for start in range(0, len(keys), KEYS_PER_STATEMENT):
        yield keys[start : start + KEYS_PER_STATEMENT]
