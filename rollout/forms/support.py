"""What the secretariat says of support to areas, and what places say of who comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from areas.models import PROGRAMME_BEGINS, Area, Authority
from areas.selectors import area_by_authority
from areas.services.reference.tables import FIRST_PHASE
from cbtracker.web.clock import WrongMoment, at_clock
from cbtracker.web.forms import ClockField, GovukDateField, GovukForm, PlainTextField
from rollout.models import Attendee
from rollout.models.support import buddies, hubs, learning_sets, workshops
from rollout.models.support.base import LAST_DAY
from rollout.selectors.support import regions
from rollout.services import support

EVERYWHERE = "All of England"
UNTIL = "Leave it blank while it goes on"
ATTENDED = {"yes": True, "no": False, "": None}


def _day(label: str, **options: Any) -> GovukDateField:
    return GovukDateField(label=label, earliest=PROGRAMME_BEGINS, latest=LAST_DAY, **options)


def _text(label: str, length: int, *, lines: int = 0, **options: Any) -> PlainTextField:
    if lines:
        options["widget"] = forms.Textarea(attrs={"rows": lines})
    return PlainTextField(label=label, max_length=length, **options)


def key_of(place: Area | Authority) -> str:
    """What a form calls `place`."""
    return f"area:{place.slug}" if isinstance(place, Area) else f"authority:{place.slug}"


class PlaceField(forms.ChoiceField):
    """An area or an authority, chosen from a list of both; its value is the place."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.places: dict[str, Area | Authority] = {}

    def offer(self, areas: Iterable[Area], authorities: Iterable[Authority]) -> None:
        """Let people choose from these, areas first."""
        found: list[Area | Authority] = [*areas, *authorities]
        self.places = {key_of(place): place for place in found}
        named = [
            (key, f"{place} (area)" if isinstance(place, Area) else str(place)) for key, place in self.places.items()
        ]
        self.choices = [("", ""), *named]

    def clean(self, value: Any) -> Any:
        """Return the place. Raises ValidationError."""
        return self.places.get(super().clean(value))


class HubForm(GovukForm):
    """A regional hub."""

    region = forms.ChoiceField(label="Region")
    name = _text("Name of the hub", hubs.NAME_LENGTH)
    host = _text("Who runs it", hubs.NAME_LENGTH, help_text="For example, a council or a university of the region")
    contact = _text(
        "How to reach it",
        hubs.CONTACT_LENGTH,
        lines=3,
        required=False,
        help_text="Everybody in the programme reads this",
    )
    opened_on = _day("Opened on", help_text="For example, 5 9 2011")
    closed_on = _day("Closed on", required=False, help_text="Leave it blank while the hub is open")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["region"].choices = [("", ""), *((name, name) for name in regions())]  # type: ignore[attr-defined]

    def terms(self) -> support.HubTerms:
        """Return what was typed, for the service."""
        return support.HubTerms(**self.cleaned_data)


class BuddyDatesForm(GovukForm):
    """How long two places are a pair, and what about."""

    from_on = _day("From", help_text="For example, 5 9 2011")
    to_on = _day("Ended on", required=False, help_text=UNTIL)
    note = _text("What it is about", buddies.NOTE_LENGTH, lines=4, required=False)

    def terms(self) -> Any:
        """Return what was typed, for the service."""
        return support.BuddyDates(**self.cleaned_data)


class BuddyForm(BuddyDatesForm):
    """A pair: an area of the first phase, and a place that is new."""

    helper = PlaceField(label="Area of the first phase that helps")
    place = PlaceField(label="New place that it helps", help_text="A later area, or an authority that is in none yet")
    field_order = ("helper", "place", "from_on", "to_on", "note")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        first = Area.objects.filter(phase__slug=FIRST_PHASE).order_by("name").select_related("phase")
        later = Area.objects.exclude(phase__slug=FIRST_PHASE).order_by("name").select_related("phase")
        in_areas = area_by_authority(timezone.localdate())
        self.fields["helper"].offer(first, [])  # type: ignore[attr-defined]
        self.fields["place"].offer(later, Authority.objects.exclude(pk__in=in_areas))  # type: ignore[attr-defined]

    def terms(self) -> support.BuddyTerms:
        """Return what was typed, for the service."""
        return support.BuddyTerms(**self.cleaned_data)


class SetForm(GovukForm):
    """An action learning set."""

    name = _text("Name of the set", learning_sets.NAME_LENGTH)
    purpose = _text("What it works on", learning_sets.PURPOSE_LENGTH, lines=4)
    facilitator = _text("Facilitator", learning_sets.NAME_LENGTH, required=False)
    ended_on = _day("Ended on", required=False, help_text="Leave it blank while the set meets")

    def terms(self) -> support.SetTerms:
        """Return what was typed, for the service."""
        return support.SetTerms(**self.cleaned_data)


