"""Writing a draft: begun, changed against the version that was read, discarded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from areas.access import require
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record
from cbtracker.papers.assembly import DEFAULT_MARKING
from cbtracker.papers.drafts import Section, check_sections, read_sections
from cbtracker.papers.models import Body, Meeting, Paper
from cbtracker.papers.models.choices import PaperState
from cbtracker.papers.moments import not_after
from cbtracker.web.clock import WrongMoment
from cbtracker.web.overtaken import Overtaken


class StalePaper(Overtaken):
    """Somebody else changed the draft since the writer read it. `paper` is it as it is now; nothing was written."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper, f"{paper} has changed since it was read")
        self.paper = paper


class AlreadyIssued(StalePaper):
    """Somebody else issued the paper since the writer read it, so nothing of it changes any more."""


@dataclass(frozen=True)
class DraftWords:
    """Everything that the secretariat says of a draft. `as_at` blank: the moment of issue."""

    title: str
    marking: str = DEFAULT_MARKING
    meeting: Meeting | None = None
    as_at: datetime | None = None
    compared_with: Paper | None = None
    sections: tuple[Section, ...] = ()


def last_paper_of(body: Body) -> Paper | None:
    """The issued paper of `body` that is of the latest moment, tabled updates and reissues included."""
    return Paper.objects.filter(body=body).issued().order_by("-as_at", "-issued_at", "-pk").first()


def _check(words: DraftWords, *, body: Body, paper: Paper | None, now: datetime) -> None:
    """Raise ValidationError by field for what a draft may not say."""
    if not words.title.strip():
        raise ValidationError({"title": "Enter the title of the paper."})
    if not words.marking.strip():
        raise ValidationError({"marking": "Enter the security marking."})
    if words.meeting is not None and words.meeting.body_id != body.pk:
        raise ValidationError({"meeting": f"Choose a meeting of {body}."})
    if words.as_at is not None:
        _check_moment(words.as_at, now)
    if words.compared_with is not None and words.compared_with.body_id != body.pk:
        raise ValidationError({"compared_with": f"Choose a paper of {body}."})
    check_compared(words.compared_with, as_at=words.as_at or now, paper=paper)
    check_sections(words.sections)


def _check_moment(as_at: datetime, now: datetime) -> None:
    try:
        not_after(as_at, now=now)
    except WrongMoment as wrong:
        raise ValidationError({"as_at": str(wrong)}) from None


def check_compared(compared_with: Paper | None, *, as_at: datetime, paper: Paper | None) -> None:
    """Raise ValidationError unless `compared_with` is an issued paper of an earlier moment than `as_at`."""
    if compared_with is None:
        return
    if not compared_with.is_issued or (paper is not None and compared_with.pk == paper.pk):
        raise ValidationError({"compared_with": "Choose a paper that has been issued."})
    if compared_with.as_at is not None and compared_with.as_at > as_at:
        raise ValidationError(
            {"compared_with": f"“{compared_with}” is of a later moment than this paper. Choose an earlier paper."}
        )


@transaction.atomic
def create_draft(*, by: Any, body: Body, words: DraftWords, now: datetime | None = None, **fixed: Any) -> Paper:
    """Begin a paper for `body`; `by=None` is cbtracker itself. `fixed` are columns that a draft keeps for good.

    Raises NotPermitted, and ValidationError by field.
    """
    now = now or timezone.now()
    if by is not None:
        require(by, Permission.EDIT_PAPERS)
    _check(words, body=body, paper=None, now=now)
    paper = Paper.objects.create(
        body=body, created_by=by, created_at=now, changed_by=by, changed_at=now, **fixed, **_columns(words)
    )
    record(by=by, verb="paper.drafted", on=paper, **told(paper, kind=paper.kind), now=now)
    return paper


def _columns(words: DraftWords) -> dict[str, Any]:
    return {
        "title": " ".join(words.title.split()),
        "marking": " ".join(words.marking.split()),
        "meeting": words.meeting,
        "as_at": words.as_at,
        "compared_with": words.compared_with,
        "sections": [section.as_data() for section in words.sections],
    }


def told(paper: Paper, **said: Any) -> dict[str, Any]:
    """What the audit keeps of `paper`: its title among what only Whitehall reads there (DESIGN §1, administrators)."""
    return {"label": f"Paper {paper.pk}", "data": {"title": paper.title, **said}}


def claim(paper: Paper, *, expected_version: int, **columns: Any) -> None:
    """UPDATE the draft if it still is the version that was read (DESIGN rule 4). Raises StalePaper, AlreadyIssued."""
    same = Paper.objects.filter(pk=paper.pk, version=expected_version, state=PaperState.DRAFT)
    claimed = same.update(**columns, version=F("version") + 1)
    now_there = Paper.objects.filter(pk=paper.pk).first()
    if now_there is None:
        raise ValidationError("This draft has been discarded by somebody else.")
    if not claimed:
        raise AlreadyIssued(now_there) if now_there.is_issued else StalePaper(now_there)
    paper.refresh_from_db()


@transaction.atomic
def change_draft(
    paper: Paper,
    *,
    by: Any,
    expected_version: int,
    words: DraftWords,
    now: datetime | None = None,
) -> Paper:
    """Write the whole draft anew. Raises StalePaper or AlreadyIssued where somebody was first, ValidationError."""
    now = now or timezone.now()
    require(by, Permission.EDIT_PAPERS)
    _check(words, body=paper.body, paper=paper, now=now)
    claim(paper, expected_version=expected_version, changed_by=by, changed_at=now, **_columns(words))
    record(by=by, verb="paper.changed", on=paper, **told(paper, version=paper.version), now=now)
    return paper


@transaction.atomic
def discard_draft(paper: Paper, *, by: Any, expected_version: int, now: datetime | None = None) -> None:
    """Throw a draft away, as the writer saw it. Raises StalePaper or AlreadyIssued."""
    require(by, Permission.EDIT_PAPERS)
    claim(paper, expected_version=expected_version)
    record(by=by, verb="paper.discarded", on=paper, **told(paper, sections=paper.sections), now=now)
    paper.delete()


def words_of(paper: Paper, **changes: Any) -> DraftWords:
    """What `paper` says, as words for another draft, with `changes`."""
    said: dict[str, Any] = {
        "title": paper.title,
        "marking": paper.marking,
        "meeting": paper.meeting,
        "as_at": paper.as_at,
        "compared_with": paper.compared_with,
        "sections": read_sections(paper.sections),
    }
    return DraftWords(**{**said, **changes})


def usual_sections(body: Body, *, default: Sequence[Section]) -> tuple[Section, ...]:
    """The sections of the last board paper of `body`, without what was written in them; `default` for its first."""
    last = Paper.objects.filter(body=body, kind="board").issued().first()
    kept = [section for section in read_sections(last.sections) if section.kind] if last else []
    return tuple(Section(section.key, section.audiences, "", section.options) for section in kept) or tuple(default)
