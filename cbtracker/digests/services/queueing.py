"""Queueing the digests that are due: decided by the moment alone, safe to run twice and at the same time as another.

People are taken a hundred at a time, each hundred in a transaction of its own in which their rows are locked; who is
locked by another scheduler is passed over. That there is one digest per person and period is the database's to say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from areas.duty_book import DutyBook
from cbtracker.accounts.models import User
from cbtracker.digests.choosing import Look, choose
from cbtracker.digests.due import LONGEST_REPORT, SETTLED_AFTER, due_people, keys_of_due, periods_begun, told_since
from cbtracker.digests.mail import KIND
from cbtracker.digests.models import Digest
from cbtracker.digests.periods import Frequency
from cbtracker.digests.picture import Picture, picture_of_all
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.services import drop_messages, enqueue_many
from cbtracker.web.formats import LONDON
from requests_log.models import Watch

Outcome = Digest.Outcome
State = OutboxMessage.State
Periods = Mapping[Frequency, datetime]
log = structlog.get_logger(__name__)


def queue_digests(*, now: datetime) -> Counter[str]:
    """Deal with every digest whose period has begun by `now` and that has no row yet; return how many ended how.

    A night without a scheduler, a change of the clocks, two schedulers: each person has one digest per period, and
    what an outage kept back is in one digest, the newest period's. On the days of a quiet period nothing is queued.
    People whose digest cannot be made hold up nobody else, and are tried again the next time.
    """
    told: Counter[str] = Counter()
    periods, after = periods_begun(now), 0
    book, picture = None, None
    while periods and (keys := keys_of_due(periods, after=after, now=now)):
        book = book or DutyBook(timezone.localdate(now, LONDON))
        picture = picture or picture_of_all(since=now - LONGEST_REPORT, until=now - SETTLED_AFTER, now=now)
        told += _deal_with_or_one_by_one(keys, periods, book, picture)
        after = keys[-1]
    return told


def _deal_with_or_one_by_one(keys: Sequence[int], periods: Periods, book: DutyBook, picture: Picture) -> Counter[str]:
    """Deal with all of `keys` at once; where that fails, with each alone, so that one cannot hold up the others."""
    try:
        return _deal_with(keys, periods, book, picture)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        if len(keys) == 1:
            log.exception("digest_not_queued", user=keys[0])
            return Counter(failed=1)
    told: Counter[str] = Counter()
    for key in keys:
        told += _deal_with_or_one_by_one([key], periods, book, picture)
    return told


@transaction.atomic
def _deal_with(keys: Sequence[int], periods: Periods, book: DutyBook, picture: Picture) -> Counter[str]:
    now, until = picture.now, picture.now - SETTLED_AFTER
    locked = _locked(keys)
    unsent = _unsent_of(locked)
    due = [one for one in due_people(locked, periods, now=now) if told_since(one, now) < until]
    due = _without_those_being_sent(due, unsent)
    book.tell(due)
    watched = _watched_by(due)
    told = {one.pk: told_since(one, now) for one in due}
    looks = [Look(user=one, picture=picture, since=told[one.pk], watched=frozenset(watched[one.pk])) for one in due]
    something = [look.user for look in looks if choose(look)]
    messages = enqueue_many(kind=KIND, recipients={_key(one, periods): one.pk for one in something}, now=now)
    rows = [_row(one, periods, told[one.pk], messages.get(_key(one, periods)), now) for one in due]
    Digest.objects.bulk_create(rows)
    return Counter(row.outcome for row in rows)


def _locked(keys: Sequence[int]) -> list[int]:
    """Those of the people that no other scheduler deals with now; theirs until the transaction ends."""
    people = User.objects.filter(pk__in=keys).order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        people = people.select_for_update(skip_locked=True, no_key=True)
    return list(people.values_list("pk", flat=True))


def _unsent_of(keys: Collection[int]) -> dict[int, int]:
    """Messages of earlier digests that did not leave, each with its person.

    Read before it is read what people were told: one that leaves meanwhile is then known from there, or still here.
    """
    unsent = OutboxMessage.objects.filter(state__in=(State.QUEUED, State.FAILED), digest__outcome=Outcome.QUEUED)
    return dict(unsent.filter(digest__user__in=keys).order_by().values_list("pk", "digest__user"))


def _without_those_being_sent(due: Collection[Any], unsent: Mapping[int, int]) -> list[Any]:
    """Take back what did not leave, for the new digests tell the same; leave out whose was just claimed."""
    people = {one.pk for one in due}
    earlier = {message: user for message, user in unsent.items() if user in people}
    taken_back = drop_messages(earlier) if earlier else set()
    if taken_back:
        Digest.objects.filter(message__in=taken_back).update(outcome=Outcome.REPLACED)
    claimed = {user for message, user in earlier.items() if message not in taken_back}
    return [one for one in due if one.pk not in claimed]


def _watched_by(people: Collection[Any]) -> dict[int, set[int]]:
    watched: dict[int, set[int]] = defaultdict(set)
    for user, entry in Watch.objects.filter(user__in=people).order_by().values_list("user_id", "entry_id"):
        watched[user].add(entry)
    return watched


def _key(user: Any, periods: Periods) -> str:
    return f"{KIND}:{user.pk}:{periods[user.frequency].isoformat()}"


def _row(user: Any, periods: Periods, since: datetime, message: int | None, now: datetime) -> Digest:
    return Digest(
        user=user,
        frequency=user.frequency,
        period=periods[user.frequency],
        since=since,
        until=now - SETTLED_AFTER,
        outcome=Outcome.EMPTY if message is None else Outcome.QUEUED,
        message_id=message,
    )
