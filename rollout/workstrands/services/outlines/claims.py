"""What all writes to outline proposals share: claiming the version that the person saw, the window, and the audit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from cbtracker.audit.services import record
from cbtracker.web.formats import LONDON
from rollout.services.claiming import claim_row
from rollout.workstrands.models import OutlineProposal, Prospectus, Workstrand
from rollout.workstrands.models.outlines import OutlineQuerySet
from rollout.workstrands.windows import Window, said_of, window_on


class OutlineClosed(Exception):
    """What was asked no longer goes with the outline proposal as it is; `current` is how it is now."""

    def __init__(self, current: OutlineProposal) -> None:
        super().__init__(f"{current} is {current.state.label.lower()}")
        self.current = current


class WindowClosed(ValidationError):
    """The prospectus of the workstrand is not published, not open yet, or closed. Nothing was written."""


def drafts() -> OutlineQuerySet:
    """Outline proposals whose answers can change."""
    return OutlineProposal.objects.drafts()


def check_draft(outline: OutlineProposal) -> None:
    """Raise OutlineClosed unless the answers can still change."""
    if not drafts().filter(pk=outline.pk).exists():
        raise OutlineClosed(as_it_is(outline))


def as_it_is(outline: OutlineProposal) -> OutlineProposal:
    """The outline proposal as it is in the database now, whatever the caller has read."""
    return OutlineProposal.objects.select_related("strand", "authority", "earlier_area").get(pk=outline.pk)


def check_window(strand: Workstrand, now: datetime) -> Prospectus:
    """The prospectus of `strand`. Raises WindowClosed, with the reason, where it is not open."""
    today = timezone.localdate(now, LONDON)
    prospectus = Prospectus.objects.filter(strand=strand).first()
    if prospectus is None or window_on(prospectus, today) is not Window.OPEN:
        raise WindowClosed(said_of(prospectus, today))
    return prospectus


def claim(
    outline: OutlineProposal, rows: OutlineQuerySet, expected_version: int | None, *, now: datetime, **values: Any
) -> OutlineProposal:
    """Write `values` to the outline proposal if it is among `rows` and nobody was first; returns it as it is now.

    `expected_version` None: whatever version is there. Raises OutlineClosed, StaleVersion.
    """
    claim_row(outline, rows, expected_version, closed=OutlineClosed, **values, changed_at=now)
    return as_it_is(outline)


def audit(by: Any, verb: str, outline: OutlineProposal, now: datetime, **data: Any) -> None:
    """Record what was done. The label names the kind of record only."""
    record(by=by, verb=f"workstrands.outline_{verb}", on=outline, label="Outline proposal", data=data, now=now)


def check_only_one(outline: OutlineProposal) -> None:
    """Raise ValidationError by field where the same place has another open outline proposal in the workstrand."""
    others = OutlineProposal.objects.open().exclude(pk=outline.pk)
    same = others.filter(
        strand=outline.strand_id,
        authority=outline.authority_id,
        neighbourhood_name__iexact=outline.neighbourhood_name,
    ).first()
    if same is not None:
        field = "neighbourhood_name" if outline.neighbourhood_name else "authority"
        said = f"{outline.place_name} has an open outline proposal already: {same.reference}. Go on with that one"
        raise ValidationError({field: said})
