"""Three schedulers and four workers: through a simulated day, and as real processes of Celery."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cbtracker.digests.models import Digest
from cbtracker.digests.periods import Frequency
from cbtracker.outbox.models import OutboxMessage
from tests.integration.faults.beats import BEATS, WORKERS, duplicates, live_a_day, wrong_counts
from tests.integration.faults.clocks import quarters
from tests.integration.faults.people import readers
from tests.mail_server import smtp_server
from tests.processes import product

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
FAULT = "3 beats, 4 workers, 24 simulated hours"
ASKED = "0 duplicates"
SUNDAY = datetime(2026, 3, 29, 20, tzinfo=UTC)
OFTEN = (Frequency.DAILY, Frequency.WEEKLY, Frequency.FORTNIGHTLY, Frequency.MONTHLY)
EACH = 25


def test_a_simulated_day_of_three_schedulers_and_four_workers_sends_each_digest_once(measured, settings):
    people, ticks = readers(EACH * len(OFTEN), *OFTEN), quarters(SUNDAY, SUNDAY + timedelta(days=1))
    with smtp_server(settings) as mailbox:
        ended = live_a_day(ticks)
        twice, wrong = duplicates(mailbox), wrong_counts(people, OFTEN * EACH, mailbox, ticks)
        sent = len(mailbox.messages)
    figures = f"{len(twice)} duplicates of {sent} emails, {len(wrong)} of {len(people)} people with too few or many"
    measured(FAULT, ASKED, f"{figures}; {BEATS * len(ticks)} calls in {WORKERS} processes")
    assert ended
    assert (twice, wrong) == ([], [])


def test_three_beats_and_four_workers_of_celery_send_each_digest_once(measured, settings, valkey_address, tmp_path):
    people = readers(EACH * len(OFTEN))
    with (
        smtp_server(settings) as mailbox,
        product(tmp_path, broker=valkey_address, mail_port=settings.EMAIL_PORT, OUTBOX_EVERY_SECONDS="1") as processes,
    ):
        for number in range(WORKERS):
            processes.worker(f"worker{number}")
        for number in range(BEATS):
            processes.beat(f"beat{number}")
        processes.wait_until(lambda: len(set(mailbox.addressees())) == len(people), "everybody has an email", 300)
        processes.wait_until(all_recorded, "every email is recorded", 60)
        twice = duplicates(mailbox)
    figures = f"{len(twice)} duplicates of {len(mailbox.messages)} emails to {len(people)} people"
    measured("3 beats, 4 workers as processes of Celery, from their start", ASKED, figures)
    assert twice == []
    assert Digest.objects.count() == len(mailbox.messages) == len(people)


def all_recorded() -> bool:
    return not OutboxMessage.objects.exclude(state=OutboxMessage.State.SENT).exists()
