"""The world that the matrix is read in: two areas, two departments, and one person per role.

Whatever a role may call its own lies on `world.own`: the officer is of its authority, the locality lead
leads for it, the champion is its department's, the community member is of its neighbourhood. Nobody
but the secretariat has anything to do with `world.other`. Modules add the records that their rows need
in `furnish(world)`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.test import Client
from django.test.client import ClientHandler

from areas.models import AuthorityMembership, DepartmentMembership, LocalityLead, NeighbourhoodMembership
from cbtracker.accounts.permissions import Role
from tests.factories.neighbourhoods import NeighbourhoodFactory
from tests.factories.people import PASSWORD, UserFactory
from tests.factories.places import START, AreaFactory, AreaMemberFactory, AuthorityFactory, DepartmentFactory


@dataclass
class World:
    """Two sides and one user per role."""

    own: Any
    other: Any
    people: dict[str, Any]
    sessions: dict[int, str] = field(default_factory=dict)
    handler: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def stranger(self) -> Client:
        """A client that has no cookie yet. All have one handler, as in production: to make one takes milliseconds."""
        client = Client()
        client.handler = self.handler
        return client

    def session_of(self, user: Any) -> str:
        """The key of a session in which `user` is signed in: begun once, for it is asked for thousands of times."""
        if user.pk not in self.sessions:
            client = Client()
            client.force_login(user)
            self.sessions[user.pk] = client.cookies[settings.SESSION_COOKIE_NAME].value
        return self.sessions[user.pk]

    def side(self, name: str) -> Any:
        """`world.own` or `world.other`."""
        return self.own if name == "own" else self.other


def build_side() -> SimpleNamespace:
    """An area of one authority with a neighbourhood in it, and a department."""
    authority = AuthorityFactory()
    area = AreaFactory(lead_authority=authority)
    AreaMemberFactory(area=area, authority=authority)
    neighbourhood = NeighbourhoodFactory(authority=authority)
    return SimpleNamespace(authority=authority, area=area, neighbourhood=neighbourhood, department=DepartmentFactory())


def build_world() -> World:
    """Make both sides and the people."""
    own, other = build_side(), build_side()
    people = {role: UserFactory(role=role, password=PASSWORD) for role in Role}
    AuthorityMembership.objects.create(user=people[Role.OFFICER], authority=own.authority, from_on=START)
    LocalityLead.objects.create(user=people[Role.LOCALITY_LEAD], authority=own.authority, from_on=START)
    DepartmentMembership.objects.create(user=people[Role.CHAMPION], department=own.department, from_on=START)
    member = people[Role.COMMUNITY]
    NeighbourhoodMembership.objects.create(user=member, neighbourhood=own.neighbourhood, from_on=START)
    return World(own, other, people)
