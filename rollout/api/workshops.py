"""Workshops: what and when, who comes, who attended (F000 ¶11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import TooLate, Wrong
from cbtracker.rest.operation import operation
from rollout.api import support_shapes as shapes
from rollout.api.support import ShownWhole
from rollout.api.support_kinds import EDIT, READ, Kind, Support, keeping
from rollout.api.support_records import of_people, of_workshop
from rollout.models import Attendee, Workshop
from rollout.selectors.attendance import attendance_of, names_of
from rollout.selectors.support import every_workshop
from rollout.services import support
from rollout.services.support.attendance import TOO_EARLY
from rollout.timeline_calendar import CONTENT_TYPE
from rollout.workshop_calendar import calendar_of_workshop

NOT_ON_LIST = "Nobody of this number is on the list of the workshop."
KIND = Kind(
    one="a workshop",
    several="workshops",
    about="What, when and where; from which authorities people come; the names of those who are yours to know.",
    called="workshop",
    address="regional_workshop",
    add=support.add_workshop,
    change=support.change_workshop,
    terms=support.WorkshopTerms,
    dates=support.WorkshopTerms,
    fields=("title", "region", "about", "starts_at", "ends_at", "venue", "run_by", "capacity", "cancelled"),
    takes=shapes.WorkshopIn,
    changes=shapes.WorkshopChangeIn,
    gives=shapes.WorkshopOut,
    line=shapes.WorkshopLine,
)


class OfWorkshops(ShownWhole):
    """Workshops, with who comes."""

    kind: ClassVar[Kind] = KIND

    def rows(self) -> Any:
        """All, for the programme."""
        return Workshop.objects.visible_to(self.request.user)

    def all(self) -> Iterable[Any]:
        """All, the first one first."""
        return every_workshop(self.request.user)

    def shown(self, row: Any) -> Mapping[str, Any]:
        """From where people come, and the names that are the reader's to know."""
        return of_workshop(row, attendance_of(row), names_of(row, self.request.user))


Workshops = keeping(OfWorkshops, KIND)


class Calendars(OfWorkshops):
    """A workshop for people's own calendars."""

    @operation("Take a workshop as a calendar", permission=READ, files=(CONTENT_TYPE.partition(";")[0],))
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """An iCalendar file of one event (RFC 5545)."""
        content = calendar_of_workshop(self.find(pk=int(id)))
        headers = {"Content-Disposition": 'attachment; filename="workshop.ics"'}
        return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)


class Coming(OfWorkshops):
    """The list of who comes."""

    @operation(
        "Say that somebody comes",
        permission=Permission.ATTEND,
        takes=shapes.ComeIn,
        gives=shapes.WorkshopOut,
        late=True,
    )
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Of an authority for which you speak. Once it has started, the secretariat adds people who came unannounced.

        409 once it has started, and when it was cancelled.
        """
        workshop = self.find(pk=int(id))
        said, now = self.said(), timezone.now()
        if closed := support.why_closed(workshop, request.user, now=now):
            raise TooLate(closed)
        support.put_on_list(workshop=workshop, **said, by=request.user, now=now)
        return self.answer(workshop)


class NotComing(OfWorkshops):
    """Taking somebody off the list."""

    @operation("Say that somebody does not come", permission=Permission.ATTEND, gives=shapes.WorkshopOut, late=True)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Somebody of an authority for which you speak. 409 once the workshop has started."""
        people = Attendee.objects.visible_to(request.user).select_related("authority", "workshop")
        attendee = self.find(people, pk=int(id))
        try:
            support.take_back_coming(attendee=attendee, by=request.user, now=timezone.now())
        except ValidationError as wrong:
            raise TooLate(" ".join(wrong.messages)) from wrong
        return self.answer(attendee.workshop)


class Attended(Support):
    """Who attended; it has a version of its own."""

    def rows(self) -> Any:
        """All, for the programme."""
        return Workshop.objects.visible_to(self.request.user)

    def version_of(self, row: Any) -> str:
        """How often it was recorded."""
        return str(row.attendance_version)

    def represent(self, row: Any) -> Any:
        """Everybody on the list."""
        people = of_people(names_of(row, self.request.user))
        return shapes.AttendanceOut({"version": row.attendance_version, "people": people}).data

    def current(self, row: Any) -> Any:
        """The same, where somebody else recorded meanwhile."""
        return self.represent(row)

    @operation("Read who attended", permission=EDIT, gives=shapes.AttendanceOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """Everybody on the list, and what is recorded of each; its ETag is for recording."""
        return self.answer(self.find(pk=int(id)))

    @operation(
        "Record who attended",
        permission=EDIT,
        takes=shapes.AttendanceIn,
        gives=shapes.AttendanceOut,
        versioned=True,
        late=True,
    )
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Once the workshop has started; before that 409. Null leaves it open, which is not "no"."""
        workshop = self.find(pk=int(id))
        rows = self.said()["people"]
        self._on_list(workshop, [row["id"] for row in rows])
        self.expect(workshop)
        now = timezone.now()
        if workshop.starts_at > now:
            raise TooLate(TOO_EARLY)
        version, said = workshop.attendance_version, {row["id"]: row["attended"] for row in rows}
        recorded = support.record_attendance(
            workshop=workshop, said=said, expected_version=version, by=request.user, now=now
        )
        return self.answer(recorded)

    def _on_list(self, workshop: Workshop, keys: list[int]) -> None:
        known = {one.pk for one in names_of(workshop, self.request.user)}
        wrong = [
            {"pointer": f"#/people/{number}/id", "detail": NOT_ON_LIST}
            for number, key in enumerate(keys)
            if key not in known
        ]
        if wrong:
            raise Wrong(wrong)
