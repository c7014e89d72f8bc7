"""What a paper tells its readers has changed since the last one: each kind, its words, its reasons, its cost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_log.changes_since import (
    Content,
    DoesNotFit,
    Kind,
    NotComparable,
    Point,
    apply_changes,
    compare_snapshots,
    read_changes,
    read_snapshot,
)
from requests_log.models import LoggedRequest
from requests_log.services import (
    Words,
    confirm_no_change,
    declare_freedom,
    mark_addressed,
    mark_duplicate,
    reopen,
    reply,
    say_persists,
    state_position,
    triage,
    withdraw,
)
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from requests_log.services.workstreams import create_workstream, end_workstream_status, state_workstream
from requests_log.sights import Sight
from tests.integration.requests_log.world import NOON, accepted, again, raised

DAY = timedelta(days=1)
OLD, LATER, NEW = NOON + DAY, NOON + 2 * DAY, NOON + 9 * DAY


def do(world, service, entry, *, role="secretariat", version="shared_version", now=LATER, **more):
    """Call a service on the request as it is by now."""
    entry = again(entry)
    if version:
        more["expected_version"] = getattr(entry, version)
    return service(entry, by=world.person(role), now=now, **more)


def say(world, entry, text, *, audience="areas", **more):
    """State a position."""
    words = Words(text, audience=audience)
    return do(world, state_position, entry, version="position_version", words=words, **more)


def changes(reader=Sight.WHITEHALL, *, until=NEW):
    """What changed between the paper of 18 March, by what it knew, and now."""
    return read_changes(reader, Point(OLD, OLD), Point(until))


def only(reader=Sight.WHITEHALL):
    """The one request that changed."""
    [request] = changes(reader).changed
    return request


def facts(request):
    """Kind, old and new words of everything that changed about it."""
    return [(fact.kind, fact.old, fact.new) for fact in request.facts]


def test_where_nothing_changed_there_are_no_changes_but_no_word(world):
    accepted(world)
    found = changes()
    assert found.is_empty
    assert found.changed == []
    assert found.line == "No request changed. 1 with no word since."
    assert found.requests[0].spoken_at is None


def test_a_request_is_new_when_it_is_printed_first(world):
    raised(world)
    waiting = raised(world, issue="Waiting")
    accepted(world, issue="Newly raised", now=LATER)
    do(world, triage, waiting, departments=DepartmentsNamed(items=(world.dfe,)), timescale="by_date")
    assert [request.line.issue for request in changes().of(Kind.NEW)] == ["Waiting", "Newly raised"]
    assert changes().line == "2 requests changed: 2 new."


def test_new_words_show_the_old_ones_and_which_changed(world):
    entry = accepted(world)
    say(world, entry, "DH will send a note", now=NOON)
    say(world, entry, "DH has sent a note")
    [fact] = only().facts
    assert facts(only()) == [(Kind.POSITION, "DH will send a note", "DH has sent a note")]
    assert [(part.kind, part.text) for part in fact.parts] == [
        ("same", "DH "),
        ("removed", "will send"),
        ("added", "has sent"),
        ("same", " a note"),
    ]


def test_a_slip_says_why_as_often_as_it_slipped_and_an_earlier_date_is_no_slip(world):
    slipped, forward, back_again = accepted(world), accepted(world), accepted(world)
    for due, reason in ((date(2011, 5, 1), "Elections"), (date(2011, 4, 20), ""), (date(2011, 6, 1), "No quorum")):
        do(world, triage, slipped, due_on=due, reason=reason)
    do(world, triage, forward, due_on=date(2011, 3, 25))
    for due in (date(2011, 5, 1), date(2011, 4, 1)):
        do(world, triage, back_again, due_on=due, reason="Elections")
    [first] = changes().of(Kind.SLIPPED)
    assert facts(first) == [(Kind.SLIPPED, "1 April 2011", "1 June 2011")]
    assert first.facts[0].reasons == ("Elections", "No quorum")
    [second] = changes().of(Kind.DATED)
    assert facts(second) == [(Kind.DATED, "1 April 2011", "25 March 2011")]
    assert [request.entry_id for request in changes().of(Kind.SILENT)] == [back_again.pk]


def test_an_outcome_says_how_it_ended_and_a_reopened_request_why(world):
    ended, opened = accepted(world), accepted(world)
    do(world, mark_addressed, opened, outcome="declined", text="No", now=NOON)
    say(world, ended, "Looking", now=NOON)
    do(world, mark_addressed, ended, outcome="agreed", text="Yes", freedom="Any area may pool")
    do(world, reopen, opened, reason="The law changed")
    [addressed] = changes().of(Kind.ADDRESSED)
    assert facts(addressed) == [(Kind.ADDRESSED, "Looking", "Yes"), (Kind.FREEDOM, "", "Any area may pool")]
    assert addressed.facts[0].note == "Agreed"
    [reopened] = changes().of(Kind.REOPENED)
    assert (reopened.facts[0].reasons, reopened.new.section) == (("The law changed",), "to_resolve")


def test_what_leaves_the_paper_says_why(world):
    gone, twice, first = accepted(world), accepted(world), accepted(world)
    do(world, withdraw, gone, reason="Solved here")
    do(world, mark_duplicate, twice, of=first, reason="Asked before")
    [withdrawn], [duplicate] = changes().of(Kind.WITHDRAWN), changes().of(Kind.DUPLICATE)
    assert withdrawn.facts[0].reasons == ("Solved here",)
    assert (duplicate.facts[0].reasons, duplicate.facts[0].note) == (
        ("Asked before",),
        f"Duplicate of {first.reference}",
    )
    do(world, reopen, gone, reason="Not solved", now=NEW)
    [back] = read_changes(Sight.WHITEHALL, Point(NEW - DAY, NEW - DAY), Point(NEW)).changed
    assert (back.kind, back.facts[0].reasons) == (Kind.REOPENED, ("Not solved",))


def test_a_duplicate_of_what_the_reader_may_not_see_does_not_name_it(world):
    hidden = accepted(world, area=world.barnet)
    twice = accepted(world)
    do(world, mark_duplicate, twice, of=hidden)
    assert only(world.person("officer")).facts[0].note == ""
    assert only().facts[0].note == f"Duplicate of {hidden.reference}"


def test_a_request_appears_once_with_all_its_changes_the_weightiest_first(world):
    entry = accepted(world)
    stream = create_workstream(by=world.person("secretariat"), name="Data sharing")
    do(
        world,
        triage,
        entry,
        issue="Let schools pool all funding",
        areas=AreasNamed("named", (NamedArea(world.swindon), NamedArea(world.barnet))),
        departments=DepartmentsNamed(items=(world.moj,)),
        timescale="workstream",
        workstream=stream,
    )
    assert facts(only()) == [
        (Kind.MOVED, "Annex A, to be resolved for April", "Annex A, through workstreams"),
        (Kind.WORKSTREAM, "none", "Data sharing"),
        (Kind.ISSUE, "Let schools pool funding", "Let schools pool all funding"),
        (Kind.AREAS, "Swindon", "Swindon, Barnet"),
        (Kind.DEPARTMENTS, "DfE", "MoJ"),
    ]
    assert changes().totals == {Kind.MOVED: 1}


def test_confirmed_said_again_and_answered_are_told_apart(world):
    confirmed, answered, ended = accepted(world), accepted(world), accepted(world)
    say(world, confirmed, "Looking", now=NOON)
    do(world, confirm_no_change, confirmed, version="position_version")
    do(world, reply, answered, role="officer", version="", text="We wait")
    do(world, mark_addressed, ended, outcome="local", text="Locally", now=NOON)
    do(world, say_persists, ended, role="officer", version="", text="The form still asks")
    found = changes()
    [request] = found.of(Kind.CONFIRMED)
    assert request.facts[0].note == "19 March 2011, midday"
    assert facts(found.of(Kind.REPLIED)[0]) == [(Kind.REPLIED, "", "We wait")]
    assert facts(found.of(Kind.PERSISTS)[0]) == [(Kind.PERSISTS, "", "The form still asks")]
    assert found.line == "2 requests changed: 1 said to persist, 1 with a reply of the area. 1 confirmed unchanged."


def test_what_an_audience_may_no_longer_see_leaves_without_a_word_why(world):
    entry = accepted(world, area=world.barnet)
    do(world, triage, entry, areas=AreasNamed("all"), now=NOON)
    do(world, triage, entry, areas=AreasNamed("named", (NamedArea(world.swindon),)), issue="Secret", reason="Secret")
    do(world, withdraw, entry, reason="Secret")
    request = only(Sight.AREAS)
    assert request.kind is Kind.LEFT
    assert request.new is None
    assert "Secret" not in repr(request.facts)


def test_every_area_hears_of_a_freedom_but_not_of_the_request(world):
    entry = accepted(world)
    say(world, entry, "Their words")
    do(world, declare_freedom, entry, text="Any area may pool")
    request = only(Sight.AREAS)
    assert facts(request) == [(Kind.FREEDOM, "", "Any area may pool")]
    assert (request.line.reference, request.line.section) == ("", "addressed")
    do(world, triage, entry, areas=AreasNamed("all"), now=NEW)
    [shown] = read_changes(Sight.AREAS, Point(NEW - DAY, NEW - DAY), Point(NEW)).changed
    assert facts(shown)[0] == (
        Kind.MOVED,
        "Annex B, as a freedom that any area can use",
        "Annex A, to be resolved for April",
    )


@pytest.mark.parametrize("reader", [Sight.PARTNERS, "partner", "officer"])
def test_a_word_for_whitehall_only_is_no_word_to_others(world, reader):
    entry = accepted(world)
    say(world, entry, "Looking", now=NOON)
    reader = reader if isinstance(reader, Sight) else world.person(reader)
    before = changes(reader)
    say(world, entry, "Ministers object", audience="whitehall")
    assert changes(reader) == before
    assert before.line == "No request changed. 1 with no word since."
    assert changes().line == "1 request changed: 1 with the position reworded."


def test_workstream_statuses_that_began_and_ended_count(world):
    by = world.person("secretariat")
    stream = create_workstream(by=by, name="Data sharing")
    first = state_workstream(stream, by=by, text="Workshops", now=NOON)
    state_workstream(stream, by=by, text="A note", now=LATER, effective_at=NOON)
    end_workstream_status(first, by=by, now=LATER)
    found = changes()
    assert ([row.text for row in found.begun], [row.text for row in found.ended]) == (["A note"], ["Workshops"])
    assert found.line == "No request changed. 1 workstream status begun, 1 workstream status ended."
    assert not found.is_empty


def test_only_what_one_reader_sees_is_compared_and_forwards_in_time(world):
    with pytest.raises(NotComparable, match="earlier moment"):
        read_changes(Sight.WHITEHALL, Point(NEW), Point(OLD))
    with pytest.raises(NotComparable, match="one reader"):
        compare_snapshots(read_snapshot(Sight.AREAS, OLD), read_snapshot(Sight.WHITEHALL, NEW))


def test_changes_of_another_paper_do_not_fit(world):
    entry = accepted(world)
    say(world, entry, "Looking", now=NOON)
    old = read_snapshot(Sight.WHITEHALL, OLD, known_at=OLD).content
    say(world, entry, "Done")
    found = changes()
    assert apply_changes(old, found) == read_snapshot(Sight.WHITEHALL, NEW).content
    for wrong in (Content((), ()), apply_changes(old, found)):
        with pytest.raises(DoesNotFit):
            apply_changes(wrong, found)


@pytest.mark.parametrize("reader", ["secretariat", "officer", Sight.AREAS])
def test_the_number_of_queries_does_not_grow_with_the_register(world, reader):
    counts = []
    for _ in range(2):
        for number in range(6):
            entry = accepted(world)
            do(world, triage, entry, areas=AreasNamed("all"), now=NOON)
            say(world, entry, f"Words {number}")
            do(world, triage, entry, due_on=date(2011, 5, 1), reason="Elections")
        who = reader if isinstance(reader, Sight) else world.person(reader)
        with CaptureQueriesContext(connection) as captured:
            assert len(changes(who).changed) == LoggedRequest.objects.count()
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12
