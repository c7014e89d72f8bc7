"""Calls and returns."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.calls import ANSWERERS, READERS_OF_CALLS, call
from tests.conventions.matrix.rows import SECRETARIAT, WHITEHALL


def one_return(side, user):
    return {"slug": side.call.slug, "id": side.addressee.pk}


OWN = {"own": READERS_OF_CALLS, "other": WHITEHALL}
ROWS: list[ApiRow] = [
    ApiRow("calls_list", READERS_OF_CALLS),
    ApiRow("calls_create", SECRETARIAT),
    ApiRow("call_retrieve", **OWN, kwargs=call),
    ApiRow("call_extensions_extend", SECRETARIAT, kwargs=call),
    ApiRow("call_returns_list", **OWN, kwargs=call),
    ApiRow("call_returns_list", **OWN, kwargs=call, accept="text/csv"),
    ApiRow("call_return_retrieve", **OWN, kwargs=one_return),
    ApiRow("call_return_create", ANSWERERS, other=SECRETARIAT, kwargs=one_return),
]
