"""Runs in a process of its own on one database: signs people in, and writes down each operation's SQL.

Usage: `python -m tests.bench.capture ADDRESS FILE`; FILE gets {name: Captured} as JSON.
"""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.data import CHAMPION, SECRETARIAT, server_environment

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')
NEXT = re.compile(r'<a[^>]*href="([^"]*)"[^>]*rel="next"')
DEEP_PAGES = 200
ANSWERED = frozenset({200, 302, 304})
COUNTS_USES = 'INTO "rest_apiuse"'
POSITION = {"text": "Schools may pool what they hold for families.", "audience": "areas", "confidence": "on_track"}


@dataclass
class Captured:
    """An operation of the benchmark on one database."""

    path: str
    cookies: dict[str, str]
    statements: list[str] = field(default_factory=list)
    post: dict[str, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    """Of an operation of the API, whose `post` is sent as JSON with the ETag of what `read` gives."""
    read: str = ""

    @property
    def count(self) -> int:
        """SQL statements, session and user included, transaction control left out."""
        return len(self.statements)


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden fields of the last form of a page, its CSRF token and versions among them."""
    form = page[page.rfind("<form", 0, page.rfind('name="text"')) :]
    pairs = (dict(ATTRIBUTE.findall(tag)) for tag in HIDDEN.findall(form))
    return {pair["name"]: pair.get("value", "") for pair in pairs if "name" in pair}


def record_sql(
    client: Any, path: str, post: Any = None, headers: dict[str, str] | None = None, *, json: bool = False
) -> list[str]:
    """The statements of one request, finished; the one that counts uses of the API is counted apart."""
    from django.db import connection

    seen: list[str] = []

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")) and COUNTS_USES not in sql:
            # Finished by psycopg2 itself: parameters such as JSON hold on to their connection.
            seen.append(context["cursor"].cursor.mogrify(sql, params).decode())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        sent = {"content_type": "application/json"} if json else {}
        response = (
            client.get(path, headers=headers) if post is None else client.post(path, post, headers=headers, **sent)
        )
        if response.streaming:
            b"".join(response.streaming_content)
    if response.status_code not in ANSWERED:
        raise RuntimeError(f"{path} answered {response.status_code}: {response.content[:2000]!r}")
    return seen


def _deep(client: Any, path: str) -> str:
    """The address of a page far down the list: the 200th, or the last there is."""
    for _ in range(DEEP_PAGES - 1):
        found = NEXT.search(client.get(path).content.decode())
        if not found:
            break
        path = path.split("?")[0] + found[1].replace("&amp;", "&").removeprefix(path.split("?")[0])
    return path


def operations() -> dict[str, Captured]:
    """Every operation of issue 2 §7 that is a page, with its SQL."""
    from django.test import Client
    from django.urls import reverse

    from areas.models import Department
    from cbtracker.accounts.models import User
    from tests.bench.api import api_operations

    clients = {}
    for email in (CHAMPION, SECRETARIAT):
        clients[email] = Client(headers={"host": "127.0.0.1"})
        clients[email].force_login(
            User.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    champion = clients[CHAMPION]
    department = Department.objects.get(abbreviation="D1")
    entry, written, replayed = department.leading.filter(status="in_hand").order_by("number")[:3]
    detail = reverse("requests:detail", args=[entry.reference])
    listing = reverse("requests:list")
    paths = {
        "empty": "/bench/empty/",
        "list": f"{listing}?department={department.abbreviation}&status=in_hand",
        "deep": _deep(champion, listing),
        "detail": detail,
        "search": f"{listing}?q=prison+pooling",
        "csv": reverse("requests:export_list", args=["csv"]),
    }
    found = {
        name: Captured(
            path, {key: morsel.value for key, morsel in champion.cookies.items()}, record_sql(champion, path)
        )
        for name, path in paths.items()
    }
    found["position"] = _position(champion, written.reference, replayed.reference)
    return {**found, **api_operations(User.objects.get(email=CHAMPION), department)}


def _position(client: Any, sent_to: str, replayed_on: str) -> Captured:
    """Stating a position: its SQL is of another request, so that it still fits after the form has been sent."""
    from django.db import transaction
    from django.urls import reverse

    path = reverse("requests:position", args=[replayed_on])
    form = {**hidden_fields(client.get(path).content.decode()), **POSITION}
    with transaction.atomic():
        statements = record_sql(client, path, form)
        transaction.set_rollback(True)
    cookies = {key: morsel.value for key, morsel in client.cookies.items()}
    return Captured(reverse("requests:position", args=[sent_to]), cookies, statements, form)


def main(address: str, file: str) -> None:
    """Set Django up for the database at `address` and write what was captured to `file`."""
    os.environ.update(server_environment(address))
    import django

    django.setup()
    Path(file).write_text(json.dumps({name: asdict(found) for name, found in operations().items()}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
