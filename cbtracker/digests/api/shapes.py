"""Digests and quiet periods as the API takes them in and gives them out."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rest_framework import serializers

from cbtracker.digests.contents import Contents
from cbtracker.digests.forms import EARLIEST, LATEST
from cbtracker.digests.models import DigestPreference, QuietPeriod
from cbtracker.digests.periods import Frequency
from cbtracker.digests.presenters import Became, DigestRow
from cbtracker.digests.upcoming import Upcoming
from cbtracker.rest.shapes import Day, In, Moment, Out, Version, choice_of, text_of
from cbtracker.web.formats import as_date


class QuietPeriodOut(Out):
    """Days, the first and last included, on which no digest is sent."""

    id = serializers.IntegerField()
    version = Version()
    name = serializers.CharField()
    kind = serializers.CharField()
    from_on = Day()
    until_on = Day()
    keys = ("id", "version")
    example = {
        "id": 7,
        "version": 1,
        "name": "Easter recess",
        "kind": "recess",
        "from_on": "2011-04-06",
        "until_on": "2011-04-25",
    }


class QuietPeriodIn(In):
    """The same, to be added or changed."""

    name = text_of(QuietPeriod, "name", required=True, allow_blank=False)
    kind = choice_of(QuietPeriod, "kind", required=True, allow_blank=False)
    from_on = Day()
    until_on = Day()
    example = {"name": "Easter recess", "kind": "recess", "from_on": "2011-04-06", "until_on": "2011-04-25"}

    def validate_from_on(self, day: dt.date) -> dt.date:
        """Within the years that the form takes."""
        return _of_the_programme(day)

    def validate_until_on(self, day: dt.date) -> dt.date:
        """The same."""
        return _of_the_programme(day)


def _of_the_programme(day: dt.date) -> dt.date:
    if not EARLIEST <= day <= LATEST:
        raise serializers.ValidationError(f"Enter a date from {as_date(EARLIEST)} to {as_date(LATEST)}.")
    return day


class DigestItemOut(Out):
    """One thing that concerns the reader, and where it is to be found."""

    name = serializers.CharField()
    about = serializers.CharField(allow_blank=True)
    href = serializers.CharField()
    facts = serializers.ListField(child=serializers.CharField())
    words = serializers.CharField(allow_blank=True)
    keys = ("name", "href")


class DigestPartOut(Out):
    """Things of one kind; `more` are not told one by one, but are at `more_href`."""

    title = serializers.CharField()
    items = DigestItemOut(many=True)
    more = serializers.IntegerField()
    more_href = serializers.CharField(allow_blank=True)
    keys = ("title",)


class NextDigestOut(Out):
    """When the next digest comes, and since when it tells; `quiet` are the quiet periods that it waits for."""

    at = Moment()
    since = Moment()
    is_due = serializers.BooleanField()
    quiet = serializers.ListField(child=serializers.IntegerField())
    keys = ("at",)


class OwnDigestOut(Out):
    """The reader's own digest: how often, when the next one comes, and what it would say now."""

    frequency = serializers.CharField()
    next = NextDigestOut(allow_null=True, help_text="Null for who has chosen to get none")
    parts = DigestPartOut(many=True)
    keys = ("frequency",)
    example = {
        "frequency": "weekly",
        "next": {"at": "2011-03-28T07:00:00Z", "since": "2011-03-21T07:00:00Z", "is_due": False, "quiet": []},
        "parts": [],
    }


class FrequencyIn(In):
    """How often the digest shall come."""

    frequency = choice_of(DigestPreference, "frequency", required=True, allow_blank=False)
    example = {"frequency": Frequency.DAILY.value}


class DigestOut(Out):
    """What became of one digest; what it said is not kept."""

    id = serializers.IntegerField()
    to = serializers.CharField()
    frequency = serializers.CharField()
    period = Moment()
    since = Moment()
    until = Moment()
    became = serializers.ChoiceField(choices=Became.choices)
    why = serializers.CharField(allow_blank=True, help_text="Why it failed")
    sent_at = Moment(allow_null=True)
    keys = ("id", "became")
    example = {"id": 7, "to": "Jane Officer", "frequency": "weekly", "became": "sent"}


def of_own(frequency: Frequency, upcoming: Upcoming | None, contents: Contents | None) -> dict[str, Any]:
    """The reader's own digest as a plain value."""
    said = None
    if upcoming is not None:
        quiet = [one.pk for one in upcoming.quiet]
        said = {"at": upcoming.at, "since": upcoming.since, "is_due": upcoming.is_due, "quiet": quiet}
    return {"frequency": frequency.value, "next": said, "parts": contents.parts if contents else []}


def of_digest(row: DigestRow) -> dict[str, Any]:
    """One digest of the list as a plain value."""
    digest = row.digest
    return {
        "id": digest.pk,
        "to": str(digest.user),
        **{name: getattr(digest, name) for name in ("frequency", "period", "since", "until")},
        "became": row.became.value,
        "why": row.why,
        "sent_at": digest.message.sent_at if digest.message else None,
    }
