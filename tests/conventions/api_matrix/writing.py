"""What changes requests."""

from __future__ import annotations

from cbtracker.accounts.permissions import Role
from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.imports import upload_of
from tests.conventions.matrix.rows import NOBODY, SECRETARIAT
from tests.conventions.matrix.writing import (
    RAISERS,
    SECRETARIAT_AND_LEAD,
    SECRETARIAT_AND_OFFICER,
    SPEAKERS,
    of_ended,
    of_open,
)

OFFICER = frozenset({Role.OFFICER})


def batch(side, user):
    return {"id": side.batch.pk}


ROWS: list[ApiRow] = [
    ApiRow("requests_create", RAISERS),
    ApiRow("request_partial_update", SECRETARIAT, kwargs=of_open),
    ApiRow("request_outcome_create", SPEAKERS, other=SECRETARIAT, kwargs=of_open),
    ApiRow("request_freedom_create", SPEAKERS, other=SECRETARIAT, kwargs=of_open),
    ApiRow("request_reopening_create", SPEAKERS, other=SECRETARIAT, kwargs=of_ended),
    ApiRow("request_withdrawal_create", SECRETARIAT_AND_OFFICER, other=SECRETARIAT, kwargs=of_open),
    ApiRow("request_duplicate_create", SECRETARIAT, kwargs=of_open),
    ApiRow("request_next_step_create", SECRETARIAT_AND_LEAD, other=SECRETARIAT, kwargs=of_open),
    ApiRow("request_replies_create", OFFICER, other=NOBODY, kwargs=of_open),
    ApiRow("request_objections_create", OFFICER, other=NOBODY, kwargs=of_ended),
    ApiRow("bulk_changes_list", SECRETARIAT),
    ApiRow("bulk_changes_create", SECRETARIAT),
    ApiRow("bulk_change_retrieve", SECRETARIAT, kwargs=batch),
    ApiRow("bulk_change_requests_list", SECRETARIAT, kwargs=batch),
    ApiRow("bulk_change_reversal_create", SECRETARIAT, kwargs=batch),
    ApiRow("imports_create", SECRETARIAT),
    ApiRow("import_retrieve", SECRETARIAT, kwargs=upload_of),
    ApiRow("import_confirmation_create", SECRETARIAT, kwargs=upload_of),
]