class MemberDatesForm(GovukForm):
    """When a place joined and left."""

    from_on = _day("Joined on", help_text="For example, 5 9 2011")
    to_on = _day("Left on", required=False, help_text="Leave it blank while the place is in the set")

    def terms(self) -> Any:
        """Return what was typed, for the service."""
        return support.MemberDates(**self.cleaned_data)


class MemberForm(MemberDatesForm):
    """A place that joins a set."""

    place = PlaceField(label="Area or authority")
    field_order = ("place", "from_on", "to_on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].offer(Area.objects.order_by("name"), Authority.objects.all())  # type: ignore[attr-defined]

    def terms(self) -> support.MemberTerms:
        """Return what was typed, for the service."""
        return support.MemberTerms(**self.cleaned_data)


class SessionForm(GovukForm):
    """A session of a set."""

    on = _day("Date", help_text="For example, 5 9 2011")
    topic = _text("What it is about", learning_sets.NAME_LENGTH)
    notes = _text(
        "Short notes", learning_sets.NOTES_LENGTH, lines=6, required=False, help_text="What was learned, to be shared"
    )

    def terms(self) -> support.SessionTerms:
        """Return what was typed, for the service."""
        return support.SessionTerms(**self.cleaned_data)


class NewWorkshopForm(GovukForm):
    """A regional workshop, by London's clock."""

    title = _text("Title", workshops.NAME_LENGTH)
    region = forms.ChoiceField(label="Region", required=False)
    region.look = {"optional": False}  # type: ignore[attr-defined]
    day = _day("Date", help_text="For example, 5 10 2011")
    starts = ClockField(label="Start time", help_text="A time such as 10am, 10:30am or 14:30")
    starts.look = {"width": 10}  # type: ignore[attr-defined]
    ends = ClockField(label="End time")
    ends.look = {"width": 10}  # type: ignore[attr-defined]
    venue = _text(
        "Place", workshops.PLACE_LENGTH, required=False, help_text="An address, or how to join from elsewhere"
    )
    run_by = _text("Run by", workshops.NAME_LENGTH, help_text="For example, LG Group and DCLG")
    capacity = forms.IntegerField(
        label="How many people it has room for",
        required=False,
        min_value=1,
        max_value=workshops.MOST_PLACES,
        help_text="Leave it blank if nobody has said",
    )
    capacity.look = {"width": 4}  # type: ignore[attr-defined]
    about = _text("What it is about", workshops.ABOUT_LENGTH, lines=4, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [("", EVERYWHERE), *((name, name) for name in regions())]
        self.fields["region"].choices = named  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Put date and times together."""
        cleaned = super().clean() or {}
        if not self.errors:
            self.starts_at, self.ends_at = self._moment("starts"), self._moment("ends")
        return cleaned

    def _moment(self, name: str) -> dt.datetime:
        try:
            return at_clock(self.cleaned_data["day"], self.cleaned_data[name])
        except WrongMoment as wrong:
            raise ValidationError({name: str(wrong)}) from None

    def terms(self) -> support.WorkshopTerms:
        """Return what was typed, for the service."""
        plain = {name: self.cleaned_data[name] for name in ("title", "region", "about", "venue", "run_by", "capacity")}
        return support.WorkshopTerms(
            starts_at=self.starts_at, ends_at=self.ends_at, cancelled=self.cleaned_data.get("cancelled", False), **plain
        )


class WorkshopForm(NewWorkshopForm):
    """A workshop that is there, and may be cancelled."""

    cancelled = forms.BooleanField(label="It is cancelled: it does not take place", required=False)


class ComeForm(GovukForm):
    """Who comes, from which authority."""

    authority = forms.ModelChoiceField(
        label="Authority", queryset=Authority.objects.none(), to_field_name="slug", empty_label=""
    )
    name = _text(
        "Name", workshops.NAME_LENGTH, help_text="The person who comes. You can send the form again for others"
    )

    def __init__(self, *args: Any, authorities: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["authority"]
        field.queryset = authorities


class AttendanceForm(GovukForm):
    """For each person on the list, whether they attended; blank is not "no"."""

    mark_optional = False

    def __init__(self, *args: Any, people: Iterable[Attendee], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = list(people)
        for person in self.people:
            field = forms.ChoiceField(
                label=f"{person.name}, {person.authority}",
                required=False,
                choices=[("yes", "Attended"), ("no", "Did not attend"), ("", "Not recorded")],
                widget=forms.RadioSelect,
            )
            field.look = {"inline": True, "small": True, "label_size": "s"}  # type: ignore[attr-defined]
            self.fields[f"person_{person.pk}"] = field

    def said(self) -> dict[int, bool | None]:
        """Return what was said of each person whom the page showed, by key."""
        shown = (person.pk for person in self.people if f"person_{person.pk}" in self.data)
        return {pk: ATTENDED[self.cleaned_data[f"person_{pk}"]] for pk in shown}
