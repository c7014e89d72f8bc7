"""Access tokens, counts and kept answers for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from cbtracker.accounts.permissions import Role
from cbtracker.rest.models import AccessToken, ApiUse, IdempotencyKey, Scope
from tests.factories.people import UserFactory
from tests.factories.register import MOMENT


class AccessTokenFactory(DjangoModelFactory):
    """A token that reads, in force from now on unless its dates are given; see `token_of` for one that can be used."""

    class Meta:
        model = AccessToken

    user = factory.SubFactory(UserFactory, role=Role.CHAMPION)
    name = "Monthly figures"
    digest = factory.Sequence(lambda n: f"{n:064x}")
    hint = factory.Sequence(lambda n: f"{n:04d}"[-4:])
    may_read = True
    created_at = factory.LazyFunction(lambda: datetime.now(tz=UTC))
    expires_at = factory.LazyAttribute(lambda token: token.created_at + timedelta(days=90))


class ApiUseFactory(DjangoModelFactory):
    class Meta:
        model = ApiUse

    user = factory.SubFactory(UserFactory)
    window_start = last_used_at = MOMENT
    count = 1


class IdempotencyKeyFactory(DjangoModelFactory):
    class Meta:
        model = IdempotencyKey

    user = factory.SubFactory(UserFactory)
    key = factory.Sequence(lambda n: f"key-{n}")
    fingerprint = "0" * 64
    status = 201
    body = "{}"
    created_at = MOMENT


def token_of(user, *scopes: Scope, **fields) -> str:
    """A token of `user`, ready to be sent as a header: for `scopes`, or for all of them."""
    said = f"cbt_{AccessToken.objects.count():043d}"
    may = {f"may_{scope}": scope in (scopes or tuple(Scope)) for scope in Scope}
    AccessTokenFactory(user=user, digest=AccessToken.digest_of(said), hint=said[-4:], **{**may, **fields})
    return said
