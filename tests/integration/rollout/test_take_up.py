"""Which area takes up which element of the offer (F000 ¶12)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from cbtracker.accounts.permissions import NotPermitted, Role
from cbtracker.audit.models import AuditEvent
from rollout.models import TakeUp
from rollout.services.take_up import end_take_up, record_take_up
from tests.conventions.matrix.world import build_world
from tests.factories.offer import TakeUpFactory
from tests.factories.people import person
from tests.factories.places import AreaFactory
from tests.factories.rollout import OfferElementFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 6, 3, 9, tzinfo=UTC)
MAY, JUNE = date(2011, 5, 1), date(2011, 6, 1)


@pytest.fixture
def secretary():
    return person(Role.SECRETARIAT)


@pytest.fixture
def area():
    return AreaFactory(name="Swindon")


@pytest.fixture
def element():
    return OfferElementFactory(title="Early access")


def take_up(area, element, by, since=MAY, **more):
    return record_take_up(area=area, element=element, since=since, by=by, now=NOW, **more)


def test_an_area_takes_up_an_element_from_a_day_on(area, element, secretary):
    taken = take_up(area, element, secretary, note="Two teams use it")
    assert (taken.since, taken.note, taken.recorded_by) == (MAY, "Two teams use it", secretary)
    assert AuditEvent.objects.get(verb="take_up.recorded").object_label == "Take-up of Swindon"


def test_an_area_does_not_take_up_twice_what_it_uses(area, element, secretary):
    take_up(area, element, secretary)
    with pytest.raises(ValidationError, match="Swindon already takes up “Early access”, since 1 May 2011"):
        take_up(area, element, secretary, JUNE)
    assert TakeUp.objects.count() == 1


def test_what_ended_may_begin_again_but_not_before_it_ended(area, element, secretary):
    end_take_up(take_up=take_up(area, element, secretary), on=JUNE, note="The team moved", by=secretary, now=NOW)
    with pytest.raises(ValidationError, match="Enter 1 June 2011 or a later date"):
        take_up(area, element, secretary, date(2011, 5, 31))
    take_up(area, element, secretary, JUNE)
    assert [(one.since, one.ended_on) for one in TakeUp.objects.all()] == [(JUNE, None), (MAY, JUNE)]


@pytest.mark.parametrize(
    ("since", "said"), [(date(2011, 6, 4), "today or in the past"), (date(2010, 10, 19), "on or after 20 October 2010")]
)
def test_a_day_outside_the_programme_so_far_is_refused(area, element, secretary, since, said):
    with pytest.raises(ValidationError, match=said):
        take_up(area, element, secretary, since)


def test_what_is_no_longer_offered_is_not_taken_up(area, secretary):
    with pytest.raises(ValidationError, match="no longer offered"):
        take_up(area, OfferElementFactory(is_current=False), secretary)


def test_a_take_up_ends_once_and_not_before_it_began(area, element, secretary):
    taken = take_up(area, element, secretary)
    with pytest.raises(ValidationError, match="on or after 1 May 2011"):
        end_take_up(take_up=taken, on=date(2011, 4, 30), by=secretary, now=NOW)
    assert end_take_up(take_up=taken, on=JUNE, by=secretary, now=NOW).ended_on == JUNE
    with pytest.raises(ValidationError, match="already been recorded"):
        end_take_up(take_up=taken, on=JUNE, by=secretary, now=NOW)


def test_officers_and_leads_record_for_their_own_area_only(element):
    world = build_world()
    for role in (Role.OFFICER, Role.LOCALITY_LEAD):
        by = world.people[role]
        end_take_up(take_up=take_up(world.own.area, element, by), on=JUNE, by=by, now=NOW)
        with pytest.raises(NotPermitted):
            take_up(world.other.area, element, by)
        with pytest.raises(NotPermitted):
            end_take_up(take_up=TakeUpFactory(area=world.other.area), on=JUNE, by=by, now=NOW)
        TakeUp.objects.all().delete()


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.PARTNER, Role.ADMINISTRATOR])
def test_others_record_no_take_up(area, element, role):
    with pytest.raises(NotPermitted):
        take_up(area, element, person(role))
