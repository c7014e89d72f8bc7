"""Loads the demonstration once; all of it or nothing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

import requests_log
from areas.services.reference import load_reference
from cbtracker.outbox.services import drop_waiting
from cbtracker.papers.services.scheduled import prepare_drafts
from cbtracker.places.demo.calls import tell_first_call, tell_open_call
from cbtracker.places.demo.digests import tell_digests
from cbtracker.places.demo.engagement import tell_engagement
from cbtracker.places.demo.meetings import load_meetings
from cbtracker.places.demo.money import tell_money
from cbtracker.places.demo.neighbourhoods import tell_neighbourhoods
from cbtracker.places.demo.nominations import tell_nominations
from cbtracker.places.demo.offer import tell_offer
from cbtracker.places.demo.papers import issue_papers
from cbtracker.places.demo.people import load_people
from cbtracker.places.demo.proposals import tell_proposals
from cbtracker.places.demo.recent import tell_recent
from cbtracker.places.demo.resources import load_resources
from cbtracker.places.demo.spring import tell_spring
from cbtracker.places.demo.stage import Stage
from cbtracker.places.demo.support import tell_support
from cbtracker.places.demo.talks import tell_talks
from cbtracker.places.demo.two_days import tell_two_days
from cbtracker.places.demo.workstrands import tell_workstrands
from requests_log.importing.files import read_requests
from requests_log.importing.moments import start_of
from requests_log.importing.plan import read_known
from requests_log.models import ChangeBatch
from requests_log.services.register_import import import_register

FILE = Path(requests_log.__file__).parent / "reference" / "f004_requests.csv"
BEGAN = date(2010, 10, 20)
HANDED_OVER = date(2011, 5, 9)
DISCUSSED = date(2011, 3, 17)
NEWS_DAYS = 7  # what happened earlier in the story is no news to anybody: no message about it is left to be sent


class NotADemonstration(Exception):
    """The demonstration is loaded in demonstration mode only."""


@transaction.atomic
def load_demo(*, now: datetime) -> bool:
    """Load people, the requests of F004 as of 17 March 2011 (F004 ¶5), and a story that ends just before `now`.

    Returns whether anything was loaded: a second time nothing is. Raises NotADemonstration unless DEMONSTRATION is on.
    """
    if not settings.DEMONSTRATION:
        raise NotADemonstration("Set DEMONSTRATION (and DEBUG) to load invented people and requests.")
    if ChangeBatch.objects.filter(kind=ChangeBatch.Kind.IMPORT, file_name=FILE.name).exists():
        return False
    load_reference()
    people = load_people(began=start_of(BEGAN), handed_over=start_of(HANDED_OVER))
    load_meetings(people, now=now)
    _import(by=people["secretariat"])
    stage = Stage(people)
    tell_first_call(stage)
    tell_two_days(stage)
    tell_spring(stage)
    issue_papers(stage)
    tell_recent(stage, now=now)
    tell_open_call(stage, now=now)
    load_resources(by=people["secretariat"])
    tell_engagement(by=people["secretariat"], now=now)
    tell_neighbourhoods(people)
    tell_talks(people, now=now)
    tell_money(people)
    tell_proposals(people)
    tell_support(by=people["secretariat"], now=now)
    tell_offer(people, now=now)
    tell_nominations(people, now=now)
    tell_workstrands(people, now=now)
    tell_digests(people, now=now)
    drop_waiting(due_before=now - timedelta(days=NEWS_DAYS))
    prepare_drafts(now=now)
    return True


def _import(*, by: object) -> None:
    """Import the requests as if typed in on the evening of the day they reflect."""
    file = read_requests(FILE.read_bytes(), name=FILE.name, known=read_known(on=DISCUSSED))
    evening = timezone.make_aware(datetime.combine(DISCUSSED, time(18)))
    import_register(file, by=by, effective_at=start_of(DISCUSSED), now=evening)
