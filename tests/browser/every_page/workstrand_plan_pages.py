"""Pages of operational plans, and what they hold in the sweep's worlds."""

from __future__ import annotations

from datetime import date
from typing import Any

from cbtracker.accounts.models import User
from rollout.workstrands.models import GovernmentDecision, Milestone, OperationalPlan, PlanFinding, PlanItem
from tests.browser.every_page.page import EMPTIED, Page
from tests.browser.every_page.texts import Texts
from tests.conventions.matrix.workstrand_plans import decided
from tests.factories.workstrand_plans import (
    ItemNoteFactory,
    MilestoneFactory,
    MilestoneSlipFactory,
    PlanItemFactory,
    TeamMemberFactory,
)


def _part(part: str) -> Any:
    return lambda world: {"place": world.own.strand_place.slug, "part": part}


def milestone(world: Any) -> dict[str, Any]:
    """A milestone of the own plan."""
    return {"place": world.own.strand_place.slug, "part": "milestones", "pk": world.own.milestone.pk}


def decision(world: Any) -> dict[str, Any]:
    """A decision to add to the own plan."""
    return decided(world.own, None)


PAGES = [
    Page("workstrands:plan", "empty full long"),
    Page("workstrands:change_plan", "empty full error long", wrong=EMPTIED),
    Page("workstrands:item", "empty full long"),
    Page("workstrands:change_item", "empty full error long", wrong=EMPTIED),
    Page("workstrands:agree_version", "full error long", wrong=EMPTIED),
    Page("workstrands:version", "full long"),
    Page(
        "workstrands:add_part",
        "full error",
        name="workstrands:add_part, a milestone",
        kwargs=_part("milestones"),
        wrong=EMPTIED,
    ),
    Page(
        "workstrands:change_part",
        "full error long",
        name="workstrands:change_part, a milestone",
        kwargs=milestone,
        wrong=EMPTIED,
    ),
    Page(
        "workstrands:add_part",
        "full error",
        name="workstrands:add_part, a finding",
        kwargs=_part("findings"),
        wrong=EMPTIED,
    ),
    Page(
        "workstrands:add_part",
        "full error",
        name="workstrands:add_part, a decision",
        kwargs=decision,
        wrong=EMPTIED,
        roles=frozenset({"secretariat"}),
    ),
    Page("workstrands:remove_part", "full long"),
]


def write_plan(own: Any, by: User, texts: Texts) -> None:
    """The own plan in the words of `texts`: its terms, its items with notes, milestones that moved, and results."""
    detail, title = texts.detail[:4000], texts.title[:150]
    OperationalPlan.objects.filter(pk=own.plan.pk).update(summary=texts.detail[:10_000], discount_source=title)
    ann = TeamMemberFactory(plan=own.plan, full_name=texts.name("Ann")[:150], body=title)
    PlanItem.objects.filter(pk=own.plan_item.pk).update(
        state="in_progress",
        owner=ann,
        due_on=date(2011, 1, 31),
        evidence=detail,
        evidence_link="https://example.org/" + "evidence-" * 40,
    )
    for letter, state in (("b", "done"), ("c", "not_needed"), ("d", "not_started")):
        PlanItemFactory(
            plan=own.plan,
            item__strand=own.strand_place.strand,
            item__checklist="codesign",
            item__letter=letter,
            state=state,
            evidence=detail[:200],
        )
    ItemNoteFactory(item=own.plan_item, text=detail, by=by)
    _write_milestones(own, by, texts)
    PlanFinding.objects.filter(pk=own.finding.pk).update(kind="unworkable", text=detail)
    GovernmentDecision.objects.filter(pk=own.decision.pk).update(text=detail, decided_by=title)


def _write_milestones(own: Any, by: User, texts: Texts) -> None:
    title = texts.title[:150]
    Milestone.objects.filter(pk=own.milestone.pk).update(title=title, first_due_on=date(2011, 12, 31))
    MilestoneSlipFactory(
        milestone=own.milestone,
        from_on=date(2011, 12, 31),
        to_on=own.milestone.due_on,
        reason=texts.detail[:1000],
        by=by,
    )
    MilestoneFactory(plan=own.plan, title=title, due_on=date(2013, 4, 30), after=own.milestone)
    MilestoneFactory(plan=own.plan, title="Begun", due_on=date(2011, 10, 1), met_on=date(2011, 10, 3))
