"""The links at the end of a digest: they open without signing in, and change nothing by being fetched."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from areas.models import AuthorityMembership
from cbtracker.audit.models import AuditEvent
from cbtracker.digests.links import choice_link, token_for, unsubscribe_link
from cbtracker.digests.models import DigestPreference, QuietPeriod
from cbtracker.digests.upcoming import frequency_of
from cbtracker.logs import without_secrets
from tests.integration.digests.digesting import MONDAY, tick_and_send
from tests.integration.requests_log.world import accepted

pytestmark = pytest.mark.django_db
ONE_CLICK = "List-Unsubscribe=One-Click"


@pytest.fixture
def officer(world):
    return world.people["officer"]


def choice(user) -> str:
    return reverse("digests:choice", args=[token_for(user)])


def stop(user) -> str:
    return reverse("digests:unsubscribe", args=[token_for(user)])


def mail_program() -> Client:
    """What posts the one click of RFC 8058: without cookies, without a token against forgery."""
    return Client(enforce_csrf_checks=True)


def one_click(user):
    return mail_program().post(stop(user), ONE_CLICK, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("page", [choice, stop])
def test_fetching_a_link_changes_nothing(officer, client, page, method):
    DigestPreference.objects.create(user=officer, frequency="daily", changed_at=MONDAY)
    for query in ("", "?frequency=never", "?List-Unsubscribe=One-Click", "?saved=1"):
        assert getattr(client, method)(page(officer) + query).status_code == 200
    assert frequency_of(officer) == "daily"
    assert DigestPreference.objects.get().version == 1
    assert not AuditEvent.objects.filter(verb="digest.frequency_chosen").exists()


def test_the_same_address_changes_it_when_it_is_posted_to(officer, client):
    """The control of the test above: what it looks at does move."""
    client.post(choice(officer), {"frequency": "daily"})
    assert frequency_of(officer) == "daily"
    assert AuditEvent.objects.filter(verb="digest.frequency_chosen").count() == 1
    client.post(stop(officer))
    assert frequency_of(officer) == "never"


def test_the_digest_is_had_less_often_in_two_clicks_from_the_email(world):
    accepted(world, world.dfe, now=MONDAY.replace(day=25))
    tick_and_send()
    [email] = [one for one in mail.outbox if one.to == [world.people["champion"].email]]
    link = re.search(r"^http\S+/digest/choice/\S+$", email.body, re.MULTILINE).group()
    assert link == choice_link(world.people["champion"])
    client = mail_program()
    page = client.get(urlsplit(link).path)  # the first click
    button = '<button type="submit" name="frequency" value="monthly"'
    assert button in page.text
    sent = {"frequency": "monthly", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    answer = client.post(page.wsgi_request.path, sent, follow=True)  # the second
    assert "Your choice is saved" in answer.text
    assert "on the first Monday of the month" in answer.text
    assert "Monday 4 April 2011" in answer.text
    assert frequency_of(world.people["champion"]) == "monthly"


def test_a_choice_by_link_must_come_from_the_page_itself(officer):
    assert mail_program().post(choice(officer), {"frequency": "daily"}).status_code == 403
    assert frequency_of(officer) == "weekly"


@pytest.mark.parametrize("sent", [{}, {"frequency": "hourly"}])
def test_a_choice_that_is_none_is_named(officer, client, sent):
    answer = client.post(choice(officer), sent)
    assert answer.status_code == 422
    assert "Select how often you want the digest" in answer.text
    assert frequency_of(officer) == "weekly"


def test_a_mail_program_stops_the_digest_with_one_post_and_may_send_it_twice(officer):
    for _ in range(2):
        answer = one_click(officer)
        assert answer.status_code == 200
        assert "The digest is stopped" in answer.text
        assert choice(officer) in answer.text, "it says how to start again"
    assert frequency_of(officer) == "never"
    assert AuditEvent.objects.filter(verb="digest.frequency_chosen").count() == 1


def test_the_email_names_the_address_to_post_to(world):
    accepted(world, world.dfe, now=MONDAY.replace(day=25))
    tick_and_send()
    [email] = [one for one in mail.outbox if one.to == [world.people["champion"].email]]
    assert unsubscribe_link(world.people["champion"]) in email.body


@pytest.mark.parametrize("page", [choice, stop])
def test_a_forged_or_changed_link_is_not_found(officer, client, page):
    other = token_for(officer).replace(f"{officer.pk}:", f"{officer.pk + 1}:")
    for token in (other, token_for(officer) + "x", f"{officer.pk}", "nonsense", f"{officer.pk}:"):
        address = reverse("digests:choice", args=["x"]).replace("/x/", f"/{token}/")
        assert client.get(address).status_code == 404
        assert client.post(address.replace("choice", "stop"), ONE_CLICK, content_type="text/plain").status_code == 404
    assert client.get(page(officer)).status_code == 200
    assert not DigestPreference.objects.exists()


@pytest.mark.parametrize("page", [choice, stop])
def test_the_link_of_who_has_no_access_any_more_is_not_found(officer, client, page):
    address = page(officer)
    type(officer).objects.filter(pk=officer.pk).update(is_active=False, access_ended_at=MONDAY)
    assert client.get(address).status_code == client.post(address, {"frequency": "daily"}).status_code == 404


@pytest.mark.parametrize("page", [choice, stop])
def test_whose_link_it_is_and_what_is_in_the_programme_is_not_said(world, officer, client, page):
    entry = accepted(world, now=MONDAY.replace(day=25))
    told = client.get(page(officer)).text
    place = AuthorityMembership.objects.get(user=officer).authority
    for secret in (officer.full_name, officer.email, entry.reference, entry.issue, place.short_name, "Sign out"):
        assert secret not in told


@pytest.mark.parametrize("page", [choice, stop])
def test_the_pages_are_not_kept_by_caches_and_do_not_pass_their_address_on(officer, client, page):
    answer = client.get(page(officer))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer.text


def test_the_pages_say_when_the_next_one_comes_after_a_quiet_period(officer, client, clock):
    QuietPeriod.objects.create(
        name="Easter recess", kind="recess", from_on=date(2011, 4, 1), until_on=date(2011, 4, 26), added_at=MONDAY
    )
    client.post(choice(officer), {"frequency": "weekly"})
    clock.move_to(MONDAY.replace(day=29))
    tick_and_send()
    told = client.get(choice(officer)).text
    assert "Easter recess" in told
    assert "Monday 2 May 2011" in told


@pytest.mark.parametrize("mangled", ["/digest/", "/digest//", "/Digest/", "/xdigest/"])
def test_the_tokens_are_in_no_line_of_the_log_whatever_became_of_the_address(officer, mangled):
    for address in (choice(officer), stop(officer)):
        address = address.replace("/digest/", mangled)
        for said in (
            {"event": "request_started", "request": f"PROPFIND {address}"},
            {"event": f"Not Found: {address}"},
        ):
            line = without_secrets(None, "", dict(said))
            assert not [text for text in line.values() if token_for(officer) in text]
            assert any(mangled in text for text in line.values()), "the rest of the line is as it was"
