"""DESIGN §6 cell by cell: the table as it is written there, against GRANTS and can()."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from areas.access import NotPermitted, Scope, can, duties_of, require
from cbtracker.accounts.permissions import GRANTS, Permission, Reach, Role, holds, require_role
from cbtracker.accounts.permissions import NotPermitted as Refused
from tests.conventions.matrix.world import build_world
from tests.factories.people import person

P = Permission
COLUMNS = (
    Role.SECRETARIAT,
    Role.CHAMPION,
    Role.LOCALITY_LEAD,
    Role.OFFICER,
    Role.PARTNER,
    Role.COMMUNITY,
    Role.ADMINISTRATOR,
)
ANY, NONE = Reach.ANY, None
AREAS, PLACES, DEPTS, LEAD = Reach.OWN_AREAS, Reach.OWN_PLACES, Reach.OWN_DEPARTMENTS, Reach.OWN_LEAD
ALL_AREAS, OWN_HOODS, NAMED = Reach.ALL_OWN_AREAS, Reach.OWN_NEIGHBOURHOODS, Reach.NAMED

# One line of DESIGN §6 per block, its permissions, and the cells in the order of its columns:
# secretariat, champion, locality lead, officer, partner, community member, administrator.
TABLE: dict[str, tuple[tuple[P, ...], tuple[Reach | None, ...]]] = {
    "register: read": ((P.READ_REGISTER,), (ANY, ANY, ANY, ANY, ANY, NONE, NONE)),
    "places and freedoms: read": ((P.READ_PROGRAMME, P.READ_FREEDOMS), (ANY, ANY, ANY, ANY, ANY, ANY, NONE)),
    "a neighbourhood's own words": ((P.EDIT_NEIGHBOURHOOD,), (ANY, NONE, PLACES, AREAS, NONE, OWN_HOODS, NONE)),
    "reading goes with watching, saving a view and exporting a list": (
        (P.WATCH, P.SAVE_VIEW, P.EXPORT_REGISTER),
        (ANY, ANY, ANY, ANY, ANY, NONE, NONE),
    ),
    "Whitehall-only positions": ((P.READ_WHITEHALL_POSITIONS,), (ANY, ANY, ANY, NONE, NONE, NONE, NONE)),
    "raise a request": ((P.RAISE_REQUEST,), (ANY, ANY, PLACES, AREAS, NONE, NONE, NONE)),
    "triage, timescale, departments, mark duplicate, import, reverse a bulk change": (
        (P.TRIAGE, P.BULK_CHANGE, P.IMPORT_REGISTER, P.REVERSE_CHANGES, P.EDIT_WORKSTREAMS),
        (ANY, NONE, NONE, NONE, NONE, NONE, NONE),
    ),
    "state a position, confirm no change": ((P.STATE_POSITION,), (ANY, DEPTS, NONE, NONE, NONE, NONE, NONE)),
    "own places' next steps": ((P.STATE_NEXT_STEP,), (NONE, NONE, PLACES, NONE, NONE, NONE, NONE)),
    "reply on own": ((P.REPLY,), (NONE, NONE, NONE, AREAS, NONE, NONE, NONE)),
    "mark addressed, reopen, declare a freedom": ((P.RESOLVE,), (ANY, LEAD, NONE, NONE, NONE, NONE, NONE)),
    "say it persists": ((P.SAY_PERSISTS,), (NONE, NONE, NONE, AREAS, NONE, NONE, NONE)),
    "withdraw": ((P.WITHDRAW,), (ANY, NONE, NONE, ALL_AREAS, NONE, NONE, NONE)),
    "share a view with Whitehall": ((P.SHARE_VIEW,), (ANY, ANY, ANY, NONE, NONE, NONE, NONE)),
    "a place's own words": ((P.EDIT_PLACE,), (ANY, NONE, PLACES, AREAS, NONE, NONE, NONE)),
    "papers: export": ((P.EXPORT_PAPERS,), (ANY, ANY, ANY, NONE, NONE, NONE, NONE)),
    "papers: read what is issued": ((P.READ_PAPERS,), (ANY, ANY, ANY, ANY, ANY, NONE, NONE)),
    "papers: draft and issue, bodies, calls": (
        (P.EDIT_PAPERS, P.ISSUE_PAPERS, P.EDIT_BODIES, P.ISSUE_CALLS),
        (ANY, NONE, NONE, NONE, NONE, NONE, NONE),
    ),
    "calls: read": ((P.READ_CALLS,), (ANY, ANY, ANY, AREAS, NONE, NONE, NONE)),
    "calls: answer": ((P.ANSWER_CALL,), (ANY, NONE, NONE, AREAS, NONE, NONE, NONE)),
    "the status digest: whoever reads the programme": ((P.GET_DIGESTS,), (ANY, ANY, ANY, ANY, ANY, ANY, NONE)),
    "quiet periods": ((P.EDIT_QUIET_PERIODS,), (ANY, NONE, NONE, NONE, NONE, NONE, NONE)),
    "accounts: invite; read audit": ((P.INVITE, P.READ_AUDIT), (ANY, NONE, NONE, NONE, NONE, NONE, ANY)),
    "accounts: manage": ((P.MANAGE_ACCOUNTS,), (NONE, NONE, NONE, NONE, NONE, NONE, ANY)),
    "rollout: read": ((P.READ_ROLLOUT,), (ANY, ANY, ANY, ANY, ANY, ANY, NONE)),
    "rollout: record steps of engagement, edit the timeline": (
        (P.EDIT_ENGAGEMENT, P.EDIT_TIMELINE),
        (ANY, NONE, NONE, NONE, NONE, NONE, NONE),
    ),
    "nominations: read": ((P.READ_NOMINATIONS,), (ANY, ANY, ANY, AREAS, ANY, NONE, NONE)),
    "nominations: acknowledge": ((P.ACKNOWLEDGE_NOMINATION,), (ANY, NONE, NONE, NONE, NONE, NONE, NONE)),
    "nominations: draft, sign, submit, withdraw": ((P.EDIT_NOMINATION,), (NONE, NONE, NONE, AREAS, NONE, NONE, NONE)),
    "conversations and documents of a place: read": (
        (P.READ_CONVERSATIONS, P.READ_AREA_DOCUMENTS),
        (ANY, ANY, ANY, AREAS, NONE, NONE, NONE),
    ),
    "conversations and documents of a place: write": (
        (P.CONVERSE, P.EDIT_AREA_DOCUMENTS),
        (ANY, NONE, PLACES, AREAS, NONE, NONE, NONE),
    ),
    "advances, finance routes: read": ((P.READ_FINANCE,), (ANY, DEPTS, PLACES, AREAS, NONE, NONE, NONE)),
    "advances, finance routes: ask": ((P.ASK_FINANCE,), (NONE, NONE, NONE, AREAS, NONE, NONE, NONE)),
    "advances, finance routes: decide, record the decision": (
        (P.DECIDE_FINANCE,),
        (ANY, DEPTS, NONE, NONE, NONE, NONE, NONE),
    ),
    "offer text: comment": ((P.COMMENT_OFFER,), (ANY, ANY, ANY, ANY, ANY, NONE, NONE)),
    "offer text: edit": ((P.EDIT_OFFER,), (ANY, DEPTS, NONE, NONE, ANY, NONE, NONE)),
    "offer text: publish": ((P.PUBLISH_OFFER,), (ANY, NONE, NONE, NONE, NONE, NONE, NONE)),
    "offer: take-up, and coming to workshops and sets": (
        (P.RECORD_TAKE_UP, P.ATTEND),
        (ANY, NONE, PLACES, AREAS, NONE, NONE, NONE),
    ),
    "support: hubs, workshops, sets, buddies": ((P.EDIT_SUPPORT,), (ANY, NONE, NONE, NONE, NONE, NONE, NONE)),
    "estimates": ((P.READ_ESTIMATES, P.READ_PROPOSALS), (ANY, ANY, ANY, AREAS, NONE, NONE, NONE)),
    "runs, indicators: read": ((P.READ_RUNS,), (ANY, ANY, ANY, NONE, NONE, NONE, NONE)),
    "runs, indicators: edit; proposals: confirm": (
        (P.EDIT_RUNS, P.CONFIRM_PROPOSAL),
        (ANY, NONE, NONE, NONE, NONE, NONE, NONE),
    ),
    "proposals: enter": ((P.EDIT_PROPOSAL,), (ANY, NONE, NONE, AREAS, NONE, NONE, NONE)),
    "proposals: clarify": ((P.CLARIFY_PROPOSAL,), (ANY, ANY, PLACES, NONE, NONE, NONE, NONE)),
    "workstrands: prospectus, selection; practice: publish": (
        (P.EDIT_STRANDS, P.PUBLISH_PRACTICE),
        (ANY, NONE, NONE, NONE, NONE, NONE, NONE),
    ),
    "outline proposals: read": ((P.READ_OUTLINES,), (ANY, ANY, ANY, AREAS, ANY, NONE, NONE)),
    "outline proposals: write": ((P.EDIT_OUTLINE,), (NONE, NONE, NONE, AREAS, NONE, NONE, NONE)),
    "outline proposals: assess": ((P.ASSESS_OUTLINES,), (ANY, ANY, ANY, NONE, ANY, NONE, NONE)),
    "plan of a workstrand: read": ((P.READ_STRAND_PLAN,), (ANY, ANY, ANY, AREAS, ANY, OWN_HOODS, NONE)),
    "plan of a workstrand: write": ((P.EDIT_STRAND_PLAN,), (ANY, NAMED, PLACES, AREAS, NONE, OWN_HOODS, NONE)),
    "practice: write": ((P.EDIT_PRACTICE,), (ANY, NONE, PLACES, AREAS, NONE, OWN_HOODS, NONE)),
    "champions and leads: assign": ((P.ASSIGN_LEADS,), (ANY, NONE, NONE, NONE, NONE, NONE, NONE)),
}
CELLS = [
    (permission, role, reach)
    for permissions, reaches in TABLE.values()
    for permission in permissions
    for role, reach in zip(COLUMNS, reaches, strict=True)
]
IDS = [f"{permission.name}-{role}" for permission, role, _ in CELLS]


class Record:
    """Something that concerns the areas and departments it is given."""

    def __init__(self, **scope):
        self.scope = Scope(**scope)

    def access_scope(self) -> Scope:
        return self.scope


def test_the_table_has_every_permission_and_role_once():
    written = [permission for permissions, _ in TABLE.values() for permission in permissions]
    assert sorted(p.name for p in written) == sorted(p.name for p in P)
    assert set(COLUMNS) == set(Role)


@pytest.mark.parametrize(("permission", "role", "reach"), CELLS, ids=IDS)
def test_a_cell_of_the_table_is_granted_as_written(permission, role, reach):
    assert GRANTS[role].get(permission) is reach


@pytest.fixture
def world(db):
    return build_world()


def records_of(world):
    """Records of one's own and of others, by what makes them so."""
    own, other = world.own, world.other
    return {
        "own": Record(
            areas=frozenset({own.area.pk}),
            neighbourhoods=frozenset({own.neighbourhood.pk}),
            departments=frozenset({own.department.pk}),
            lead=own.department.pk,
        ),
        "own area only": Record(
            areas=frozenset({own.area.pk}),
            neighbourhoods=frozenset({own.neighbourhood.pk}),
            departments=frozenset({other.department.pk}),
            lead=other.department.pk,
        ),
        "own area and another": Record(
            areas=frozenset({own.area.pk, other.area.pk}),
            neighbourhoods=frozenset({own.neighbourhood.pk, other.neighbourhood.pk}),
            departments=frozenset({other.department.pk}),
            lead=other.department.pk,
        ),
        "own department, not leading": Record(
            areas=frozenset({other.area.pk}),
            neighbourhoods=frozenset({other.neighbourhood.pk}),
            departments=frozenset({own.department.pk, other.department.pk}),
            lead=other.department.pk,
        ),
        "every department": Record(areas=frozenset({other.area.pk}), lead=other.department.pk, every_department=True),
        "other": Record(
            areas=frozenset({other.area.pk}),
            neighbourhoods=frozenset({other.neighbourhood.pk}),
            departments=frozenset({other.department.pk}),
            lead=other.department.pk,
        ),
    }


