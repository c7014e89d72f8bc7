"""A call to Swindon, Barnet and West London, a group, for tests of calls and returns."""

from __future__ import annotations

from datetime import UTC, date, datetime

from areas.models import Area, AreaMember, Authority, AuthorityMembership, Phase
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from requests_log.models import Call, CallAddressee
from requests_log.services.calls import issue_call
from requests_log.services.returns import Answer, answer_call
from tests.integration.requests_log.world import START, World

ISSUED = datetime(2011, 3, 4, 10, tzinfo=UTC)
REPLIED = datetime(2011, 3, 9, 10, tzinfo=UTC)
DUE_ON = date(2011, 3, 15)
LATE = datetime(2011, 3, 16, 0, 1, tzinfo=UTC)


def person(user: User) -> User:
    """The same person as another web request would have them."""
    return User.objects.get(pk=user.pk)


def add_group(name: str = "West London", *members: str) -> Area:
    """A group of authorities, each with an officer called by its slug."""
    area = Area.objects.create(slug="west-london", name=name, order=3, phase=Phase.objects.get())
    for number, member in enumerate(members or ("Westminster", "Wandsworth"), 1):
        authority = Authority.objects.create(
            gss_code=f"E0900{number:04d}",
            official_name=f"{member} Council",
            short_name=member,
            slug=member.lower(),
            kind=Authority.Kind.LONDON,
            region_code="E12000007",
            region_name="London",
        )
        AreaMember.objects.create(area=area, authority=authority, from_on=START)
        officer = User.objects.create_user(
            f"{authority.slug}@test.example", full_name=f"{member} Officer", role=Role.OFFICER
        )
        AuthorityMembership.objects.create(user=officer, authority=authority, from_on=START)
    return area


def officer_of(slug: str) -> User:
    """The officer of a member of the group."""
    return User.objects.get(email=f"{slug}@test.example")


def issued(world: World, **more) -> Call:
    """A call to the areas of the world."""
    more.setdefault("now", ISSUED)
    if "authorities" not in more:
        more.setdefault("areas", list(Area.objects.all()))
    return issue_call(
        by=world.person("secretariat"),
        title=more.pop("title", "Barriers that are missing"),
        question="Is anything missing from what your place sent us?",
        due_on=more.pop("due_on", DUE_ON),
        **more,
    )


def place(call: Call, slug: str) -> CallAddressee:
    """The addressee whose area or authority has this `slug`."""
    return next(one for one in call.addressees.all() if (one.area or one.authority).slug == slug)


def answered(call: Call, slug: str, kind: str, *, by: User, expected_version: int = 0, now=REPLIED, **more):
    """A return of the place called `slug`."""
    options = {name: more.pop(name) for name in ("key", "received_at") if name in more}
    answer = Answer(kind=kind, **more)
    return answer_call(
        place(call, slug), by=person(by), expected_version=expected_version, answer=answer, now=now, **options
    )
