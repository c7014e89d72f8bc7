"""What the secretariat says of a body, its members and its meetings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from areas.people.forms import PersonField
from areas.people.selectors import people_of
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import GRANTS, Permission, Role
from cbtracker.papers.models import Body, BodyMember, Meeting
from cbtracker.papers.models.choices import BodySight
from cbtracker.papers.services.bodies import BodyTerms
from cbtracker.papers.services.meetings import LONGEST_PLACE, MeetingPlan
from cbtracker.web.clock import WrongMoment, at_clock
from cbtracker.web.formats import LONDON
from cbtracker.web.forms import ClockField, GovukDateField, GovukForm, PlainTextField

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
LONGEST_PURPOSE, MOST_DAYS = 1000, 60
READERS = tuple(role for role in Role if Permission.READ_PAPERS in GRANTS[role])
_TWICE = "A time such as 2pm, 2:30pm or 14:30"


class BodyForm(GovukForm):
    """What a body is for, what it is sent, and when its drafts are made."""

    purpose = PlainTextField(label="What it is for", max_length=LONGEST_PURPOSE, required=False, widget=forms.Textarea)
    sight = forms.ChoiceField(label="What its papers hold", choices=BodySight.choices, widget=forms.RadioSelect)
    draft_days = forms.IntegerField(
        label="Days before a meeting on which its draft is prepared",
        min_value=0,
        max_value=MOST_DAYS,
        help_text="The secretariat gets an email when the draft is there",
    )
    draft_days.look = {"width": 2}  # type: ignore[attr-defined]

    def terms(self) -> BodyTerms:
        """Return what was typed, for the service."""
        return BodyTerms(**self.cleaned_data)


class MemberForm(GovukForm):
    """Who sits on a body, as what, and since when."""

    user = PersonField(User.objects.none(), label="Person")
    part = forms.ChoiceField(
        label="Part", choices=BodyMember.Part.choices, widget=forms.RadioSelect, initial=BodyMember.Part.MEMBER
    )
    part.look = {"hints": {BodyMember.Part.CHAIR: "The part of the present chair ends on the day on which this begins"}}  # type: ignore[attr-defined]
    from_on = GovukDateField(label="From", earliest=EARLIEST, latest=LATEST)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"from_on": timezone.localdate()})
        self.fields["user"].queryset = people_of(READERS)  # type: ignore[attr-defined]


class EndMemberForm(GovukForm):
    """When a seat ends."""

    to_on = GovukDateField(
        label="First day without a seat",
        earliest=EARLIEST,
        latest=LATEST,
        help_text="From this day on they no longer read in full what is issued to the body",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"to_on": timezone.localdate()})


class MeetingForm(GovukForm):
    """When and where a body meets, by London's clock. `body` is asked where the meeting may become another body's."""

    body = forms.ModelChoiceField(label="Body", queryset=Body.objects.none(), empty_label=None)
    day = GovukDateField(label="Date", earliest=EARLIEST, latest=LATEST, help_text="For example, 24 3 2011")
    starts = ClockField(label="Start time", help_text=_TWICE)
    starts.look = {"width": 10}  # type: ignore[attr-defined]
    ends = ClockField(label="End time")
    ends.look = {"width": 10}  # type: ignore[attr-defined]
    place = PlainTextField(
        label="Place", max_length=LONGEST_PLACE, required=False, help_text="An address, or how to join from elsewhere"
    )

    def __init__(self, data: Any = None, *, bodies: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        if bodies is None:
            del self.fields["body"]
        else:
            self.fields["body"].queryset = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Put date and times together as `plan`."""
        cleaned = super().clean() or {}
        if not self.errors:
            starts, ends = self._moment("starts"), self._moment("ends")
            if starts and ends:
                self.plan = MeetingPlan(starts_at=starts, ends_at=ends, place=cleaned["place"])
        return cleaned

    def _moment(self, name: str) -> dt.datetime | None:
        try:
            return at_clock(self.cleaned_data["day"], self.cleaned_data[name])
        except WrongMoment as wrong:
            self.add_error(name, str(wrong))
            return None


def said_of(meeting: Meeting) -> dict[str, Any]:
    """Return what the form shows of `meeting`."""
    starts, ends = meeting.starts_at.astimezone(LONDON), meeting.ends_at.astimezone(LONDON)
    return {
        "body": meeting.body,
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "place": meeting.place,
    }
