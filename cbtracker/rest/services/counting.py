"""Counting how often somebody asks, in one statement that every process shares and that needs no Redis."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from cbtracker.rest.models import AccessToken, ApiUse

WINDOW = timedelta(minutes=1)

# The person's row stands before the token's, in every process: two that lock both wait for one another in turn, and
# never across. A minute that another process has begun already, by a clock that is ahead, goes on and is not counted
# from one again; what lies further off is over, or was written by a clock that has been put right since.
_COUNT = """
INSERT INTO {table} AS kept (user_id, token_id, window_start, count, last_used_at) VALUES {rows}
ON CONFLICT (user_id, COALESCE(token_id, 0)) DO UPDATE SET
    count = CASE WHEN kept.window_start IN (excluded.window_start, %s) THEN kept.count + 1 ELSE 1 END,
    window_start = CASE WHEN kept.window_start = %s THEN kept.window_start ELSE excluded.window_start END,
    last_used_at = excluded.last_used_at
RETURNING token_id, count
"""


@dataclass(frozen=True)
class Use:
    """How often a person, and the token they used, asked in this minute; `token` is None without one."""

    person: int
    person_limit: int
    token: int | None
    token_limit: int
    seconds_left: int
    """Until the next minute begins, in which all counts start again."""

    @property
    def is_too_much(self) -> bool:
        """Whether one of the limits is passed."""
        return self.person > self.person_limit or (self.token is not None and self.token > self.token_limit)

    @property
    def seconds_to_wait(self) -> int:
        """How long to wait before asking again; 0 for who need not."""
        return self.seconds_left if self.is_too_much else 0


def count_use(*, user: Any, token: AccessToken | None, now: datetime) -> Use:
    """Count one more use by `user`, with `token` or in a session, and say when each was last used: in one statement.

    Raises DatabaseError where it cannot be written: nobody is answered uncounted.
    """
    start = now.replace(second=0, microsecond=0)
    counts = _counted(user.pk, [None] if token is None else [None, token.pk], start, now)
    return Use(
        person=counts[None],
        person_limit=settings.API_PER_MINUTE_PERSON,
        token=None if token is None else counts[token.pk],
        token_limit=settings.API_PER_MINUTE_TOKEN,
        seconds_left=max(1, math.ceil((start + WINDOW - now).total_seconds())),
    )


def _counted(user: int, tokens: list[int | None], start: datetime, now: datetime) -> dict[int | None, int]:
    """Write the rows of `tokens` (None is the person's own) and return the count of each."""
    began, after, at = (connection.ops.adapt_datetimefield_value(moment) for moment in (start, start + WINDOW, now))
    rows = ", ".join(["(%s, %s, %s, 1, %s)"] * len(tokens))
    statement = _COUNT.format(table=connection.ops.quote_name(ApiUse._meta.db_table), rows=rows)
    values = [value for token in tokens for value in (user, token, began, at)]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, after, after])
        return dict(cursor.fetchall())
