"""What became of a call as at a moment: who replied, with nothing to add, additions or a comment, and who did not.

The counts that F004 ¶5 prints. Nothing here ranks places: names are in the order of the areas.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone

from cbtracker.web.formats import LONDON
from requests_log.models import Call, CallAddressee, CallExtension, LoggedRequest, ReturnKind, ReturnRevision


@dataclass(frozen=True)
class NamedRequest:
    """A request that a return named."""

    pk: int
    reference: str
    issue: str


@dataclass(frozen=True)
class PlaceReply:
    """One place asked and its return then; `kind` is blank where there was none. `member` is who spoke for it.

    `area` is the slug of the area asked, or `authority` the GSS code of the authority.
    """

    addressee: int
    place: str
    kind: str = ""
    text: str = ""
    member: str = ""
    additions: tuple[NamedRequest, ...] = ()
    replied_at: datetime | None = None
    late: bool = False
    version: int = 0
    by: str = ""
    changed_at: datetime | None = None
    area: str = ""
    authority: str = ""

    @property
    def name(self) -> str:
        """The place, with the member that spoke in brackets: "West London (Westminster)"."""
        return f"{self.place} ({self.member})" if self.member and self.member != self.place else self.place


Replies = tuple[PlaceReply, ...]


@dataclass(frozen=True)
class CallResult:
    """A call and its replies as they were at `as_at`; `due_on` is the date as it was then."""

    call: Call
    as_at: datetime
    due_on: date
    places: Replies

    @property
    def replied(self) -> Replies:
        """The places with a return."""
        return tuple(place for place in self.places if place.kind)

    @property
    def no_reply(self) -> Replies:
        """The places without."""
        return tuple(place for place in self.places if not place.kind)

    @property
    def late(self) -> Replies:
        """The places whose return came after the end of `due_on` in London."""
        return tuple(place for place in self.places if place.late)

    @property
    def nil(self) -> Replies:
        """The places that have nothing to add."""
        return self._of(ReturnKind.NIL)

    @property
    def additions(self) -> Replies:
        """The places that named requests."""
        return self._of(ReturnKind.ADDITIONS)

    @property
    def comment(self) -> Replies:
        """The places that sent a comment."""
        return self._of(ReturnKind.COMMENT)

    @property
    def is_over(self) -> bool:
        """Whether the date had passed by `as_at`."""
        return timezone.localdate(self.as_at, LONDON) > self.due_on

    def _of(self, kind: str) -> Replies:
        return tuple(place for place in self.places if place.kind == kind)


def is_late(replied_at: datetime, due_on: date) -> bool:
    """Whether a reply came after the end of `due_on` in London."""
    return timezone.localdate(replied_at, LONDON) > due_on


def call_result(call: Call, *, as_at: datetime, known_at: datetime | None = None, reader: Any = None) -> CallResult:
    """The result of `call` at the moment `as_at`, by what had been recorded by `known_at` (default: by now).

    With a `reader` (a user) only the places that are theirs to see. Three queries, however many places were asked.
    """
    asked = CallAddressee.objects.filter(call=call)
    if reader is not None:
        asked = asked.visible_to(reader)
    due_on = _due_on(call, as_at)
    said = _said(call, as_at, known_at)
    rows = asked.select_related("area", "authority").order_by("area__order", "authority__short_name")
    return CallResult(call, as_at, due_on, tuple(_reply(row, said.get(row.pk, []), due_on) for row in rows))


def _due_on(call: Call, as_at: datetime) -> date:
    """The date to answer by as it was: what the first later extension replaced."""
    later = CallExtension.objects.filter(call=call, at__gt=as_at).order_by("at", "pk")
    return later.values_list("from_on", flat=True).first() or call.due_on


def _said(call: Call, as_at: datetime, known_at: datetime | None) -> dict[int, list[ReturnRevision]]:
    """The first and the newest revision by then of each place that had replied."""
    rows = ReturnRevision.objects.filter(of__addressee__call=call, effective_at__lte=as_at)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    found: dict[int, list[ReturnRevision]] = {}
    for row in rows.select_related("of", "authority").order_by("version"):
        found.setdefault(row.of.addressee_id, []).append(row)
    return found


def _reply(addressee: CallAddressee, said: list[ReturnRevision], due_on: date) -> PlaceReply:
    area, authority = addressee.area, addressee.authority
    keys: dict[str, Any] = {"area": area.slug if area else "", "authority": authority.gss_code if authority else ""}
    if not said:
        return PlaceReply(addressee.pk, addressee.place_name, **keys)
    first, newest = said[0], said[-1]
    return PlaceReply(
        **keys,
        addressee=addressee.pk,
        place=addressee.place_name,
        kind=newest.kind,
        text=newest.text,
        member=newest.authority.short_name if newest.authority else "",
        additions=tuple(NamedRequest(row["id"], row["reference"], row["issue"]) for row in newest.additions),
        replied_at=first.effective_at,
        late=is_late(first.effective_at, due_on),
        version=newest.version,
        by=newest.by_name,
        changed_at=newest.effective_at,
    )


def known_requests(result: CallResult, reader: Any) -> set[int]:
    """The requests named that `reader` may know of: the secretariat may name one of another area in a return."""
    named = {one.pk for place in result.places for one in place.additions}
    return set(LoggedRequest.objects.visible_to(reader).filter(pk__in=named).values_list("pk", flat=True))


def reply_counts(reader: Any, calls: Iterable[Call] | None = None) -> dict[int, Any]:
    """How many places were `asked` and how many `replied`, by call, of those that are the reader's to see."""
    rows = CallAddressee.objects.visible_to(reader).order_by()
    if calls is not None:
        rows = rows.filter(call__in=[call.pk for call in calls])
    counts = rows.values("call").annotate(asked=Count("pk"), replied=Count("answer"))
    return {row["call"]: {"asked": row["asked"], "replied": row["replied"]} for row in counts}
