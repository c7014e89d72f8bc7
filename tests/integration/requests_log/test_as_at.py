"""As-at reading: whatever was changed and backdated, a moment gives what held then by what was known then."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from requests_log.models import LoggedRequest, Status
from requests_log.services import Words, mark_addressed, reopen, state_position, triage
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from tests.integration.requests_log.world import NOON, accepted, make_world

NAMES = itertools.count()
CHANGE = st.tuples(
    st.sampled_from(["position", "whitehall", "areas", "departments", "address", "reopen"]),
    st.integers(1, 48),  # hours since the change before
    st.one_of(st.none(), st.floats(0, 1)),  # how far back between the last effective moment and now
    st.integers(0, 3),  # which of the variants
)


def _change(world, entry, what, variant, **when):
    """Do one change through its service; it may not apply to the request as it is, then nothing is done."""
    by = world.people["secretariat"]
    shared = entry.shared_version
    if what in {"position", "whitehall"} and entry.status in (Status.ACCEPTED, Status.IN_HAND, Status.REOPENED):
        words = Words(f"words {next(NAMES)}", audience="areas" if what == "position" else "whitehall")
        state_position(entry, by=by, expected_version=entry.position_version, words=words, **when)
    elif what == "address" and entry.status in (Status.ACCEPTED, Status.IN_HAND, Status.REOPENED):
        mark_addressed(entry, by=by, expected_version=shared, outcome="agreed", text=f"words {next(NAMES)}", **when)
    elif what == "reopen" and entry.status == Status.ADDRESSED:
        reopen(entry, by=by, expected_version=shared, reason="r", **when)
    elif what in {"areas", "departments"}:
        when = {"now": when["now"]}
        places = [(world.swindon,), (world.barnet,), (world.barnet, world.swindon), ()][variant]
        areas = AreasNamed("named" if places else "all", tuple(NamedArea(place) for place in places))
        chosen = [(world.dfe,), (world.moj,), (world.moj, world.dfe), (world.dclg,)][variant]
        more = {"areas": areas} if what == "areas" else {"departments": DepartmentsNamed(items=chosen)}
        triage(entry, by=by, expected_version=shared, **more, **when)


def _replay(world, entry, changes):
    """Do `changes`, and keep what the naive model would know: (effective, recorded, printed facts) a revision."""
    now, history = NOON, []
    for what, hours, back, variant in changes:
        now += timedelta(hours=hours)
        span = now - entry.effective_at
        when = {"now": now, "effective_at": None if back is None else now - span * back}
        before = entry.version
        _change(world, entry, what, variant, **when)
        entry.refresh_from_db()
        if entry.version > before:
            history.append((entry.effective_at, now, _facts(entry.record, entry.position_text)))
    return history


def _facts(record, position):
    return (
        record["areas_label"],
        record["departments_label"],
        record["status"],
        record["outcome_text"] if record["status"] == "addressed" else position,
    )


def _expected(history, moment, known_at):
    known = [facts for effective, recorded, facts in history if effective <= moment and recorded <= known_at]
    return known[-1] if known else None


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(CHANGE, max_size=8), hours=st.integers(-2, 400), known=st.one_of(st.none(), st.integers(-2, 400))
)
def test_as_at_equals_a_naive_replay(changes, hours, known):
    from django.db import transaction

    with transaction.atomic():
        world = make_world()
        entry = accepted(world)
        first = (NOON, NOON, _facts(entry.record, ""))
        history = [first, *_replay(world, entry, changes)]
        moment = NOON + timedelta(hours=hours)
        known_at = None if known is None else NOON + timedelta(hours=known)
        horizon = known_at or max(recorded for _, recorded, _ in history)
        found = LoggedRequest.objects.as_at(moment, known_at)
        expected = _expected(history, moment, horizon)
        assert [_facts(row.data, row.position_text) for row in found] == ([expected] if expected else [])
        transaction.set_rollback(True)


def test_as_at_takes_one_query_however_many_requests_there_are(world):
    counts = []
    for more in (2, 10):
        for _ in range(more):
            accepted(world)
        with CaptureQueriesContext(connection) as captured:
            LoggedRequest.objects.as_at(NOON)
        counts.append(len(captured))
    assert counts == [1, 1]


def test_without_the_version_order_as_at_would_be_wrong(world):
    """Negative control: the highest version matters where two changes took effect at the same moment."""
    entry = accepted(world)
    by = world.person("secretariat")
    for text in ("first", "second"):
        state_position(entry, by=by, expected_version=entry.position_version, words=Words(text), now=NOON)
    [found] = LoggedRequest.objects.as_at(NOON)
    assert found.position_text == "second"
    by_time_only = entry.revisions.filter(effective_at__lte=NOON).order_by("effective_at").first()
    assert by_time_only.data != found.data
