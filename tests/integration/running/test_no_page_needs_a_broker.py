"""No page talks to Redis or to the mail server: not when they refuse, not when they take a connection and hang.

Every route of the product is asked in the same way by tests/conventions/matrix/test_matrix.py; here is what writes.
"""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from django.core.mail import send_mail
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.tasks import deliver_outbox
from tests.integration.requests_log.world import accepted, make_world
from tests.servers import free_port
from tests.silent_server import all_that_leaves_goes_to, nobody_answers

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def view_that_asks_the_broker(request):
    deliver_outbox.delay()
    return HttpResponse("asked")


def view_that_sends_mail(request):
    send_mail("Hello", "Hello", None, ["reader@example.org"])
    return HttpResponse("sent")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def changes(world, entry) -> list[tuple[Client, str, dict[str, str]]]:
    """Whoever does something on a page of which somebody is told: person, address, form."""
    officer, secretary = world.person("officer"), signed_in(world.person("secretariat"))
    outcome = reverse("requests:outcome", kwargs={"reference": entry.reference})
    words = {"outcome": "agreed", "text": "In force.", "version": str(entry.shared_version)}
    invited = {"full_name": "New Person", "email": "new@example.org", "role": "partner"}
    return [
        (signed_in(world.person("champion")), outcome, words),
        (secretary, reverse("accounts:invite"), invited),
        (Client(), reverse("account_reset_password"), {"email": officer.email}),
    ]


def make_all(world, entry) -> list[int]:
    return [client.post(address, form).status_code for client, address, form in changes(world, entry)]


@pytest.fixture
def world():
    return make_world()


def test_changes_are_saved_and_their_emails_wait_while_broker_and_mail_server_hang(world):
    with nobody_answers() as server:
        assert make_all(world, accepted(world, world.dfe)) == [302, 302, 302]
        assert server.accepted == 0
    assert OutboxMessage.objects.filter(state=OutboxMessage.State.QUEUED).count() == 3


def test_changes_are_saved_while_broker_and_mail_server_refuse(world):
    with all_that_leaves_goes_to(free_port()):
        assert make_all(world, accepted(world, world.dfe)) == [302, 302, 302]


@pytest.mark.parametrize("view", [view_that_asks_the_broker, view_that_sends_mail])
def test_a_page_that_did_talk_to_them_would_be_noticed_and_would_hang(view):
    with nobody_answers() as server:
        # It would hang for minutes, so nobody waits for it.
        asked = threading.Thread(target=lambda: _quietly(view), daemon=True)
        asked.start()
        assert server.was_asked(within=30)
        assert asked.is_alive()


def _quietly(view) -> None:
    with suppress(Exception):
        view(RequestFactory().get("/"))
