"""What the tests of the reading pages share: answers as text, counted statements, Whitehall-only positions."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_log.models import LoggedRequest
from requests_log.services import Words, state_position
from tests.integration.requests_log.world import World

CONTROL = re.compile(r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)")


def text_of(response: Any) -> str:
    """The whole answer, streamed or not."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8-sig")


def statements(client: Any, address: str) -> int:
    """SQL statements of one page, session and user included, transaction control left out."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
        text_of(response)
    assert response.status_code == 200, address
    return len([query for query in captured if not CONTROL.match(query["sql"])])


def say(world: World, entry: LoggedRequest, text: str, *, audience: str = "areas", department=None, **more) -> None:
    """State a position of the request as the secretariat."""
    entry.refresh_from_db()
    state_position(
        entry,
        by=world.person("secretariat"),
        expected_version=entry.position_version,
        department=department,
        words=Words(text=text, audience=audience, **more),
    )
    entry.refresh_from_db()
