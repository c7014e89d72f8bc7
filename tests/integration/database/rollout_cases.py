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
    check("timeline_kind_is_known", rollout.TimelineEntryFactory, {"kind": "rumour"}, {"kind": "milestone"}),
    check("timeline_lane_is_known", rollout.TimelineEntryFactory, {"lane": "fast"}, {"lane": "plan"}),
    check("timeline_entry_has_a_title", rollout.TimelineEntryFactory, {"title": ""}, {"title": "x"}),
    check(
        "timeline_entry_ends_after_start",
        rollout.TimelineEntryFactory,
        {"ends_on": date(2011, 10, 4)},
        {"ends_on": date(2011, 10, 5)},
    ),
    check(
        "timeline_period_has_an_end",
        rollout.TimelineEntryFactory,
        {"kind": "band"},
        {"kind": "band", "ends_on": date(2011, 10, 6)},
    ),
    check(
        "timeline_entry_is_within_the_programme",
        rollout.TimelineEntryFactory,
        {"ends_on": date(2016, 1, 1)},
        {"ends_on": date(2015, 12, 31)},
    ),
    check(
        "timeline_entry_inferred_says_why",
        rollout.TimelineEntryFactory,
        {"inferred": True},
        {"inferred": True, "inferred_why": "From the drawing"},
    ),
    twice(
        "timeline_key_is_used_once",
        rollout.TimelineEntryFactory,
        lambda: {"key": "workshop"},
        lambda: {"key": "another"},
    ),
    check("offer_element_has_a_title", rollout.OfferElementFactory, {"title": ""}, {"title": "x"}),
    check("offer_element_has_a_summary", rollout.OfferElementFactory, {"summary": ""}, {"summary": "x"}),
]
