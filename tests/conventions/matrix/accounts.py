"""Rows of the matrix: people, sign-in, the audit and the outbox."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from areas.models import DepartmentMembership, NeighbourhoodMembership
from cbtracker.accounts.permissions import Role
from cbtracker.accounts.services import invite
from tests.conventions.matrix.rows import ACCOUNT_KEEPERS, EVERYONE, HIDDEN, REACHED, SECRETARIAT, Row
from tests.factories.messages import queued
from tests.factories.people import UserFactory
from tests.factories.places import START
from tests.factories.system import SentHereFactory

HTML = '<html lang="en"><head><title>Your digest</title></head><body><h1>Your digest</h1></body></html>'
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})


def furnish(world: Any) -> None:
    """Add, on each side, a person who can leave, an invitation that waits, a failed email, a deputy and a neighbour."""
    for name, side in (("own", world.own), ("other", world.other)):
        side.person = UserFactory(role=Role.PARTNER)
        side.invitation = invite(
            email=f"invited-{name}@example.org",
            full_name="Invited Person",
            role=Role.PARTNER,
            by=world.people[Role.SECRETARIAT],
            now=datetime.now(tz=UTC),
        )
        side.failed_email = queued(datetime.now(tz=UTC))
        type(side.failed_email).objects.filter(pk=side.failed_email.pk).update(state="failed")
        side.email_sent_here = SentHereFactory(to_address=f"{name}-reader@example.org", html=HTML)
        side.deputy = DepartmentMembership.objects.create(
            user=UserFactory(role=Role.CHAMPION), department=side.department, part="deputy", from_on=START
        )
        side.member = NeighbourhoodMembership.objects.create(
            user=UserFactory(role=Role.COMMUNITY), neighbourhood=side.neighbourhood, from_on=START
        )


def failed_email(side: Any, user: Any) -> dict[str, int]:
    """An email that could not be sent."""
    return {"pk": side.failed_email.pk}


def email_sent_here(side: Any, user: Any) -> dict[str, int]:
    """An email of the demonstration to somebody outside."""
    return {"pk": side.email_sent_here.pk}


def key(side: Any, user: Any) -> dict[str, str]:
    """A reset link that leads nowhere: its page says so."""
    return {"uidb36": "1", "key": "not-a-key"}


def neighbourhood(side: Any, user: Any) -> dict[str, str]:
    """The side's neighbourhood."""
    return {"slug": side.neighbourhood.slug}


def member(side: Any, user: Any) -> dict[str, int]:
    """Somebody's membership in it."""
    return {"pk": side.member.pk}


def person(side: Any, user: Any) -> dict[str, int]:
    """A partner of that side."""
    return {"pk": side.person.pk}


def invitation(side: Any, user: Any) -> dict[str, int]:
    """An invitation that waits."""
    return {"pk": side.invitation.pk}


def token(side: Any, user: Any) -> dict[str, str]:
    """The link of that invitation."""
    return {"token": side.invitation.token()}


def department(side: Any, user: Any) -> dict[str, str]:
    """The department of that side."""
    return {"abbreviation": side.department.abbreviation}


def deputy(side: Any, user: Any) -> dict[str, int]:
    """A deputy in the department of that side."""
    return {"pk": side.deputy.pk}


def area(side: Any, user: Any) -> dict[str, str]:
    """The area of that side."""
    return {"slug": side.area.slug}


def authority(side: Any, user: Any) -> dict[str, str]:
    """The authority of that side."""
    return {"slug": side.authority.slug}


