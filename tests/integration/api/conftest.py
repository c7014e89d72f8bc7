"""A client of the API, for the tests of every app's operations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from cbtracker.rest.models import Scope
from tests.factories.rest import token_of


class ApiClient:
    """Sends JSON with a person's token; addresses are below /api/v1/."""

    def __init__(self, user: Any, *scopes: Scope) -> None:
        self.user = user
        self.client = Client()
        self.token = token_of(user, *scopes)

    def send(
        self, method: str, path: str, body: Any = None, *, match: Any = None, key: str = "", **headers: str
    ) -> HttpResponse:
        """Send one request. `match`: the version for If-Match, or an answer whose ETag it is."""
        if match is not None:
            headers["If-Match"] = match["ETag"] if isinstance(match, HttpResponse) else f'"{match}"'
        if key:
            headers["Idempotency-Key"] = key
        sent = {} if method == "GET" else {"data": body if body is not None else {}, "content_type": "application/json"}
        call: Callable[..., HttpResponse] = getattr(self.client, method.lower())
        return call(f"/api/v1/{path}", headers={"Authorization": f"Bearer {self.token}", **headers}, **sent)

    def get(self, path: str, **headers: str) -> HttpResponse:
        """Read."""
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **more: Any) -> HttpResponse:
        """Make or do something."""
        return self.send("POST", path, body, **more)

    def patch(self, path: str, body: Any = None, **more: Any) -> HttpResponse:
        """Change something."""
        return self.send("PATCH", path, body, **more)

    def delete(self, path: str, **more: Any) -> HttpResponse:
        """Remove something."""
        return self.send("DELETE", path, **more)

    def upload(self, path: str, form: dict[str, Any], **headers: str) -> HttpResponse:
        """Send a form with a file."""
        return self.client.post(f"/api/v1/{path}", form, headers={"Authorization": f"Bearer {self.token}", **headers})


@pytest.fixture(autouse=True)
def no_throttle(settings: Any) -> None:
    """Tests ask more often than people."""
    settings.API_PER_MINUTE_PERSON = settings.API_PER_MINUTE_TOKEN = 10**6


@pytest.fixture
def api(db: None) -> Callable[..., ApiClient]:
    """`api(user)`: a client with a token of all scopes; `api(user, Scope.READ)` with that one."""
    return ApiClient


def pointers(response: HttpResponse) -> dict[str, str]:
    """The faults of a 422 by their place: pointer, parameter or header."""
    errors = response.json()["errors"]
    return {one.get("pointer") or one.get("parameter") or one.get("header") or "": one["detail"] for one in errors}
