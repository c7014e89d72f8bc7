"""What is somebody's own is read once a request."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.functional import SimpleLazyObject

from areas.access import can, duties_of
from areas.models import DepartmentMembership
from cbtracker.accounts.permissions import Permission, Role
from tests.factories.people import person
from tests.factories.places import START, DepartmentFactory


def test_the_duties_of_a_request_s_user_are_read_in_one_query(db):
    champion = person(Role.CHAMPION)
    DepartmentMembership.objects.create(user=champion, department=DepartmentFactory(), from_on=START)
    user = SimpleLazyObject(lambda: champion)  # what request.user is
    with CaptureQueriesContext(connection) as queries:
        assert duties_of(user) == duties_of(user)
        assert can(user, Permission.STATE_POSITION)
    assert len(queries) == 1
