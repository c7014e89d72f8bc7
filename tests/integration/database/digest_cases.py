"""Cases of constraints on digests, as in `cases`."""

from __future__ import annotations

from datetime import date, timedelta

from tests.factories import digests, people
from tests.factories.digests import PERIOD
from tests.factories.messages import queued
from tests.integration.database.cases import Case, check, twice


def of_one_message(outcome: str) -> object:
    """A digest with a message."""
    return digests.DigestFactory(outcome=outcome, message=queued(PERIOD))


DIGESTS = [
    check(
        "digest_frequency_is_known", digests.DigestPreferenceFactory, {"frequency": "hourly"}, {"frequency": "never"}
    ),
    check("quiet_period_has_a_name", digests.QuietPeriodFactory, {"name": ""}, {"name": "x"}),
    check("quiet_period_kind_is_known", digests.QuietPeriodFactory, {"kind": "holiday"}, {"kind": "other"}),
    check(
        "quiet_period_ends_after_it_begins",
        digests.QuietPeriodFactory,
        {"until_on": date(2011, 4, 5)},
        {"until_on": date(2011, 4, 6)},
    ),
    twice(
        "digest_one_per_person_and_period",
        digests.DigestFactory,
        lambda: {"user": people.UserFactory()},
        lambda: {"period": PERIOD + timedelta(7)},
    ),
    check(
        "digest_tells_of_some_time",
        digests.DigestFactory,
        {"since": PERIOD, "until": PERIOD},
        {"since": PERIOD, "until": PERIOD + timedelta(seconds=1)},
    ),
    Case("digest_has_a_message_unless_empty", lambda: of_one_message("empty"), lambda: of_one_message("queued")),
]
