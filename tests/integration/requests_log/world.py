"""A small programme for tests of the register: places, departments and one person of each role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from areas.models import (
    Area,
    AreaMember,
    Authority,
    AuthorityMembership,
    Department,
    DepartmentMembership,
    LocalityLead,
    Phase,
)
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from requests_log.models import Audience, LoggedRequest
from requests_log.services import Words, raise_request, state_position, triage
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from requests_log.services.positions import position_version

START = date(2010, 10, 20)
NOON = datetime(2011, 3, 17, 12, 0, tzinfo=UTC)


@dataclass
class World:
    """Swindon and Barnet; DfE, MoJ and DCLG; one person a role, the officer and the lead of Swindon."""

    swindon: Area
    barnet: Area
    dfe: Department
    moj: Department
    dclg: Department
    people: dict[str, User]

    def person(self, role: str) -> User:
        """The person of `role`, freshly read, as a request would have them."""
        return User.objects.get(pk=self.people[role].pk)


def _place(phase: Phase, order: int, name: str) -> Area:
    authority = Authority.objects.create(
        gss_code=f"E0600{order:04d}",
        official_name=f"{name} Council",
        short_name=name,
        slug=name.lower(),
        kind=Authority.Kind.UNITARY,
        region_code="E12000009",
        region_name="South West",
    )
    area = Area.objects.create(slug=name.lower(), name=name, order=order, phase=phase, lead_authority=authority)
    AreaMember.objects.create(area=area, authority=authority, from_on=START)
    return area


def make_world() -> World:
    """Save a world."""
    phase = Phase.objects.create(slug="first", name="First phase", order=1)
    swindon, barnet = _place(phase, 1, "Swindon"), _place(phase, 2, "Barnet")
    dfe, moj, dclg = (
        Department.objects.create(abbreviation=abbreviation, name=f"Department {abbreviation}", order=order)
        for order, abbreviation in enumerate(("DfE", "MoJ", "DCLG"), 1)
    )
    people = {
        role.value: User.objects.create_user(f"{role.value}@test.example", full_name=f"A {role.label}", role=role)
        for role in Role
    }
    people["moj_champion"] = User.objects.create_user("moj@test.example", full_name="MoJ Champion", role=Role.CHAMPION)
    AuthorityMembership.objects.create(user=people["officer"], authority=swindon.lead_authority, from_on=START)
    LocalityLead.objects.create(user=people["locality_lead"], authority=swindon.lead_authority, from_on=START)
    DepartmentMembership.objects.create(user=people["champion"], department=dfe, from_on=START)
    DepartmentMembership.objects.create(user=people["moj_champion"], department=moj, from_on=START)
    return World(swindon, barnet, dfe, moj, dclg, people)


def raised(world: World, *, area: Area | None = None, issue: str = "Let schools pool funding", **more) -> LoggedRequest:
    """A raised request of the officer, or of the secretariat where `area` is not the officer's."""
    by = world.person("officer" if area in (None, world.swindon) else "secretariat")
    areas = AreasNamed("named", (NamedArea(area or world.swindon),))
    more.setdefault("now", NOON)
    return raise_request(by=by, issue=issue, areas=areas, **more)


def accepted(world: World, *departments: Department, scope: str = "named", now=NOON, **more) -> LoggedRequest:
    """A triaged request of `departments` (DfE unless given)."""
    entry = raised(world, now=now, **more)
    named = DepartmentsNamed(scope, departments or ((world.dfe,) if scope == "named" else ()))
    triage(
        entry,
        by=world.person("secretariat"),
        expected_version=entry.shared_version,
        departments=named,
        timescale="by_date",
        due_on=date(2011, 4, 1),
        now=now,
    )
    return LoggedRequest.objects.get(pk=entry.pk)


def again(entry) -> LoggedRequest:
    """The request as the database has it by now."""
    return LoggedRequest.objects.get(pk=entry.pk)


def state(world: World, entry, text, *, department=None, by="secretariat", audience=Audience.AREAS) -> None:
    """State a position of the request as it is by now."""
    entry = again(entry)
    state_position(
        entry,
        by=world.person(by),
        expected_version=position_version(entry, department),
        words=Words(text=text, audience=audience),
        department=department,
    )
