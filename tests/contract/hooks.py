"""What Schemathesis is told besides the description: real versions, and that what is refused changes nothing."""

from __future__ import annotations

import os
import re
from typing import Any

import psycopg2
import requests
import schemathesis

ADDRESS = os.environ["CONTRACT_ADDRESS"]
TOKEN = {"Authorization": f"Bearer {os.environ['CONTRACT_TOKEN']}"}
VERSION_KEPT_IN = 5  # one call of so many keeps the version that was made up
API = "/api/v1/"
ETAG = re.compile(r'(W/)?"[0-9a-zA-Z.-]{1,80}"')


class Written:
    """How often the database was written to: see `attack.WATCH`."""

    def __init__(self) -> None:
        self.connection = psycopg2.connect(os.environ["CONTRACT_DATABASE"])
        self.connection.autocommit = True
        self.seen = self.now()

    def now(self) -> int:
        """The number of the last row that was written, and stayed."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(id), 0) FROM contract_written")
            return int(cursor.fetchone()[0])

    def since(self) -> list[str]:
        """The tables that were written to since this was last asked."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT place FROM contract_written WHERE id > %s ORDER BY 1", [self.seen])
            places = [row[0] for row in cursor.fetchall()]
        self.seen = self.now() if places else self.seen
        return places


written = Written()
calls = 0


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    """Name the version that is there, as a client does that has just read it; now and then not."""
    global calls
    calls += 1
    if calls % VERSION_KEPT_IN and ETAG.fullmatch(str((case.headers or {}).get("If-Match", ""))):
        found = _version_of(case.formatted_path)
        if found:
            case.headers["If-Match"] = found


def _version_of(path: str) -> str:
    """The ETag of the nearest record above or at `path`; blank without one."""
    steps = path.removeprefix(API).strip("/").split("/")
    for length in range(len(steps), 1, -1):
        answer = requests.get(f"{ADDRESS}{API}{'/'.join(steps[:length])}/", headers=TOKEN, timeout=60)
        if answer.status_code == 200 and "ETag" in answer.headers:
            return answer.headers["ETag"]
    return ""


@schemathesis.check
def what_is_refused_changes_nothing(_context: Any, response: Any, _case: Any) -> None:
    """No row is written by a call that is answered with 400 or more."""
    places = written.since()
    if response.status_code >= 400 and places:
        raise AssertionError(f"answered {response.status_code}, but wrote to {', '.join(places)}")
