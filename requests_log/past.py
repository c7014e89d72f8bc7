"""The register as it was at a moment, for one reader: which version of each request, and what of it they may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from requests_log.models import PROGRAMME_WIDE, LoggedRequest, Revision
from requests_log.models.querysets import LoggedRequestQuerySet
from requests_log.records import Record
from requests_log.sights import (
    Face,
    Reader,
    Sight,
    TodaysRight,
    as_seen,
    face_of,
    sees_every_request,
    sees_whitehall,
    was_visible_to,
)

KEYS_PER_STATEMENT = 5_000
SAID = ("scope", "areas")
Versions = dict[int, tuple[int, int]]
"""By primary key of the request: primary key of its revision, and its version."""


@dataclass(frozen=True, eq=False)
class Past:
    """The requests that `reader` may know of as at a moment: `seen` as they may read them.

    `raw` holds the records with everything in them, for nobody's eyes: by their `version` two pasts are compared.
    """

    reader: Reader
    raw: Mapping[int, Record]
    today: TodaysRight = field(default_factory=TodaysRight)

    @cached_property
    def faces(self) -> dict[int, Face]:
        """How much of each request the reader may see, by primary key; of others they may not know."""
        found = ((key, face_of(self.reader, record, self.today)) for key, record in self.raw.items())
        return {key: face for key, face in found if face is not None}

    @cached_property
    def seen(self) -> Mapping[int, Record]:
        """The requests as the reader may read them, by primary key."""
        return Seen(self)

    def section_of(self, key: int) -> str:
        """The section that the reader sees the request `key` in; blank where it is not printed for them."""
        face = self.faces.get(key)
        if face is Face.FREEDOM:
            return "addressed"
        return self.raw[key].section if face else ""

    def same_as(self, other: Past, key: int) -> bool:
        """Whether the reader sees the very same of the request `key` in both."""
        return self.raw.get(key) is other.raw.get(key) and self.faces.get(key) is other.faces.get(key)


class Seen(Mapping[int, Record]):
    """The records of a past as its reader may read them, each made when it is asked for."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._whitehall = sees_whitehall(past.reader)
        self._made: dict[int, Record] = {}

    def __getitem__(self, key: int) -> Record:
        if key not in self._made:
            self._made[key] = as_seen(self._past.raw[key], self._past.faces[key], whitehall=self._whitehall)
        return self._made[key]

    def __iter__(self) -> Iterator[int]:
        return iter(self._past.faces)

    def __len__(self) -> int:
        return len(self._past.faces)

    def __contains__(self, key: object) -> bool:
        return key in self._past.faces


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
    return Past(reader, raw, _todays_right(reader, raw, moment, known_at))


def there_at(user: Any, moment: datetime) -> LoggedRequestQuerySet:
    """The requests that `user` may know of today and could know of at `moment`: those of `read_past`, none of it read.

    One query more for an officer, whose requests were not always theirs.
    """
    rows = LoggedRequest.objects.visible_to(user)
    said = _revisions(user, None).filter(entry=OuterRef("pk"), effective_at__lte=moment)
    there = rows.filter(Exists(said))
    if sees_every_request(user):
        return there
    then = _revisions(user, None).newest(moment).values_list("entry_id", "data__scope", "data__areas")
    return rows.filter(pk__in=[key for key, *said in then if was_visible_to(user, dict(zip(SAID, said, strict=True)))])


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
