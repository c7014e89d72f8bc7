"""The demonstration's emails: kept in a table, read on a page by who may, and nowhere else but in the demonstration."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection, send_mail
from django.urls import reverse

from cbtracker.accounts.permissions import Role
from cbtracker.outbox import demonstration
from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage, SentHere
from cbtracker.outbox.registry import RenderedEmail
from cbtracker.outbox.services import enqueue
from tests.factories.messages import kind_registered
from tests.factories.people import person
from tests.factories.system import OutboxMessageFactory, SentHereFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)
BACKEND = "cbtracker.outbox.demonstration.EmailBackend"
HTML = '<html><head><title>x</title></head><body><a href="http://127.0.0.1/requests/">Update</a></body></html>'


@pytest.fixture(autouse=True)
def _demonstration(settings):
    settings.DEMONSTRATION, settings.EMAIL_BACKEND = True, BACKEND


def pages(email: SentHere) -> list[str]:
    return [
        reverse("outbox:sent_here"),
        reverse("outbox:sent_here_email", kwargs={"pk": email.pk}),
        reverse("outbox:sent_here_html", kwargs={"pk": email.pk}),
    ]


def test_an_email_of_the_outbox_is_kept_as_it_was_sent():
    address = "https://x.example/off/a1/"

    def digest(message, now):
        return RenderedEmail("Your digest", "Text", "<p>Text</p>", unsubscribe=address)

    reader = person(Role.CHAMPION)
    with kind_registered("digest-like", digest):
        message = enqueue(kind="digest-like", dedupe_key="1", recipient=reader, now=NOW)
        assert deliver_due(now=NOW) == {OutboxMessage.State.SENT: 1}
    kept = SentHere.objects.get()
    assert (kept.to_address, kept.subject, kept.text, kept.html) == (
        reader.email,
        "Your digest",
        "Text",
        "<p>Text</p>",
    )
    assert (kept.message_id, kept.unsubscribe) == (message.message_id, address)


def test_the_newest_are_kept(monkeypatch):
    monkeypatch.setattr(demonstration, "KEPT", 3)
    for number in range(5):
        send_mail(f"Email {number}", "Text", None, ["reader@example.org"])
    assert list(SentHere.objects.values_list("subject", flat=True)) == ["Email 4", "Email 3", "Email 2"]


def test_outside_the_demonstration_nothing_is_kept_and_nothing_can_be_read(settings, client):
    client.force_login(person(Role.SECRETARIAT))
    email = SentHereFactory()
    assert [client.get(page).status_code for page in pages(email)] == [200, 200, 200]
    settings.DEMONSTRATION = False
    with pytest.raises(ImproperlyConfigured):
        get_connection(BACKEND).send_messages([])
    assert [client.get(page).status_code for page in pages(email)] == [404, 404, 404]


def test_people_read_what_was_sent_to_them_and_nothing_else(client):
    reader = person(Role.CHAMPION, email="champion@example.org")
    own, other = SentHereFactory(to_address="Champion@example.org"), SentHereFactory(subject="To another")
    client.force_login(reader)
    page = client.get(reverse("outbox:sent_here")).content.decode()
    assert "Your digest" in page
    assert "To another" not in page
    assert [client.get(page).status_code for page in pages(own)] == [200, 200, 200]
    assert [client.get(page).status_code for page in pages(other)] == [200, 404, 404]


def test_the_secretariat_reads_all(client):
    client.force_login(person(Role.SECRETARIAT))
    assert [client.get(page).status_code for page in pages(SentHereFactory())] == [200, 200, 200]


def test_an_administrator_reads_what_is_about_accounts_and_nothing_of_the_programme(client):
    about_account, digest, unknown = (SentHereFactory(message_id=f"<{n}@x.example>") for n in range(3))
    OutboxMessageFactory(kind="invitation", message_id=about_account.message_id)
    OutboxMessageFactory(kind="status_digest", message_id=digest.message_id)
    client.force_login(person(Role.ADMINISTRATOR))
    assert [client.get(page).status_code for page in pages(about_account)] == [200, 200, 200]
    for hidden in (digest, unknown):
        assert [client.get(page).status_code for page in pages(hidden)] == [200, 404, 404]
    assert "Emails sent here (1)" in client.get(reverse("outbox:sent_here")).content.decode()


def test_an_email_is_shown_under_a_policy_that_runs_nothing(client):
    client.force_login(person(Role.SECRETARIAT))
    email = SentHereFactory(html=HTML)
    answer = client.get(reverse("outbox:sent_here_html", kwargs={"pk": email.pk}))
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-top-navigation-by-user-activation;")
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in answer.content.decode()


def test_every_other_page_still_lets_itself_be_framed_by_nobody(client):
    """The negative control."""
    client.force_login(person(Role.SECRETARIAT))
    answer = client.get(reverse("outbox:sent_here"))
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
