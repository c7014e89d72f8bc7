"""An audience's view of the register: what every area, what partners and what Whitehall may read of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from requests_log.changes_since import read_snapshot
from requests_log.models import LoggedRequest, Workstream
from requests_log.paper_source import paper_lines, workstream_statuses
from requests_log.services import Words, declare_freedom, state_position, triage, withdraw
from requests_log.services.naming import AreasNamed, NamedArea
from requests_log.services.workstreams import create_workstream, end_workstream_status, state_workstream
from requests_log.sights import Sight
from tests.integration.requests_log.world import NOON, accepted, again

DAY = timedelta(days=1)


def wide(world, issue="Schools engagement", **more):
    """An accepted request for all areas."""
    entry = accepted(world, issue=issue, area=world.barnet, **more)
    triage(
        entry,
        by=world.person("secretariat"),
        expected_version=entry.shared_version,
        areas=AreasNamed("all"),
        now=more.get("now", NOON),
    )
    return again(entry)


def say(world, entry, text, *, audience="areas", now=NOON):
    """State a position."""
    entry = again(entry)
    words = Words(text, audience=audience)
    state_position(entry, by=world.person("secretariat"), expected_version=entry.position_version, words=words, now=now)


def declare(world, entry, text, *, now=NOON):
    """Declare a freedom."""
    entry = again(entry)
    declare_freedom(entry, by=world.person("secretariat"), expected_version=entry.shared_version, text=text, now=now)


def printed(reader, moment=NOON + DAY, known_at=None):
    """Issue and position of each line."""
    return [(line.issue, line.position) for line in paper_lines(reader=reader, as_at=moment, known_at=known_at)]


def test_each_audience_reads_its_own_words(world):
    own, everybody = accepted(world, issue="Own"), wide(world, issue="Wide")
    for entry in (own, everybody):
        say(world, entry, "We are looking")
        say(world, entry, "Ministers object", audience="whitehall")
    assert printed(Sight.WHITEHALL) == [("Own", "Ministers object"), ("Wide", "Ministers object")]
    assert printed(Sight.PARTNERS) == [("Own", "We are looking"), ("Wide", "We are looking")]
    assert printed(Sight.AREAS) == [("Wide", "We are looking")]


def test_of_a_named_request_every_area_reads_its_freedom_and_nothing_else(world):
    entry = accepted(world, issue="Own")
    say(world, entry, "Their own words")
    declare(world, entry, "Any area may pool")
    [line] = paper_lines(reader=Sight.AREAS, as_at=NOON + DAY)
    assert (line.issue, line.areas, line.departments) == ("Own", "Swindon", "DfE")
    assert (line.section, line.position) == ("addressed", "Any area may pool")
    assert (line.reference, line.workstream) == ("", "")
    [record] = LoggedRequest.objects.as_at_for(Sight.AREAS, NOON + DAY)
    assert (record.version, record.reason, record.by_name, record.whitehall) == (0, "", "", False)
    assert "position" not in record.data
    assert "areas" not in record.data


def test_a_freedom_is_not_read_before_it_was_declared(world):
    entry = accepted(world)
    declare(world, entry, "Any area may pool", now=NOON + 2 * DAY)
    assert printed(Sight.AREAS, NOON + DAY) == []
    assert printed(Sight.AREAS, NOON + 3 * DAY) == [("Let schools pool funding", "Any area may pool")]


def test_what_was_for_all_areas_is_read_by_every_area_while_it_is_known_to_be_so(world):
    entry = wide(world, issue="Wide")
    say(world, entry, "We are looking")
    narrow = AreasNamed("named", (NamedArea(world.swindon),))
    entry = again(entry)
    by = world.person("secretariat")
    triage(entry, by=by, expected_version=entry.shared_version, areas=narrow, now=NOON + 2 * DAY)
    assert printed(Sight.AREAS, NOON + DAY) == []
    assert printed(Sight.AREAS, NOON + DAY, known_at=NOON + DAY) == [("Wide", "We are looking")]
    assert printed(Sight.AREAS, NOON + DAY, known_at=NOON + 3 * DAY) == []


@pytest.mark.parametrize("known_at", [None, NOON + 2 * DAY])
def test_what_became_for_all_areas_is_not_read_as_of_before(world, known_at):
    entry = accepted(world, issue="Own")
    by = world.person("secretariat")
    triage(entry, by=by, expected_version=entry.shared_version, areas=AreasNamed("all"), now=NOON + 2 * DAY)
    assert printed(Sight.AREAS, NOON + DAY, known_at) == []
    assert len(printed(Sight.AREAS, NOON + 2 * DAY, known_at)) == 1


@pytest.mark.parametrize("reader", [Sight.PARTNERS, Sight.AREAS])
def test_no_audience_but_whitehall_learns_when_something_was_said_in_whitehall(world, reader):
    entry = wide(world)
    say(world, entry, "We are looking")
    before = LoggedRequest.objects.as_at_for(reader, NOON + DAY)
    say(world, entry, "Ministers object", audience="whitehall", now=NOON + DAY)
    assert LoggedRequest.objects.as_at_for(reader, NOON + 2 * DAY) == before


def test_a_person_and_the_sight_of_the_same_reach_read_the_same(world):
    accepted(world)
    wide(world)
    assert printed(world.person("secretariat")) == printed(Sight.WHITEHALL)
    assert printed(world.person("partner")) == printed(Sight.PARTNERS)
    assert printed(world.person("administrator")) == []


def test_workstreams_are_for_every_audience_as_they_were_known(world):
    by = world.person("secretariat")
    workstream = create_workstream(by=by, name="Data sharing")
    status = state_workstream(workstream, by=by, text="Workshops", now=NOON, effective_at=NOON - DAY)
    end_workstream_status(status, by=by, now=NOON + 3 * DAY)
    for sight in Sight:
        assert Workstream.objects.visible_to(sight).get() == workstream
        assert [row.text for row in workstream_statuses(reader=sight, as_at=NOON)] == ["Workshops"]
        assert workstream_statuses(reader=sight, as_at=NOON, known_at=NOON - DAY) == []
        assert workstream_statuses(reader=sight, as_at=NOON + 3 * DAY) == []
    assert workstream_statuses(reader=world.person("administrator"), as_at=NOON) == []


def test_a_snapshot_reads_again_what_a_paper_froze(world):
    entry, other = accepted(world, issue="Own"), accepted(world, issue="Other")
    say(world, entry, "First")
    frozen = read_snapshot(Sight.PARTNERS, NOON + DAY)
    # Both come to light later, though they say that they were recorded before: their transactions ended late.
    say(world, entry, "Late", now=NOON)
    withdraw(again(other), by=world.person("officer"), expected_version=2, reason="Solved", now=NOON)
    accepted(world, issue="Later still")
    again_read = read_snapshot(Sight.PARTNERS, NOON + DAY, known_at=NOON + DAY, knew=frozen.knew)
    assert again_read.content == frozen.content
    assert read_snapshot(Sight.PARTNERS, NOON + DAY, known_at=NOON + DAY).content != frozen.content
    as_json = {str(key): version for key, version in frozen.knew.items()}
    assert read_snapshot(Sight.PARTNERS, NOON + DAY, knew=as_json).content == frozen.content


@pytest.mark.parametrize("reader", list(Sight))
def test_a_snapshot_like_another_reads_what_differs_only(world, reader, django_assert_num_queries):
    changed, kept = wide(world, issue="Changed"), wide(world, issue="Kept")
    say(world, changed, "New words", now=NOON + DAY)
    new = read_snapshot(reader, NOON + DAY, known_at=NOON + DAY)
    with django_assert_num_queries(3):
        old = read_snapshot(reader, NOON, known_at=NOON, like=new)
        assert [line.position for line in old.content.lines] == ["", ""]
    assert old.past.same_as(new.past, kept.pk)
    assert old.content == read_snapshot(reader, NOON, known_at=NOON).content


def test_the_order_is_that_of_the_paper(world):
    first, second = accepted(world, issue="First"), accepted(world, issue="Second")
    triage(first, by=world.person("secretariat"), expected_version=first.shared_version, timescale="after_april")
    lines = paper_lines(reader=Sight.WHITEHALL, as_at=again(first).effective_at)
    assert [(line.section, line.entry_id) for line in lines] == [("to_resolve", second.pk), ("later", first.pk)]
    assert [line.paper_order for line in lines] == [2, 1]
