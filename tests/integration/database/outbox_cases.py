"""The outbox's constraints: a row that each refuses and one that it lets in."""

from __future__ import annotations

from tests.factories import system
from tests.factories.register import MOMENT
from tests.integration.database.cases import check, twice

OUTBOX = [
    check(
        "outbox_message_has_an_addressee",
        system.OutboxMessageFactory,
        {"to_address": ""},
        {"to_address": "reader@example.org"},
    ),
    check(
        "outbox_message_sent_says_when",
        system.OutboxMessageFactory,
        {"state": "sent"},
        {"state": "sent", "sent_at": MOMENT},
    ),
    check(
        "outbox_event_of_a_try_has_its_number",
        system.OutboxEventFactory,
        {"outcome": "sent", "attempt": None},
        {"outcome": "queued_again", "attempt": None},
    ),
    check(
        "outbox_event_outcome_is_known",
        system.OutboxEventFactory,
        {"outcome": "lost"},
        {"outcome": "stopped"},
    ),
    twice(
        "outbox_event_is_one_for_each_try",
        system.OutboxEventFactory,
        lambda: {"message": system.OutboxMessageFactory(), "attempt": 1},
        lambda: {"attempt": 2},
    ),
]