ROWS: list[Row] = [
    Row("account_login", "GET", EVERYONE, anonymous=REACHED),
    Row("account_login", "POST", EVERYONE, anonymous=REACHED),
    Row("accounts:demo_sign_in", "POST", EVERYONE, anonymous=HIDDEN, hidden=True),
    Row("account_logout", "GET", EVERYONE, anonymous=REACHED),
    Row("account_logout", "POST", EVERYONE, anonymous=REACHED),
    Row("account_inactive", "GET", EVERYONE, anonymous=REACHED),
    Row("account_reauthenticate", "GET", EVERYONE),
    Row("account_reauthenticate", "POST", EVERYONE),
    Row("account_change_password", "GET", EVERYONE),
    Row("account_change_password", "POST", EVERYONE),
    Row("account_set_password", "GET", EVERYONE),
    Row("account_set_password", "POST", EVERYONE),
    Row("account_reset_password", "GET", EVERYONE, anonymous=REACHED),
    Row("account_reset_password", "POST", EVERYONE, anonymous=REACHED),
    Row("account_reset_password_done", "GET", EVERYONE, anonymous=REACHED),
    Row("account_reset_password_from_key", "GET", EVERYONE, kwargs=key, anonymous=REACHED),
    Row("account_reset_password_from_key", "POST", EVERYONE, kwargs=key, anonymous=REACHED),
    Row("account_reset_password_from_key_done", "GET", EVERYONE, anonymous=REACHED),
    Row("accounts:accept_invitation", "GET", EVERYONE, kwargs=token, anonymous=REACHED),
    Row("accounts:accept_invitation", "POST", EVERYONE, kwargs=token, anonymous=REACHED),
    Row("accounts:people", "GET", ACCOUNT_KEEPERS),
    Row("accounts:person", "GET", ACCOUNT_KEEPERS, kwargs=person),
    Row("accounts:end_access", "GET", ADMINISTRATOR, kwargs=person),
    Row("accounts:end_access", "POST", ADMINISTRATOR, kwargs=person),
    Row("accounts:invite", "GET", ACCOUNT_KEEPERS),
    Row("accounts:invite", "POST", ACCOUNT_KEEPERS),
    Row("accounts:invitations", "GET", ACCOUNT_KEEPERS),
    Row("accounts:resend_invitation", "POST", ACCOUNT_KEEPERS, kwargs=invitation),
    Row("accounts:revoke_invitation", "POST", ACCOUNT_KEEPERS, kwargs=invitation),
    Row("accounts:posts", "GET", SECRETARIAT),
    Row("accounts:without_lead", "GET", SECRETARIAT),
    Row("accounts:assign_champion", "GET", SECRETARIAT, kwargs=department),
    Row("accounts:assign_champion", "POST", SECRETARIAT, kwargs=department),
    Row("accounts:name_deputy", "GET", SECRETARIAT, kwargs=department),
    Row("accounts:name_deputy", "POST", SECRETARIAT, kwargs=department),
    Row("accounts:end_deputy", "POST", SECRETARIAT, kwargs=deputy),
    Row("accounts:assign_area_champion", "GET", SECRETARIAT, kwargs=area),
    Row("accounts:assign_area_champion", "POST", SECRETARIAT, kwargs=area),
    Row("accounts:hand_over_locality", "GET", SECRETARIAT, kwargs=authority),
    Row("accounts:hand_over_locality", "POST", SECRETARIAT, kwargs=authority),
    Row("accounts:add_member", "GET", SECRETARIAT, kwargs=neighbourhood),
    Row("accounts:add_member", "POST", SECRETARIAT, kwargs=neighbourhood),
    Row("accounts:end_member", "POST", SECRETARIAT, kwargs=member),
    Row("audit:events", "GET", ACCOUNT_KEEPERS),
    Row("outbox:sent", "GET", ACCOUNT_KEEPERS),
    Row("outbox:message", "GET", ACCOUNT_KEEPERS, kwargs=failed_email),
    Row("outbox:sent_here", "GET", EVERYONE, hidden=True),
    Row("outbox:sent_here_email", "GET", SECRETARIAT, kwargs=email_sent_here, hidden=True),
    Row("outbox:sent_here_html", "GET", SECRETARIAT, kwargs=email_sent_here, hidden=True),
    Row("health:health", "GET", ACCOUNT_KEEPERS),
    Row("accounts:send_again", "POST", ACCOUNT_KEEPERS, kwargs=failed_email),
]
