"""Whose digest is due: people whose period has begun and who have no row for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import GRANTS, Permission
from cbtracker.digests.models import CLOCKS_DIFFER_BY, Digest, QuietPeriod
from cbtracker.digests.periods import SENT, USUAL, Frequency, period_begun
from cbtracker.outbox.models import OutboxMessage
from cbtracker.web.formats import LONDON

AT_A_TIME = 100
LONGEST_REPORT = timedelta(days=62)
"""A digest tells of no more than the last two months, however long nobody could be reached."""
FIRST_REPORT = timedelta(days=31)
SETTLED_AFTER = timedelta(minutes=5)
"""What moved less long ago is told by the next digest: its transaction may not be over, and we could not see it yet."""
ROLES = tuple(role for role, grants in GRANTS.items() if Permission.GET_DIGESTS in grants)


def periods_begun(now: datetime) -> dict[Frequency, datetime]:
    """The period of each frequency in which `now` (aware) lies, without those that began on a quiet day.

    None at all on a quiet day.
    """
    begun = {frequency: period_begun(frequency, now) for frequency in SENT}
    days = {timezone.localdate(moment, LONDON) for moment in (now, *begun.values())}
    quiet = list(QuietPeriod.objects.filter(from_on__lte=max(days), until_on__gte=min(days)))

    def is_quiet(moment: datetime) -> bool:
        day = timezone.localdate(moment, LONDON)
        return any(one.from_on <= day <= one.until_on for one in quiet)

    return {} if is_quiet(now) else {one: period for one, period in begun.items() if not is_quiet(period)}


def keys_of_due(periods: Mapping[Frequency, datetime], *, after: int, now: datetime) -> list[int]:
    """Keys of the next people whose digest is due at `now`, those up to the key `after` being dealt with."""
    people = _due(User.objects.filter(pk__gt=after), periods, now)
    return list(people.order_by("pk").values_list("pk", flat=True)[:AT_A_TIME])


def due_people(keys: Sequence[int], periods: Mapping[Frequency, datetime], *, now: datetime) -> list[Any]:
    """Those of `keys` whose digest is due at `now`: `User`s with `frequency`, `reports_from`, and what came of others.

    `told_until`: the end of what they were told, or had nothing to be told of; `untold_since`: the beginning of their
    first digest. Whose earlier digest is just being sent is left out, and due again the next time.
    """
    digests = Digest.objects.begun(now).filter(user=OuterRef("pk")).order_by()
    people = _due(User.objects.filter(pk__in=keys), periods, now).annotate(
        reports_from=F("digest_preference__reports_from"),
        told_until=Subquery(digests.over().values("user").annotate(end=Max("until")).values("end")),
        untold_since=Subquery(digests.values("user").annotate(start=Min("since")).values("start")),
    )
    sending = digests.filter(outcome=Digest.Outcome.QUEUED, message__state=OutboxMessage.State.SENDING)
    return list(people.exclude(Exists(sending)).order_by("pk"))


def _due(people: QuerySet[User], periods: Mapping[Frequency, datetime], now: datetime) -> QuerySet[User]:
    people = people.filter(is_active=True, role__in=ROLES)
    people = people.annotate(frequency=Coalesce("digest_preference__frequency", Value(str(USUAL))))
    begun: Any = Q(pk__in=[])
    for frequency, period in periods.items():
        unchanged = Q(digest_preference__changed_at__isnull=True) | Q(digest_preference__changed_at__lte=period)
        # Chosen while a clock was years ahead: else no digest would come until that year.
        unchanged |= Q(digest_preference__changed_at__gt=now + CLOCKS_DIFFER_BY)
        done = Exists(Digest.objects.begun(now).filter(user=OuterRef("pk"), period__gte=period))
        begun |= Q(frequency=str(frequency), date_joined__lte=period) & unchanged & ~done
    return people.filter(begun)


def told_since(person: Any, now: datetime) -> datetime:
    """From when on the digest of `person`, one of `due_people`, tells what moved.

    Since the end of what they were told; else of the first digest that never arrived; a first one tells of the last
    month, because a quiet period or a changed choice may have kept it back.
    """
    begins = person.told_until or person.untold_since or max(person.date_joined, now - FIRST_REPORT)
    chosen = person.reports_from or begins
    return max(begins, begins if chosen > now + CLOCKS_DIFFER_BY else chosen, now - LONGEST_REPORT)
