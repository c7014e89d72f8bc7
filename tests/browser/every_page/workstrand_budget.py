"""The own side's shadow budget for the worlds that pages are read in."""

from __future__ import annotations

from typing import Any

from rollout.workstrands.models import BudgetLine
from rollout.workstrands.plan_data import budget_totals
from tests.browser.every_page.texts import Texts
from tests.factories.workstrand_plans import BudgetLineFactory, PlanVersionFactory

KINDS = ("cash", "in_kind", "asset", "community")
ARRANGEMENTS = ("pooled", "aligned", "controlled")
COMMUNITY = [value for value, _ in BudgetLine.Community.choices]


def write_budget(own: Any, texts: Texts) -> None:
    """Lines of every kind and year, some without an amount; an agreed version; and lines that were added after it."""
    for number in range(texts.how_many):
        _line(own, texts, number)
    PlanVersionFactory(plan=own.plan, number=2, agreed_with=texts.sentence[:500], totals=budget_totals(own.plan))
    own.budget_line = _line(own, texts, 0, service=texts.label, note=texts.sentence, evidence=texts.sentence[:300])
    _line(own, texts, 1, amount_pence=None)


def _line(own: Any, texts: Texts, number: int, **more: Any) -> BudgetLine:
    kind = KINDS[number % 4]
    said = {
        "plan": own.plan,
        "body": f"{number % 6} {texts.department}"[:150],
        "service": texts.title[:150],
        "funding": texts.label[:150],
        "year": own.plan.years[number % len(own.plan.years)],
        "kind": kind,
        "community_kind": COMMUNITY[number % len(COMMUNITY)] if kind == "community" else "",
        "arrangement": ARRANGEMENTS[number % 3],
        "amount_pence": None if number % 5 == 4 else 123_456_78 * (number + 1),
        "controlled_by": ("authority", "community", "other")[number % 3],
        "controller": texts.person[:150] if number % 3 == 2 else "",
        "confidence": ("high", "medium", "low", "")[number % 4],
    }
    line: BudgetLine = BudgetLineFactory(**{**said, **more})
    return line
