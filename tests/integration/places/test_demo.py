"""The demonstration: F004's requests as of 17 March 2011, and something to show of everything since."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from areas.models import Authority, DepartmentMembership, LocalityLead, Resource
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from cbtracker.outbox.models import OutboxMessage
from cbtracker.papers.models import Body, Meeting, Paper
from cbtracker.places.counts import secretariat_counts
from cbtracker.places.demo import load_demo
from cbtracker.places.demo.load import FILE
from cbtracker.places.demo.people import WITHOUT_LEAD
from requests_log.call_results import call_result
from requests_log.calls_waiting import calls_waiting
from requests_log.models import Action, Call, Freedom, LoggedRequest, Position, Revision, SavedView, Status, Watch
from requests_log.models.workstreams import Workshop, Workstream
from requests_log.queue import section_counts

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEFORE_THE_STORY = datetime(2011, 3, 22, 17, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(for_the_module):
    with override_settings(DEMONSTRATION=True):
        assert load_demo(now=NOW)


@pytest.fixture
def demo(loaded, settings):
    settings.DEMONSTRATION = True


def everything():
    """What a second load might change: how many rows there are, and how new they are."""
    models = (User, LoggedRequest, Revision, Position, Freedom, Resource, AuditEvent, OutboxMessage, Workstream)
    return {model: model.objects.count() for model in models}, set(LoggedRequest.objects.values_list("pk", "version"))


def test_a_second_load_changes_nothing_and_says_so(demo):
    before = everything()
    output = StringIO()
    call_command("load_demo", stdout=output)
    assert "nothing to change" in output.getvalue()
    assert everything() == before


def test_there_is_one_person_to_sign_in_as_for_each_role(demo, client):
    for role in Role:
        user = User.objects.get(email=f"{role.value}@demo.example")
        assert user.role == role
        client.force_login(user)
        assert client.get("/").status_code == 200


def test_nobody_of_the_demonstration_has_a_password_or_a_real_address(demo):
    for user in User.objects.all():
        assert user.email.endswith("@demo.example")
        assert not user.has_usable_password()


def test_every_department_has_a_champion_and_a_deputy_and_bodies_are_answered_for(demo):
    parts = list(DepartmentMembership.objects.values_list("department__abbreviation", "part"))
    departments = {"DfE", "DWP", "DH", "HO", "MoJ", "CO", "DCLG"}
    assert {name for name, part in parts if part == "champion"} == departments
    assert {name for name, part in parts if part == "deputy"} == departments


def test_all_but_three_authorities_have_a_locality_lead_and_swindon_a_handover(demo):
    led = LocalityLead.objects.in_force(timezone.localdate(NOW)).values("authority")
    assert set(Authority.objects.exclude(pk__in=led).values_list("slug", flat=True)) == WITHOUT_LEAD
    swindon = LocalityLead.objects.filter(authority__slug="swindon")
    assert swindon.count() == 2
    assert swindon.exclude(handover_note="").count() == 1


def test_on_17_march_2011_the_register_held_f004_s_33_requests_in_their_sections(demo):
    records = LoggedRequest.objects.all().as_at(BEFORE_THE_STORY)
    sections = [record.section for record in records]
    assert [sections.count(name) for name in ("to_resolve", "workstream", "later", "addressed")] == [15, 2, 1, 15]
    assert LoggedRequest.objects.all().as_at(datetime(2011, 3, 16, tzinfo=UTC)) == []


def test_the_story_begins_after_the_paper_was_tabled(demo):
    later = Revision.objects.exclude(action=Action.IMPORTED)
    assert later.earliest("recorded_at").recorded_at > BEFORE_THE_STORY
    assert later.latest("recorded_at").recorded_at < NOW


def test_the_story_shows_every_kind_of_change(demo):
    told = set(Revision.objects.values_list("action", flat=True))
    assert told == set(Action.values) - {Action.REVERSED}
    assert set(LoggedRequest.objects.values_list("status", flat=True)) == set(Status.values) - {Status.REOPENED}


def test_a_drained_demonstration_sends_nothing_old(demo):
    waiting = OutboxMessage.objects.filter(state=OutboxMessage.State.QUEUED)
    assert not waiting.filter(due_at__lt=NOW - timedelta(days=7)).exists()
    assert OutboxMessage.objects.filter(state=OutboxMessage.State.DROPPED, due_at__year=2011).exists()


def test_some_words_are_for_whitehall_only(demo):
    hidden = Position.objects.filter(audience="whitehall")
    assert hidden.count() >= 2
    officer = User.objects.get(email="officer@demo.example")
    assert not hidden.visible_to(officer).exists()


def test_something_waits_for_the_champion_and_the_secretariat(demo):
    counts = section_counts(user=User.objects.get(email="champion@demo.example"), now=NOW)
    assert all(counts.values()), counts
    assert counts["all"] > counts["stale"]
    counts = secretariat_counts(User.objects.get(email="secretariat@demo.example"), now=NOW)
    assert counts["untriaged"] == 3
    assert counts["overdue"]


def test_there_are_freedoms_workshops_watches_views_and_resources_to_look_at(demo):
    assert Freedom.objects.count() >= 5
    assert Workshop.objects.exists()
    assert Workstream.objects.count() == 3
    assert Watch.objects.exists()
    assert SavedView.objects.filter(shared=True).exists()
    assert Resource.objects.filter(amount_pence__isnull=True).exists()
    assert Resource.objects.filter(amount_pence=0).exists()


def test_the_saved_views_of_the_demonstration_open(demo, client):
    for view in SavedView.objects.select_related("user"):
        client.force_login(view.user)
        response = client.get(f"/requests/?{view.query}")
        assert response.status_code == 200
        assert "CB-00" in response.content.decode()


def test_blackpool_brings_together_what_the_paper_says_and_no_amount_is_made_up(demo):
    blackpool = Resource.objects.filter(area__slug="blackpool")
    assert {row.manner for row in blackpool} == {"in_kind"}
    assert {row.amount_pence for row in blackpool} == {None}


def test_the_requests_come_from_the_file_that_ships_with_the_register():
    assert FILE.is_file()


def test_the_bodies_met_in_march_2011_as_the_paper_says_and_the_next_meetings_have_their_drafts(demo):
    held = Meeting.objects.filter(starts_at__lt=NOW).order_by("starts_at").select_related("body")
    assert [(str(timezone.localdate(meeting.starts_at)), meeting.body.slug) for meeting in held] == [
        ("2011-03-03", "leaders-group"),
        ("2011-03-17", "cb-group"),
        ("2011-03-24", "ministerial-meeting"),
    ]
    drafts = Paper.objects.filter(state="draft", created_by=None, meeting__starts_at__gt=NOW)
    compared = dict(drafts.values_list("body__slug", "compared_with__kind"))
    assert compared == {"cb-group": None, "ministerial-meeting": "tabled_update"}
    assert OutboxMessage.objects.filter(kind="draft_prepared").count() == 2


def test_an_officer_and_the_partner_sit_with_the_leaders_and_read_nothing_for_whitehall_only(demo):
    for role in ("officer", "partner"):
        user = User.objects.get(email=f"{role}@demo.example")
        assert list(Body.objects.visible_to(user).values_list("slug", "sight")) == [("leaders-group", "partners")]


def test_the_officer_is_asked_something_that_two_places_have_answered(demo):
    officer = User.objects.get(email="officer@demo.example")
    [waiting] = calls_waiting(officer, now=NOW)
    assert (waiting.place, waiting.is_over) == ("Swindon", False)
    call = Call.objects.get(title=waiting.title)
    assert len(call_result(call, as_at=NOW).replied) == 2
