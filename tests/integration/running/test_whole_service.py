"""The processes of docker-compose.yml together: what somebody does on a page arrives as an email."""

from __future__ import annotations

from socket import gethostname

import pytest
import requests
from django.core.cache import cache

from cbtracker.health.models import Heartbeat
from cbtracker.outbox.models import OutboxMessage
from tests.integration.requests_log.world import accepted, make_world
from tests.integration.requests_log.writers import WON, Writer, champions
from tests.mail_server import smtp_server
from tests.processes import product

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def mark_it_addressed(address: str, entry, champion) -> None:
    """What a champion does in the browser: sign in, open the page, send the form."""
    writer, path = Writer(address, champion.email), f"/requests/{entry.reference}/outcome/"
    words = {"outcome": "agreed", "text": "The order was laid before the House."}
    answer = writer.send(path, {**writer.open(path, "csrfmiddlewaretoken", "version"), **words})
    assert answer.status_code == WON, answer.text
    large = {"file": b"x" * 26 * 1024 * 1024}
    answer = writer.session.post(address + path, files=large, headers={"Referer": address + path}, timeout=60)
    assert (answer.status_code, answer.headers["Server"]) == (413, "Caddy"), "more than 25 MB is the proxy's to refuse"


def test_an_outcome_said_on_a_page_arrives_as_one_email_through_two_workers(settings, valkey_address, tmp_path):
    world = make_world()
    entry = accepted(world, world.dfe)
    (champion,) = champions(world.dfe, 1)
    cache.clear()
    officer = world.person("officer")
    with (
        smtp_server(settings) as mailbox,
        product(tmp_path, broker=valkey_address, mail_port=settings.EMAIL_PORT, OUTBOX_EVERY_SECONDS="1") as processes,
    ):
        web = processes.web(workers=2)
        proxy = processes.proxy(web)
        one, two = processes.worker("one"), processes.worker("two")
        processes.beat()
        processes.all_ready()
        processes.wait_until(lambda: _all_beat(web.address), "web, workers and beat have a heartbeat")
        assert [processes.health_check(name, WEB_BIND=bound_to(web)) for name in ("web", "worker", "beat")] == [0, 0, 0]
        mark_it_addressed(proxy.address, entry, champion)
        processes.wait_until(mailbox.addressees, "an email arrives")
        told = OutboxMessage.objects.get(kind="request_addressed")
        processes.wait_until(lambda: _state(told) == OutboxMessage.State.SENT, "it is recorded as sent")
        one.kill()
        two.stop()
        names = set(Heartbeat.objects.filter(kind="worker").values_list("name", flat=True))
        assert names == {f"one@{gethostname()}"}, "the killed one is missed, the one that ended in order is not"
    (email,) = mailbox.messages
    assert email["To"] == officer.email
    assert email["Message-ID"] == told.message_id
    assert "The order was laid before the House." in email.get_payload(0).get_payload(decode=True).decode()


def bound_to(web) -> str:
    """As a container has it."""
    return web.address.removeprefix("http://").replace("127.0.0.1", "0.0.0.0")


def _all_beat(address: str) -> bool:
    """Whether the monitor's address names all of them, and is content."""
    answer = requests.get(f"{address}/healthz/background", timeout=5)
    named = [line.split("@")[0].split(":")[0] for line in answer.text.splitlines()]
    return answer.status_code == 200 and named == ["ok", "beat beat", "web web", "worker one", "worker two"]


def _state(message: OutboxMessage) -> str:
    return OutboxMessage.objects.get(pk=message.pk).state
