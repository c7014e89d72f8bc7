"""Papers that follow an issued one: its tabled update, and the reissue that corrects it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from areas.access import require
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.drafts import new_section
from cbtracker.papers.models import Paper
from cbtracker.papers.models.choices import PaperKind
from cbtracker.papers.sections.changes import ONLY_CHANGED
from cbtracker.papers.services.drafting import create_draft, words_of

LONGEST_CORRECTION = 2000


def latest_issue_of(paper: Paper) -> Paper:
    """The newest issued one of the issues of `paper`."""
    return Paper.objects.filter(series=paper.series, state="issued").order_by("-issue_number").first() or paper


def why_no_update(paper: Paper, *, now: datetime) -> str:
    """Why there can be no tabled update to `paper` at `now`; blank: there can."""
    if reason := _why_not_latest(paper):
        return reason
    if paper.meeting is not None and paper.meeting.starts_at <= now:
        return "The meeting has begun. Draft the paper for the next meeting instead."
    return ""


def updates_begun(paper: Paper) -> QuerySet[Paper]:
    """The draft of a tabled update to `paper`, where somebody has begun one."""
    return Paper.objects.filter(supplement_to=paper, state="draft", corrects__isnull=True)


def reissues_begun(paper: Paper) -> QuerySet[Paper]:
    """The issue that corrects `paper`, where somebody has begun one."""
    return Paper.objects.filter(corrects=paper)


@transaction.atomic
def start_tabled_update(paper: Paper, *, by: Any, now: datetime | None = None) -> Paper:
    """The draft of what is tabled at the meeting: only what changed since `paper`, up to when it is issued (F004 ¶5).

    Where there is such a draft already, that one. Raises NotPermitted, and ValidationError for a draft, for an issue
    that another one replaces, and once the meeting has begun.
    """
    now = now or timezone.now()
    require(by, Permission.EDIT_PAPERS)
    if reason := why_no_update(paper, now=now):
        raise ValidationError(reason)
    title = f"Update to: {paper.title}"[:200]
    only = replace(new_section("changes"), options={ONLY_CHANGED: True})
    words = words_of(paper, title=title, as_at=None, compared_with=paper, sections=(only,))
    fixed = {"kind": PaperKind.TABLED_UPDATE, "supplement_to": paper}
    return _begun_or_new(
        updates_begun(paper), lambda: create_draft(by=by, body=paper.body, words=words, now=now, **fixed)
    )


@transaction.atomic
def start_reissue(paper: Paper, *, by: Any, correction: str, now: datetime | None = None) -> Paper:
    """The draft of the next issue of `paper`, of the same moment, by what is known when it is issued.

    `correction` says what is different and is printed at its top. Where there is such a draft already, that one.
    Raises NotPermitted, and ValidationError by field.
    """
    now = now or timezone.now()
    require(by, Permission.EDIT_PAPERS)
    if reason := _why_not_latest(paper):
        raise ValidationError(reason)
    begun = reissues_begun(paper)
    if begun.exists():
        return begun.get()
    correction = correction.strip()
    if not correction:
        raise ValidationError({"correction": "Enter what this issue corrects."})
    if len(correction) > LONGEST_CORRECTION:
        raise ValidationError({"correction": f"What it corrects must be {LONGEST_CORRECTION:,} characters or fewer."})
    fixed = {
        "kind": paper.kind,
        "supplement_to": paper.supplement_to,
        "series": paper.series,
        "issue_number": paper.issue_number + 1,
        "corrects": paper,
        "correction": correction,
    }
    words = words_of(paper)
    return _begun_or_new(begun, lambda: create_draft(by=by, body=paper.body, words=words, now=now, **fixed))


def _begun_or_new(begun: QuerySet[Paper], begin: Callable[[], Paper]) -> Paper:
    """The draft that somebody has begun already, or a new one; of two who begin at once both get the same."""
    found = begun.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return begin()
    except IntegrityError:
        return begun.get()


def _why_not_latest(paper: Paper) -> str:
    if not paper.is_issued:
        return "Issue the paper first."
    if latest_issue_of(paper).pk != paper.pk:
        return "A later issue replaces this one. Go on from that issue."
    return ""
