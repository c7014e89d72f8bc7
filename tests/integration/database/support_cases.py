"""Cases of constraints on candidate pools and on support to areas, as in `cases`."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories import support
from tests.factories.places import AreaFactory, AuthorityFactory
from tests.factories.support import WRITTEN
from tests.integration.database.cases import Case, check, dated, ended, twice


def with_itself() -> Any:
    """An area that would help itself."""
    area = AreaFactory()
    return support.BuddyPairFactory(helper=area, area=area, authority=None)


POOLS = [
    check("candidate_pool_is_known", support.CandidatePoolFactory, {"pool": "best"}, {"pool": "munro-trial"}),
    check(
        "candidate_pool_since_is_a_month_or_year",
        support.CandidatePoolFactory,
        {"since": "2011-13"},
        {"since": "2011-12"},
    ),
    check("candidate_pool_names_its_source", support.CandidatePoolFactory, {"source": ""}, {"note": ""}),
    twice(
        "candidate_pool_holds_an_authority_once",
        support.CandidatePoolFactory,
        lambda: {"authority": AuthorityFactory()},
        lambda: {"pool": "early-intervention-place"},
    ),
]
HUBS = [
    check(
        "hub_closes_after_it_opens",
        support.HubFactory,
        {"closed_on": date(2011, 6, 30)},
        {"closed_on": date(2011, 7, 1)},
    ),
    check("hub_has_a_region_and_a_name", support.HubFactory, {"region": ""}, {"region": "London"}),
    twice(
        "hub_is_the_only_open_one_of_its_region",
        support.HubFactory,
        lambda: {"region": "London"},
        lambda: {"closed_on": date(2011, 12, 31)},
    ),
]
BUDDIES = [
    dated(support.BuddyPairFactory),
    check("buddy_pair_helps_one_place", support.BuddyPairFactory, {"authority": None}, {}),
    Case(
        "buddy_is_another_place",
        with_itself,
        lambda: support.BuddyPairFactory(area=AreaFactory(), authority=None),
    ),
    twice(
        "buddies_are_an_open_pair_once",
        support.BuddyPairFactory,
        lambda: {"helper": AreaFactory(), "area": AreaFactory(), "authority": None},
        ended,
    ),
    twice(
        "buddies_with_an_authority_are_an_open_pair_once",
        support.BuddyPairFactory,
        lambda: {"helper": AreaFactory(), "authority": AuthorityFactory()},
        ended,
    ),
]
SETS = [
    check("learning_set_has_a_name", support.LearningSetFactory, {"name": ""}, {"name": "x"}),
    twice(
        "learning_set_has_a_name_of_its_own",
        support.LearningSetFactory,
        lambda: {"name": "Families first"},
        lambda: {"name": "Another"},
    ),
    dated(support.LearningSetMemberFactory),
    check("learning_set_member_is_one_place", support.LearningSetMemberFactory, {"authority": None}, {}),
    twice(
        "learning_set_has_an_area_once",
        support.LearningSetMemberFactory,
        lambda: {"learning_set": support.LearningSetFactory(), "area": AreaFactory(), "authority": None},
        ended,
    ),
    twice(
        "learning_set_has_an_authority_once",
        support.LearningSetMemberFactory,
        lambda: {"learning_set": support.LearningSetFactory(), "authority": AuthorityFactory()},
        ended,
    ),
    check("learning_session_has_a_topic", support.LearningSessionFactory, {"topic": ""}, {"topic": "x"}),
    check(
        "learning_session_is_not_before_the_programme",
        support.LearningSessionFactory,
        {"on": date(2009, 12, 31)},
        {"on": date(2010, 1, 1)},
    ),
]
WORKSHOPS = [
    check("workshop_has_a_title", support.WorkshopFactory, {"title": ""}, {"title": "x"}),
    check(
        "workshop_ends_after_it_starts",
        support.WorkshopFactory,
        {"starts_at": WRITTEN, "ends_at": WRITTEN},
        {"starts_at": WRITTEN},
    ),
    check("workshop_has_room_for_somebody", support.WorkshopFactory, {"capacity": 0}, {"capacity": 1}),
    check("workshop_attendee_has_a_name", support.AttendeeFactory, {"name": ""}, {"name": "x"}),
    check(
        "workshop_attendee_comes_or_came",
        support.AttendeeFactory,
        {"comes": None},
        {"comes": None, "attended": False},
    ),
    twice(
        "workshop_has_an_attendee_once",
        support.AttendeeFactory,
        lambda: {"workshop": support.WorkshopFactory(), "authority": AuthorityFactory(), "name": "Ann Example"},
        lambda: {"name": "Bob Example"},
    ),
]
SUPPORT = [*POOLS, *HUBS, *BUDDIES, *SETS, *WORKSHOPS]
