"""Cases of constraints on records of the rollout, as in `cases`."""

from __future__ import annotations

from datetime import date

from tests.factories import people, rollout
from tests.factories.places import AuthorityFactory
from tests.factories.register import MOMENT
from tests.integration.database.cases import Case, check, twice


def retracted(**fields: object) -> object:
    """A step that somebody retracted."""
    return rollout.EngagementStepFactory(retracted_at=MOMENT, retracted_by=people.UserFactory(), **fields)


ROLLOUT = [
    check("engagement_step_is_known", rollout.EngagementStepFactory, {"step": "rejected"}, {"step": "planning"}),
    check(
        "engagement_step_is_of_the_programme",
        rollout.EngagementStepFactory,
        {"on": date(2010, 10, 19)},
        {"on": date(2010, 10, 20)},
    ),
    Case(
        "engagement_step_retracted_says_who_and_why",
        lambda: retracted(),
        lambda: retracted(retraction="It was another authority"),
    ),
    twice(
        "engagement_step_is_taken_once_a_day",
        rollout.EngagementStepFactory,
        lambda: {"authority": AuthorityFactory()},
        lambda: {"on": date(2011, 4, 2)},
    ),
]
