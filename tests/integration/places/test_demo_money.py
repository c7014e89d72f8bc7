"""The money of the demonstration: every state and every step, invented, and said to be so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cbtracker.places.demo.money import NOTE, tell_money
from cbtracker.places.demo.people import load_people
from rollout.models import Advance, AdvanceState, FinanceRouteStep, RouteKind, RouteStep
from rollout.services.advances import terms_of
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
BEGAN = datetime(2010, 10, 20, tzinfo=UTC)


@pytest.fixture
def told():
    reference_data()
    tell_money(load_people(began=BEGAN, handed_over=BEGAN))


def test_there_are_advances_in_every_state_and_routes_of_every_kind_at_every_step(told):
    assert set(Advance.objects.values_list("state", flat=True)) == set(AdvanceState.values)
    assert set(FinanceRouteStep.objects.values_list("step", flat=True)) == set(RouteStep.values)
    assert set(FinanceRouteStep.objects.values_list("route__kind", flat=True)) == set(RouteKind.values)


def test_every_invented_text_says_so(told):
    texts = [
        *Advance.objects.values_list("purpose", flat=True),
        *FinanceRouteStep.objects.values_list("note", flat=True),
    ]
    texts += Advance.objects.exclude(reason="").values_list("reason", flat=True)
    assert [text for text in texts if NOTE not in text] == []


def test_the_officer_of_the_demonstration_finds_a_draft_that_is_a_penny_out(told):
    draft = Advance.objects.get(state=AdvanceState.DRAFT)
    assert draft.area.slug == "swindon"
    assert terms_of(draft).schedule.difference == -1
