"""Everything that a plan says, as plain data: what an agreed version freezes, and what its paper is made from.

Dates are ISO 8601, amounts are pence, and None stays None: a blank is not zero (DESIGN rule 10). What somebody may read
of it is asked before: this reads one plan whole, as the database has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from rollout.workstrands.models import (
    AgencyAgreement,
    BudgetLine,
    DeliveryChain,
    GovernmentDecision,
    Milestone,
    OperationalPlan,
    PlanBarrier,
    PlanFinding,
    PlanGap,
    PlanItem,
    PlanOption,
    PlanOutcome,
    StrandPlace,
    SupportItem,
    TeamMember,
)

Data = dict[str, Any]
LINE = (
    *("body", "service", "funding", "year", "kind", "community_kind", "arrangement", "amount_pence"),
    *("controlled_by", "controller", "confidence", "evidence", "note"),
)
"""What a line of the budget says, in the order in which tables show it."""


def plan_as_data(plan: OperationalPlan) -> Data:
    """Return all that `plan` says now, as JSON can hold it; its budget with every line."""
    return {
        "place": _place(plan.place),
        **_of(plan, "summary", "first_year", "last_year", "discount_rate", "discount_source"),
        "checklist": [_item(one) for one in PlanItem.objects.filter(plan=plan).select_related("item", "owner")],
        "milestones": [_milestone(one) for one in _milestones(plan)],
        **_people(plan),
        "barriers": _barriers(plan),
        **_analysis(plan),
        "findings": [_of(one, "kind", "text", "found_on") for one in PlanFinding.objects.filter(plan=plan)],
        "decisions": [
            _of(one, "extent", "text", "decided_on", "decided_by")
            for one in GovernmentDecision.objects.filter(plan=plan)
        ],
        "budget": [
            dict(zip(LINE, row, strict=True)) for row in BudgetLine.objects.filter(plan=plan).values_list(*LINE)
        ],
    }


def budget_totals(plan: OperationalPlan) -> list[Data]:
    """What the budget of `plan` comes to by body, kind and financial year, in one query.

    Each row has `pence`, the sum of the amounts that are known (0 where none is), how many lines there are (`lines`),
    and of how many the amount is not yet known (`unknown`).
    """
    rows = (
        BudgetLine.objects.filter(plan=plan)
        .order_by("body", "kind", "year")
        .values_list("body", "kind", "year")
        .annotate(pence=Sum("amount_pence"), lines=Count("pk"), known=Count("amount_pence"))
    )
    return [
        {"body": body, "kind": kind, "year": year, "pence": int(pence or 0), "lines": lines, "unknown": lines - known}
        for body, kind, year, pence, lines, known in rows
    ]


def _place(place: StrandPlace) -> Data:
    found = place.neighbourhood
    return {
        "name": place.name,
        "strand": place.strand_id,
        "authority": place.authority.short_name,
        "gss_code": place.authority.gss_code,
        "neighbourhood": found.name if found else None,
        "boundary": found.boundary if found else None,
        "budget_holder": found.budget_holder if found else None,
    }


def _item(item: PlanItem) -> Data:
    said = _of(item, "state", "due_on", "evidence", "evidence_link")
    return {**_of(item.item, "checklist", "letter", "text", "source"), "owner": _name(item.owner), **said}


def _milestones(plan: OperationalPlan) -> Iterable[Milestone]:
    return Milestone.objects.filter(plan=plan).select_related("after").prefetch_related("slips")


def _milestone(milestone: Milestone) -> Data:
    said = _of(milestone, "key", "title", "first_due_on", "due_on", "met_on", "source")
    slips = [_of(slip, "from_on", "to_on", "reason") for slip in milestone.slips.all()]
    return {**said, "after": milestone.after.title if milestone.after else None, "slips": slips}


def _people(plan: OperationalPlan) -> Data:
    member = ("full_name", "side", "body", "post", "from_on", "to_on", "backfilled_by", "backfill_pence")
    agreement = ("body", "state", "dated", "conditions", "signed_by")
    support = ("kind", "what", "provider", "agreed_on", "from_on", "to_on", "cost_pence")
    return {
        "team": [_of(one, *member) for one in TeamMember.objects.filter(plan=plan)],
        "agreements": [_of(one, *agreement) for one in AgencyAgreement.objects.filter(plan=plan)],
        "support": [_of(one, *support) for one in SupportItem.objects.filter(plan=plan)],
    }


def _barriers(plan: OperationalPlan) -> list[Data]:
    """The requests by reference and issue: where they stand is told by the register, to those who may read it."""
    rows = PlanBarrier.objects.filter(plan=plan).values_list("entry__reference", "entry__issue")
    return [{"reference": reference, "issue": issue} for reference, issue in rows]


def _analysis(plan: OperationalPlan) -> Data:
    outcomes = PlanOutcome.objects.filter(plan=plan).prefetch_related("measures")
    chains = DeliveryChain.objects.filter(plan=plan).select_related("outcome").prefetch_related("links")
    options = PlanOption.objects.filter(plan=plan).prefetch_related("years")
    gaps = PlanGap.objects.filter(plan=plan).select_related("owner")
    return {
        "outcomes": [_outcome(one) for one in outcomes],
        "chains": [_chain(one) for one in chains],
        "options": [_option(one) for one in options],
        "gaps": [
            {**_of(one, "subject", "as_is", "to_be", "required", "due_on", "closed_on"), "owner": _name(one.owner)}
            for one in gaps
        ],
    }


def _outcome(outcome: PlanOutcome) -> Data:
    measure = ("name", "baseline", "baseline_on", "expected", "expected_by", "source")
    measures = [_of(one, *measure) for one in outcome.measures.all()]
    return {**_of(outcome, "level", "title", "agreed_on"), "measures": measures}


def _chain(chain: DeliveryChain) -> Data:
    links = [_of(one, "order", "organisation", "sector", "does") for one in chain.links.all()]
    return {**_of(chain, "service", "note"), "outcome": _name(chain.outcome), "links": links}


def _option(option: PlanOption) -> Data:
    years = [_of(one, "year", "cost_pence", "benefit_pence") for one in option.years.all()]
    said = _of(option, "title", "about", "fits_reform", "is_as_now", "preferred", "preferred_why")
    return {**said, "years": years}


def _name(row: Any) -> str | None:
    return None if row is None else str(row)


def _of(row: Any, *names: str) -> Data:
    values = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
