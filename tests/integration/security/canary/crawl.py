"""Asks every route that answers GET as every role, on both sides of the world, and notes which canaries came back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cbtracker.accounts.permissions import WHITEHALL_ROLES, Role
from cbtracker.papers.exporters import FORMATS
from cbtracker.papers.models.choices import Audience
from tests.conventions.matrix.rows import Row
from tests.conventions.matrix.test_matrix import ROWS
from tests.conventions.matrix.world import World
from tests.integration.security.canary.numbers import found_in, has_caveat, may_read, text_of

STRANGER = None
READ = [row for row in ROWS if row.method == "GET" and not row.hidden]
WRONG = {"as_at": "the day before", "sort": "-low", "run": "none", "first": "x", "second": "y", "format": "tape"}
"""What nobody can read in an address: the page that says so is asked for too."""


@dataclass(frozen=True)
class Asked:
    """One answer: which canaries it held, and what else is asked of it."""

    role: str | None
    address: str
    status: int
    found: frozenset[int]
    with_caveat: bool
    with_search: bool
    with_sorting: bool

    @property
    def leaked(self) -> frozenset[int]:
        """Those that the role may not read."""
        return self.found - may_read(self.role)

    def __str__(self) -> str:
        return f"{self.role or 'stranger'} {self.address} ({self.status}): {sorted(self.found)}"


def addresses(world: World, user: Any) -> Iterator[str]:
    """Every address of the matrix for `user`, on both sides and in every format; then the paper of the canaries.

    For Whitehall, which may read all, the other side of what is not about families is as the own.
    """
    for row in READ:
        yield from _of_row(row, world.own, user)
        if row.route.startswith("families:") or user.role not in WHITEHALL_ROLES:
            yield from _of_row(row, world.other, user)
    for audience in Audience.values:
        about = {"pk": world.canary_paper.pk, "audience": audience}  # type: ignore[attr-defined]
        yield reverse("papers:rendition", kwargs=about)
    yield "/no-such-page/"


def _of_row(row: Row, side: Any, user: Any) -> Iterator[str]:
    kwargs, query = dict(row.kwargs(side, user)), dict(row.query(side, user))
    yield _address(row, kwargs, query)
    for format in FORMATS if "format" in {**kwargs, **query} else ():
        change = {"format": format}
        with suppress(NoReverseMatch):  # an address that takes some of the formats only
            yield (
                _address(row, {**kwargs, **change}, query)
                if "format" in kwargs
                else _address(row, kwargs, {**query, **change})
            )
    if row.route.startswith("families:"):
        yield _address(row, kwargs, {**query, **WRONG})


def _address(row: Row, kwargs: Mapping[str, Any], query: Mapping[str, Any]) -> str:
    address = reverse(row.route, kwargs=dict(kwargs))
    return f"{address}?{urlencode(query)}" if query else address


def crawl(world: World, role: str | None, only: Iterable[str] | None = None) -> list[Asked]:
    """Ask as `role`, each address once; `only`: these. What an answer wrote is taken back."""
    user = world.people[role] if role else None
    asked = dict.fromkeys(addresses(world, user or world.people[Role.PARTNER]) if only is None else only)
    client = Client()
    if user is not None:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.session_of(user)
    return [_ask(client, role, address) for address in asked]


def _ask(client: Client, role: str | None, address: str) -> Asked:
    with transaction.atomic():
        status, text = read(client, address)
        transaction.set_rollback(True)
    found = found_in(text)
    return Asked(
        role,
        address,
        status,
        found,
        with_caveat=bool(found) and has_caveat(text),
        with_search='name="q"' in text,
        with_sorting="aria-sort" in text,
    )


def read(client: Client, address: str) -> tuple[int, str]:
    """What is answered at `address`: its status and all its text, with where it leads to."""
    answer = client.get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, text_of(content) + answer.headers.get("Location", "")
