"""How often somebody wants their digest."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission, require_role
from cbtracker.audit.services import record
from cbtracker.digests.models import DigestPreference
from cbtracker.digests.periods import USUAL, Frequency


@transaction.atomic
def choose_frequency(*, by: User, frequency: str, now: datetime | None = None) -> DigestPreference:
    """Send `by` the digest as often as `frequency` says, from the next period on; the last choice counts.

    `by` is the person whose digest it is, whether they signed in or followed the link of their own email. Choosing what
    holds already changes nothing. Raises NotPermitted for who gets no digests, ValidationError for an unknown one.
    """
    require_role(by, Permission.GET_DIGESTS)
    if frequency not in Frequency.values:
        raise ValidationError({"frequency": "Choose how often you want the digest."})
    now = now or timezone.now()
    # The person's row is locked, so that two choices at once end as one after the other.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    kept = DigestPreference.objects.filter(user=by).first()
    before = kept.frequency if kept else USUAL
    if kept is not None and before == frequency:
        return kept
    kept = kept or DigestPreference(user=by, version=0)
    kept.frequency, kept.changed_at, kept.version = frequency, now, kept.version + 1
    if before == Frequency.NEVER:
        kept.reports_from = now
    kept.save()
    record(
        by=by,
        verb="digest.frequency_chosen",
        on=kept,
        label=str(by),
        data={"from": before, "to": str(frequency)},
        now=now,
    )
    return kept
