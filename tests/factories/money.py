"""Advances and routes to finance for tests, written past the services."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from rollout.models import Advance, AdvanceState, FinanceRoute, FinanceRouteStep, Repayment
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory, DepartmentFactory

ASKED_ON = date(2011, 9, 5)


class AdvanceFactory(factory.django.DjangoModelFactory):
    """A draft: the database lets in nothing else."""

    class Meta:
        model = Advance

    area = factory.SubFactory(AreaFactory)
    department = factory.SubFactory(DepartmentFactory)
    amount_pence = 1_250_000_00
    drawn_from = 2011
    drawn_to = 2012
    purpose = "Family workers before the savings come in"
    begun_by = factory.SubFactory(UserFactory, role="officer")
    begun_at = datetime(2011, 9, 1, 9, tzinfo=UTC)


class RepaymentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Repayment

    advance = factory.SubFactory(AdvanceFactory)
    year = 2013
    amount_pence = 625_000_00


class FinanceRouteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FinanceRoute

    area = factory.SubFactory(AreaFactory)
    department = factory.SubFactory(DepartmentFactory)
    kind = "payment-by-results"
    from_year = 2012
    version = 1


class FinanceRouteStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FinanceRouteStep

    route = factory.SubFactory(FinanceRouteFactory)
    step = "interest"
    on = date(2011, 9, 5)
    recorded_by = factory.SubFactory(UserFactory, role="officer")
    recorded_at = datetime(2011, 9, 5, 9, tzinfo=UTC)


def schedule(advance: Advance, *pence: int, first_year: int = 2013) -> Advance:
    """Give a draft repayments of `pence`, one a year from `first_year`; without, two halves of it."""
    half = advance.amount_pence // 2
    for number, paid in enumerate(pence or (half, advance.amount_pence - half)):
        RepaymentFactory(advance=advance, year=first_year + number, amount_pence=paid)
    return advance


def moved(advance: Advance, state: str, **fields: object) -> Advance:
    """Write that `advance` is in `state`."""
    Advance.objects.filter(pk=advance.pk).update(state=state, **fields)
    advance.refresh_from_db()
    return advance


def asked_advance(**fields: object) -> Advance:
    """An advance that was asked for."""
    draft = schedule(AdvanceFactory(**fields))
    return moved(draft, AdvanceState.ASKED, asked_on=ASKED_ON, asked_by=UserFactory(role="officer"))


def agreed_advance(**fields: object) -> Advance:
    """One that was agreed."""
    said = {"decided_on": date(2011, 10, 3), "decided_by": UserFactory(role="champion"), "reason": "It can be afforded"}
    return moved(asked_advance(**fields), AdvanceState.AGREED, **said)


def drawn_advance(**fields: object) -> Advance:
    """One that was drawn down."""
    return moved(agreed_advance(**fields), AdvanceState.DRAWN, drawn_on=date(2011, 11, 1))
