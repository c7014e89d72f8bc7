"""One workshop: what it is, who comes, who attended."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from areas.access import can
from areas.changing import ChangeView
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG, attach
from cbtracker.web.once import once
from rollout.forms.support import ATTENDED, AttendanceForm, ComeForm
from rollout.models import Attendee, Workshop
from rollout.selectors.attendance import attendance_of, names_of, spoken_for_by
from rollout.services.support import put_on_list, record_attendance, take_back_coming, why_closed
from rollout.timeline_calendar import CONTENT_TYPE
from rollout.views.base import RolloutReader
from rollout.views.support.base import SupportEditor
from rollout.workshop_calendar import calendar_of_workshop


class _WorkshopView(RolloutReader):
    """Finds the workshop."""

    def workshop(self, pk: int) -> Workshop:
        """The workshop, or 404."""
        return get_object_or_404(Workshop.objects.visible_to(self.user), pk=pk)

    def authorities(self) -> Any:
        """The authorities that the person speaks for."""
        return spoken_for_by(self.user)

    def back(self, workshop: Workshop, said: str) -> HttpResponse:
        """Go back to the workshop, saying what was done."""
        messages.success(self.request, said)
        return redirect("rollout:workshop", pk=workshop.pk)


class WorkshopPage(_WorkshopView):
    """What, when and where; from which authorities people come; names for those whom they concern."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        workshop, now = self.workshop(pk), timezone.now()
        may_attend = can(self.user, Permission.ATTEND)
        context = {
            "workshop": workshop,
            "attendance": attendance_of(workshop),
            "people": names_of(workshop, self.user),
            "has_started": workshop.starts_at <= now,
            "may_attend": may_attend and self.authorities().exists(),
            "may_edit": can(self.user, Permission.EDIT_SUPPORT),
        }
        return render(request, "rollout/support/workshop.html", context)


class WorkshopCalendar(_WorkshopView):
    """The workshop for people's own calendars."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the file."""
        response = HttpResponse(calendar_of_workshop(self.workshop(pk)), content_type=CONTENT_TYPE)
        response["Content-Disposition"] = 'attachment; filename="workshop.ics"'
        return response


class _Attending(_WorkshopView):
    """Hidden from those who say of no authority who comes."""

    http_method_names = ["get", "head", "options", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 unless the person may say so of some authority."""
        if not can(request.user, Permission.ATTEND):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class Come(_Attending):
    """Say that somebody comes; once it has started, the secretariat adds people who came unannounced."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask who, the reader first."""
        workshop, authorities = self.workshop(pk), self.authorities()
        if closed := why_closed(workshop, self.user, now=timezone.now()):
            messages.error(request, closed)
            return redirect("rollout:workshop", pk=pk)
        own = list(authorities[:2]) if not can(self.user, Permission.EDIT_SUPPORT) else []
        initial = {"name": self.user.full_name if own else "", "authority": own[0].slug if len(own) == 1 else ""}
        return self._show(workshop, ComeForm(authorities=authorities, initial=initial))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put them on the list once, or show what is wrong."""
        workshop, form = self.workshop(pk), ComeForm(request.POST, authorities=self.authorities())
        if form.is_valid():
            try:
                with once(request) as first:
                    if first:
                        put_on_list(workshop=workshop, **form.cleaned_data, by=self.user, now=timezone.now())
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return self.back(workshop, f"{form.cleaned_data['name']} is on the list")
        return self._show(workshop, form, FORM_WRONG)

    def _show(self, workshop: Workshop, form: ComeForm, status: int = 200) -> HttpResponse:
        context = {"workshop": workshop, "form": form, "has_started": workshop.starts_at <= timezone.now()}
        return render(self.request, "rollout/support/come.html", context, status=status)


class NotComing(_Attending):
    """The button that takes somebody off the list."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, person: int) -> HttpResponse:
        """Say that they do not come after all."""
        workshop = self.workshop(pk)
        people = Attendee.objects.visible_to(self.user).filter(workshop=workshop)
        attendee = get_object_or_404(people.select_related("authority", "workshop"), pk=person)
        try:
            take_back_coming(attendee=attendee, by=self.user, now=timezone.now())
        except ValidationError as wrong:
            messages.error(request, " ".join(wrong.messages))
            return redirect("rollout:workshop", pk=pk)
        return self.back(workshop, f"{attendee.name} is not coming")


class RecordAttendance(SupportEditor, ChangeView):
    """The secretariat records who attended; a second one who does so at the same time sees both."""

    template, done = "attendance", "Attendance is recorded"

    @property
    def heading(self) -> str:
        """What the page is called."""
        return "Record who attended"

    @property
    def version_now(self) -> int:
        """How often it was recorded."""
        return self.current.attendance_version

    def find(self, **kwargs: Any) -> None:
        """Find the workshop and everybody on its list."""
        self.current = get_object_or_404(Workshop.objects.visible_to(self.user), pk=kwargs["pk"])
        self.people = names_of(self.current, self.user)

    def form_of(self, *args: Any, **options: Any) -> AttendanceForm:
        """Make the form."""
        return AttendanceForm(*args, people=self.people, **options)

    def said_now(self) -> dict[str, Any]:
        """What is recorded."""
        words = {value: word for word, value in ATTENDED.items()}
        return {f"person_{person.pk}": words[person.attended] for person in self.people}

    def write(self, form: Any, expected: int) -> None:
        """Record it."""
        said, now = form.said(), timezone.now()
        record_attendance(workshop=self.current, said=said, expected_version=expected, by=self.user, now=now)

    def back(self, said: str) -> HttpResponse:
        """Go back to the workshop."""
        messages.success(self.request, said)
        return redirect("rollout:workshop", pk=self.current.pk)

    def show(self, form: Any, version: int, status: int = 200, **more: Any) -> HttpResponse:
        """The page with `form`."""
        started = self.current.starts_at <= timezone.now()
        return super().show(form, version, status, workshop=self.current, has_started=started, **more)
