"""Rows of the matrix: outline proposals, for their own officers, those who read them, and who signs by a link."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import EVERYONE, NOBODY, REACHED, WHITEHALL, Row
from tests.factories.people import UserFactory
from tests.factories.workstrands import OutlineProposalFactory, OutlineSignOffFactory, WorkstrandFactory

OFFICERS = frozenset({Role.OFFICER})
READERS = WHITEHALL | OFFICERS | {Role.PARTNER}
"""Who may read outline proposals at all; a partner reads those of a strand that they are an assessor of."""


def furnish(world: Any) -> None:
    """On each side a draft, one that was submitted, and one that waits to be signed beside one that was signed."""
    strand, now = WorkstrandFactory(number=3), timezone.now()
    for side in (world.own, world.other):
        said = {"strand": strand, "authority": side.authority, "started_by": UserFactory(role=Role.OFFICER)}
        hood = {"boundary": "By the river", "organisation": "A trust"}
        side.outline = OutlineProposalFactory(neighbourhood_name="The Hill", **hood, **said)
        side.told_outline = OutlineProposalFactory(neighbourhood_name="The Marsh", submitted=True, **hood, **said)
        times = {"asked_at": now, "expires_at": now + timedelta(days=14)}
        signing = OutlineProposalFactory(neighbourhood_name="The Docks", **hood, **said)
        side.outline_sign_off = OutlineSignOffFactory(outline=signing, **times)
        side.outline_signed = OutlineSignOffFactory(
            outline=signing, side="community", post="chair", signed_at=now, **times
        )


def strand(side: Any, user: Any) -> dict[str, Any]:
    """The workstrand of neighbourhoods."""
    return {"number": 3}


def draft(side: Any, user: Any) -> dict[str, Any]:
    """The draft of the side."""
    return {"pk": side.outline.pk}


def told(side: Any, user: Any) -> dict[str, Any]:
    """The one that was submitted."""
    return {"pk": side.told_outline.pk}


def page(side: Any, user: Any) -> dict[str, Any]:
    """A page of questions of the draft."""
    return {"pk": side.outline.pk, "page": "neighbourhood"}


def sign_off(side: Any, user: Any) -> dict[str, Any]:
    """The sign-off of the draft for its authority."""
    return {"pk": side.outline.pk, "side": "authority"}


def token(side: Any, user: Any) -> dict[str, Any]:
    """The link of who is asked to sign."""
    return {"token": side.outline_sign_off.token()}


def signed(side: Any, user: Any) -> dict[str, Any]:
    """The link by which somebody has signed."""
    return {"token": side.outline_signed.token()}


def both(name: str, kwargs: Any) -> list[Row]:
    """The page of an own draft with a form, and sending it."""
    return [Row(f"workstrands:{name}", method, OFFICERS, NOBODY, kwargs=kwargs) for method in ("GET", "POST")]


ROWS: list[Row] = [
    Row("workstrands:outlines", "GET", READERS),
    Row("workstrands:outlines_csv", "GET", READERS),
    Row("workstrands:outline", "GET", WHITEHALL | OFFICERS, WHITEHALL, kwargs=told),
    *(Row("workstrands:start_outline", method, OFFICERS, kwargs=strand) for method in ("GET", "POST")),
    Row("workstrands:outline_tasks", "GET", OFFICERS, NOBODY, kwargs=draft),
    *both("outline_page", page),
    Row("workstrands:outline_check", "GET", OFFICERS, NOBODY, kwargs=draft),
    *both("outline_sign_off", sign_off),
    *both("submit_outline", draft),
    Row("workstrands:outline_confirmation", "GET", OFFICERS, NOBODY, kwargs=told),
    *both("withdraw_outline", draft),
    Row("workstrands:sign_outline", "GET", EVERYONE, kwargs=token, anonymous=REACHED),
    Row("workstrands:sign_outline", "POST", EVERYONE, kwargs=token, anonymous=REACHED),
    Row("workstrands:outline_signed_off", "GET", EVERYONE, kwargs=signed, anonymous=REACHED),
]
