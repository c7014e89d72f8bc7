"""One request: what it says, where it stands, and how it came to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, IntegerField, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import form_status
from cbtracker.web.forms import GovukForm
from cbtracker.web.moments import read_moment
from requests_log.actions import actions_on
from requests_log.linked import linked_requests
from requests_log.models import LoggedRequest
from requests_log.presenters import STATUS_COLOURS, label_of, shortened
from requests_log.records import Record, Standing, for_areas, standings
from requests_log.sights import sees_whitehall
from requests_log.summaries import ended, request_summary
from requests_log.timeline import Timeline, read_timeline
from requests_log.views.permitted import PermittedView

TITLE_LENGTH = 180
# Written out: to have the ORM build them costs a tenth of the page.
_OF_IT = "FROM requests_log_watch WHERE entry_id = requests_log_loggedrequest.id"
WATCHERS = f"(SELECT COUNT(*) {_OF_IT})"
WATCHED = f"EXISTS (SELECT 1 {_OF_IT} AND user_id = %s)"


class AsAtForm(GovukForm):
    """The moment at which to show a request."""

    mark_optional = False
    as_at = forms.CharField(
        label="See this request as it was",
        help_text="For example, 22/3/2011 or 22/3/2011 17:00",
        required=False,
        max_length=40,
    )
    as_at.look = {"width": 10, "label_size": "s"}  # type: ignore[attr-defined]

    def clean_as_at(self) -> datetime | None:
        """The moment, in London where no zone was given."""
        typed = self.cleaned_data["as_at"].strip()
        if not typed:
            return None
        moment = read_moment(typed)
        if moment is None:
            raise ValidationError("Enter a real date, like 22/3/2011, with or without a time, like 17:00")
        if moment > timezone.now():
            raise ValidationError("The date must be today or in the past")
        return moment


class VisibleEntryView(PermittedView):
    """A page about one request that the reader may know of; any other is a 404."""

    entry: LoggedRequest

    def entries(self) -> QuerySet[LoggedRequest]:
        """Requests among which it is looked for."""
        return LoggedRequest.objects.visible_to(self.request.user)

    def find(self, reference: str) -> LoggedRequest:
        """The request of that reference."""
        entry = self.entries().filter(reference=reference).first()
        if entry is None:
            raise Http404
        return entry


class LoggedRequestDetail(VisibleEntryView):
    """A request as it is now, or with `?as_at=` as it was then."""

    def entries(self) -> QuerySet[LoggedRequest]:
        """With how many watch it, and whether the reader does: no query of their own."""
        mine = [self.request.user.pk]
        return (
            super()
            .entries()
            .annotate(
                watchers=RawSQL(WATCHERS, [], output_field=IntegerField()),  # noqa: S611 a text of our own
                watched=RawSQL(WATCHED, mine, output_field=BooleanField()),  # noqa: S611 the same
            )
        )

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Show it; 422 for a moment that cannot be read."""
        entry = self.find(reference)
        form = AsAtForm(request.GET if "as_at" in request.GET else None)
        moment = form.cleaned_data["as_at"] if form.is_bound and form.is_valid() else None
        if moment is not None:
            return self._as_at(entry, form, moment)
        before = self._before(request.GET.get("before"))
        timeline = read_timeline(entry, request.user, before=before)
        if before is not None and not timeline.events:
            raise Http404
        context = self._context(entry, form, timeline, before)
        return render(request, "requests_log/detail.html", context, status=form_status(form))

    @staticmethod
    def _before(given: str | None) -> int | None:
        if given is None:
            return None
        if not (given.isascii() and given.isdigit() and len(given) < 9):
            raise Http404
        return int(given)

    def _context(self, entry: LoggedRequest, form: AsAtForm, timeline: Timeline, before: int | None) -> dict[str, Any]:
        user = self.request.user
        whitehall = sees_whitehall(user)
        data = entry.record if whitehall else for_areas(entry.record)
        standing = standings(data, whitehall=whitehall)
        of_areas = standings(entry.record, whitehall=False)
        return {
            **self._said(entry, data, standing),
            "form": form,
            "area_standings": of_areas if whitehall and of_areas != standing else [],
            "parts": data.get("parts", {}) if whitehall else {},
            "timeline": timeline,
            "before": before,
            "linked": linked_requests(entry, user),
            "actions": actions_on(entry, user),
            "may_watch": can(user, Permission.WATCH),
            "whitehall": whitehall,
        }

    @staticmethod
    def _said(entry: LoggedRequest, data: dict[str, Any], standing: list[Standing]) -> dict[str, Any]:
        """What both pages show of a record."""
        title = shortened(data["issue"], TITLE_LENGTH)
        return {
            "entry": entry,
            "data": data,
            "title": title,
            "rest": "" if title == data["issue"].strip() else data["issue"],
            "status": label_of("status", data["status"]),
            "status_colour": STATUS_COLOURS[data["status"]],
            "summary": request_summary(data),
            "ended": ended(data),
            "standings": standing,
            "silent": _silent(data, [row.department for row in standing]),
        }

    def _as_at(self, entry: LoggedRequest, form: AsAtForm, moment: datetime) -> HttpResponse:
        """The request as it then was; today's right and that of then are both needed (DESIGN rule 2)."""
        rows = LoggedRequest.objects.filter(pk=entry.pk)
        records: list[Record] = rows.as_at_for(self.request.user, moment)
        record = records[0] if records else None
        said = self._said(entry, record.data, record.standings) if record else {"entry": entry}
        context = {**said, "form": form, "moment": moment, "record": record}
        return render(self.request, "requests_log/as_at.html", context)


def _silent(data: dict[str, Any], spoken: list[str]) -> list[str]:
    """The departments, of several, that have no position of their own."""
    named = [row["abbreviation"] for row in data.get("departments", [])]
    return [name for name in named if name not in spoken] if len(named) > 1 else []
