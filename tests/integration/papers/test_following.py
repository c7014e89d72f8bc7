"""What follows an issued paper: the update tabled at its meeting, and the reissue that corrects it (F004 ¶5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from cbtracker.papers.models import Paper
from cbtracker.papers.renditions import read_rendition
from cbtracker.papers.services import issue_paper, start_reissue, start_tabled_update
from tests.factories.papers import MeetingFactory
from tests.integration.papers.conftest import EARLY, LATE
from tests.integration.papers.paper_world import THURSDAY, TUESDAY, WEDNESDAY, drafted, group, issued

WHAT = "The department of one request was printed wrongly."


def reissued(world, paper: Paper, *, now=WEDNESDAY) -> Paper:
    """The next issue of `paper`, issued."""
    by = world.person("secretariat")
    draft = start_reissue(paper, by=by, correction=WHAT, now=now)
    return issue_paper(draft, by=by, expected_version=draft.version, now=now)


def test_a_reissue_is_the_next_issue_of_the_same_moment_and_says_at_its_top_what_it_corrects(world, changing):
    first = issued(world)
    second = reissued(world, first)
    assert (second.issue_number, second.series, second.as_at) == (2, first.series, first.as_at)
    assert second.known_at == WEDNESDAY
    printed = read_rendition(second.renditions.get(audience="body"))
    assert printed.blocks[1].text == WHAT
    assert printed.details[-1] == "Issue 2, replaces issue 1 of 22 March 2011"
    assert Paper.objects.get(pk=first.pk).title == first.title


def test_a_reissue_prints_what_was_recorded_late_of_the_same_moment(world, changing):
    first = issued(world, now=LATE - timedelta(hours=1), as_at=LATE - timedelta(hours=1))
    assert [line.issue for line in read_rendition(first.renditions.get(audience="body")).lines] == [
        "Let schools pool funding"
    ]
    second = reissued(world, first)
    assert (first.as_at, second.as_at) == (LATE - timedelta(hours=1),) * 2
    assert EARLY < second.as_at < LATE


def test_a_reissue_must_say_what_it_corrects_in_as_much_as_fits(world):
    first, by = issued(world), world.person("secretariat")
    for wrong in (" ", "x" * 2001):
        with pytest.raises(ValidationError) as refused:
            start_reissue(first, by=by, correction=wrong, now=WEDNESDAY)
        assert list(refused.value.message_dict) == ["correction"]
    assert start_reissue(first, by=by, correction="x" * 2000, now=WEDNESDAY).correction == "x" * 2000


def test_starting_a_reissue_or_an_update_twice_leads_to_the_same_draft(world):
    first, by = issued(world), world.person("secretariat")
    assert start_reissue(first, by=by, correction=WHAT) == start_reissue(first, by=by, correction="Another")
    assert start_tabled_update(first, by=by) == start_tabled_update(first, by=by)
    assert Paper.objects.filter(state="draft").count() == 2


def test_what_was_replaced_is_neither_updated_nor_corrected_again(world):
    first, by = issued(world), world.person("secretariat")
    reissued(world, first)
    for start in (lambda: start_reissue(first, by=by, correction=WHAT), lambda: start_tabled_update(first, by=by)):
        with pytest.raises(ValidationError, match="A later issue replaces this one"):
            start()


def test_a_draft_has_nothing_that_follows(world):
    draft, by = drafted(world), world.person("secretariat")
    for start in (lambda: start_reissue(draft, by=by, correction=WHAT), lambda: start_tabled_update(draft, by=by)):
        with pytest.raises(ValidationError, match="Issue the paper first"):
            start()


@pytest.mark.parametrize("role", ["champion", "locality_lead", "officer", "partner", "administrator"])
def test_only_the_secretariat_tables_updates_and_reissues(world, role):
    first, somebody = issued(world), world.person(role)
    with pytest.raises(NotPermitted):
        start_reissue(first, by=somebody, correction=WHAT)
    with pytest.raises(NotPermitted):
        start_tabled_update(first, by=somebody)
    assert Paper.objects.count() == 1


def test_an_update_is_of_the_moment_of_its_issue_compared_with_its_paper(world, changing):
    meeting = MeetingFactory(body=group(), starts_at=THURSDAY, ends_at=THURSDAY + timedelta(hours=2))
    first, by = issued(world, meeting=meeting), world.person("secretariat")
    update = start_tabled_update(first, by=by, now=WEDNESDAY)
    assert (update.kind, update.as_at, update.compared_with, update.meeting) == ("tabled_update", None, first, meeting)
    assert [row["kind"] for row in update.sections] == ["changes"]
    update = issue_paper(update, by=by, expected_version=update.version, now=WEDNESDAY)
    assert (update.as_at, update.supplement_to) == (WEDNESDAY, first)
    details = read_rendition(update.renditions.get(audience="body")).details
    assert details[-1] == "Tabled update to “Requests of Whitehall”, which is as at 22 March 2011, 5:00pm"


def test_once_the_meeting_has_begun_nothing_is_tabled_any_more(world):
    meeting = MeetingFactory(body=group(), starts_at=WEDNESDAY, ends_at=THURSDAY)
    first, by = issued(world, meeting=meeting, now=TUESDAY), world.person("secretariat")
    with pytest.raises(ValidationError, match="The meeting has begun"):
        start_tabled_update(first, by=by, now=WEDNESDAY)
    assert start_tabled_update(first, by=by, now=WEDNESDAY - timedelta(seconds=1)).kind == "tabled_update"
