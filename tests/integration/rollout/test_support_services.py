"""What the services of support write and refuse."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.models import Area, AuthorityMembership, Phase
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from rollout.models import BuddyPair, Hub
from rollout.services import support
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AuthorityFactory
from tests.factories.support import LearningSetFactory
from tests.reference import reference_data

pytestmark = pytest.mark.django_db

NOW = datetime(2011, 9, 1, 9, tzinfo=UTC)
DURING = datetime(2011, 10, 5, 10, tzinfo=UTC)


@pytest.fixture
def secretary():
    return person(Role.SECRETARIAT)


@pytest.fixture
def officer():
    return person(Role.OFFICER)


@pytest.fixture
def kent(officer):
    authority = AuthorityFactory(short_name="Kentish", region_name="South East")
    AuthorityMembership.objects.create(user=officer, authority=authority, from_on=START)
    return authority


@pytest.fixture
def first_phase():
    return Phase.objects.create(slug="first", name="First phase", order=1)


def hub(**changes):
    said = {"region": "South East", "name": "Hub", "host": "A council", "opened_on": date(2011, 9, 1)}
    return support.HubTerms(**{**said, **changes})


def test_a_region_has_one_open_hub_and_another_once_it_closed(kent, secretary):
    first = support.add_hub(terms=hub(), by=secretary, now=NOW)
    with pytest.raises(ValidationError, match="South East has an open hub already"):
        support.add_hub(terms=hub(name="Second"), by=secretary, now=NOW)
    closed = hub(closed_on=date(2011, 12, 1))
    support.change_hub(hub=first, terms=closed, expected_version=1, by=secretary, now=NOW)
    support.add_hub(terms=hub(name="Second"), by=secretary, now=NOW)
    assert Hub.objects.filter(closed_on__isnull=True).get().name == "Second"
    with pytest.raises(ValidationError, match="has an open hub already"):
        support.change_hub(hub=first, terms=hub(), expected_version=2, by=secretary, now=NOW)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"region": "Narnia"}, "Select region from the list"),
        ({"opened_on": date(2009, 12, 31)}, "Enter a date from 1 January 2010 to 31 December 2100"),
        ({"closed_on": date(2011, 8, 31)}, "Enter 1 September 2011 or a later date"),
        ({"name": ""}, "cannot be blank"),
    ],
)
def test_a_hub_that_cannot_be_is_refused_and_nothing_is_written(kent, secretary, changes, says):
    with pytest.raises(ValidationError, match=says):
        support.add_hub(terms=hub(**changes), by=secretary, now=NOW)
    assert not Hub.objects.exists()
    assert not AuditEvent.objects.filter(verb__startswith="support").exists()


def test_who_saw_an_older_hub_does_not_write_over_the_newer_one(kent, secretary):
    there = support.add_hub(terms=hub(), by=secretary, now=NOW)
    support.change_hub(hub=there, terms=hub(name="Mine"), expected_version=1, by=secretary, now=NOW)
    with pytest.raises(StaleVersion) as stale:
        support.change_hub(hub=there, terms=hub(name="Theirs"), expected_version=1, by=secretary, now=NOW)
    assert stale.value.current.name == "Mine"
    assert Hub.objects.get().version == 2


def test_what_is_written_is_audited_with_what_was_there_before(kent, secretary):
    there = support.add_hub(terms=hub(), by=secretary, now=NOW)
    support.change_hub(hub=there, terms=hub(name="Mine"), expected_version=1, by=secretary, now=NOW)
    event = AuditEvent.objects.get(verb="support.hub_changed")
    assert (event.data["before"]["name"], event.data["after"]["name"]) == ("Hub", "Mine")
    assert "Mine" not in event.object_label


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_only_the_secretariat_keeps_support(kent, role):
    with pytest.raises(NotPermitted):
        support.add_hub(terms=hub(), by=person(role), now=NOW)


def pair(helper, place, **changes):
    return support.BuddyTerms(helper=helper, place=place, **{"from_on": date(2011, 9, 1), **changes})


def test_an_area_of_the_first_phase_helps_a_later_area_and_an_authority_that_is_in_none(first_phase, kent, secretary):
    helper, later = AreaFactory(phase=first_phase), AreaFactory()
    support.pair_buddies(terms=pair(helper, later), by=secretary, now=NOW)
    support.pair_buddies(terms=pair(helper, kent), by=secretary, now=NOW)
    assert {str(one.place) for one in BuddyPair.objects.all()} == {later.name, "Kentish"}


def test_places_that_cannot_be_a_pair_are_refused(secretary):
    reference_data()
    swindon, croydon = Area.objects.get(slug="swindon"), Area.objects.get(slug="croydon")
    later = AreaFactory()
    bolton = Area.objects.get(slug="greater-manchester").authorities.get(short_name="Bolton")
    for helper, place, says in [
        (swindon, swindon, "Swindon cannot help itself"),
        (swindon, croydon, "Croydon is an area of the first phase itself"),
        (later, swindon, "is not an area of the first phase"),
        (swindon, bolton, "Bolton is in the area Greater Manchester"),
    ]:
        with pytest.raises(ValidationError, match=says):
            support.pair_buddies(terms=pair(helper, place), by=secretary, now=NOW)
    assert not BuddyPair.objects.exists()


def test_two_places_are_an_open_pair_once_and_again_when_it_ended(first_phase, kent, secretary):
    helper = AreaFactory(phase=first_phase)
    there = support.pair_buddies(terms=pair(helper, kent), by=secretary, now=NOW)
    with pytest.raises(ValidationError, match="are a pair already"):
        support.pair_buddies(terms=pair(helper, kent), by=secretary, now=NOW)
    dates = support.BuddyDates(from_on=date(2011, 9, 1), to_on=date(2011, 9, 20))
    support.change_buddies(pair=there, terms=dates, expected_version=1, by=secretary, now=NOW)
    support.pair_buddies(terms=pair(helper, kent, from_on=date(2011, 10, 1)), by=secretary, now=NOW)
    assert BuddyPair.objects.filter(to_on__isnull=True).count() == 1


def test_a_place_joins_a_set_once_leaves_it_and_joins_again(kent, secretary):
    learning_set = LearningSetFactory()
    terms = support.MemberTerms(place=kent, from_on=date(2011, 9, 1))
    member = support.add_member(learning_set=learning_set, terms=terms, by=secretary, now=NOW)
    with pytest.raises(ValidationError, match="Kentish is in this set already"):
        support.add_member(learning_set=learning_set, terms=terms, by=secretary, now=NOW)
    left = support.MemberDates(from_on=date(2011, 9, 1), to_on=date(2011, 11, 1))
    support.change_member(member=member, terms=left, expected_version=1, by=secretary, now=NOW)
    support.add_member(learning_set=learning_set, terms=terms, by=secretary, now=NOW)
    assert learning_set.members.count() == 2


def test_two_sets_are_not_called_the_same(secretary):
    terms = support.SetTerms(name="Families first", purpose="To learn")
    there = support.add_set(terms=terms, by=secretary, now=NOW)
    with pytest.raises(ValidationError, match="Another set is called “Families first”"):
        support.add_set(terms=terms, by=secretary, now=NOW)
    other = support.add_set(terms=support.SetTerms(name="Other", purpose="To learn"), by=secretary, now=NOW)
    with pytest.raises(ValidationError, match="Another set is called"):
        support.change_set(learning_set=other, terms=terms, expected_version=1, by=secretary, now=NOW)
    assert there.version == 1


def test_a_session_before_the_programme_is_refused(secretary):
    terms = support.SessionTerms(on=date(2009, 12, 31), topic="Too early")
    with pytest.raises(ValidationError, match="Enter a date from 1 January 2010"):
        support.add_session(learning_set=LearningSetFactory(), terms=terms, by=secretary, now=NOW)