REACHED = {
    ANY: {"own", "own area only", "own area and another", "own department, not leading", "every department", "other"},
    AREAS: {"own", "own area only", "own area and another"},
    ALL_AREAS: {"own", "own area only"},
    PLACES: {"own", "own area only", "own area and another"},
    DEPTS: {"own", "own department, not leading", "every department"},
    LEAD: {"own"},
    OWN_HOODS: {"own", "own area only", "own area and another"},
    NAMED: set(),
    NONE: set(),
}


@pytest.mark.parametrize(("permission", "role", "reach"), CELLS, ids=IDS)
def test_a_cell_of_the_table_reaches_the_records_that_it_says(world, permission, role, reach):
    user = world.people[role]
    reached = {name for name, record in records_of(world).items() if can(user, permission, on=record)}
    assert reached == REACHED[reach]
    assert can(user, permission) is (reach is not None)


@pytest.mark.parametrize("permission", P, ids=lambda permission: permission.name)
def test_nobody_who_is_not_signed_in_or_whose_access_has_ended_may_do_anything(world, permission):
    gone = [person(role) for role in Role]
    for user in gone:
        user.is_active = False
    assert not any(can(user, permission) for user in [AnonymousUser(), None, *gone])


def test_a_person_without_duties_has_nothing_of_their_own(world):
    for role in (Role.CHAMPION, Role.LOCALITY_LEAD, Role.OFFICER, Role.COMMUNITY):
        newcomer = person(role)
        records = records_of(world).values()
        for permission in (
            P.STATE_POSITION,
            P.RESOLVE,
            P.STATE_NEXT_STEP,
            P.REPLY,
            P.SAY_PERSISTS,
            P.EDIT_PLACE,
            P.EDIT_NEIGHBOURHOOD,
        ):
            assert not any(can(newcomer, permission, on=record) for record in records)


def test_a_champion_answers_for_the_bodies_that_the_department_answers_for(world):
    body = world.other.department
    body.answered_by = world.own.department
    body.save()
    assert body.pk in duties_of(world.people[Role.CHAMPION]).departments
    assert can(world.people[Role.CHAMPION], P.RESOLVE, on=Record(lead=body.pk))


def test_requiring_what_is_not_granted_raises_and_what_is_granted_does_not(world):
    other = records_of(world)["other"]
    with pytest.raises(NotPermitted, match="may not state position here"):
        require(world.people[Role.CHAMPION], P.STATE_POSITION, on=other)
    require(world.people[Role.SECRETARIAT], P.STATE_POSITION, on=other)
    with pytest.raises(Refused):
        require_role(world.people[Role.PARTNER], P.INVITE)
    require_role(world.people[Role.ADMINISTRATOR], P.INVITE)


@pytest.mark.parametrize(("permission", "role", "reach"), CELLS, ids=IDS)
def test_holding_a_permission_at_all_is_what_can_stands_on(permission, role, reach):
    from cbtracker.accounts.models import User

    assert holds(User(role=role, is_active=True), permission) is (reach is not None)
