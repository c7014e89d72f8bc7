"""What a new paper of a body begins with: as much as can be of its last one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cbtracker.papers.assembly import DEFAULT_MARKING
from cbtracker.papers.drafts import first_sections
from cbtracker.papers.models import Body, Meeting, Paper
from cbtracker.papers.services.drafting import DraftWords, last_paper_of, usual_sections


def meetings_of(body: Body, user: Any) -> QuerySet[Meeting]:
    """The meetings that a paper of `body` can be for, the latest first."""
    return Meeting.objects.visible_to(user).filter(body=body).order_by("-starts_at", "-pk")


def next_meeting_of(body: Body, user: Any, *, now: datetime) -> Meeting | None:
    """The meeting that a paper of `body` begun at `now` is likely for."""
    ahead = meetings_of(body, user).filter(starts_at__gt=now, cancelled_at=None)
    return ahead.order_by("starts_at").first()


def usual_title(body: Body) -> str:
    """The title of the last board paper of `body`, or what F004 is about."""
    last = Paper.objects.filter(body=body, kind="board").issued().first()
    return last.title if last else "Requests of Whitehall"


def first_words(body: Body, *, title: str, meeting: Meeting | None) -> DraftWords:
    """What a draft for `body` says when it is begun: all but title and meeting as in the body's last paper."""
    last = last_paper_of(body)
    return DraftWords(
        title=title,
        meeting=meeting,
        marking=last.marking if last else DEFAULT_MARKING,
        compared_with=last,
        sections=usual_sections(body, default=first_sections(compared=last is not None)),
    )
