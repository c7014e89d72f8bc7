"""A place with requests, and an officer of it."""

import re

import pytest

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory


@pytest.fixture
def area(db):
    area = AreaFactory(name="Swindon", slug="swindon")
    member = AreaMemberFactory(area=area)
    area.lead_authority = member.authority
    area.save()
    return area


@pytest.fixture
def officer(area):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=area.lead_authority, from_on=START)
    return user


@pytest.fixture
def as_reader(client):
    """`as_reader(user, address)`: the page's text as that person gets it."""

    def read(user, address, status=200):
        client.force_login(user)
        response = client.get(address)
        assert response.status_code == status
        # The only words that differ from one reading to the next.
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())

    return read
