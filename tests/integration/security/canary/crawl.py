"""Asks every route that answers GET, and every operation of the API, as every role, on both sides of the world, and
notes which canaries came back.

Behind "#" in an address stands the type of content that is asked for, where it is not the usual one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from cbtracker.accounts.permissions import WHITEHALL_ROLES, Role
from cbtracker.papers.exporters import FORMATS
from cbtracker.papers.models.choices import Audience
from families.models import Proposal
from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.api_matrix.test_api_matrix import OPERATIONS
from tests.conventions.api_matrix.test_api_matrix import ROWS as API_ROWS
from tests.conventions.matrix.rows import Row
from tests.conventions.matrix.test_matrix import ROWS
from tests.conventions.matrix.world import World
from tests.integration.security.canary.numbers import found_in, has_caveat, may_read, text_of

STRANGER = None
SENT = [
    row for row in ROWS if row.method == "POST" and row.route.startswith(("families:", "papers:")) and not row.hidden
]
"""Forms about families and on papers."""
READ = [row for row in ROWS if row.method == "GET" and not row.hidden]
READ_BY_API = [row for row in API_ROWS if OPERATIONS[row.operation].method == "get"]
SENT_BY_API = [row for row in API_ROWS if OPERATIONS[row.operation].method != "get"]
OF_FAMILIES = "Estimates and proposals"
"""What the operations about families stand under."""
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
    for row in READ_BY_API:
        yield _of_api(row, world.own, user)
        if _is_of_families(row) or user.role not in WHITEHALL_ROLES:
            yield _of_api(row, world.other, user)
    yield from of_papers(world)
    yield "/no-such-page/"


def of_papers(world: Any) -> Iterator[str]:
    """What is issued with canaries in each audience's rendition and real files, what follows it, and a draft of it."""
    for audience in Audience.values:
        for paper in (world.canary_paper, world.canary_update):
            yield reverse("papers:rendition", kwargs={"pk": paper.pk, "audience": audience})
        for format in ("html", "xlsx"):
            yield reverse("papers:file", kwargs={"pk": world.canary_paper.pk, "audience": audience, "format": format})
        draft = {"pk": world.canary_draft.pk, "audience": audience}
        yield reverse("papers:preview", kwargs=draft)
        yield reverse("papers:draft_file", kwargs={**draft, "format": "html"})


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


def _is_of_families(row: ApiRow) -> bool:
    return OPERATIONS[row.operation].viewset.tag == OF_FAMILIES


def _of_api(row: ApiRow, side: Any, user: Any) -> str:
    """Of files the one that costs least to make: the pages are asked for them all, and the exporters are the same."""
    declared = OPERATIONS[row.operation]
    address = reverse(declared.route, kwargs=dict(row.kwargs(side, user)))
    query, files = dict(row.query(side, user)), declared.operation.files
    accept = row.accept or ("text/csv" if "text/csv" in files else "")
    return f"{address}?{urlencode(query, doseq=True)}#{accept}" if query else f"{address}#{accept}"


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


def send(world: World, role: str) -> list[Asked]:
    """Send every form about families and on papers as `role`, on both sides: empty, wrong, and where they have the
    form at all as it might be, of the newest version and of one that is long gone. What is written is taken back.
    """
    user, client, asked = world.people[role], Client(raise_request_exception=False), []
    client.cookies[settings.SESSION_COOKIE_NAME] = world.session_of(user)
    for row in SENT:
        for name in ("own", "other"):
            side = world.side(name)
            address = _address(row, row.kwargs(side, user), row.query(side, user))
            forms = _forms(side) if role in row.roles(name) else [right(side)]
            asked += [_ask(client, role, address, {**row.data(side, user), **form}) for form in forms]
    return [*asked, *send_by_api(world, role, client)]


def send_by_api(world: World, role: str, client: Client) -> list[Asked]:
    """Call every operation that writes, on both sides: of the newest version of what is proposed, and of a past one."""
    user, asked = world.people[role], []
    for row in SENT_BY_API:
        for side in (world.own, world.other):
            version = Proposal.objects.get(area=side.area).version
            for seen in (version, 1) if _is_of_families(row) else (1,):
                asked.append(_call(client, role, row, side, user, seen))
    return asked


def _call(client: Client, role: str, row: ApiRow, side: Any, user: Any, version: int) -> Asked:
    declared, body = OPERATIONS[row.operation], dict(row.body(side, user))
    address = reverse(declared.route, kwargs=dict(row.kwargs(side, user)))
    sent: dict[str, Any] = {"data": body}
    if not declared.operation.upload:
        sent = {"data": json.dumps(body), "content_type": "application/json"}
    with transaction.atomic():
        answer = getattr(client, declared.method)(address, headers={"If-Match": f'"{version}"'}, **sent)
        text = text_of(b"".join(answer.streaming_content) if answer.streaming else answer.content)
        transaction.set_rollback(True)
    return _noted(role, f"{declared.method} {address}", answer.status_code, text + str(answer.headers))


def right(side: Any) -> dict[str, str]:
    """What is taken by a form about what `side` proposes."""
    today = timezone.localdate()
    day = {f"effective_on_{part}": str(getattr(today, part)) for part in ("day", "month", "year")}
    version = Proposal.objects.get(area=side.area).version
    return {"version": str(version), "first_low": "7", "first_high": "8", "basis": "Mine", "covers": "fwmp", **day}


def _forms(side: Any) -> list[dict[str, str]]:
    return [{}, {**right(side), "first_low": "x"}, right(side), {**right(side), "version": "1"}]


def _ask(client: Client, role: str | None, address: str, form: Mapping[str, str] | None = None) -> Asked:
    with transaction.atomic():
        status, text = read(client, address, form)
        transaction.set_rollback(True)
    return _noted(role, address, status, text)


def _noted(role: str | None, address: str, status: int, text: str) -> Asked:
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


def read(client: Client, address: str, form: Mapping[str, str] | None = None) -> tuple[int, str]:
    """What is answered at `address`, and to `form`: its status and all its text, with where it leads to.

    What a form leads to is read too: what was done is said there.
    """
    path, _, accept = address.partition("#")
    headers = {"Accept": accept} if accept else {}
    answer = client.get(path, headers=headers) if form is None else client.post(path, form)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = text_of(content) + answer.headers.get("Location", "")
    if form is not None and answer.status_code == 302 and not answer["Location"].startswith(settings.LOGIN_URL):
        text += read(client, answer["Location"])[1]
    return answer.status_code, text
