"""How the answers for a record that somebody may not see differ from those for one that is not there: not at all."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse

from tests.conventions.api_matrix.operations import SAFE, Declared
from tests.conventions.api_matrix.rows import ApiRow

# Of each kind of key one that looks like those of the world and that nothing in it has.
NOTHING = {
    "id": 10**17 + 1,
    "version": 99_999_999,
    "reference": "CB-999999999",
    "slug": "there-is-no-such-record",
    "code": "E99999999",
    "kind": "there-is-no-such-kind",
    "upload": "00000000-0000-4000-8000-000000000000",
    "abbreviation": "NoSuch",
}
JSON = "application/json"
# What is sent along, so that each fault that an answer could name is there: no version, a field that nothing has, a
# version that is none of ours, JSON that ends early.
READ: tuple[dict[str, Any], ...] = ({}, {"headers": {"If-None-Match": '"0", "1", "2"'}})
WRITTEN: tuple[dict[str, Any], ...] = (
    {},
    {"headers": {"If-Match": '"1"'}, "data": {"there is no such field": 1}, "content_type": JSON},
    {"headers": {"If-Match": "1", "Idempotency-Key": "a key"}, "data": '{"text": ', "content_type": JSON},
)


def told_apart(row: ApiRow, declared: Declared, world: Any, user: Any, token: str) -> list[str]:
    """What `user` could learn of a record of the other side from the answers to the row's operation."""
    keys = dict(row.kwargs(world.other, user))
    absent = {name: NOTHING.get(name.rpartition("__")[2], key) for name, key in keys.items()}
    assert absent != keys, "there is nothing in the address that could be hidden"
    query = urlencode(dict(row.query(world.other, user)), doseq=True)
    found = []
    for way in READ if declared.method in SAFE else WRITTEN:
        sent = _sent(declared, token, {"Accept": row.accept} if row.accept else {}, way)
        hidden, missing = (
            _answer(world, declared.method, f"{reverse(declared.route, kwargs=one)}?{query}", sent)
            for one in (keys, absent)
        )
        found += [f"{hidden} is not {missing}"] if hidden != missing else []
    return found


def _sent(declared: Declared, token: str, accept: dict[str, str], way: dict[str, Any]) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}", **accept, **way.get("headers", {})}
    if "data" in way or declared.method in SAFE | {"delete"}:
        return {**way, "headers": headers}
    return {"data": {}, "headers": headers, **({} if declared.operation.upload else {"content_type": JSON})}


def _answer(world: Any, method: str, address: str, sent: dict[str, Any]) -> tuple[Any, ...]:
    """All of an answer that can differ. Whatever was written is taken back."""
    with transaction.atomic():
        response = getattr(world.stranger(), method)(address, **sent)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    return response.status_code, body, sorted(response.headers.items())
