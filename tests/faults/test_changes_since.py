"""Far more histories than `./run test` has time for: the old paper and what changed since give the new paper."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from tests.integration.requests_log.sequences import STEPS
from tests.integration.requests_log.test_changes_since_sequences import LAG, check_sequence


@pytest.mark.django_db
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(before=STEPS, between=STEPS, after=STEPS, lag=LAG, new_lag=LAG)
def test_the_old_paper_and_the_changes_since_give_the_new_paper_however_long_the_history(
    before, between, after, lag, new_lag
):
    with transaction.atomic():
        check_sequence(before, [*between, *after], lag, new_lag)
        transaction.set_rollback(True)
