"""A run of three hundred digests, whose worker is killed at fifty random moments. No clock is changed.

The worker is one process, so that it is known what each kill cost: of the two processes of docker-compose.yml, killed
at once, each may repeat one email.
"""

from __future__ import annotations

import time
from random import Random

import pytest

from cbtracker.digests.models import Digest
from cbtracker.digests.periods import Frequency
from cbtracker.embedded.children import Child
from cbtracker.outbox.models import OutboxMessage
from tests.integration.faults.killing import missing, unrecorded
from tests.integration.faults.people import readers
from tests.mail_server import Mailbox, smtp_server
from tests.processes import Processes, product

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ASKED = "0 missing, 0 duplicate rows, at most 1 repeated send a kill, resumed ≤ 5 min"
PEOPLE, KILLS, WHILE_QUEUEING = 300, 50, 4
FAULT = f"worker killed (kill -9) at {KILLS} random points in a {PEOPLE}-recipient run"
LATE = 0.05  # seconds before each answer of the mail server, so that the run lasts for fifty kills
RESUMED_WITHIN_SECONDS = 300
PATIENCE = 600
State = OutboxMessage.State


class Killer:
    """Kills a worker at random moments; `costs` are the emails that each kill lets arrive twice.

    `stood_still` are the seconds from each kill until the next email arrived, `found` the messages left half sent.
    """

    def __init__(self, processes: Processes, worker: Child, mailbox: Mailbox) -> None:
        self.processes, self.worker, self.mailbox = processes, worker, mailbox
        self.chance, self.costs = Random(50), []
        self.stood_still: list[float] = []
        self.found: set[tuple[int, int]] = set()

    def kill(self) -> None:
        """Wait for a random moment, kill the worker, and start it again."""
        self._random_moment()
        known = sum(self.costs)
        self.worker.kill()
        at = time.monotonic()
        time.sleep(0.3)  # until the mail server has taken, and the database has ended, what was on its way
        self.costs.append(unrecorded(self.mailbox) - known)
        self.found |= set(OutboxMessage.objects.filter(state=State.SENDING).values_list("pk", "attempts"))
        arrived = len(self.mailbox.messages)
        self.worker.start()
        if len(self.costs) > WHILE_QUEUEING:
            self.processes.wait_until(lambda: self._got_more_than(arrived), "it goes on", PATIENCE)
            self.stood_still.append(time.monotonic() - at)

    def _got_more_than(self, arrived: int) -> bool:
        return len(self.mailbox.messages) > arrived or all_left()

    def _random_moment(self) -> None:
        if len(self.costs) < WHILE_QUEUEING:
            said = len(self.worker.said())
            self.processes.wait_until(lambda: " ready." in self.worker.said()[said:], "the worker is ready", PATIENCE)
            time.sleep(self.chance.random())
            return
        goal = len(self.mailbox.messages) + self.chance.randint(0, 3)
        self.processes.wait_until(lambda: len(self.mailbox.messages) >= goal or all_left(), "a kill", PATIENCE)
        time.sleep(self.chance.random() * 0.1)


def all_left() -> bool:
    """Whether everybody has a digest, and none waits or is being sent."""
    return Digest.objects.count() == PEOPLE and not OutboxMessage.objects.exclude(state=State.SENT).exists()


def test_a_worker_killed_fifty_times_loses_nothing_and_repeats_at_most_one_email_a_kill(
    measured, settings, valkey_address, tmp_path
):
    readers(PEOPLE, Frequency.WEEKLY)
    with (
        smtp_server(settings) as mailbox,
        product(tmp_path, broker=valkey_address, mail_port=settings.EMAIL_PORT, OUTBOX_EVERY_SECONDS="1") as processes,
    ):
        mailbox.late = LATE
        processes.beat()
        killer = Killer(processes, processes.worker("worker", "--concurrency=1"), mailbox)
        for _ in range(KILLS):
            killer.kill()
        last = time.monotonic()
        processes.wait_until(all_left, "everything has left", PATIENCE)
        resumed = time.monotonic() - last
        lost, doubled = missing(mailbox), OutboxMessage.objects.count() - PEOPLE
    figures = (
        f"{len(lost)} missing, {doubled} duplicate rows, at most {max(killer.costs)} repeated a kill"
        f" ({sum(killer.costs)} in all), went on {max(killer.stood_still):.0f} s after a kill at the latest,"
        f" all sent {resumed:.0f} s after the last"
    )
    measured(FAULT, ASKED, f"{figures}; kills left {len(killer.found)} messages half sent")
    assert (lost, doubled) == ([], 0)
    assert max(killer.costs) <= 1
    assert max(killer.stood_still) <= RESUMED_WITHIN_SECONDS
    assert resumed <= RESUMED_WITHIN_SECONDS
