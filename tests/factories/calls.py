"""Calls and returns as they lie in the database, for tests of the database itself."""

from __future__ import annotations

from datetime import date

import factory

from requests_log.models import Call, CallAddressee, CallExtension, Return, ReturnAddition, ReturnRevision
from tests.factories.places import AreaFactory
from tests.factories.register import MOMENT, LoggedRequestFactory


class CallFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Call

    slug = factory.Sequence(lambda n: f"test-call-{n}")
    title = "Barriers that are missing"
    question = "Is anything missing?"
    asked_of = Call.AskedOf.AREAS
    due_on = date(2011, 3, 29)
    issued_at = MOMENT


class CallExtensionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CallExtension

    call = factory.SubFactory(CallFactory)
    from_on = date(2011, 3, 29)
    due_on = date(2011, 4, 5)
    reason = "Easter"
    at = MOMENT


class CallAddresseeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CallAddressee

    call = factory.SubFactory(CallFactory)
    area = factory.SubFactory(AreaFactory)


class ReturnFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Return

    addressee = factory.SubFactory(CallAddresseeFactory)
    kind = "nil"
    replied_at = updated_at = MOMENT


class ReturnAdditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReturnAddition

    of = factory.SubFactory(ReturnFactory)
    entry = factory.SubFactory(LoggedRequestFactory)


class ReturnRevisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReturnRevision

    of = factory.SubFactory(ReturnFactory)
    version = 1
    kind = "nil"
    by_name = "An officer"
    effective_at = recorded_at = MOMENT
