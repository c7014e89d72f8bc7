"""Who asks while somebody still changes the schedule, or decides while another does: nothing slips in between."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Role
from rollout.models import Advance
from rollout.services.advance_decisions import decide_advance
from tests.factories.money import AdvanceFactory, RepaymentFactory, asked_advance, schedule
from tests.factories.people import person
from tests.integration.papers.test_bodies_at_once import at_once
from tests.integration.rollout.test_advance_is_final import ASKS, execute

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
NOW = datetime(2011, 10, 10, 12, tzinfo=UTC)


def test_a_repayment_that_is_being_added_holds_up_who_asks_and_then_stops_it():
    draft, ended = schedule(AdvanceFactory()), []

    def ask():
        try:
            execute(ASKS)
        except DatabaseError as refused:
            ended.append(str(refused))
        finally:
            connection.close()

    asking = threading.Thread(target=ask)
    with transaction.atomic():
        RepaymentFactory(advance=draft, year=2019, amount_pence=1)
        asking.start()
        asking.join(1)
        assert asking.is_alive(), "it waits for the repayment"
    asking.join(60)
    assert "repayments in later years that add up to it" in ended[0]
    assert Advance.objects.get().state == "draft"


def test_an_advance_that_is_being_asked_for_holds_up_a_repayment_and_then_stops_it():
    draft, ended = schedule(AdvanceFactory()), []

    def add():
        try:
            RepaymentFactory(advance=draft, year=2019, amount_pence=1)
        except DatabaseError as refused:
            ended.append(str(refused))
        finally:
            connection.close()

    adding = threading.Thread(target=add)
    with transaction.atomic():
        execute(ASKS)
        adding.start()
        adding.join(1)
        assert adding.is_alive(), "it waits for the asking"
    adding.join(60)
    assert "an advance that was asked for is never changed" in ended[0]
    assert draft.repayments.count() == 2


def test_of_decisions_made_at_once_there_is_one():
    asked, by = asked_advance(), person(Role.SECRETARIAT)

    def decide():
        try:
            decide_advance(advance=asked, agreed=True, reason="Good", on=NOW.date(), expected_version=1, by=by, now=NOW)
        except StaleVersion as stale:
            raise ValidationError("stale") from stale

    assert at_once(*[decide] * 4) == ["done", *["refused"] * 3]
    assert Advance.objects.get().version == 2
