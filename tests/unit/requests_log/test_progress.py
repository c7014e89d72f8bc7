"""Progress in numbers."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_log.models import Outcome, Status, Timescale
from requests_log.progress import Age, Stage, age_of, count_progress, outcomes_in_order
from requests_log.records import Record

AS_AT = datetime(2011, 3, 22, 17, tzinfo=UTC)


def record(status="in_hand", *, timescale="by_date", outcome="", raised_on="2011-03-01", freedom_only=False):
    data = {"status": status, "timescale": timescale, "outcome": outcome, "raised_on": raised_on}
    return Record(1, 1, 1, "changed", "", "", AS_AT, AS_AT, data, freedom_only=freedom_only)


records = st.lists(
    st.builds(
        record,
        st.sampled_from(Status.values),
        timescale=st.sampled_from(["", *Timescale.values]),
        outcome=st.sampled_from(["", *Outcome.values]),
        raised_on=st.none() | st.dates(date(2009, 1, 1), date(2011, 4, 30)).map(date.isoformat),
        freedom_only=st.booleans(),
    ),
    max_size=30,
)


@given(records)
def test_every_request_is_counted_once_in_each_table(found):
    progress = count_progress(found, AS_AT)
    open_now = progress.stages.get(Stage.OPEN, 0)
    assert sum(progress.stages.values()) + progress.freedoms == len(found)
    assert sum(progress.open_in(section) for section in ("to_resolve", "workstream", "later")) == open_now
    assert sum(progress.open_of(age) for age in Age) == open_now
    assert sum(number for _, number in outcomes_in_order(progress)) == progress.stages.get(Stage.ADDRESSED, 0)


@pytest.mark.parametrize(
    ("raised_on", "age"),
    [
        ("2011-03-22", Age.UNDER_1),
        ("2011-02-23", Age.UNDER_1),
        ("2011-02-22", Age.FROM_1),
        ("2010-12-23", Age.FROM_1),
        ("2010-12-22", Age.FROM_3),
        ("2010-09-23", Age.FROM_3),
        ("2010-09-22", Age.FROM_6),
        ("2009-03-22", Age.FROM_6),
        ("2011-03-30", Age.UNDER_1),
    ],
)
def test_a_month_is_over_on_the_same_day_of_the_next_one(raised_on, age):
    assert age_of(date.fromisoformat(raised_on), date(2011, 3, 22)) is age


def test_a_request_without_a_date_is_of_unknown_age_and_not_new():
    progress = count_progress([record(raised_on=None), record(raised_on="2011-03-20")], AS_AT)
    assert (progress.open_of(Age.UNKNOWN), progress.open_of(Age.UNDER_1)) == (1, 1)


def test_the_age_is_counted_to_the_day_it_is_in_london():
    just_past_midnight = datetime(2011, 6, 30, 23, 30, tzinfo=UTC)
    progress = count_progress([record(raised_on="2011-06-01")], just_past_midnight)
    assert progress.open_of(Age.FROM_1) == 1


def test_withdrawn_requests_and_duplicates_are_in_no_total():
    progress = count_progress([record("withdrawn"), record("duplicate"), record("raised"), record()], AS_AT)
    assert progress.total == 2
    assert progress.stages[Stage.ENDED] == 2


def test_a_freedom_of_somebody_else_is_no_request_that_was_addressed():
    progress = count_progress([record("addressed", freedom_only=True)], AS_AT)
    assert (progress.total, progress.freedoms, dict(progress.outcomes)) == (0, 1, {})


def test_all_outcomes_are_named_and_one_that_is_missing_says_so():
    rows = outcomes_in_order(count_progress([record("addressed", outcome="agreed"), record("addressed")], AS_AT))
    assert rows == [
        ("Agreed", 1),
        ("Freedom already existed", 0),
        ("Alternative offered", 0),
        ("For local resolution", 0),
        ("Declined", 0),
        ("Not recorded", 1),
    ]
