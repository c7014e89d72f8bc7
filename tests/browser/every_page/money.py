"""The own side's money for the worlds that pages are read in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cbtracker.accounts.models import User
from rollout.models import AdvanceState
from tests.browser.every_page.texts import Texts
from tests.factories.money import (
    AdvanceFactory,
    FinanceRouteFactory,
    FinanceRouteStepFactory,
    agreed_advance,
    asked_advance,
    drawn_advance,
    moved,
    schedule,
)

YEARS = 8


def raise_money(own: Any, by: User, texts: Texts) -> None:
    """Advances in every state, and a route with every step."""
    about = {"area": own.area, "department": own.department, "purpose": texts.detail[:2000]}
    own.draft_advance = schedule(AdvanceFactory(**about, amount_pence=10**14 + 1), *[10**13] * YEARS)
    own.advance = asked_advance(**about)
    agreed_advance(**about)
    moved(drawn_advance(**about), AdvanceState.REPAID, repaid_on=date(2014, 11, 1))
    drawn_advance(**about)
    moved(asked_advance(**about), AdvanceState.WITHDRAWN, withdrawn_on=date(2011, 10, 1))
    said = {"decided_on": date(2011, 10, 3), "decided_by": by, "reason": texts.sentence}
    own.decided_advance = moved(asked_advance(**about), AdvanceState.NOT_AGREED, **said)
    FinanceRouteFactory(area=own.area, department=own.department, kind="exemplar-fund")
    for number, step in enumerate(("interest", "discussion", "business_case", "decision")):
        outcome = {"outcome": "not_agreed"} if step == "decision" else {}
        on = date(2011, 9, 5) + timedelta(days=30 * number)
        FinanceRouteStepFactory(route=own.route, step=step, on=on, note=texts.detail[:2000], recorded_by=by, **outcome)
