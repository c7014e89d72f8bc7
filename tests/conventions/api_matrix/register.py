"""Requests."""

from __future__ import annotations

from cbtracker.accounts.permissions import Role
from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.rows import READERS, SECRETARIAT


def reference(side, user):
    return {"reference": side.read_entry.reference}


STATERS = frozenset({Role.SECRETARIAT, Role.CHAMPION})

ROWS = [
    ApiRow("requests_list", READERS),
    ApiRow("request_retrieve", READERS, other=READERS - {Role.OFFICER}, kwargs=reference),
    ApiRow("request_positions_create", STATERS, other=SECRETARIAT, kwargs=reference),
    ApiRow("request_confirmations_create", STATERS, other=SECRETARIAT, kwargs=reference),
]
