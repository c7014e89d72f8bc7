"""The duties of many people at once are those of each alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from areas.access import Duties, duties_of
from areas.duty_book import DutyBook
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from tests.factories.duties import AuthorityMembershipFactory, DepartmentMembershipFactory, LocalityLeadFactory
from tests.factories.neighbourhoods import NeighbourhoodMembershipFactory
from tests.factories.people import person
from tests.factories.places import AreaMemberFactory, DepartmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """One of each kind in office, one of each whose office has ended, and somebody without any."""
    member = AreaMemberFactory()
    answering = DepartmentFactory()
    DepartmentFactory(answered_by=answering)
    over = {"from_on": date(2011, 1, 1), "to_on": timezone.localdate()}
    rows = [
        AuthorityMembershipFactory(authority=member.authority),
        LocalityLeadFactory(authority=member.authority),
        DepartmentMembershipFactory(department=answering),
        AuthorityMembershipFactory(authority=member.authority, **over),
        LocalityLeadFactory(authority=AreaMemberFactory().authority, **over),
        DepartmentMembershipFactory(**over),
        NeighbourhoodMembershipFactory(),
        NeighbourhoodMembershipFactory(**over),
    ]
    return [row.user for row in rows] + [person(Role.PARTNER), person(Role.SECRETARIAT)]


def fresh(people):
    return {user.pk: user for user in User.objects.filter(pk__in=[one.pk for one in people])}


def test_everybody_has_the_duties_that_they_have_alone(people):
    told = fresh(people)
    DutyBook(timezone.localdate()).tell(told.values())
    alone = {pk: duties_of(user) for pk, user in fresh(people).items()}
    assert {pk: duties_of(user) for pk, user in told.items()} == alone
    assert sum(duties != Duties() for duties in alone.values()) == 4
    assert any(len(duties.departments) == 2 for duties in alone.values())


def test_what_somebody_held_in_an_earlier_role_is_not_theirs(people):
    officer = people[0]
    User.objects.filter(pk=officer.pk).update(role=Role.PARTNER)
    told = User.objects.get(pk=officer.pk)
    DutyBook(timezone.localdate()).tell([told])
    assert duties_of(told) == Duties()


def test_yesterday_is_another_day(people):
    told = fresh(people)
    DutyBook(timezone.localdate() - timedelta(1)).tell(told.values())
    assert sum(duties_of(user) != Duties() for user in told.values()) == 8


def test_it_takes_three_queries_for_however_many(people):
    with CaptureQueriesContext(connection) as asked:
        DutyBook(timezone.localdate()).tell(people)
    assert len(asked) == 3
