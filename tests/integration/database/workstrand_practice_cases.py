"""Cases of constraints on the practice library, as in `cases`."""

from __future__ import annotations

from tests.factories.places import AreaFactory, AuthorityFactory
from tests.factories.workstrand_plans import PracticeItemFactory as Item
from tests.integration.database.cases import Case, check

WORKSTRAND_PRACTICE = [
    check("practice_kind_is_known", Item, {"kind": "rumour"}, {"kind": "savings"}),
    check("practice_theme_is_known", Item, {"theme": "weather"}, {"theme": "costs"}),
    check("practice_strand_is_known", Item, {"strand": 5}, {"strand": 3}),
    check("practice_has_title_and_summary", Item, {"summary": ""}, {"summary": "x"}),
    check(
        "practice_savings_say_where_from",
        Item,
        {"savings_pence": 100, "evidence": ""},
        {"savings_pence": 0, "evidence": "Invoices"},
    ),
    Case(
        "practice_is_of_one_place_at_most",
        lambda: Item(area=AreaFactory(), authority=AuthorityFactory()),
        lambda: Item(area=AreaFactory(), authority=None),
    ),
]
