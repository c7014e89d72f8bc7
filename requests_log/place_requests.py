"""Which requests are a place's, and which are for every place, among those that a reader may see as at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from areas.access import duties_of
from requests_log.models import PROGRAMME_WIDE, LoggedRequest, RequestArea
from requests_log.progress import Stage, stage_of
from requests_log.records import Record, in_paper_order
from requests_log.sights import Reader, Sight, sees_every_request


@dataclass(frozen=True)
class PlaceRequests:
    """Requests in print order, open ones with those not yet accepted; `wide`: for many or all areas."""

    open: tuple[Record, ...]
    addressed: tuple[Record, ...]
    wide_open: tuple[Record, ...]
    wide_addressed: tuple[Record, ...]


def records_about(area_id: int, reader: Reader, moment: datetime, *, is_now: bool = False) -> list[Record]:
    """What `reader` may see of the register at the aware `moment` that can concern the area.

    Of now only requests that name it, and those for many or all areas, are read; of an earlier moment all, because
    who was named then is in the revisions alone.
    """
    entries = LoggedRequest.objects.all()
    if is_now:
        named = Exists(RequestArea.objects.filter(entry=OuterRef("pk"), area=area_id))
        entries = entries.filter(Q(named) | Q(scope__in=PROGRAMME_WIDE))
    return entries.as_at_for(reader, moment)


def place_requests(area_id: int, records: Iterable[Record]) -> PlaceRequests:
    """`records` that name the area or are for many or all areas; withdrawn ones and duplicates are left out."""
    found: dict[tuple[bool, Stage], list[Record]] = {}
    for record in in_paper_order(record for record in records if not record.freedom_only):
        if record.is_programme_wide or area_id in record.area_ids:
            stage = stage_of(record)
            stage = Stage.OPEN if stage is Stage.RAISED else stage
            found.setdefault((record.is_programme_wide, stage), []).append(record)

    def rows(wide: bool, stage: Stage) -> tuple[Record, ...]:
        return tuple(found.get((wide, stage), ()))

    return PlaceRequests(
        rows(False, Stage.OPEN), rows(False, Stage.ADDRESSED), rows(True, Stage.OPEN), rows(True, Stage.ADDRESSED)
    )


def reads_requests_of(area_id: int, reader: Reader) -> bool:
    """Whether `reader` sees every request that names the area, so that none seen means that there is none."""
    if isinstance(reader, Sight) or sees_every_request(reader):
        return reader is not Sight.AREAS
    return area_id in duties_of(reader).areas
