"""A place that nominates itself, for tests: its officer, and a draft taken to where the test needs it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from areas.models import Authority
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from rollout.models import Nomination, SignOff
from rollout.nomination_pages import Page
from rollout.services.nominations import ask_sign_off, keep_page, keep_who, sign, start_nomination, submit
from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.nominations import ANSWERS, CONTACT
from tests.factories.people import person
from tests.factories.places import AuthorityFactory, PhaseFactory

NOW = datetime(2011, 7, 4, 9, tzinfo=UTC)
START = date(2012, 4, 1)
BARRIER = {"issue": "Share data on families between agencies", "detail": "", "departments": []}


def officer_of(authority: Authority) -> User:
    """An officer of `authority`."""
    officer = person(Role.OFFICER)
    AuthorityMembershipFactory(user=officer, authority=authority)
    return officer


def a_place(name: str = "Kent") -> tuple[Authority, User]:
    """An authority and its officer; the phases that areas start in are there."""
    PhaseFactory(slug="next", name="Next phase", order=2, goes_live_on=date(2012, 4, 1))
    PhaseFactory(slug="final", name="Final phase", order=3, goes_live_on=date(2013, 4, 1))
    authority = AuthorityFactory(short_name=name)
    return authority, officer_of(authority)


def answered(
    officer: User,
    *authorities: Authority,
    name: str = "",
    barriers: list[dict[str, Any]] | None = None,
    wanted: date = START,
    now: datetime = NOW,
) -> Nomination:
    """A draft of `authorities` with every page answered."""
    draft = start_nomination(authority=authorities[0], by=officer, now=now)
    draft = keep_who(
        draft,
        authorities=authorities,
        name=name,
        contacts=[CONTACT],
        by=officer,
        expected_version=draft.version,
        now=now,
    )
    for page in [*Page][1:]:
        answers = {"barriers": barriers or []} if page == Page.BARRIERS else ANSWERS[page]
        start = wanted if page == Page.PACE else None
        draft = keep_page(
            draft, page=page, answers=answers, by=officer, expected_version=draft.version, now=now, wanted_start=start
        )
    return draft


def asked(draft: Nomination, authority: Authority, officer: User, *, now: datetime = NOW, **more: Any) -> SignOff:
    """The chief executive of `authority` is asked to sign."""
    fields = {
        "full_name": "Robin Chief",
        "post": SignOff.Post.CHIEF_EXECUTIVE,
        "email": f"chief@{authority.slug}.example",
        **more,
    }
    version = Nomination.objects.get(pk=draft.pk).version
    return ask_sign_off(draft, authority=authority, by=officer, expected_version=version, now=now, **fields)


def signed(officer: User, *authorities: Authority, now: datetime = NOW, **more: Any) -> Nomination:
    """A draft that the second person of each authority has signed."""
    draft = answered(officer, *authorities, now=now, **more)
    for authority in authorities:
        sign(asked(draft, authority, officer, now=now).token(), now=now)
    return Nomination.objects.get(pk=draft.pk)


def submitted(officer: User, *authorities: Authority, now: datetime = NOW, **more: Any) -> Nomination:
    """A nomination that was submitted."""
    return submit(signed(officer, *authorities, now=now, **more), by=officer, now=now)
