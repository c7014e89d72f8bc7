"""Rows of the matrix: access tokens, one's own on the own side, and the pages that describe the API."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import EVERYONE, PROGRAMME, Row
from tests.factories.people import UserFactory
from tests.factories.rest import AccessTokenFactory


def furnish(world: Any) -> None:
    """Give each person a token, and a stranger one."""
    world.own.tokens = {user.pk: AccessTokenFactory(user=user).pk for user in world.people.values()}
    world.other.tokens = {}
    for side in (world.own, world.other):
        side.a_token = AccessTokenFactory(user=UserFactory(role=Role.PARTNER)).pk


def token(side: Any, user: Any) -> dict[str, int]:
    """The token of `user`; of who has none on that side somebody else's."""
    return {"pk": side.tokens.get(getattr(user, "pk", None), side.a_token)}


ROWS: list[Row] = [
    Row("tokens:own", "GET", PROGRAMME),
    Row("tokens:create", "GET", PROGRAMME),
    Row("tokens:create", "POST", PROGRAMME),
    Row("tokens:revoke", "GET", EVERYONE, {Role.ADMINISTRATOR}, kwargs=token),
    Row("tokens:revoke", "POST", EVERYONE, {Role.ADMINISTRATOR}, kwargs=token),
    Row("reference:index", "GET", EVERYONE),
    Row("reference:operation", "GET", EVERYONE, kwargs=lambda _side, _user: {"operation": "request_positions_create"}),
]
