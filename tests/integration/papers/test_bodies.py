"""Who sits on a body: one chair at a time, from a day until another, only who may read papers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Role
from cbtracker.accounts.services import end_access
from cbtracker.audit.models import AuditEvent
from cbtracker.papers.models import Body, BodyMember, CalendarSubscription, Rendition
from cbtracker.papers.services.bodies import BodyTerms, add_member, change_body, end_member
from cbtracker.papers.services.reference import load_bodies
from tests.factories.papers import BodyFactory, BodyMemberFactory, CalendarSubscriptionFactory, RenditionFactory
from tests.factories.people import UserFactory, person

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 3, 17, 12, tzinfo=UTC)
TODAY = date(2011, 3, 17)
TERMS = BodyTerms(purpose="Oversees the work", sight="whitehall", draft_days=7)


@pytest.fixture
def secretariat():
    return person(Role.SECRETARIAT, full_name="Rosa")


@pytest.fixture
def body():
    return BodyFactory(name="CB Group")


def seat(body, user, by, part="member", from_on=TODAY):
    return add_member(body=body, user=user, part=part, from_on=from_on, by=by, now=NOW)


def seats(body) -> list[tuple[str, str, date, date | None]]:
    rows = BodyMember.objects.filter(body=body).order_by("pk").select_related("user")
    return [(str(row.user), row.part, row.from_on, row.to_on) for row in rows]


def test_the_three_bodies_are_loaded_once_and_keep_what_the_secretariat_made_of_them(secretariat):
    assert load_bodies() == ["CB Group", "Ministerial meeting", "Leaders' group"]
    body = Body.objects.get(slug="cb-group")
    change_body(body=body, terms=TERMS, expected_version=1, by=secretariat, now=NOW)
    assert load_bodies() == []
    body.refresh_from_db()
    assert body.purpose == "Oversees the work"


def test_leaders_are_not_sent_what_is_for_whitehall_only():
    load_bodies()
    assert dict(Body.objects.values_list("slug", "sight")) == {
        "cb-group": "whitehall",
        "ministerial-meeting": "whitehall",
        "leaders-group": "partners",
    }


def test_a_new_chair_takes_over_from_the_one_before_on_the_same_day(body, secretariat):
    seat(body, UserFactory(full_name="First"), secretariat, "chair", date(2011, 1, 1))
    seat(body, UserFactory(full_name="Second"), secretariat, "chair")
    assert seats(body) == [("First", "chair", date(2011, 1, 1), TODAY), ("Second", "chair", TODAY, None)]
    event = AuditEvent.objects.filter(verb="body.member_added").latest("pk")
    assert event.data["ended"] == ["First, chair of CB Group"]


def test_a_member_who_becomes_chair_is_no_longer_listed_as_a_member(body, secretariat):
    user = UserFactory(full_name="Ann")
    seat(body, user, secretariat, "member", date(2011, 1, 1))
    seat(body, user, secretariat, "chair")
    assert seats(body) == [("Ann", "member", date(2011, 1, 1), TODAY), ("Ann", "chair", TODAY, None)]


def test_nobody_is_chair_before_the_present_one_began(body, secretariat):
    seat(body, UserFactory(full_name="First"), secretariat, "chair")
    with pytest.raises(ValidationError) as refused:
        seat(body, UserFactory(), secretariat, "chair", TODAY - timedelta(days=1))
    assert refused.value.message_dict["from_on"] == [
        "First is the chair from 17 March 2011. Enter that date or a later one, or end that part first."
    ]
    assert len(seats(body)) == 1


def test_a_second_seat_of_the_same_part_is_refused(body, secretariat):
    user = UserFactory(full_name="Ann")
    seat(body, user, secretariat)
    with pytest.raises(ValidationError, match="Ann is a member already"):
        seat(body, user, secretariat)


def test_who_left_may_come_back(body, secretariat):
    user = UserFactory(full_name="Ann")
    first = seat(body, user, secretariat, from_on=date(2011, 1, 1))
    end_member(member=first, to_on=date(2011, 2, 1), by=secretariat, now=NOW)
    seat(body, user, secretariat)
    assert [row[3] for row in seats(body)] == [date(2011, 2, 1), None]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR])
def test_who_reads_no_papers_has_no_seat(body, secretariat, role):
    with pytest.raises(ValidationError, match="may not read papers"):
        seat(body, person(role), secretariat)


def test_who_has_no_access_has_no_seat(body, secretariat):
    gone = UserFactory(is_active=False, access_ended_at=NOW)
    with pytest.raises(ValidationError, match=r"access of .* has ended"):
        seat(body, gone, secretariat)


def test_a_seat_does_not_end_before_it_began(body, secretariat):
    with pytest.raises(ValidationError, match="Enter 17 March 2011 or a later date"):
        end_member(member=seat(body, UserFactory(), secretariat), to_on=date(2011, 3, 1), by=secretariat, now=NOW)


def test_ending_a_seat_twice_keeps_the_first_day(body, secretariat):
    member = seat(body, UserFactory(), secretariat, from_on=date(2011, 1, 1))
    end_member(member=member, to_on=TODAY, by=secretariat, now=NOW)
    end_member(member=member, to_on=date(2011, 3, 18), by=secretariat, now=NOW)
    assert seats(body)[0][3] == TODAY
    assert AuditEvent.objects.filter(verb="body.member_ended").count() == 1


def test_an_officer_reads_the_bodys_rendition_while_they_are_a_member_and_no_longer(body, secretariat):
    officer = person(Role.OFFICER)
    rendition = RenditionFactory(paper__body=body, audience="body")
    member = seat(body, officer, secretariat, from_on=date(2011, 1, 1))
    assert list(Rendition.objects.visible_to(officer)) == [rendition]
    end_member(member=member, to_on=TODAY, by=secretariat, now=NOW)
    assert not Rendition.objects.visible_to(officer).exists()


def test_when_access_ends_seats_and_calendar_addresses_end(body):
    user = person(Role.OFFICER)
    member = BodyMemberFactory(body=body, user=user)
    CalendarSubscriptionFactory(user=user, body=body)
    end_access(user, by=person(Role.ADMINISTRATOR), now=NOW)
    member.refresh_from_db()
    assert member.to_on == TODAY
    assert not CalendarSubscription.objects.filter(user=user).exists()


def test_two_who_change_a_body_at_once_do_not_overwrite_each_other(body, secretariat):
    change_body(body=body, terms=TERMS, expected_version=1, by=secretariat, now=NOW)
    other = BodyTerms(purpose="Something else", sight="partners", draft_days=3)
    with pytest.raises(StaleVersion) as stale:
        change_body(body=body, terms=other, expected_version=1, by=secretariat, now=NOW)
    assert stale.value.current.purpose == "Oversees the work"


@pytest.mark.parametrize("wrong", [{"sight": "everything"}, {"draft_days": 61}])
def test_a_body_keeps_to_what_it_can_be(body, secretariat, wrong):
    terms = BodyTerms(**{"purpose": "", "sight": "whitehall", "draft_days": 7, **wrong})
    with pytest.raises(ValidationError):
        change_body(body=body, terms=terms, expected_version=1, by=secretariat, now=NOW)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_only_the_secretariat_keeps_bodies(body, role):
    user = person(role)
    member = BodyMemberFactory(body=body)
    for write in (
        lambda: change_body(body=body, terms=TERMS, expected_version=1, by=user, now=NOW),
        lambda: seat(body, UserFactory(), user),
        lambda: end_member(member=member, to_on=TODAY, by=user, now=NOW),
    ):
        with pytest.raises(NotPermitted):
            write()
