"""What all writes to nominations share: claiming the version that the person saw, and checks of authorities."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from areas.models import Authority
from areas.services.forming import check_free
from cbtracker.audit.services import record
from cbtracker.web.formats import LONDON
from rollout.models import EngagementStep, Nomination, NominationAuthority, Step
from rollout.models.nominations import NominationQuerySet
from rollout.services.claiming import claim_row
from rollout.services.engagement import take_back_step, write_step

AGAIN = "Taken again later on the same day"


class NominationClosed(Exception):
    """What was asked no longer goes with the nomination as it is; `current` is how it is now."""

    def __init__(self, current: Nomination) -> None:
        super().__init__(f"{current} is {current.state.label.lower()}")
        self.current = current


def drafts() -> NominationQuerySet:
    """Nominations whose answers can change."""
    return Nomination.objects.open().filter(submitted_at__isnull=True)


def check_draft(nomination: Nomination) -> None:
    """Raise NominationClosed unless the answers can still change."""
    if not drafts().filter(pk=nomination.pk).exists():
        raise NominationClosed(Nomination.objects.get(pk=nomination.pk))


def claim(nomination: Nomination, rows: NominationQuerySet, expected_version: int | None, **values: Any) -> Nomination:
    """Write `values` to the nomination if it is among `rows` and nobody was first; returns it as it is now.

    `expected_version` None: whatever version is there. Raises NominationClosed, StaleVersion.
    """
    claim_row(nomination, rows, expected_version, closed=NominationClosed, **values)
    return Nomination.objects.select_related("lead_authority", "area").get(pk=nomination.pk)


def check_may_nominate(authorities: Sequence[Authority], *, nomination: Nomination | None = None) -> None:
    """Raise ValidationError where an authority is live, in an area, or in another open nomination than this one."""
    others = NominationAuthority.objects.filter(authority__in=authorities, left_at__isnull=True)
    if nomination is not None:
        others = others.exclude(nomination=nomination)
    taken = [f"{one.authority} is already in another open nomination" for one in others.select_related("authority")]
    live = [one for one in authorities if standing_of(one) == Step.LIVE]
    taken += [f"{one} already runs a Community Budget" for one in live]
    if taken:
        raise ValidationError({"authorities": ". ".join(taken)})
    check_free(authorities)


def standing_of(authority: Authority, *, before: date | None = None) -> str:
    """The step at which the authority stands, blank for none; with `before`, at which it stood before that day."""
    steps = EngagementStep.objects.filter(authority=authority).counted()
    if before is not None:
        steps = steps.filter(on__lt=before)
    last = steps.in_order().last()
    return last.step if last is not None else ""


def stand_at(nomination: Nomination, authority: Authority, step: str, *, by: Any, now: datetime) -> None:
    """Let the authority stand at `step` from today, by the nomination.

    Where it stood there earlier today and was moved on, that step is taken back: a day holds each step once, and
    people withdraw and resume at any time (F000 ¶9).
    """
    on = timezone.localdate(now, LONDON)
    for earlier in EngagementStep.objects.filter(authority=authority, on=on, step=step).counted():
        take_back_step(earlier, reason=AGAIN, by=by, now=now)
    write_step(authority=authority, step=step, on=on, by=by, source=str(nomination), now=now)


def audit(by: Any, verb: str, nomination: Nomination, now: datetime, **data: Any) -> None:
    """Record what was done. The label is the reference only: administrators read labels, and no programme data."""
    record(by=by, verb=f"nomination.{verb}", on=nomination, label=str(nomination), data=data, now=now)


def occasion(kind: str, nomination: Nomination, address: str) -> str:
    """What the outbox calls the one message of `kind` about the nomination to `address`, however long that is."""
    return f"{kind}:{nomination.pk}:{hashlib.sha256(address.encode()).hexdigest()}"
