"""The operations of the API that are measured (issue 7): how they are asked, and what is asked of them.

F is here the p50 of an answer of the API with nothing in it, asked for with a token, and that of the operation's SQL.
The one statement that counts how often somebody asks is in both answers, and not among the operation's statements.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.bench.capture import POSITION, Captured, record_sql

# Multiple of F, and statements, the token's among them.
ASKED = {
    "api_list_25": (2.0, 5),
    "api_list_100": (2.0, 5),
    "api_one": (2.0, 5),
    "api_position": (2.0, 10),
    "api_unchanged": (1.2, 5),
}
LABELS = {
    "api_list_25": "API: list, by department and status, 25 requests",
    "api_list_100": "API: list, by status, 100 requests",
    "api_one": "API: one request",
    "api_position": "API: state a position (POST)",
    "api_unchanged": "API: one request that has not changed (304)",
}
PREFIX = "/api/v1"


def api_operations(champion: Any, department: Any) -> dict[str, Captured]:
    """Every measured operation, asked by `champion`, with its SQL on this database."""
    from django.test import Client
    from django.utils import timezone

    from cbtracker.rest.models import Scope
    from cbtracker.rest.services import create_token

    now = timezone.now() - timedelta(seconds=1)
    _, token = create_token(by=champion, name="Benchmark", scopes=list(Scope), now=now)
    headers = {"Authorization": f"Bearer {token}"}
    client = Client(headers={"host": "127.0.0.1", **headers})
    first, sent_to, replayed_on = department.leading.filter(status="in_hand").order_by("-number")[:3]
    one = f"{PREFIX}/requests/{first.reference}/"
    listed = f"{PREFIX}/requests/?department={department.abbreviation}&status=in_hand&size="
    known = {"If-None-Match": client.get(one)["ETag"]}
    asked = {
        "api_empty": ("/bench/api/empty/", {}),
        "api_list_25": (f"{listed}25", {}),
        # Of one department a small register has 34 in hand: growth would compare a page of those with one of 100.
        "api_list_100": (f"{PREFIX}/requests/?status=in_hand&size=100", {}),
        "api_one": (one, {}),
        "api_unchanged": (one, known),
    }
    found = {
        name: Captured(path, {}, record_sql(client, path, headers=more), headers={**headers, **more})
        for name, (path, more) in asked.items()
    }
    return {**found, "api_position": _position(client, headers, sent_to.reference, replayed_on.reference)}


def _position(client: Any, headers: dict[str, str], sent_to: str, replayed_on: str) -> Captured:
    """Stating a position: its SQL is of another request, so that it still fits after it has been sent."""
    from django.db import transaction

    read = client.get(f"{PREFIX}/requests/{replayed_on}/")
    path = f"{PREFIX}/requests/{replayed_on}/positions/"
    with transaction.atomic():
        statements = record_sql(client, path, POSITION, {"If-Match": read["ETag"]}, json=True)
        transaction.set_rollback(True)
    address = f"{PREFIX}/requests/{sent_to}/"
    return Captured(f"{address}positions/", {}, statements, POSITION, headers=headers, read=address)
