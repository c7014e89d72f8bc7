"""Changes over HTTP by several people, each measured, and what must hold afterwards.

What holds is read by SQL, for the database may be another one than that of the test.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

import psycopg2

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from requests_log.models import LoggedRequest
from tests.integration.requests_log.writers import WON, Writer, champions

# Words that somebody wrote, by the revisions that hold them.
SAVED = """
    SELECT data->'position'->>'text' FROM requests_log_revision WHERE action = 'position'
    UNION SELECT data->>'outcome_text' FROM requests_log_revision
    UNION SELECT reason FROM requests_log_revision
"""
WITHOUT_REVISION = """
    SELECT entry.reference FROM requests_log_loggedrequest entry
    WHERE NOT EXISTS (
        SELECT 1 FROM requests_log_revision revision WHERE revision.entry_id = entry.id
        AND revision.version = entry.version AND revision.data->>'status' = entry.status
    )
    UNION ALL SELECT position.text FROM requests_log_position position
    WHERE NOT EXISTS (
        SELECT 1 FROM requests_log_revision revision WHERE revision.entry_id = position.entry_id
        AND revision.action = 'position' AND revision.data->'position'->>'text' = position.text
    )
"""


@dataclass(frozen=True)
class Change:
    """One form that was sent: its words, the answer's status, and seconds until it came."""

    text: str
    status: int
    seconds: float


def secretaries(count: int, department) -> list[User]:
    """So many people of the secretariat who can sign in with a password."""
    people = champions(department, count)
    User.objects.filter(pk__in=[user.pk for user in people]).update(role=Role.SECRETARIAT)
    return people


def change_many(address: str, people: Sequence[User], entries: Sequence[LoggedRequest], each: int) -> list[Change]:
    """Let each of `people` mark one of `entries` as addressed and open it again, so often, all at the same time."""
    with ThreadPoolExecutor(len(people)) as pool:
        done = pool.map(lambda user, entry: _change(Writer(address, user.email), entry, each), people, entries)
        return [change for changes in done for change in changes]


def _change(writer: Writer, entry: LoggedRequest, times: int) -> list[Change]:
    done = []
    for turn in range(times):
        text = f"{entry.reference}: change {turn}"
        words = {"reason": text, "timescale": "after_april"} if turn % 2 else {"outcome": "agreed", "text": text}
        path = f"/requests/{entry.reference}/{'reopen' if turn % 2 else 'outcome'}/"
        form = writer.open(path, "csrfmiddlewaretoken", "version")
        done.append(timed(text, lambda path=path, form=form, words=words: writer.send(path, {**form, **words})))
    return done


def timed(text: str, send: Callable) -> Change:
    """What became of the form with `text` that `send` sends."""
    began = time.monotonic()
    answer = send()
    return Change(text, answer.status_code, time.monotonic() - began)


def unsaved(changes: Sequence[Change], database: str) -> list[str]:
    """Those that were not acknowledged, or whose words no revision holds."""
    saved = set(_read(database, SAVED))
    return [f"{one.text}: {one.status}" for one in changes if one.status != WON or one.text not in saved]


def without_revision(database: str) -> list[str]:
    """Requests whose status, and positions, that no revision tells of."""
    return _read(database, WITHOUT_REVISION)


def _read(database: str, query: str) -> list[str]:
    with closing(psycopg2.connect(database)) as connection, connection.cursor() as cursor:
        cursor.execute(query)
        return [text for (text,) in cursor.fetchall()]


def ninety_fifth(changes: Sequence[Change]) -> float:
    """Seconds within which 95 of 100 answers came."""
    return statistics.quantiles([one.seconds for one in changes], n=20)[-1]
