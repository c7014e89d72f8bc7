"""For each named constraint, rows that it refuses and rows, as alike as can be, that it lets in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.factories import duties, neighbourhoods, people, places, register, system
from tests.factories.register import MOMENT

BEFORE, AFTER = date(2010, 12, 31), date(2011, 12, 31)
Maker = Callable[[], Any]


@dataclass(frozen=True)
class Case:
    """`refused` breaks the constraint called `name`; `allowed` is its negative control."""

    name: str
    refused: Maker
    allowed: Maker

    def __str__(self) -> str:
        return self.name


def check(name: str, factory: Any, refused: dict[str, Any], allowed: dict[str, Any]) -> Case:
    """A case of one row."""
    return Case(name, lambda: factory(**refused), lambda: factory(**allowed))


def twice(name: str, factory: Any, same: Callable[[], dict[str, Any]], differs: Callable[[], dict[str, Any]]) -> Case:
    """A case of two rows: a second with the `same` values is refused, one that `differs` in some is let in."""

    def second(changes: Callable[[], dict[str, Any]]) -> None:
        shared = same()
        factory(**shared)
        factory(**{**shared, **changes()})

    return Case(name, lambda: second(dict), lambda: second(differs))


def dated(factory: Any) -> Case:
    """The case of a duty that would end before it begins."""
    name = f"{factory._meta.model._meta.label_lower.replace('.', '_')}_ends_after_start"
    return check(name, factory, {"to_on": BEFORE}, {"to_on": AFTER})


def ended() -> dict[str, Any]:
    """What makes a second duty another one: it is over."""
    return {"to_on": AFTER}


def reversal(**fields: Any) -> Any:
    """A batch that reverses another."""
    return register.ChangeBatchFactory(kind="reversal", reverses=register.ChangeBatchFactory(), **fields)


AREAS = [
    dated(duties.DepartmentMembershipFactory),
    dated(duties.AuthorityMembershipFactory),
    dated(duties.AreaChampionFactory),
    dated(duties.LocalityLeadFactory),
    dated(places.AreaMemberFactory),
    dated(neighbourhoods.NeighbourhoodMembershipFactory),
    twice(
        "department_member_is_one_once",
        duties.DepartmentMembershipFactory,
        lambda: {"user": people.UserFactory(), "department": places.DepartmentFactory(), "part": "deputy"},
        ended,
    ),
    twice(
        "department_has_one_champion_at_a_time",
        duties.DepartmentMembershipFactory,
        lambda: {"department": places.DepartmentFactory()},
        lambda: {"part": "deputy"},
    ),
    twice(
        "officer_is_of_an_authority_once",
        duties.AuthorityMembershipFactory,
        lambda: {"user": people.UserFactory(), "authority": places.AuthorityFactory()},
        ended,
    ),
    twice("area_has_one_champion_at_a_time", duties.AreaChampionFactory, lambda: {"area": places.AreaFactory()}, ended),
    twice(
        "authority_has_one_lead_at_a_time",
        duties.LocalityLeadFactory,
        lambda: {"authority": places.AuthorityFactory()},
        ended,
    ),
    twice(
        "authority_is_in_one_area_at_a_time",
        places.AreaMemberFactory,
        lambda: {"authority": places.AuthorityFactory()},
        ended,
    ),
    check(
        "authority_gss_code_is_english",
        places.AuthorityFactory,
        {"gss_code": "W06000001"},
        {"gss_code": "E06000001"},
    ),
    twice(
        "authority_has_a_tile_of_its_own",
        places.AuthorityFactory,
        lambda: {"tile_column": 3, "tile_row": 4},
        lambda: {"tile_row": 5},
    ),
    twice(
        "neighbourhood_name_is_its_own_in_its_authority",
        neighbourhoods.NeighbourhoodFactory,
        lambda: {"authority": places.AuthorityFactory(), "name": "Testfield"},
        lambda: {"authority": places.AuthorityFactory()},
    ),
    check(
        "neighbourhood_has_a_name_and_a_boundary",
        neighbourhoods.NeighbourhoodFactory,
        {"boundary": ""},
        {"budget_holder": ""},
    ),
    twice(
        "member_is_of_a_neighbourhood_once",
        neighbourhoods.NeighbourhoodMembershipFactory,
        lambda: {"user": people.UserFactory(), "neighbourhood": neighbourhoods.NeighbourhoodFactory()},
        ended,
    ),
    check("alias_names_one_area_or_one_authority", duties.AliasFactory, {"area": None}, {}),
    check(
        "phase_ends_after_it_starts",
        places.PhaseFactory,
        {"starts_on": AFTER, "ends_on": BEFORE},
        {"starts_on": BEFORE, "ends_on": AFTER},
    ),
    check(
        "phase_infers_a_day_that_is_there",
        places.PhaseFactory,
        {"goes_live_inferred": True},
        {"goes_live_inferred": True, "goes_live_on": AFTER},
    ),
    check("resource_amount_is_not_negative", duties.ResourceFactory, {"amount_pence": -1}, {"amount_pence": 0}),
    check("resource_has_one_stream", duties.ResourceFactory, {"other_stream": "Another"}, {"other_stream": ""}),
]

PEOPLE = [
    check("user_role_is_known", people.UserFactory, {"role": "minister"}, {"role": "champion"}),
    check(
        "user_without_access_says_since_when",
        people.UserFactory,
        {"is_active": False},
        {"is_active": False, "access_ended_at": MOMENT},
    ),
    check("invitation_role_is_known", system.InvitationFactory, {"role": "minister"}, {"role": "champion"}),
    Case(
        "invitation_accepted_says_by_whom",
        lambda: system.InvitationFactory(accepted_at=MOMENT),
        lambda: system.InvitationFactory(accepted_at=MOMENT, accepted_by=people.UserFactory()),
    ),
    twice(
        "invitation_waits_once_for_an_address",
        system.InvitationFactory,
        lambda: {"email": "same@example.org"},
        lambda: {"revoked_at": MOMENT},
    ),
    twice(
        "heartbeat_one_per_process",
        system.HeartbeatFactory,
        lambda: {"name": "one"},
        lambda: {"kind": "beat"},
    ),
]

REQUESTS = [
    check("request_status_is_known", register.LoggedRequestFactory, {"status": "closed"}, {"status": "raised"}),
    check("request_has_an_issue", register.LoggedRequestFactory, {"issue": ""}, {"issue": "x"}),
    check(
        "request_outcome_only_when_addressed",
        register.LoggedRequestFactory,
        {"outcome": "agreed"},
        {"outcome": "agreed", "status": "addressed"},
    ),
    check(
        "request_in_work_has_a_timescale",
        register.LoggedRequestFactory,
        {"status": "in_hand"},
        {"status": "in_hand", "timescale": "by_date"},
    ),
    Case(
        "request_workstream_only_with_its_timescale",
        lambda: register.LoggedRequestFactory(workstream=register.WorkstreamFactory(), timescale="by_date"),
        lambda: register.LoggedRequestFactory(workstream=register.WorkstreamFactory(), timescale="workstream"),
    ),
    check(
        "request_attention_says_since_when",
        register.LoggedRequestFactory,
        {"attention": "dg"},
        {"attention": "dg", "attention_since": AFTER},
    ),
    check(
        "request_persists_only_when_addressed",
        register.LoggedRequestFactory,
        {"persists": True},
        {"persists": True, "status": "addressed"},
    ),
    twice(
        "request_names_an_area_once",
        register.RequestAreaFactory,
        lambda: {"entry": register.LoggedRequestFactory(), "area": places.AreaFactory()},
        lambda: {"area": places.AreaFactory(), "order": 2},
    ),
    twice(
        "request_areas_have_an_order",
        register.RequestAreaFactory,
        lambda: {"entry": register.LoggedRequestFactory()},
        lambda: {"order": 2},
    ),
    twice(
        "request_names_a_department_once",
        register.RequestDepartmentFactory,
        lambda: {"entry": register.LoggedRequestFactory(), "department": places.DepartmentFactory()},
        lambda: {"department": places.DepartmentFactory(), "order": 2},
    ),
    twice(
        "request_departments_have_an_order",
        register.RequestDepartmentFactory,
        lambda: {"entry": register.LoggedRequestFactory()},
        lambda: {"order": 2},
    ),
    twice(
        "request_link_is_made_once",
        register.RequestLinkFactory,
        lambda: {"from_entry": register.LoggedRequestFactory(), "to_entry": register.LoggedRequestFactory()},
        lambda: {"kind": "duplicate"},
    ),
    twice(
        "request_duplicates_one_other",
        register.RequestLinkFactory,
        lambda: {"from_entry": register.LoggedRequestFactory(), "kind": "duplicate"},
        lambda: {"kind": "related"},
    ),
    twice(
        "request_is_watched_once",
        register.WatchFactory,
        lambda: {"entry": register.LoggedRequestFactory(), "user": people.UserFactory()},
        lambda: {"user": people.UserFactory()},
    ),
    twice(
        "saved_view_has_a_name_of_its_own",
        register.SavedViewFactory,
        lambda: {"user": people.UserFactory(), "name": "Mine"},
        lambda: {"name": "Another"},
    ),
    twice(
        "person_has_one_unsent_draft",
        register.RaiseDraftFactory,
        lambda: {"user": people.UserFactory()},
        lambda: {"submitted_at": MOMENT},
    ),
    Case(
        "draft_with_a_request_was_sent",
        lambda: register.RaiseDraftFactory(entry=register.LoggedRequestFactory()),
        lambda: register.RaiseDraftFactory(entry=register.LoggedRequestFactory(), submitted_at=MOMENT),
    ),
    check("reference_counter_is_one_row", register.ReferenceCounterFactory, {"pk": 2}, {"pk": 1}),
]

HISTORY = [
    check("position_has_a_text", register.PositionFactory, {"text": ""}, {"text": "", "kind": "confirmation"}),
    check("position_audience_is_known", register.PositionFactory, {"audience": "press"}, {"audience": "whitehall"}),
    check(
        "what_an_area_says_it_can_read",
        register.PositionFactory,
        {"kind": "reply", "audience": "whitehall"},
        {"kind": "reply", "audience": "areas"},
    ),
    Case("change_batch_reversal_says_of_what", lambda: register.ChangeBatchFactory(kind="reversal"), reversal),
    twice(
        "revision_version_is_given_once",
        register.RevisionFactory,
        lambda: {"entry": register.LoggedRequestFactory()},
        lambda: {"version": 2},
    ),
    check(
        "revision_is_not_of_the_future",
        register.RevisionFactory,
        {"effective_at": MOMENT + timedelta(seconds=1)},
        {"effective_at": MOMENT},
    ),
    check("revision_area_version_is_within", register.RevisionFactory, {"area_version": 2}, {"area_version": 0}),
    check("freedom_has_a_text", register.FreedomFactory, {"text": ""}, {"text": "x"}),
    check(
        "workstream_status_ends_after_start",
        register.WorkstreamStatusFactory,
        {"ended_at": MOMENT - timedelta(days=1)},
        {"ended_at": MOMENT},
    ),
]

CASES = [*AREAS, *PEOPLE, *REQUESTS, *HISTORY]
