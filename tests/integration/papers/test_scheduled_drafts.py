"""A meeting's date prepares its draft, once, and tells the secretariat."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from cbtracker.accounts.permissions import Role
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import render
from cbtracker.papers import tasks
from cbtracker.papers.models import Meeting, Paper
from cbtracker.papers.services import scheduled
from cbtracker.papers.services.meetings import MeetingPlan, cancel_meeting, change_meeting
from cbtracker.papers.services.scheduled import prepare_drafts
from tests.factories.papers import BodyFactory, MeetingFactory, PaperFactory
from tests.factories.people import UserFactory, person
from tests.integration.papers.paper_world import FIRST_SECTIONS

pytestmark = pytest.mark.django_db

MEETS = datetime(2011, 3, 24, 14, tzinfo=UTC)
WEEK_BEFORE = datetime(2011, 3, 17, 0, 1, tzinfo=UTC)


@pytest.fixture
def secretariat():
    return person(Role.SECRETARIAT, full_name="Rosa")


@pytest.fixture
def meeting(secretariat) -> Meeting:
    return meeting_at(MEETS, body=BodyFactory(name="CB Group", draft_days=7))


def meeting_at(starts_at, **fields) -> Meeting:
    return MeetingFactory(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **fields)


def move(meeting, by, starts_at) -> None:
    meeting.refresh_from_db()
    plan = MeetingPlan(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    change_meeting(
        meeting=meeting, body=meeting.body, plan=plan, expected_version=meeting.version, by=by, now=WEEK_BEFORE
    )


def rendered(now=WEEK_BEFORE):
    return render(OutboxMessage.objects.get(kind="draft_prepared"), now)


def test_a_draft_is_prepared_on_the_day_that_the_body_says_and_not_before(meeting):
    assert prepare_drafts(now=WEEK_BEFORE - timedelta(minutes=2)) == 0
    assert prepare_drafts(now=WEEK_BEFORE) == 1
    paper = Paper.objects.get()
    assert (paper.body, paper.meeting, paper.state, paper.created_by) == (meeting.body, meeting, "draft", None)
    assert paper.title == "CB Group, 24 March 2011: requests of Whitehall"
    kinds = [section["kind"] for section in paper.sections]
    assert kinds == FIRST_SECTIONS


def test_the_days_are_londons_also_across_the_change_of_clocks(secretariat):
    """On 27 March 2011 the clocks went forward: 00:30 of 3 April in London is 23:30 of the day before in UTC."""
    meeting_at(datetime(2011, 4, 2, 23, 30, tzinfo=UTC), body=BodyFactory(draft_days=7))
    assert prepare_drafts(now=datetime(2011, 3, 26, 23, 59, tzinfo=UTC)) == 0
    assert prepare_drafts(now=datetime(2011, 3, 27, 0, 0, tzinfo=UTC)) == 1


def test_a_draft_has_the_sections_and_marking_of_the_last_paper_and_is_compared_with_it(meeting):
    sections = [
        {"kind": "annex_b", "audiences": ["body"], "text": "", "options": {}},
        {"kind": "annex_a", "audiences": ["body", "areas"], "text": "", "options": {}},
    ]
    PaperFactory(body=meeting.body, title="Earlier", sections=[])
    last = PaperFactory(body=meeting.body, issued=True, sections=sections, marking="OFFICIAL-SENSITIVE")
    later = datetime(2011, 4, 1, tzinfo=UTC)
    meeting_at(later + timedelta(days=3), body=meeting.body)
    Meeting.objects.filter(pk=meeting.pk).delete()
    prepare_drafts(now=later)
    paper = Paper.objects.latest("pk")
    assert (paper.compared_with, paper.marking, paper.sections) == (last, "OFFICIAL-SENSITIVE", sections)


def test_running_twice_prepares_one_draft(meeting):
    assert [prepare_drafts(now=WEEK_BEFORE), prepare_drafts(now=WEEK_BEFORE)] == [1, 0]
    assert (Paper.objects.count(), OutboxMessage.objects.count()) == (1, 1)


def test_after_an_outage_the_draft_is_prepared_late_but_not_once_the_meeting_has_begun(meeting):
    meeting_at(MEETS - timedelta(days=2), body=meeting.body)
    assert prepare_drafts(now=MEETS - timedelta(hours=1)) == 1
    assert Paper.objects.get().meeting == meeting
    assert prepare_drafts(now=MEETS) == 0


def test_a_cancelled_meeting_has_no_draft_prepared(meeting, secretariat):
    cancel_meeting(meeting=meeting, expected_version=1, by=secretariat, now=WEEK_BEFORE)
    assert prepare_drafts(now=WEEK_BEFORE) == 0


def test_a_meeting_that_has_a_paper_already_needs_no_draft(meeting):
    PaperFactory(body=meeting.body, meeting=meeting)
    assert prepare_drafts(now=WEEK_BEFORE) == 0


def test_a_meeting_that_is_moved_further_away_is_not_prepared_twice(meeting, secretariat):
    prepare_drafts(now=WEEK_BEFORE)
    Paper.objects.all().delete()
    move(meeting, secretariat, MEETS + timedelta(days=30))
    assert prepare_drafts(now=MEETS + timedelta(days=29)) == 0


def test_a_meeting_that_moves_while_it_is_being_prepared_waits_for_the_next_time(meeting, secretariat, monkeypatch):
    waiting = list(scheduled._due(WEEK_BEFORE))
    move(meeting, secretariat, MEETS + timedelta(days=30))
    monkeypatch.setattr(scheduled, "_due", lambda now: waiting)
    assert prepare_drafts(now=WEEK_BEFORE) == 0
    assert not Paper.objects.exists()


def test_a_meeting_whose_draft_cannot_be_made_holds_up_no_other_and_is_tried_again(meeting, monkeypatch):
    other = meeting_at(MEETS + timedelta(hours=1), body=BodyFactory())
    made = scheduled.create_draft

    def broken(*, body, **given):
        if body == meeting.body:
            raise RuntimeError("broken")
        return made(body=body, **given)

    monkeypatch.setattr(scheduled, "create_draft", broken)
    assert prepare_drafts(now=WEEK_BEFORE) == 1
    assert Paper.objects.get().meeting == other
    monkeypatch.setattr(scheduled, "create_draft", made)
    assert prepare_drafts(now=WEEK_BEFORE) == 1


def test_everybody_in_the_secretariat_who_has_access_is_told(meeting, secretariat):
    UserFactory(role=Role.SECRETARIAT, is_active=False, access_ended_at=WEEK_BEFORE)
    person(Role.CHAMPION)
    other = person(Role.SECRETARIAT)
    prepare_drafts(now=WEEK_BEFORE)
    told = OutboxMessage.objects.filter(kind="draft_prepared").values_list("recipient", flat=True)
    assert set(told) == {secretariat.pk, other.pk}


def test_the_email_says_which_meeting_and_leads_to_the_draft(meeting):
    prepare_drafts(now=WEEK_BEFORE)
    message = rendered()
    assert message.subject == "A draft is ready: CB Group, 24 March 2011"
    assert f"/papers/{Paper.objects.get().pk}/edit/" in message.text
    assert "Meeting: CB Group, 24 March 2011, 2:00pm" in message.text


def test_no_email_is_sent_about_a_draft_that_is_gone_issued_or_too_late(meeting, secretariat):
    prepare_drafts(now=WEEK_BEFORE)
    assert rendered(MEETS) is None
    Meeting.objects.update(cancelled_at=WEEK_BEFORE)
    assert rendered() is None
    Meeting.objects.update(cancelled_at=None)
    Paper.objects.update(state="issued", as_at=WEEK_BEFORE, issued_at=WEEK_BEFORE, issued_by=secretariat)
    assert rendered() is None


def test_no_email_is_sent_to_somebody_who_writes_no_papers_any_more(meeting, secretariat):
    prepare_drafts(now=WEEK_BEFORE)
    secretariat.role = Role.PARTNER
    secretariat.save()
    assert rendered() is None


def test_celery_and_cron_prepare_the_same(meeting, time_machine, capsys):
    time_machine.move_to(WEEK_BEFORE)
    assert tasks.prepare_drafts() == 1
    meeting_at(MEETS, body=BodyFactory())
    call_command("prepare_drafts")
    call_command("prepare_drafts")
    assert capsys.readouterr().out == "1 draft prepared\nNo draft was due\n"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_processes_at_once_prepare_each_draft_once(secretariat):
    meetings = [meeting_at(MEETS + timedelta(minutes=n), body=BodyFactory()) for n in range(6)]
    prepared = at_once(4)
    assert sum(prepared) == len(meetings) == Paper.objects.count() == OutboxMessage.objects.count()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_the_claim_processes_at_once_prepare_drafts_twice(secretariat, monkeypatch):
    """The negative control: who reads without claiming prepares what another one prepares."""
    meeting_at(MEETS, body=BodyFactory())
    read = threading.Barrier(2)
    due = scheduled._due

    def read_together(now):
        found = list(due(now))
        read.wait(20)
        return found

    def without_claim(meeting, now):
        PaperFactory(body=meeting.body, meeting=meeting)
        return True

    monkeypatch.setattr(scheduled, "_due", read_together)
    monkeypatch.setattr(scheduled, "_prepare", without_claim)
    assert sum(at_once(2)) == 2


def at_once(processes: int) -> list[int]:
    """Prepare drafts in several threads at the same moment, each on a connection of its own; what each prepared."""
    together, prepared = threading.Barrier(processes), []

    def prepare() -> None:
        try:
            together.wait(20)
            prepared.append(prepare_drafts(now=WEEK_BEFORE))
        finally:
            connection.close()

    threads = [threading.Thread(target=prepare) for _ in range(processes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    return prepared
