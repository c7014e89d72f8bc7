"""Plans, their checklists, milestones, findings, decisions and agreed versions."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.api_matrix.workstrand_analysis import slug
from tests.conventions.matrix.rows import SECRETARIAT
from tests.conventions.matrix.workstrand_plans import KEEPERS, OTHER_READERS, PLAN_READERS


def item(side, user):
    return {"id": side.plan_item.pk}


def milestone(side, user):
    return {"id": side.milestone.pk}


def finding(side, user):
    return {"id": side.finding.pk}


def decision(side, user):
    return {"id": side.decision.pk}


def version(side, user):
    return {**slug(side, user), "version": side.plan_version.number}


def kept(one, several, kwargs, keepers=KEEPERS):
    """Listing, adding, reading, changing and removing a kind of part."""
    return [
        ApiRow(f"{several}_list", PLAN_READERS, OTHER_READERS, kwargs=slug),
        ApiRow(f"{several}_create", keepers, SECRETARIAT, kwargs=slug),
        ApiRow(f"{one}_retrieve", PLAN_READERS, OTHER_READERS, kwargs=kwargs),
        ApiRow(f"{one}_partial_update", keepers, SECRETARIAT, kwargs=kwargs),
        ApiRow(f"{one}_destroy", keepers, SECRETARIAT, kwargs=kwargs),
    ]


ROWS: list[ApiRow] = [
    ApiRow("plan_retrieve", PLAN_READERS, OTHER_READERS, kwargs=slug),
    ApiRow("plan_partial_update", KEEPERS, SECRETARIAT, kwargs=slug),
    ApiRow("plan_items_list", PLAN_READERS, OTHER_READERS, kwargs=slug),
    ApiRow("plan_item_retrieve", PLAN_READERS, OTHER_READERS, kwargs=item),
    ApiRow("plan_item_partial_update", KEEPERS, SECRETARIAT, kwargs=item),
    ApiRow("item_notes_list", PLAN_READERS, OTHER_READERS, kwargs=item),
    ApiRow("item_notes_create", KEEPERS, SECRETARIAT, kwargs=item),
    *kept("plan_milestone", "plan_milestones", milestone),
    *kept("plan_finding", "plan_findings", finding),
    *kept("plan_decision", "plan_decisions", decision, SECRETARIAT),
    ApiRow("plan_versions_list", PLAN_READERS, OTHER_READERS, kwargs=slug),
    ApiRow("plan_versions_create", KEEPERS, SECRETARIAT, kwargs=slug),
    ApiRow("plan_version_retrieve", PLAN_READERS, OTHER_READERS, kwargs=version),
]
