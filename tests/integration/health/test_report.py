"""Who reads the audit sees which process is dead, which has nothing to do, and what to do about it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Role
from cbtracker.health import views
from cbtracker.health.heart import Heart
from cbtracker.health.models import Heartbeat
from cbtracker.health.report import age, report
from cbtracker.health.services import record_end, record_heartbeat
from cbtracker.outbox.models import OutboxMessage
from tests.factories.messages import queued
from tests.factories.people import person

pytestmark = pytest.mark.django_db
FIVE_MINUTES = timedelta(minutes=5)
BACKGROUND = "/healthz/background"


def beats(now, *, worker=timedelta(), beat=timedelta(), did=timedelta()) -> None:
    """A worker, a beat and a web server, last seen and last active so long ago."""
    for kind, ago in (("worker", worker), ("beat", beat), ("web", timedelta())):
        at, done = now - ago, None if kind == "web" else now - max(did, ago)
        record_heartbeat(kind=kind, name=f"{kind}-1", host="h", started_at=now - 2 * FIVE_MINUTES, did_at=done, now=at)


def faults(now) -> list[str]:
    return [fault.text for fault in report(now=now).faults]


def test_all_is_well_while_worker_and_beat_were_seen_and_did_something_a_moment_ago(client):
    beats(timezone.now())
    answer = client.get(BACKGROUND)
    assert answer.status_code == 200
    assert answer.content.decode().startswith("ok\nbeat beat-1: seen ")


def test_the_open_address_counts_no_messages_however_often_it_is_asked(client):
    """Counting reads the whole outbox; anybody may ask, and nobody has to sign in."""
    beats(timezone.now())
    for address, counts in ((BACKGROUND, False), (reverse("health:health"), True)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert any("COUNT(" in query["sql"] for query in asked) is counts
        client.force_login(person(Role.SECRETARIAT))


@pytest.mark.parametrize("dead", ["worker", "beat"])
def test_a_process_that_was_killed_shows_within_five_minutes(client, dead):
    beats(timezone.now(), **{dead: FIVE_MINUTES})
    answer = client.get(BACKGROUND)
    assert answer.status_code == 503
    assert f"{dead.capitalize()} {dead}-1 was last seen 5 minutes ago" in answer.content.decode()


def test_one_dead_worker_of_two_shows_too():
    now = timezone.now()
    beats(now)
    record_heartbeat(kind="worker", name="two", host="h", started_at=now, did_at=None, now=now - FIVE_MINUTES)
    assert faults(now) == ["Worker two was last seen 5 minutes ago"]


def test_a_redis_that_is_away_does_not_look_like_dead_processes():
    now = timezone.now()
    beats(now, did=timedelta(minutes=6))
    assert faults(now) == [
        "Beat beat-1 runs but has had nothing to do for 6 minutes",
        "Worker worker-1 runs but has had nothing to do for 6 minutes",
    ]


def test_a_process_that_has_just_started_is_given_time():
    now = timezone.now()
    for kind in ("worker", "beat"):
        record_heartbeat(kind=kind, name="new", host="h", started_at=now, did_at=None, now=now)
    assert faults(now) == []


def test_what_never_ran_is_missed_and_what_ended_in_order_is_not():
    now = timezone.now()
    assert faults(now) == ["No worker runs", "No beat runs"]
    beats(now)
    record_heartbeat(kind="worker", name="two", host="h", started_at=now, did_at=None, now=now - FIVE_MINUTES)
    record_end(kind="worker", name="two")
    assert faults(now) == []


def test_a_dead_process_is_forgotten_after_an_hour_once_another_of_its_kind_runs():
    now = timezone.now()
    beats(now - timedelta(minutes=61))
    assert Heartbeat.objects.count() == 3
    record_heartbeat(kind="worker", name="another", host="h", started_at=now, did_at=now, now=now)
    assert list(Heartbeat.objects.filter(kind="worker").values_list("name", flat=True)) == ["another"]
    assert Heartbeat.objects.filter(kind="beat").exists()


def test_an_email_that_has_been_due_for_long_shows_and_one_for_later_does_not():
    now = timezone.now()
    beats(now)
    message = queued(now + timedelta(hours=2))
    assert faults(now) == []
    OutboxMessage.objects.filter(pk=message.pk).update(due_at=now - timedelta(minutes=31))
    assert faults(now) == ["An email has been due for 31 minutes"]


def test_the_monitor_learns_that_the_database_is_away_and_no_more(client, monkeypatch):
    def fail(**_):
        raise OperationalError("db.example.org")

    monkeypatch.setattr(views, "report", fail)
    answer = client.get(BACKGROUND)
    assert (answer.status_code, answer.content) == (503, b"the database does not answer\n")


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 seconds"), (1, "1 second"), (61, "1 minute"), (7200, "2 hours"), (90000, "1 day")]
)
def test_an_age_is_told_in_its_largest_unit(seconds, words):
    now = timezone.now()
    assert age(now - timedelta(seconds=seconds), now) == words


def test_a_beating_heart_writes_and_takes_back_its_row(monkeypatch):
    heart = Heart("worker", "mine")
    heart.beat(timezone.now())
    heart.beat(timezone.now())
    assert Heartbeat.objects.get().name == "mine"


def test_the_check_of_a_container_ends_with_1_when_its_process_is_dead_or_another_hosts(capsys):
    beats(timezone.now(), beat=timedelta(minutes=3))
    call_command("check_heartbeat", "worker", "--host", "h")
    for arguments in (["beat", "--host", "h"], ["worker", "--host", "elsewhere"]):
        with pytest.raises(SystemExit) as ended:
            call_command("check_heartbeat", *arguments)
        assert ended.value.code == 1
    assert capsys.readouterr().out.splitlines()[1] == "beat on h: seen 3 minutes ago"


def test_the_page_says_what_is_wrong_and_what_to_do(client):
    client.force_login(person(Role.ADMINISTRATOR), backend="allauth.account.auth_backends.AuthenticationBackend")
    beats(timezone.now(), beat=FIVE_MINUTES)
    page = client.get(reverse("health:health")).content.decode()
    assert "Beat beat-1 was last seen 5 minutes ago. It was killed" in page
    assert "Worker worker-1" in page
    assert "Everything that works" not in page
