"""Rows of the matrix: reading nominations, acknowledging them, and signing through a link."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import EVERYONE, REACHED, READERS, SECRETARIAT, Row
from tests.factories.nominations import NominationAuthorityFactory, NominationFactory, SignOffFactory
from tests.factories.people import UserFactory
from tests.factories.places import AuthorityFactory


def furnish(world: Any) -> None:
    """On each side one that was submitted and withdrawn, and one that waits to be signed."""
    for side in (world.own, world.other):
        by = UserFactory(role=Role.OFFICER)
        more = {"lead_authority": side.authority, "started_by": by, "members": []}
        side.told = NominationFactory(submitted=True, withdrawn=True, area=side.area, **more)
        NominationAuthorityFactory(nomination=side.told, authority=side.authority, left_at=side.told.withdrawn_at)
        now = timezone.now()
        signing = NominationFactory(started_by=by)
        times = {"asked_at": now, "expires_at": now + timedelta(days=14)}
        side.sign_off = SignOffFactory(nomination=signing, **times)
        side.signed = SignOffFactory(nomination=signing, authority=AuthorityFactory(), signed_at=now, **times)


def nomination(side: Any, user: Any) -> dict[str, int]:
    """The submitted nomination of the side."""
    return {"pk": side.told.pk}


def token(side: Any, user: Any) -> dict[str, str]:
    """The link of the side's second person."""
    return {"token": side.sign_off.token()}


def signed(side: Any, user: Any) -> dict[str, str]:
    """The link by which somebody has signed."""
    return {"token": side.signed.token()}


ROWS: list[Row] = [
    Row("rollout:nominations", "GET", READERS),
    Row("rollout:nominations_csv", "GET", READERS),
    Row("rollout:nomination", "GET", READERS, READERS - {Role.OFFICER}, kwargs=nomination),
    Row("rollout:acknowledge_nomination", "GET", SECRETARIAT, kwargs=nomination),
    Row("rollout:acknowledge_nomination", "POST", SECRETARIAT, kwargs=nomination),
    Row("rollout:sign_off", "GET", EVERYONE, kwargs=token, anonymous=REACHED),
    Row("rollout:sign_off", "POST", EVERYONE, kwargs=token, anonymous=REACHED),
    Row("rollout:signed_off", "GET", EVERYONE, kwargs=signed, anonymous=REACHED),
]
