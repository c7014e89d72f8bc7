"""Support and finance."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.money import DECIDERS, OFFICER, PARTIES, place, route
from tests.conventions.matrix.rows import NOBODY, SECRETARIAT


def advance(side, user):
    return {"id": side.advance.pk}


def draft(side, user):
    return {"id": side.draft_advance.pk}


MONEY = [
    ApiRow("finance_list", PARTIES),
    ApiRow("area_finance_retrieve", PARTIES, SECRETARIAT, kwargs=place),
    ApiRow("area_advances_create", OFFICER, NOBODY, kwargs=place),
    ApiRow("finance_route_retrieve", PARTIES, SECRETARIAT, kwargs=route),
    ApiRow("finance_route_steps_create", DECIDERS | OFFICER, SECRETARIAT, kwargs=route),
    ApiRow("advances_list", PARTIES),
    ApiRow("advances_list", PARTIES, accept="text/csv"),
    ApiRow("advance_retrieve", PARTIES, SECRETARIAT, kwargs=advance),
    ApiRow("advance_partial_update", OFFICER, NOBODY, kwargs=draft),
    ApiRow("advance_destroy", OFFICER, NOBODY, kwargs=draft),
    ApiRow("advance_asking_create", OFFICER, NOBODY, kwargs=draft),
    ApiRow("advance_withdrawal_create", OFFICER, NOBODY, kwargs=advance),
    ApiRow("advance_decision_create", DECIDERS, SECRETARIAT, kwargs=advance),
    ApiRow("advance_drawing_create", DECIDERS, SECRETARIAT, kwargs=advance),
    ApiRow("advance_paid_back_create", DECIDERS, SECRETARIAT, kwargs=advance),
]
ROWS = [*MONEY]
