"""Rows of the matrix: digests."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from cbtracker.digests.links import token_for
from tests.conventions.matrix.rows import ACCOUNT_KEEPERS, EVERYONE, PROGRAMME, REACHED, SECRETARIAT, Row
from tests.factories.digests import QuietPeriodFactory
from tests.factories.people import UserFactory


def furnish(world: Any) -> None:
    """A quiet period, which is everybody's; on each side a person whose email holds links."""
    world.own.quiet_period = world.other.quiet_period = QuietPeriodFactory()
    for side in (world.own, world.other):
        side.digest_token = token_for(UserFactory(role=Role.PARTNER))


def link(side: Any, user: Any) -> dict[str, str]:
    """The link in the email of a person of that side."""
    return {"token": side.digest_token}


def quiet(side: Any, user: Any) -> dict[str, int]:
    """A quiet period."""
    return {"pk": side.quiet_period.pk}


ROWS: list[Row] = [
    Row("digests:own", "GET", PROGRAMME),
    Row("digests:own", "POST", PROGRAMME),
    Row("digests:send_now", "POST", PROGRAMME, hidden=True),
    Row("digests:sent", "GET", ACCOUNT_KEEPERS),
    Row("digests:quiet", "GET", EVERYONE),
    Row("digests:add_quiet", "GET", SECRETARIAT),
    Row("digests:add_quiet", "POST", SECRETARIAT),
    Row("digests:change_quiet", "GET", SECRETARIAT, kwargs=quiet),
    Row("digests:change_quiet", "POST", SECRETARIAT, kwargs=quiet),
    Row("digests:remove_quiet", "GET", SECRETARIAT, kwargs=quiet),
    Row("digests:remove_quiet", "POST", SECRETARIAT, kwargs=quiet),
    Row("digests:choice", "GET", EVERYONE, kwargs=link, anonymous=REACHED),
    Row("digests:choice", "POST", EVERYONE, kwargs=link, anonymous=REACHED),
    Row("digests:unsubscribe", "GET", EVERYONE, kwargs=link, anonymous=REACHED),
    Row("digests:unsubscribe", "POST", EVERYONE, kwargs=link, anonymous=REACHED),
]
