"""The states that pages are looked at in: nearly empty, full, and with texts as long as they may be."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from areas.models import Area, Authority
from cbtracker.accounts.models import User
from requests_log.models import Freedom, LoggedRequest, Position, Revision, SavedView, Workstream, WorkstreamStatus

WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
LINE = f"{WORD} of an unusually long-winded and many-membered partnership of partnerships"
LONG_TEXT = "\n\n".join([LINE + ". " + "It asks for more words than anybody would read. " * 12] * 4)


def empty(world: Any) -> None:
    """Only what the routes need to exist."""


def full(world: Any) -> None:
    """The demonstration register besides."""
    call_command("load_demo", verbosity=0)


def long(world: Any) -> None:
    """Every name and text as long as its field allows, words without a place to break included."""
    Area.objects.update(name=Concat(Value(LINE[:90]), Cast("pk", CharField())))
    Authority.objects.update(official_name=LINE[:120])
    User.objects.update(full_name=LINE[:150], job_title=LINE[:150])
    Workstream.objects.update(description=LONG_TEXT, body=LINE[:200])
    WorkstreamStatus.objects.update(text=LONG_TEXT)
    SavedView.objects.update(query="q=" + WORD)
    Freedom.objects.update(text=LONG_TEXT)
    Position.objects.update(text=LONG_TEXT)
    for entry in LoggedRequest.objects.all():
        _lengthen(entry)


def _lengthen(entry: LoggedRequest) -> None:
    """Give a request long words as its next revision would have them."""
    said = {"issue": LONG_TEXT, "detail": LONG_TEXT, "areas_label": LINE[:300], "theme": WORD, "contact": LINE[:200]}
    stands = {"text": LONG_TEXT, "audience": "areas", "by": LINE, "at": entry.effective_at.isoformat()}
    record = {**entry.record, **said, "position": stands, "area_position": stands}
    columns = {**said, "position_text": LONG_TEXT, "area_position_text": LONG_TEXT, "record": record}
    LoggedRequest.objects.filter(pk=entry.pk).update(**columns, version=entry.version + 1)
    Revision.objects.create(
        entry=entry,
        version=entry.version + 1,
        area_version=entry.area_version,
        area_visible=True,
        action="changed",
        reason=LONG_TEXT,
        by_name=LINE,
        effective_at=entry.effective_at,
        recorded_at=entry.updated_at,
        data=record,
    )


STATES = {"empty": empty, "full": full, "long": long}
