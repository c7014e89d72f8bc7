"""Whose eyes the register is read with: a person's, or those of an audience without a person (DESIGN rules 2 and 6).

A paper is issued once for each audience, and none of them is somebody in particular. A `Sight` is such an audience's
view; wherever the register is read for somebody, that somebody is a `Reader`: a user or a Sight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from areas.access import can, duties_of
from cbtracker.accounts.permissions import Permission, Role
from requests_log.models.choices import PROGRAMME_WIDE, Status

if TYPE_CHECKING:
    from requests_log.records import Record


class Sight(StrEnum):
    """An audience's view of the register.

    WHITEHALL: everything. PARTNERS: every request, in the words that areas may read. AREAS: what *every* area may read:
    programme-wide requests, and of others what declared freedoms say (DESIGN §2, "freedom").
    """

    WHITEHALL = "whitehall"
    PARTNERS = "partners"
    AREAS = "areas"


Reader: TypeAlias = Sight | Any
"""A user, or a Sight."""


def reads_register(reader: Reader) -> bool:
    """Whether `reader` may read anything of the register at all."""
    return isinstance(reader, Sight) or can(reader, Permission.READ_REGISTER)


def sees_whitehall(reader: Reader) -> bool:
    """Whether `reader` may read Whitehall-only positions."""
    if isinstance(reader, Sight):
        return reader is Sight.WHITEHALL
    return can(reader, Permission.READ_WHITEHALL_POSITIONS)


def sees_every_request(reader: Reader) -> bool:
    """Whether `reader` may know of every request there is, so that nothing has to be asked row by row."""
    if isinstance(reader, Sight):
        return reader is not Sight.AREAS
    return can(reader, Permission.READ_REGISTER) and reader.role != Role.OFFICER


def was_visible_to(reader: Reader, data: Mapping[str, Any]) -> bool:
    """Whether a request that said `data` was `reader`'s to know of in full then: `visible_to` for the past (rule 2).

    Of `data` only `scope` and `areas` are read.
    """
    wide = data.get("scope") in PROGRAMME_WIDE
    if isinstance(reader, Sight):
        return wide or reader is not Sight.AREAS
    if reader.role != Role.OFFICER or wide:
        return True
    return bool(duties_of(reader).areas & {row["id"] for row in data.get("areas", ())})


@dataclass(frozen=True)
class TodaysRight:
    """What every area may know of today, by primary key of the request: all of it, or the freedom that came of it."""

    in_full: frozenset[int] = frozenset()
    freedom: frozenset[int] = frozenset()


class Face(StrEnum):
    """How much of a request a reader may see."""

    FULL = "full"
    FREEDOM = "freedom"


def face_of(reader: Reader, record: Record, today: TodaysRight) -> Face | None:
    """How much of `record` is `reader`'s to see, None where it is not theirs to know of.

    `today` is for `Sight.AREAS` only.
    """
    if was_visible_to(reader, record.data) and (reader is not Sight.AREAS or record.entry_id in today.in_full):
        return Face.FULL
    if reader is Sight.AREAS and record.entry_id in today.freedom and record.data.get("freedom"):
        return Face.FREEDOM
    return None


def as_seen(record: Record, face: Face, *, whitehall: bool) -> Record:
    """`record` with nothing in it but what a reader may see who may see `face` of it."""
    if face is Face.FREEDOM:
        return freedom_of(record)
    return record if whitehall else record.for_areas()


def freedom_of(record: Record) -> Record:
    """What everybody may read of a freedom: issue, labels and the freedom's text, printed as addressed; nothing else.

    It has no reference, no version and no moment but that of the freedom itself.
    """
    freedom = record.data["freedom"]
    data = {
        "reference": "",
        "issue": record.data["issue"],
        "areas_label": record.data["areas_label"],
        "departments_label": record.data["departments_label"],
        "paper_order": record.data["paper_order"],
        "status": Status.ADDRESSED.value,
        "outcome": "",
        "outcome_text": freedom["text"],
        "timescale": "",
        "due_on": None,
        "workstream": None,
        "freedom": {"text": freedom["text"]},
    }
    at = datetime.fromisoformat(freedom["at"])
    return replace(
        record,
        version=0,
        area_version=0,
        action="freedom",
        reason="",
        by_name="",
        effective_at=at,
        recorded_at=at,
        data=data,
        whitehall=False,
        freedom_only=True,
    )
