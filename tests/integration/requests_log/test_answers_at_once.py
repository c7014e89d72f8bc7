"""Officers of one place answer at the same moment: one return, the loser keeps every word, nothing is raised twice.

Real transactions on real connections, on PostgreSQL; on SQLite writers wait for one another anyhow.
"""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from cbtracker.outbox.models import OutboxMessage
from requests_log.call_notices import send_call_reminders
from requests_log.models import LoggedRequest, Return, ReturnRevision
from requests_log.services import returns
from requests_log.services.returns import Addition, StaleReturn
from tests.integration.requests_log.calling import add_group, answered, issued, officer_of, place
from tests.integration.requests_log.pages import in_box, read, signed_in
from tests.integration.requests_log.test_answer_pages import address, filled
from tests.integration.requests_log.test_calls import morning
from tests.integration.requests_log.world import make_world

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
NAMES = ("westminster", "wandsworth")
ISSUE = "Line up European money with the budget"


def at_once(*jobs):
    """Run the jobs at the same moment, each on a connection of its own; what they returned or raised."""
    barrier = Barrier(len(jobs))

    def run(job):
        try:
            barrier.wait(timeout=20)
            return job()
        except (StaleReturn, IntegrityError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


@pytest.fixture
def call(transactional_db):
    """A call to Swindon, Barnet and West London."""
    world = make_world()
    add_group()
    return issued(world)


def answering(call, name, **more):
    """A job: that officer sends an addition."""
    by = officer_of(name)
    return lambda: answered(call, "west-london", "additions", by=by, additions=(Addition(f"{ISSUE}: {name}"),), **more)


def outcome(call):
    """Answers at once; what became of each, how many requests there are, and the versions of the return."""
    results = at_once(*(answering(call, name) for name in NAMES))
    versions = list(ReturnRevision.objects.order_by("version").values_list("version", flat=True))
    return sorted(type(one).__name__ for one in results), LoggedRequest.objects.count(), versions


ONE_RETURN = (["Return", "StaleReturn"], 1, [1])


def test_two_officers_who_answer_at_once_make_one_return(call):
    for _ in range(5):
        assert outcome(call) == ONE_RETURN
        truncate()


def truncate():
    """Take the return away for another round; the triggers that keep revisions are put aside for it."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("TRUNCATE requests_log_return, requests_log_loggedrequest CASCADE")
        cursor.execute("SET session_replication_role = DEFAULT")


def test_two_officers_who_correct_at_once_make_one_version(call):
    answered(call, "west-london", "comment", text="First", by=officer_of("westminster"))
    results = at_once(*(answering(call, name, expected_version=1) for name in NAMES))
    assert sorted(type(one).__name__ for one in results) == ["Return", "StaleReturn"]
    assert list(ReturnRevision.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert LoggedRequest.objects.count() == 1


def test_the_same_form_sent_twice_at_the_same_moment_raises_its_request_once(call):
    key = uuid.uuid4()
    first, second = at_once(*(answering(call, "westminster", key=key) for _ in range(2)))
    assert first == second
    assert (LoggedRequest.objects.count(), ReturnRevision.objects.count()) == (1, 1)


def test_over_http_the_loser_sees_both_and_keeps_every_word(call, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    clients = [signed_in(officer_of(name)) for name in NAMES]
    where = address(call, "west-london")
    answers = at_once(
        *(
            lambda client=client, name=name: client.post(
                where, {**filled(kind="comment", text=f"From {name}"), "step": "send"}
            )
            for client, name in zip(clients, NAMES, strict=True)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    lost = next(place for place, answer in enumerate(answers) if answer.status_code == 409)
    assert in_box(answers[lost], "text") == f"From {NAMES[lost]}"
    assert f"{NAMES[1 - lost].title()} Officer saved a change" in read(answers[lost])
    assert Return.objects.get(addressee=place(call, "west-london")).text == f"From {NAMES[1 - lost]}"


def test_two_timers_at_once_queue_each_message_once(call):
    OutboxMessage.objects.all().delete()
    counts = at_once(*(lambda: send_call_reminders(now=morning(-7)) for _ in range(4)))
    assert sum(counts) == 3
    assert OutboxMessage.objects.count() == 3


def test_the_proof_fails_when_a_loser_is_let_through(call, monkeypatch):
    """The negative control: without the claim nobody is told that another officer was first."""

    def claim_whatever_is_there(addressee, expected, answer, *, effective, now):
        said = {"kind": answer.kind, "replied_at": effective, "updated_at": now}
        return Return.objects.update_or_create(addressee=addressee, defaults=said)[0]

    monkeypatch.setattr(returns, "_claim", claim_whatever_is_there)
    assert outcome(call) != ONE_RETURN
