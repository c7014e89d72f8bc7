"""The practice library."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.rows import PROGRAMME, SECRETARIAT
from tests.conventions.matrix.workstrand_practice import WRITERS, draft, published

ROWS: list[ApiRow] = [
    ApiRow("practice_list", PROGRAMME),
    ApiRow("practice_list", PROGRAMME, accept="text/csv"),
    ApiRow("practice_create", WRITERS),
    ApiRow("practice_item_retrieve", PROGRAMME, kwargs=published),
    ApiRow("practice_item_partial_update", WRITERS, SECRETARIAT, kwargs=draft),
    ApiRow("practice_publishing_publish", SECRETARIAT, kwargs=draft),
    ApiRow("practice_publishing_withdraw", SECRETARIAT, kwargs=draft),
]
