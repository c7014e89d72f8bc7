"""A meeting's date prepares its draft and tells the secretariat (issue 3): decided by what is due, not by a timer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.outbox.services import enqueue
from cbtracker.papers.assembly import DEFAULT_MARKING
from cbtracker.papers.drafts import first_sections
from cbtracker.papers.models import Meeting, Paper
from cbtracker.papers.services.drafting import DraftWords, create_draft, last_paper_of, usual_sections
from cbtracker.web.formats import as_date

EARLIEST = timedelta(days=61)  # no body's draft is prepared earlier: see the constraint on Body.draft_days
log = structlog.get_logger(__name__)


def prepare_drafts(*, now: datetime) -> int:
    """Prepare a draft for each meeting for which it is time, and return how many were prepared.

    Safe to run twice, and at the same time as another: each meeting is claimed first. A meeting whose draft cannot be
    made holds up no other, and is tried again the next time.
    """
    return sum(_prepared_or_logged(meeting, now) for meeting in _due(now))


def _due(now: datetime) -> Iterator[Meeting]:
    """Meetings ahead that have no paper yet and begin within their body's number of days, by London's calendar."""
    waiting = Meeting.objects.filter(cancelled_at=None, draft_prepared_at=None, papers=None)
    ahead = waiting.filter(starts_at__gt=now, starts_at__lt=now + EARLIEST + timedelta(days=1))
    today = timezone.localdate(now)
    for meeting in ahead.select_related("body").order_by("starts_at", "pk"):
        if (timezone.localdate(meeting.starts_at) - today).days <= meeting.body.draft_days:
            yield meeting


def _prepared_or_logged(meeting: Meeting, now: datetime) -> bool:
    try:
        return _prepare(meeting, now)
    except Exception:
        log.exception("draft_not_prepared", meeting=meeting.pk)
        return False


@transaction.atomic
def _prepare(meeting: Meeting, now: datetime) -> bool:
    """Draft the paper of `meeting` as the body's last one was, compared with it; False where somebody was first."""
    as_read = Meeting.objects.filter(pk=meeting.pk, version=meeting.version, draft_prepared_at=None)
    if not as_read.update(draft_prepared_at=now):
        return False
    last = last_paper_of(meeting.body)
    words = DraftWords(
        title=f"{meeting.body}, {as_date(meeting.starts_at)}: requests of Whitehall",
        marking=last.marking if last else DEFAULT_MARKING,
        meeting=meeting,
        compared_with=last,
        sections=usual_sections(meeting.body, default=first_sections(compared=last is not None)),
    )
    _tell_the_secretariat(create_draft(by=None, body=meeting.body, words=words, now=now), now)
    return True


def _tell_the_secretariat(paper: Paper, now: datetime) -> None:
    for person in User.objects.filter(role=Role.SECRETARIAT, is_active=True):
        key = f"draft_prepared:{paper.pk}:{person.pk}"
        enqueue(kind="draft_prepared", dedupe_key=key, recipient=person, payload={"paper": paper.pk}, now=now)
