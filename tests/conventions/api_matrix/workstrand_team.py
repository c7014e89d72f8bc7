"""The workstrands: the joint team, agreements, support and barriers of a plan."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.api_matrix.workstrand_analysis import slug
from tests.conventions.matrix.rows import SECRETARIAT
from tests.conventions.matrix.workstrand_plans import KEEPERS, OTHER_READERS, PLAN_READERS


def _named(attribute):
    return lambda side, user: {"id": getattr(side, attribute).pk}


def _part(several, one, attribute, keepers, other=SECRETARIAT):
    key = _named(attribute)
    return [
        ApiRow(f"{several}_list", PLAN_READERS, OTHER_READERS, kwargs=slug),
        ApiRow(f"{several}_create", keepers, other, kwargs=slug),
        ApiRow(f"{one}_retrieve", PLAN_READERS, OTHER_READERS, kwargs=key),
        ApiRow(f"{one}_partial_update", keepers, other, kwargs=key),
        ApiRow(f"{one}_destroy", keepers, other, kwargs=key),
    ]


ROWS: list[ApiRow] = [
    *_part("plan_people", "plan_person", "team_member", KEEPERS),
    ApiRow("plan_person_leaving_leave", KEEPERS, SECRETARIAT, kwargs=_named("team_member")),
    *_part("plan_agreements", "plan_agreement", "agreement", KEEPERS),
    *_part("plan_support", "plan_support_item", "support_item", SECRETARIAT),
    ApiRow("plan_barriers_list", PLAN_READERS, OTHER_READERS, kwargs=slug),
    ApiRow("plan_barriers_create", KEEPERS, SECRETARIAT, kwargs=slug),
    ApiRow("plan_barriers_linked_link", KEEPERS, SECRETARIAT, kwargs=slug),
    ApiRow("plan_barrier_retrieve", PLAN_READERS, OTHER_READERS, kwargs=_named("barrier")),
    ApiRow("plan_barrier_destroy", KEEPERS, SECRETARIAT, kwargs=_named("barrier")),
]
