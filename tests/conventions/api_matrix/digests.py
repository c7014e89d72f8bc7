"""Digests."""

from __future__ import annotations

from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.rows import ACCOUNT_KEEPERS, EVERYONE, PROGRAMME, SECRETARIAT


def quiet(side, user):
    return {"id": side.quiet_period.pk}


ROWS = [
    ApiRow("digests_list", ACCOUNT_KEEPERS),
    ApiRow("own_digest_retrieve", PROGRAMME),
    ApiRow("own_digest_partial_update", PROGRAMME),
    ApiRow("own_digest_now_create", PROGRAMME),
    ApiRow("quiet_periods_list", EVERYONE),
    ApiRow("quiet_periods_create", SECRETARIAT),
    ApiRow("quiet_period_retrieve", EVERYONE, kwargs=quiet),
    ApiRow("quiet_period_partial_update", SECRETARIAT, kwargs=quiet),
    ApiRow("quiet_period_destroy", SECRETARIAT, kwargs=quiet),
]
