"""Celery with a real broker drains the outbox; without a broker every page works all the same."""

from __future__ import annotations

import pytest
from celery import Celery
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from kombu import Connection

from cbtracker.celery import app
from cbtracker.outbox import tasks
from cbtracker.outbox.models import OutboxMessage
from tests.factories.messages import kind_registered, queued
from tests.factories.people import UserFactory
from tests.processes import product
from tests.servers import free_port

TASK = "cbtracker.outbox.tasks.deliver_outbox"


@pytest.fixture
def worker(valkey_address, tmp_path):
    """A Celery worker in a process of its own, on this test's database, which files the mail it sends."""
    with product(tmp_path, broker=valkey_address) as processes:
        processes.worker()
        processes.all_ready()
        yield processes


@pytest.mark.django_db(transaction=True)
def test_a_worker_delivers_what_is_queued(worker, valkey_address, tmp_path):
    reader = UserFactory(email="reader@example.org")
    message = OutboxMessage.objects.create(
        kind="account_mail",
        recipient=reader,
        payload={"template": "password_changed"},
        dedupe_key="one",
        message_id="<one@example.org>",
        created_at=timezone.now(),
        due_at=timezone.now(),
    )
    with Celery(broker=valkey_address) as sender:
        sender.send_task(TASK)
    worker.wait_until(lambda: OutboxMessage.objects.get(pk=message.pk).state == OutboxMessage.State.SENT, "it is sent")
    (mail,) = (tmp_path / "mail").iterdir()
    text = mail.read_text()
    assert "To: reader@example.org" in text
    assert "Message-ID: <one@example.org>" in text


@pytest.mark.django_db
def test_the_tasks_do_no_more_than_call_what_is_safe_to_run_twice(mailoutbox):
    with kind_registered():
        queued(timezone.now())
        assert tasks.deliver_outbox() == {"sent": 1}
        assert tasks.deliver_outbox() == {}
    assert tasks.requeue_stranded() == 0
    assert len(mailoutbox) == 1


def test_what_beat_repeats_is_registered_and_ticks_in_utc():
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert scheduled <= set(app.tasks)
    assert TASK in scheduled
    assert str(app.timezone) == "UTC"


def test_a_broker_that_hangs_holds_nobody_for_longer_than_two_seconds_a_try():
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    assert (options["socket_timeout"], options["socket_connect_timeout"]) == (2, 2)


@pytest.mark.django_db
def test_pages_work_and_messages_wait_while_nothing_answers_at_the_brokers_address(client, monkeypatch):
    dead = f"redis://127.0.0.1:{free_port()}/0"
    monkeypatch.setattr(settings, "CELERY_BROKER_URL", dead)
    monkeypatch.setattr(app.conf, "broker_url", dead)
    UserFactory(email="reader@example.org", password="correct horse battery staple")
    asked = []
    monkeypatch.setattr(Connection, "connect", lambda self: asked.append(self))
    assert client.get(reverse("account_login")).status_code == 200
    assert client.post(reverse("account_reset_password"), {"email": "reader@example.org"}).status_code == 302
    assert OutboxMessage.objects.get().state == OutboxMessage.State.QUEUED
    assert asked == []
