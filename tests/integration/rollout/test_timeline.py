"""The timeline: what it is loaded with, who changes it, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.models import Phase
from areas.services.phases import PhaseDates, change_phase
from areas.services.reference import LoadResult, ReferenceFault, load_reference
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from rollout.models import TimelineEntry
from rollout.selectors.timeline import read_timeline, whole_timeline
from rollout.services.timeline import EntryTerms, add_entry, change_entry, remove_entry
from rollout.services.timeline_reference import TIMELINE, load_timeline
from tests.factories.people import person
from tests.factories.rollout import TimelineEntryFactory
from tests.reference import reference_data

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 5, 11, 9, tzinfo=UTC)
LATER = datetime(2011, 6, 1, 9, tzinfo=UTC)
WORKSHOP = EntryTerms(kind="event", lane="events", title="Workshop in Leeds", starts_on=date(2011, 10, 5))
NEXT = PhaseDates(starts_on=date(2011, 7, 1), ends_on=date(2012, 4, 30), goes_live_on=date(2012, 4, 1))


@pytest.fixture
def secretary():
    return person(Role.SECRETARIAT)


@pytest.fixture
def entry():
    return TimelineEntryFactory(title="Workshop")


@pytest.fixture
def loaded():
    reference_data()


def said() -> dict[str, str]:
    return {item.title: item.said for item in whole_timeline()}


@pytest.mark.usefixtures("loaded")
def test_the_timeline_of_the_papers_is_loaded_with_its_dates_in_words():
    assert said() == {
        "First phase": "20 October 2010 onwards",
        "Second phase of the Local Government Resource Review announced": "17 March 2011",
        "Work goes on with the 16 first-phase areas": "April 2011 to April 2013 (inferred)",
        "First phase goes live": "1 April 2011",
        "Milestone 1.4ii: Community Budgets in 16 places": "April 2011",
        "Milestone 1.4iii: evaluate take-up and effect": "April 2011 to December 2012 (inferred)",
        "LG Group annual conference": "28 to 30 June 2011",
        "Next phase": "July 2011 to April 2012",
        "Intermediate phases of rollout and engagement": "July 2011 to April 2013 (inferred)",
        "Paper to the CB Group on wider Community Budgets": "September 2011",
        "Next phase goes live": "April 2012 (inferred)",
        "Final phase": "July 2012 to April 2013",
        "Milestone 1.4iv: Community Budgets across the country": "January to April 2013",
        "Final phase goes live": "April 2013 (inferred)",
    }


@pytest.mark.usefixtures("loaded")
def test_everything_that_is_inferred_says_why_and_everything_says_its_source():
    items = whole_timeline()
    assert [item.title for item in items if item.inferred != bool(item.inferred_why)] == []
    assert [item.title for item in items if not item.source] == []


@pytest.mark.usefixtures("loaded")
def test_loading_again_changes_nothing():
    before = list(TimelineEntry.objects.values())
    assert not load_reference().changed_anything
    assert list(TimelineEntry.objects.values()) == before


@pytest.mark.usefixtures("loaded")
def test_what_the_secretariat_changed_or_removed_stays_so_when_loaded_again(secretary):
    conference = TimelineEntry.objects.get(key="lg-group-conference")
    review = TimelineEntry.objects.get(key="resource-review")
    change_entry(entry=conference, terms=WORKSHOP, expected_version=1, by=secretary, now=NOW)
    remove_entry(entry=review, expected_version=1, by=secretary, now=NOW)
    phase = Phase.objects.get(slug="next")
    moved = replace(NEXT, goes_live_on=date(2012, 4, 16))
    change_phase(phase=phase, dates=moved, expected_version=1, by=secretary, now=NOW)
    assert not load_reference().changed_anything
    assert "LG Group annual conference" not in said()
    assert review.title not in said()
    assert said()["Next phase goes live"] == "16 April 2012"


def test_what_nobody_edited_follows_the_file(tmp_path):
    load_timeline(LoadResult())
    file = tmp_path / "timeline.csv"
    file.write_text(
        TIMELINE.read_text(encoding="utf-8").replace("LG Group annual conference", "The conference"), "utf-8"
    )
    result = LoadResult()
    load_timeline(result, file=file)
    assert result.changed == {"timeline entries": 1}
    assert "The conference" in said()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("2011-03-17", "17 March", "timeline.csv row 7, starts_on: “17 March” is not a date"),
        ("2011-06-30", "2011-06-01", "timeline.csv row 8, "),
        (",event,events,10", ",party,events,10", "timeline.csv row 7, kind: “party” is none of"),
        ("lg-group-conference", "resource-review", "timeline.csv row 8, key: “resource-review” is already"),
        ("2011-03-17", "", "timeline.csv row 7, starts_on: is blank"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_by_row_and_nothing_is_loaded(tmp_path, old, new, fault):
    file = tmp_path / "timeline.csv"
    text = TIMELINE.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ReferenceFault, match=fault):
        load_timeline(LoadResult(), file=file)
    assert not TimelineEntry.objects.exists()


def test_the_secretariat_adds_an_entry_and_the_audit_keeps_it(secretary):
    entry = add_entry(terms=WORKSHOP, by=secretary, now=NOW)
    entry.refresh_from_db()
    assert (entry.title, entry.version, entry.key, entry.changed_at) == ("Workshop in Leeds", 1, "", NOW)
    assert AuditEvent.objects.get().data["after"]["starts_on"] == "2011-10-05"


def test_a_change_that_saw_the_newest_version_is_kept_and_audited_with_both_texts(secretary, entry):
    changed = change_entry(entry=entry, terms=WORKSHOP, expected_version=1, by=secretary, now=LATER)
    assert (changed.title, changed.version, changed.changed_at) == ("Workshop in Leeds", 2, LATER)
    event = AuditEvent.objects.get(verb="timeline.changed")
    assert (event.data["before"]["title"], event.data["after"]["title"]) == ("Workshop", "Workshop in Leeds")


def test_a_change_that_saw_an_older_version_changes_nothing_and_shows_the_newer(secretary, entry):
    change_entry(entry=entry, terms=WORKSHOP, expected_version=1, by=secretary, now=NOW)
    second = replace(WORKSHOP, title="Workshop in York")
    with pytest.raises(StaleVersion) as caught:
        change_entry(entry=entry, terms=second, expected_version=1, by=secretary, now=NOW)
    assert caught.value.current.title == "Workshop in Leeds"
    assert AuditEvent.objects.filter(verb="timeline.changed").count() == 1


def test_a_removed_entry_is_gone_for_readers_and_for_writers(secretary, entry):
    remove_entry(entry=entry, expected_version=1, by=secretary, now=NOW)
    assert read_timeline(secretary) == []
    with pytest.raises(StaleVersion) as caught:
        change_entry(entry=entry, terms=WORKSHOP, expected_version=2, by=secretary, now=NOW)
    assert caught.value.current is None
    assert AuditEvent.objects.get(verb="timeline.removed").data["before"]["title"] == "Workshop"


def test_a_removal_that_saw_an_older_version_removes_nothing(secretary, entry):
    change_entry(entry=entry, terms=WORKSHOP, expected_version=1, by=secretary, now=NOW)
    with pytest.raises(StaleVersion):
        remove_entry(entry=entry, expected_version=1, by=secretary, now=NOW)
    assert TimelineEntry.objects.current().exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_nobody_but_the_secretariat_changes_the_timeline(entry, role):
    stranger, phase = person(role), Phase.objects.create(slug="p", name="P", order=1)
    with pytest.raises(NotPermitted):
        add_entry(terms=WORKSHOP, by=stranger, now=NOW)
    with pytest.raises(NotPermitted):
        change_entry(entry=entry, terms=WORKSHOP, expected_version=1, by=stranger, now=NOW)
    with pytest.raises(NotPermitted):
        remove_entry(entry=entry, expected_version=1, by=stranger, now=NOW)
    with pytest.raises(NotPermitted):
        change_phase(phase=phase, dates=NEXT, expected_version=1, by=stranger, now=NOW)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_but_administrators_reads_it(entry, role):
    assert bool(read_timeline(person(role))) == (role != Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_on": date(2011, 10, 4)}, "ends_on"),
        ({"starts_on": date(2009, 12, 31)}, "starts_on"),
        ({"starts_on": date(2016, 1, 1)}, "starts_on"),
        ({"ends_on": date(2016, 1, 1)}, "ends_on"),
        ({"kind": "band"}, "ends_on"),
        ({"kind": "rumour"}, "kind"),
        ({"lane": "fast"}, "lane"),
        ({"title": ""}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"detail": "x" * 1001}, "detail"),
        ({"inferred": True}, "inferred_why"),
        ({"inferred_why": "From the drawing"}, "inferred_why"),
    ],
)
def test_what_cannot_be_on_the_timeline_is_refused_at_its_field(secretary, entry, wrong, field):
    with pytest.raises(ValidationError) as added:
        add_entry(terms=replace(WORKSHOP, **wrong), by=secretary, now=NOW)
    with pytest.raises(ValidationError) as changed:
        change_entry(entry=entry, terms=replace(WORKSHOP, **wrong), expected_version=1, by=secretary, now=NOW)
    assert list(added.value.message_dict) == list(changed.value.message_dict) == [field]
    entry.refresh_from_db()
    assert (TimelineEntry.objects.count(), entry.version) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_on": date(2011, 6, 30)}, "ends_on"),
        ({"goes_live_on": date(2011, 6, 30)}, "goes_live_on"),
        ({"goes_live_on": date(2016, 1, 1)}, "goes_live_on"),
        ({"starts_on": date(2009, 1, 1)}, "starts_on"),
        ({"goes_live_on": None, "goes_live_inferred": True, "source": "F000"}, "goes_live_on"),
        ({"goes_live_inferred": True, "source": " "}, "source"),
        ({"source": "x" * 201}, "source"),
    ],
)
def test_dates_that_no_phase_can_have_are_refused_at_their_field(secretary, wrong, field):
    phase = Phase.objects.create(slug="next", name="Next phase", order=2)
    with pytest.raises(ValidationError) as refused:
        change_phase(phase=phase, dates=replace(NEXT, **wrong), expected_version=1, by=secretary, now=NOW)
    assert list(refused.value.message_dict) == [field]
    phase.refresh_from_db()
    assert (phase.starts_on, phase.version) == (None, 1)


def test_of_two_who_date_a_phase_the_second_sees_what_the_first_said(secretary):
    phase = Phase.objects.create(slug="next", name="Next phase", order=2)
    change_phase(phase=phase, dates=NEXT, expected_version=1, by=secretary, now=NOW)
    with pytest.raises(StaleVersion) as caught:
        change_phase(phase=phase, dates=replace(NEXT, ends_on=None), expected_version=1, by=secretary, now=NOW)
    assert (caught.value.current.ends_on, caught.value.current.version) == (date(2012, 4, 30), 2)
    assert AuditEvent.objects.get(verb="phase.changed").data["after"]["goes_live_on"] == "2012-04-01"
