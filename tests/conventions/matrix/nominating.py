"""Rows of the matrix: the officer's side of a nomination, of one's own authority only."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from rollout.models import Nomination
from tests.conventions.matrix.rows import NOBODY, Row
from tests.factories.nominations import MOMENT, NominationAuthorityFactory, NominationFactory, SignOffFactory
from tests.factories.people import UserFactory

OFFICERS = frozenset({Role.OFFICER})


def furnish(world: Any) -> None:
    """On each side a draft, one that is ready to be submitted, one that came, and one that was withdrawn.

    An authority is in one open nomination: of the others it is a member that has left, which still reads them.
    """
    for side in (world.own, world.other):
        by = UserFactory(role=Role.OFFICER)
        side.draft = NominationFactory(lead_authority=side.authority, started_by=by, members=[side.authority])
        side.ready = _left(side, by)
        SignOffFactory(nomination=side.ready, authority=side.authority, signed_at=MOMENT)
        side.came = _left(side, by, acknowledged=True, acknowledgement="Thank you")
        side.left = _left(side, by, withdrawn=True)


def _left(side: Any, by: Any, **more: Any) -> Nomination:
    made = NominationFactory(lead_authority=side.authority, started_by=by, members=[], **more)
    NominationAuthorityFactory(nomination=made, authority=side.authority, left_at=MOMENT)
    return made


def draft(side: Any, user: Any) -> dict[str, Any]:
    """The draft of the side."""
    return {"pk": side.draft.pk}


def page(side: Any, user: Any) -> dict[str, Any]:
    """A page of questions of the draft."""
    return {"pk": side.draft.pk, "page": "focus"}


def sign_off(side: Any, user: Any) -> dict[str, Any]:
    """The sign-off of the draft for the side's authority."""
    return {"pk": side.draft.pk, "slug": side.authority.slug}


def ready(side: Any, user: Any) -> dict[str, Any]:
    """The draft that is ready."""
    return {"pk": side.ready.pk}


def came(side: Any, user: Any) -> dict[str, Any]:
    """The nomination that was submitted."""
    return {"pk": side.came.pk}


def left(side: Any, user: Any) -> dict[str, Any]:
    """The nomination that was withdrawn."""
    return {"pk": side.left.pk}


ROWS: list[Row] = [
    Row("rollout:nominate", "GET", OFFICERS),
    Row("rollout:nominate", "POST", OFFICERS),
    Row("rollout:nomination_tasks", "GET", OFFICERS, NOBODY, kwargs=draft),
    Row("rollout:nomination_page", "GET", OFFICERS, NOBODY, kwargs=page),
    Row("rollout:nomination_page", "POST", OFFICERS, NOBODY, kwargs=page),
    Row("rollout:nomination_check", "GET", OFFICERS, NOBODY, kwargs=draft),
    Row("rollout:nomination_sign_off", "GET", OFFICERS, NOBODY, kwargs=sign_off),
    Row("rollout:nomination_sign_off", "POST", OFFICERS, NOBODY, kwargs=sign_off),
    Row("rollout:nomination_submit", "GET", OFFICERS, NOBODY, kwargs=ready),
    Row("rollout:nomination_submit", "POST", OFFICERS, NOBODY, kwargs=ready),
    Row("rollout:nomination_confirmation", "GET", OFFICERS, NOBODY, kwargs=came),
    Row("rollout:nomination_withdraw", "GET", OFFICERS, NOBODY, kwargs=draft),
    Row("rollout:nomination_withdraw", "POST", OFFICERS, NOBODY, kwargs=draft),
    Row("rollout:nomination_resume", "GET", OFFICERS, NOBODY, kwargs=left),
    Row("rollout:nomination_resume", "POST", OFFICERS, NOBODY, kwargs=left),
]
