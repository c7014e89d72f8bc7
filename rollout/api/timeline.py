"""The timeline of the programme, which the secretariat keeps (F000 Annex A)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from cbtracker.rest.shapes import Day, Flag, In, Out, Version, choice_of, text_of
from rollout.models import TimelineEntry
from rollout.selectors.timeline import Item, item_of, read_timeline
from rollout.services.timeline import EntryTerms, add_entry, change_entry, remove_entry, said_of
from rollout.timeline_calendar import calendar_response

CALENDAR = "text/calendar"
ITEM = (
    *("uid", "kind", "lane", "title", "starts_on", "ends_on"),
    *("detail", "inferred", "inferred_why", "source", "version"),
)


class TimelineItemOut(Out):
    """Something on the timeline. `id` is null, and `phase` its slug, where it is a date of a phase: change it there.

    `starts_on` and `ends_on` are both included; a period without an end goes on.
    """

    uid = serializers.CharField()
    id = serializers.IntegerField(allow_null=True)
    phase = serializers.CharField(allow_null=True)
    kind = serializers.CharField()
    lane = serializers.CharField()
    title = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    detail = serializers.CharField(allow_blank=True)
    inferred = serializers.BooleanField()
    inferred_why = serializers.CharField(allow_blank=True)
    source = serializers.CharField(allow_blank=True)
    version = Version()
    keys = ("uid", "id", "version")
    example = {
        "uid": "timeline-7",
        "id": 7,
        "phase": None,
        "kind": "event",
        "lane": "events",
        "title": "Regional workshop",
        "starts_on": "2011-10-05",
        "ends_on": None,
        "detail": "",
        "inferred": False,
        "inferred_why": "",
        "source": "F000 ¶11",
        "version": 1,
    }


class TimelineItemIn(In):
    """A period (`band`), milestone or event. `inferred_why` is asked where no paper says the date."""

    kind = choice_of(TimelineEntry, "kind")
    lane = choice_of(TimelineEntry, "lane")
    title = text_of(TimelineEntry, "title")
    starts_on = Day()
    ends_on = Day(required=False, allow_null=True)
    detail = text_of(TimelineEntry, "detail")
    inferred = Flag(required=False)
    inferred_why = text_of(TimelineEntry, "inferred_why", lines=True)
    source = text_of(TimelineEntry, "source")
    example = {
        "kind": "event",
        "lane": "events",
        "title": "Regional workshop",
        "starts_on": "2011-10-05",
        "source": "F000 ¶11",
    }


def of_item(item: Item) -> dict[str, Any]:
    """What the timeline says of one thing."""
    return {**{name: getattr(item, name) for name in ITEM}, "id": item.entry, "phase": item.phase or None}


class Timeline(ProgrammeViewSet):
    """Periods, milestones and events, with the phases."""

    tag = "Timeline"

    def rows(self) -> QuerySet[TimelineEntry]:
        """Entries that were not removed."""
        return TimelineEntry.objects.visible_to(self.request.user)

    def represent(self, row: TimelineEntry) -> Any:
        """An entry."""
        return super().represent(of_item(item_of(row)))

    def current(self, row: TimelineEntry) -> Any:
        """The entry as it is now, also where an operation gives nothing out."""
        return TimelineItemOut(of_item(item_of(row))).data

    @operation(
        "Read the timeline",
        permission=Permission.READ_ROLLOUT,
        gives=TimelineItemOut,
        many=True,
        kinds=(CALENDAR,),
    )
    def list(self, request: Any) -> HttpResponseBase:
        """Everything on it by its first day, phases too; as a calendar (iCalendar) with `Accept: text/calendar`."""
        items = read_timeline(request.user)
        return calendar_response(items) if self.wants(CALENDAR) else self.whole(of_item(one) for one in items)

    @operation(
        "Add to the timeline",
        permission=Permission.EDIT_TIMELINE,
        takes=TimelineItemIn,
        gives=TimelineItemOut,
        status=201,
    )
    def create(self, request: Any) -> HttpResponseBase:
        """Add a period, a milestone or an event."""
        added = add_entry(terms=EntryTerms(**self.said()), by=request.user, now=timezone.now())
        return self.answer(added, location=reverse("api:timeline_item", kwargs={"id": added.pk}))

    @operation("Read an entry of the timeline", permission=Permission.READ_ROLLOUT, gives=TimelineItemOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """One entry, with the version that a change has to name."""
        return self.answer(self.find(pk=id))

    @operation(
        "Change an entry of the timeline",
        permission=Permission.EDIT_TIMELINE,
        takes=TimelineItemIn,
        gives=TimelineItemOut,
        versioned=True,
    )
    def partial_update(self, request: Any, id: str) -> HttpResponseBase:
        """Change some of what it says; what is left out stays."""
        entry: TimelineEntry = self.find(pk=id)
        said = self.said(partial=True)
        self.expect(entry)
        terms = replace(EntryTerms(**said_of(entry)), **said)
        changed = change_entry(
            entry=entry, terms=terms, expected_version=entry.version, by=request.user, now=timezone.now()
        )
        return self.answer(changed)

    @operation("Remove an entry of the timeline", permission=Permission.EDIT_TIMELINE, status=204, versioned=True)
    def destroy(self, request: Any, id: str) -> HttpResponseBase:
        """Take it off the timeline. The audit keeps what it said."""
        entry: TimelineEntry = self.find(pk=id)
        self.expect(entry)
        remove_entry(entry=entry, expected_version=entry.version, by=request.user, now=timezone.now())
        return self.nothing()
