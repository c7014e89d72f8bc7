"""The negative controls of the table: each takes a protection out, and what looks for the fault then finds it."""

from tests.integration.faults.test_beats import (
    test_without_the_locks_and_the_constraints_two_schedulers_make_two_digests,
)
from tests.integration.faults.test_broker import (
    hangs,
    test_a_page_that_asked_a_broker_that_hangs_would_be_noticed,
    test_a_page_that_asked_a_broker_that_refuses_would_be_noticed,
)
from tests.integration.faults.test_clocks import (
    test_a_period_that_began_by_utc_would_be_noticed,
    test_a_scheduler_that_forgot_what_it_sent_would_be_noticed,
)

__all__ = [
    "hangs",
    "test_a_page_that_asked_a_broker_that_hangs_would_be_noticed",
    "test_a_page_that_asked_a_broker_that_refuses_would_be_noticed",
    "test_a_period_that_began_by_utc_would_be_noticed",
    "test_a_scheduler_that_forgot_what_it_sent_would_be_noticed",
    "test_without_the_locks_and_the_constraints_two_schedulers_make_two_digests",
]
