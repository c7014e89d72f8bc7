"""Bodies, meetings, papers and renditions for tests."""

from __future__ import annotations

from datetime import date, timedelta

import factory

from cbtracker.accounts.permissions import Role
from cbtracker.papers.models import (
    Body,
    BodyMember,
    CalendarSubscription,
    Meeting,
    Paper,
    Rendition,
    RenditionFile,
)
from tests.factories.people import UserFactory
from tests.factories.register import MOMENT


class BodyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Body

    slug = factory.Sequence(lambda n: f"body-{n}")
    name = factory.Sequence(lambda n: f"Body {n}")
    order = factory.Sequence(lambda n: n + 100)


class BodyMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BodyMember

    body = factory.SubFactory(BodyFactory)
    user = factory.SubFactory(UserFactory)
    from_on = date(2011, 1, 1)


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting

    body = factory.SubFactory(BodyFactory)
    starts_at = factory.Sequence(lambda n: MOMENT + timedelta(days=n + 7))
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + timedelta(hours=2))
    place = "Eland House, London"
    changed_at = MOMENT


class CalendarSubscriptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CalendarSubscription

    user = factory.SubFactory(UserFactory)
    body = factory.SubFactory(BodyFactory)
    token_digest = factory.Sequence(lambda n: f"{n:064x}")
    created_at = MOMENT


class PaperFactory(factory.django.DjangoModelFactory):
    """A draft; `issued=True` makes it an issued one, without renditions."""

    class Meta:
        model = Paper

    class Params:
        issued = factory.Trait(
            state="issued",
            as_at=MOMENT,
            issued_at=MOMENT,
            issued_by=factory.SubFactory(UserFactory, role=Role.SECRETARIAT),
        )

    body = factory.SubFactory(BodyFactory)
    title = factory.Sequence(lambda n: f"Paper {n}")
    marking = "OFFICIAL"
    created_at = changed_at = MOMENT


class RenditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Rendition

    paper = factory.SubFactory(PaperFactory)
    audience = "body"
    sight = factory.LazyAttribute(lambda made: made.audience if made.audience == "areas" else made.paper.body.sight)
    structure = "{}"
    digest = factory.Sequence(lambda n: f"{n:064x}")


class RenditionFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RenditionFile

    rendition = factory.SubFactory(RenditionFactory)
    format = "html"
    name = "paper.html"
    content_type = "text/html"
    content = b"<p>paper</p>"
    size = 12
    digest = factory.Sequence(lambda n: f"{n:064x}")
