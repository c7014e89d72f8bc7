"""How many statements an answer takes."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.integration.api.conftest import ApiClient


def statements(client: ApiClient, path: str) -> int:
    """How many statements reading `path` takes; it must be answered."""
    with CaptureQueriesContext(
        connection,
    ) as caught:
        answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return len(caught)
