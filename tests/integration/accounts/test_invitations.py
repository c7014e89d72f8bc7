"""Invitations: by email, once, for a while; and what the end of an access closes."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cbtracker.accounts.models import Invitation, InvitationQuerySet, User
from cbtracker.accounts.permissions import NotPermitted, Role
from cbtracker.accounts.services import (
    InvitationClosed,
    accept_invitation,
    end_access,
    find_invitation,
    invite,
    resend_invitation,
    revoke_invitation,
)
from cbtracker.audit.models import AuditEvent
from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage
from tests.factories.people import PASSWORD, person
from tests.mail_server import smtp_server

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3)


@pytest.fixture
def secretariat():
    return person(Role.SECRETARIAT, full_name="Sam Secretary")


@pytest.fixture
def invitation(secretariat):
    return invite(email="New@Example.org", full_name="Noor New", role=Role.PARTNER, by=secretariat, now=NOW)


def accept(invitation, now=LATER, name="Noor New", password=PASSWORD) -> User:
    return accept_invitation(invitation.token(), full_name=name, password=password, now=now)[1]


def test_an_invitation_makes_an_account_with_the_name_and_password_that_the_person_gives(invitation):
    user = accept(invitation, name="Noor Newman")
    assert (user.email, user.full_name, user.role, user.is_active) == (
        "new@example.org",
        "Noor Newman",
        Role.PARTNER,
        True,
    )
    assert user.check_password(PASSWORD)
    invitation.refresh_from_db()
    assert (invitation.accepted_at, invitation.accepted_by) == (LATER, user)


def test_the_email_carries_a_link_that_opens_the_invitation(invitation, settings):
    with smtp_server(settings) as box:
        deliver_due(now=NOW)
    [email] = box.messages
    text = email.get_payload()[0].get_payload(decode=True).decode()
    token = re.search(r"/invitations/([\w-]+)/", text).group(1)
    assert email["To"] == "new@example.org"
    assert "Sam Secretary invites you" in text
    assert find_invitation(token, now=LATER) == invitation


def test_neither_the_database_nor_the_outbox_holds_the_token(invitation):
    token = invitation.token()
    kept = str(Invitation.objects.values().get()) + str(OutboxMessage.objects.values().get())
    assert token not in kept
    assert find_invitation(invitation.token_digest, now=NOW) is None


def test_a_made_up_token_opens_nothing(invitation):
    assert find_invitation("x" * 43, now=NOW) is None
    with pytest.raises(InvitationClosed):
        accept_invitation("x" * 43, full_name="A", password=PASSWORD, now=NOW)


def test_an_invitation_is_accepted_once(invitation):
    accept(invitation)
    with pytest.raises(InvitationClosed):
        accept(invitation)
    assert find_invitation(invitation.token(), now=LATER) is None


def test_an_invitation_expires(invitation, settings):
    end = NOW + timedelta(days=settings.INVITATION_DAYS)
    assert find_invitation(invitation.token(), now=end - timedelta(seconds=1)) == invitation
    assert find_invitation(invitation.token(), now=end) is None
    with pytest.raises(InvitationClosed):
        accept(invitation, now=end)


def test_an_invitation_that_was_taken_back_opens_nothing_and_its_email_is_not_sent(invitation, secretariat, settings):
    revoke_invitation(invitation, by=secretariat, now=NOW)
    with pytest.raises(InvitationClosed):
        accept(invitation)
    with smtp_server(settings) as box:
        assert deliver_due(now=NOW) == {"dropped": 1}
        assert box.messages == []


def test_sending_again_gives_a_new_link_and_term_and_the_old_link_dies(invitation, secretariat, settings):
    old = invitation.token()
    again = resend_invitation(invitation, by=secretariat, now=LATER)
    assert find_invitation(old, now=LATER) is None
    assert find_invitation(again.token(), now=LATER) == again
    assert again.expires_at == LATER + timedelta(days=settings.INVITATION_DAYS)
    with smtp_server(settings) as box:
        assert deliver_due(now=LATER) == {"dropped": 1, "sent": 1}
        assert len(box.messages) == 1


def test_an_expired_invitation_can_be_sent_again(invitation, secretariat):
    much_later = NOW + timedelta(days=100)
    again = resend_invitation(invitation, by=secretariat, now=much_later)
    assert accept(again, now=much_later).is_active


def test_what_was_accepted_or_taken_back_is_neither_sent_again_nor_taken_back(invitation, secretariat):
    accept(invitation)
    for act in (resend_invitation, revoke_invitation):
        with pytest.raises(InvitationClosed):
            act(invitation, by=secretariat, now=LATER)


def test_an_address_with_access_is_not_invited(secretariat):
    person(Role.PARTNER, email="taken@example.org")
    with pytest.raises(ValidationError, match="can sign in already"):
        invite(email="Taken@example.org", full_name="T", role=Role.PARTNER, by=secretariat, now=NOW)
    assert not OutboxMessage.objects.exists()


def test_an_address_is_invited_once_at_a_time(invitation, secretariat):
    with pytest.raises(ValidationError, match="has been invited already"):
        invite(email="new@example.org", full_name="T", role=Role.PARTNER, by=secretariat, now=NOW)
    revoke_invitation(invitation, by=secretariat, now=NOW)
    assert invite(email="new@example.org", full_name="T", role=Role.PARTNER, by=secretariat, now=NOW).pk


def test_the_database_refuses_a_second_invitation_that_waits_for_an_address(invitation, secretariat):
    double = Invitation(
        email="NEW@example.org",
        full_name="D",
        role=Role.PARTNER,
        invited_by=secretariat,
        invited_at=NOW,
        expires_at=LATER,
        token_digest="0" * 64,
    )
    with pytest.raises(IntegrityError, match="invitation_waits_once_for_an_address"), transaction.atomic():
        double.save()


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.LOCALITY_LEAD, Role.OFFICER, Role.PARTNER])
def test_only_secretariat_and_administrator_invite_send_again_and_take_back(invitation, role):
    by = person(role)
    with pytest.raises(NotPermitted):
        invite(email="x@example.org", full_name="X", role=Role.PARTNER, by=by, now=NOW)
    with pytest.raises(NotPermitted):
        resend_invitation(invitation, by=by, now=NOW)
    with pytest.raises(NotPermitted):
        revoke_invitation(invitation, by=by, now=NOW)


def test_only_an_administrator_invites_administrators(secretariat):
    with pytest.raises(NotPermitted):
        invite(email="x@example.org", full_name="X", role=Role.ADMINISTRATOR, by=secretariat, now=NOW)
    by = person(Role.ADMINISTRATOR)
    assert invite(email="x@example.org", full_name="X", role=Role.ADMINISTRATOR, by=by, now=NOW).pk


def test_a_weak_password_makes_no_account_and_leaves_the_invitation_open(invitation):
    with pytest.raises(ValidationError):
        accept(invitation, password="short")
    assert not User.objects.filter(email="new@example.org").exists()
    assert find_invitation(invitation.token(), now=LATER)


def test_somebody_who_left_comes_back_by_invitation_with_the_new_role_and_no_old_session(secretariat):
    administrator = person(Role.ADMINISTRATOR)
    former = person(Role.OFFICER, email="back@example.org", password=PASSWORD)
    end_access(former, by=administrator, now=NOW)
    back = invite(email="back@example.org", full_name="Back", role=Role.PARTNER, by=secretariat, now=NOW)
    user = accept(back)
    assert (user.pk, user.role, user.is_active, user.access_ended_at) == (former.pk, Role.PARTNER, True, None)


def test_inviting_and_accepting_are_on_the_record(invitation):
    user = accept(invitation)
    told = AuditEvent.objects.order_by("at").values_list("verb", "actor_id")
    assert list(told) == [("invitation.sent", invitation.invited_by_id), ("invitation.accepted", user.pk)]


def test_the_end_of_access_closes_the_account_its_sessions_and_its_invitations(client):
    administrator = person(Role.ADMINISTRATOR)
    leaving = person(Role.PARTNER, password=PASSWORD)
    client.force_login(leaving)
    end_access(leaving, by=administrator, now=NOW)
    leaving.refresh_from_db()
    assert (leaving.is_active, leaving.access_ended_at) == (False, NOW)
    assert not leaving.has_usable_password()
    assert client.get("/account/password/change/")["Location"].startswith("/account/login/")


def test_a_session_from_before_stays_closed_even_if_the_account_is_opened_again(client):
    administrator = person(Role.ADMINISTRATOR)
    leaving = person(Role.PARTNER, password=PASSWORD)
    client.force_login(leaving)
    end_access(leaving, by=administrator, now=NOW)
    User.objects.filter(pk=leaving.pk).update(is_active=True, access_ended_at=None)
    assert client.get("/account/password/change/")["Location"].startswith("/account/login/")


def test_two_who_invite_an_address_at_once_get_one_invitation_and_one_clear_refusal(secretariat, monkeypatch):
    """The second one looked before the first one wrote: the constraint decides."""
    monkeypatch.setattr(InvitationQuerySet, "waiting", lambda self: self.none())
    invite(email="new@example.org", full_name="N", role=Role.PARTNER, by=secretariat, now=NOW)
    with pytest.raises(ValidationError, match="has been invited already"):
        invite(email="new@example.org", full_name="N", role=Role.PARTNER, by=secretariat, now=NOW)
    assert Invitation.objects.count() == 1
