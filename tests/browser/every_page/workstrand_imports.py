"""A file of budget lines that waits for its preview to be confirmed, for the worlds that pages are read in."""

from __future__ import annotations

from typing import Any

from rollout.workstrands.models import BudgetUpload
from tests.browser.every_page.texts import ORDINARY, Texts
from tests.factories.workstrand_plans import BudgetLineFactory
from tests.integration.workstrands.budget_files import budget_csv, row

KINDS = ("cash", "in_kind", "asset")


def send_budget(own: Any, texts: Texts) -> None:
    """Lines of each kind, some not yet known, and a file of everybody that would replace them."""
    for number, kind in enumerate(KINDS):
        BudgetLineFactory(plan=own.plan, kind=kind, year=2012 + number, amount_pence=number * 1_250_000_50 or None)
    BudgetLineFactory(plan=own.plan, kind="community", community_kind="volunteers", amount_pence=None)
    large = "£1,234.56" if texts is ORDINARY else "£1,000,000,000,000"
    lines = [row(amount=large), row(amount=large), row(year="2013/14", amount=""), row(kind="asset", amount=large)]
    name = "budget.csv" if texts is ORDINARY else f"{texts.title.replace(' ', '_')[:195]}.csv"
    BudgetUpload.objects.filter(plan=own.plan).update(
        how=BudgetUpload.How.REPLACE, file_name=name, content=budget_csv(*lines).decode("utf-8-sig").encode("cp1252")
    )
