"""The pages on which people are invited and accept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.models import Invitation, User
from cbtracker.accounts.permissions import Role
from cbtracker.accounts.services import invite
from tests.factories.people import PASSWORD
from tests.factories.people import person as make
from tests.factories.places import AuthorityFactory, DepartmentFactory
from tests.integration.accounts.browsing import text_of

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)


def invitation_data(**changes) -> dict[str, str]:
    return {"full_name": "Noor New", "email": "noor@example.org", "job_title": "", "role": "partner", **changes}


@pytest.mark.parametrize(
    ("role", "asked", "error"),
    [
        ("officer", "authority", "Select an authority"),
        ("locality_lead", "place", "Select an authority"),
        ("champion", "department", "Select a department"),
    ],
)
def test_an_invitation_asks_for_what_the_role_needs(client, secretariat, role, asked, error):
    text = text_of(client.post(reverse("accounts:invite"), invitation_data(role=role)), 422)
    assert error in text
    assert f'href="#id_{asked}"' in text
    assert not Invitation.objects.exists()


def test_an_invitation_is_sent_with_the_duties_of_the_role(client, secretariat):
    AuthorityFactory(gss_code="E06000010")
    DepartmentFactory(abbreviation="DfX")
    page = reverse("accounts:invite")
    sent = [
        (invitation_data(role="partner"), {}),
        (invitation_data(email="o@example.org", role="officer", authority="E06000010"), {"authorities": ["E06000010"]}),
        (invitation_data(email="l@example.org", role="locality_lead", place="E06000010"), {"places": ["E06000010"]}),
        (
            invitation_data(email="c@example.org", role="champion", department="DfX", part="deputy"),
            {"departments": [{"abbreviation": "DfX", "part": "deputy"}]},
        ),
    ]
    for data, duties in sent:
        assert client.post(page, data)["Location"] == reverse("accounts:invitations")
        assert Invitation.objects.get(email=data["email"]).duties == duties


def test_an_invitation_to_an_address_that_is_taken_says_so_at_the_field(client, secretariat):
    make(Role.PARTNER, email="noor@example.org")
    text = text_of(client.post(reverse("accounts:invite"), invitation_data()), 422)
    assert "can sign in already" in text
    assert 'href="#id_email"' in text


def test_the_secretariat_is_not_offered_administrators_and_cannot_make_one(client, secretariat):
    page = reverse("accounts:invite")
    assert 'value="administrator"' not in text_of(client.get(page))
    text_of(client.post(page, invitation_data(role="administrator")), 422)
    assert not Invitation.objects.exists()
    client.force_login(make(Role.ADMINISTRATOR))
    assert 'value="administrator"' in text_of(client.get(page))


@pytest.fixture
def waiting():
    by = make(Role.SECRETARIAT, full_name="Sam Secretary")
    now = timezone.now()
    return invite(email="noor@example.org", full_name="Noor New", role=Role.PARTNER, by=by, now=now)


def link_of(invitation) -> str:
    return reverse("accounts:accept_invitation", kwargs={"token": invitation.token()})


def test_accepting_sets_name_and_password_signs_in_and_leads_home(client, waiting):
    page = text_of(client.get(link_of(waiting)))
    assert "Sam Secretary invited you" in page
    assert 'value="Noor New"' in page
    data = {"full_name": "Noor Newman", "password1": PASSWORD, "password2": PASSWORD}
    response = client.post(link_of(waiting), data)
    user = User.objects.get(email="noor@example.org")
    assert (response["Location"], user.full_name) == ("/", "Noor Newman")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.check_password(PASSWORD)


def test_accepting_while_somebody_else_is_signed_in_signs_that_person_out(client, waiting):
    client.force_login(make(Role.CHAMPION))
    client.post(link_of(waiting), {"full_name": "Noor", "password1": PASSWORD, "password2": PASSWORD})
    assert client.session["_auth_user_id"] == str(User.objects.get(email="noor@example.org").pk)


@pytest.mark.parametrize(
    ("first", "second", "error"),
    [
        ("short", "short", "at least 12 characters"),
        (PASSWORD, "something else entirely", "Type the same password twice"),
        ("noor@example.org", "noor@example.org", "too similar"),
        ("", "", "Enter password"),
    ],
)
def test_a_password_that_will_not_do_is_said_and_the_invitation_stays_open(client, waiting, first, second, error):
    data = {"full_name": "Noor", "password1": first, "password2": second}
    assert error in text_of(client.post(link_of(waiting), data), 422)
    assert not User.objects.filter(email="noor@example.org").exists()
    assert client.get(link_of(waiting)).status_code == 200


def test_a_link_that_no_longer_works_says_what_to_do(client, waiting):
    data = {"full_name": "Noor", "password1": PASSWORD, "password2": PASSWORD}
    client.post(link_of(waiting), data)
    client.logout()
    for response in (client.get(link_of(waiting)), client.post(link_of(waiting), data)):
        assert "This invitation cannot be used" in text_of(response, 404)
    assert "This invitation cannot be used" in text_of(client.get("/invitations/made-up/"), 404)


def test_the_page_of_an_invitation_is_kept_by_no_cache_and_sent_on_to_no_other_site(client, waiting):
    response = client.get(link_of(waiting))
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"


def test_an_invitation_is_sent_again_and_taken_back_by_buttons(client, secretariat, waiting):
    old = link_of(waiting)
    listed = reverse("accounts:invitations")
    assert "noor@example.org" in text_of(client.get(listed))
    again = client.post(reverse("accounts:resend_invitation", kwargs={"pk": waiting.pk}), follow=True)
    assert "is on its way" in text_of(again)
    assert client.get(old).status_code == 404
    back = client.post(reverse("accounts:revoke_invitation", kwargs={"pk": waiting.pk}), follow=True)
    assert "was taken back" in text_of(back)
    too_late = client.post(reverse("accounts:revoke_invitation", kwargs={"pk": waiting.pk}), follow=True)
    assert "accepted or taken back already" in text_of(too_late)
    assert "No invitation is waiting" in text_of(client.get(listed))
