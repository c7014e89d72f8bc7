"""The emails about papers. Each reads the paper again when it is sent, as its recipient may then see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse

from cbtracker.outbox.emails import absolute, fill
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail
from cbtracker.papers.models import Paper
from cbtracker.papers.models.choices import PaperState
from cbtracker.web.formats import as_date


def draft_prepared(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """That a meeting's draft is there; nothing once it was issued or discarded, or the meeting cancelled or begun."""
    drafts = Paper.objects.visible_to(message.recipient).filter(state=PaperState.DRAFT, meeting__cancelled_at=None)
    paper = drafts.select_related("body", "meeting").filter(pk=message.payload["paper"]).first()
    if paper is None or paper.meeting is None or paper.meeting.starts_at <= now:
        return None
    return fill(
        "draft_prepared",
        subject=f"A draft is ready: {paper.body}, {as_date(paper.meeting.starts_at)}",
        person=message.recipient,
        paper=paper,
        link=absolute(reverse("papers:draft", kwargs={"pk": paper.pk})),
    )


RENDERERS: dict[str, Callable[[OutboxMessage, datetime], RenderedEmail | None]] = {
    "draft_prepared": draft_prepared,
}
