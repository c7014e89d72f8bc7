"""The constraints of access tokens, counts and idempotency keys: a row that each refuses and one that it lets in."""

from __future__ import annotations

from datetime import timedelta

from tests.factories import people, rest
from tests.factories.register import MOMENT
from tests.integration.database.cases import Case, check, twice

REST = [
    check("access_token_has_a_scope", rest.AccessTokenFactory, {"may_read": False}, {"may_read": True}),
    check(
        "access_token_expires_after_it_is_made",
        rest.AccessTokenFactory,
        {"created_at": MOMENT, "expires_at": MOMENT},
        {"created_at": MOMENT, "expires_at": MOMENT + timedelta(seconds=1)},
    ),
    Case(
        "access_token_revoked_says_by_whom",
        lambda: rest.AccessTokenFactory(revoked_at=MOMENT),
        lambda: rest.AccessTokenFactory(revoked_at=MOMENT, revoked_by=people.UserFactory()),
    ),
    twice(
        "api_use_is_counted_once",
        rest.ApiUseFactory,
        lambda: {"user": people.UserFactory(), "token": None},
        lambda: {"token": rest.AccessTokenFactory()},
    ),
    twice(
        "idempotency_key_is_used_once_by_a_person",
        rest.IdempotencyKeyFactory,
        lambda: {"user": people.UserFactory(), "key": "same"},
        lambda: {"user": people.UserFactory()},
    ),
]
