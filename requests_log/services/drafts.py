"""Drafts of requests: begun, answered question by question, and sent once however often the button is pressed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from areas.access import NotPermitted, require
from cbtracker.accounts.permissions import Permission
from requests_log.models import LoggedRequest, RaiseDraft
from requests_log.services.naming import AreasNamed, DepartmentsNamed
from requests_log.services.raising import raise_request


class DraftNotThere(Exception):
    """The draft has been deleted, or is another person's."""


@transaction.atomic
def start_draft(*, by: Any, now: datetime | None = None) -> RaiseDraft:
    """The person's unsent draft; a new one where there is none. Two at once get the same one."""
    require(by, Permission.RAISE_REQUEST)
    now = now or timezone.now()
    draft, _ = RaiseDraft.objects.get_or_create(
        user=by, submitted_at=None, defaults={"started_at": now, "updated_at": now}
    )
    return draft


def _require_own(draft: RaiseDraft, by: Any) -> None:
    require(by, Permission.RAISE_REQUEST)
    if draft.user_id != by.pk:
        raise NotPermitted("a draft is its owner's alone")


@transaction.atomic
def keep_answers(draft: RaiseDraft, *, by: Any, answers: dict[str, Any], now: datetime | None = None) -> RaiseDraft:
    """Keep the answers to one question beside those to the others. Raises DraftNotThere where it was sent meanwhile."""
    _require_own(draft, by)
    draft.answers = {**draft.answers, **answers}
    draft.updated_at = now or timezone.now()
    kept = RaiseDraft.objects.unsent().filter(pk=draft.pk).update(answers=draft.answers, updated_at=draft.updated_at)
    if not kept:
        raise DraftNotThere
    return draft


@transaction.atomic
def delete_draft(draft: RaiseDraft, *, by: Any) -> None:
    """Throw an unsent draft away."""
    _require_own(draft, by)
    RaiseDraft.objects.unsent().filter(pk=draft.pk).delete()


@transaction.atomic
def send_draft(
    *,
    by: Any,
    draft_id: int,
    areas: AreasNamed,
    departments: DepartmentsNamed,
    issue: str,
    detail: str,
    kind: str,
    now: datetime | None = None,
) -> LoggedRequest:
    """Raise the request that a draft says, once: the second of two simultaneous sends gets the first one's request.

    The draft is claimed before anything is written, so the second waits for the first and then finds it sent.
    Raises DraftNotThere, NotPermitted, ValidationError; then the draft is as it was.
    """
    require(by, Permission.RAISE_REQUEST)
    now = now or timezone.now()
    own = RaiseDraft.objects.filter(pk=draft_id, user=by)
    if not own.unsent().update(submitted_at=now, updated_at=now):
        draft = own.select_related("entry").first()
        if draft is None or draft.entry is None:
            raise DraftNotThere
        return draft.entry
    entry = raise_request(by=by, issue=issue, areas=areas, departments=departments, detail=detail, kind=kind, now=now)
    own.update(entry=entry)
    return entry
