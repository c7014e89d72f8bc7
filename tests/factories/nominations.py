"""Nominations for tests, written past the services."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import factory

from rollout.models import Nomination, NominationAuthority, SignOff
from tests.factories.people import UserFactory
from tests.factories.places import AreaFactory, AuthorityFactory

MOMENT = datetime(2011, 7, 4, 9, tzinfo=UTC)
CONTACT = {"name": "Jo Clerk", "job_title": "Head of policy", "email": "jo.clerk@example.org", "phone": ""}
ANSWERS = {
    "who": {"contacts": [CONTACT]},
    "focus": {"focus": "families", "detail": "Families known to several services"},
    "pace": {"budget_cycle": "Budget set each February", "detail": ""},
    "partners": {"sectors": ["health", "voluntary"], "detail": ""},
    "offer": {"elements": [], "detail": ""},
    "barriers": {"barriers": []},
}


class NominationFactory(factory.django.DjangoModelFactory):
    """A draft with every page answered, of its lead authority alone."""

    class Meta:
        model = Nomination
        skip_postgeneration_save = True

    lead_authority = factory.SubFactory(AuthorityFactory)
    wanted_start = date(2012, 4, 1)
    answers = ANSWERS
    started_by = factory.SubFactory(UserFactory, role="officer")
    changed_by = factory.SelfAttribute("started_by")
    started_at = MOMENT
    changed_at = MOMENT

    @factory.post_generation
    def members(self, create, authorities, **_):
        """The authorities that take part; the lead alone unless others are given."""
        if create and authorities != []:
            for authority in authorities or [self.lead_authority]:
                NominationAuthorityFactory(nomination=self, authority=authority, left_at=self.withdrawn_at)

    class Params:
        submitted = factory.Trait(
            submitted_at=MOMENT + timedelta(days=14),
            submitted_by=factory.SelfAttribute("started_by"),
            area=factory.SubFactory(AreaFactory),
        )
        acknowledged = factory.Trait(
            submitted=True, acknowledged_at=MOMENT + timedelta(days=16), acknowledged_by=factory.SubFactory(UserFactory)
        )
        withdrawn = factory.Trait(
            withdrawn_at=MOMENT + timedelta(days=20), withdrawn_by=factory.SelfAttribute("started_by")
        )


class NominationAuthorityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NominationAuthority

    nomination = factory.SubFactory(NominationFactory, members=[])
    authority = factory.SubFactory(AuthorityFactory)


class SignOffFactory(factory.django.DjangoModelFactory):
    """A sign-off that waits for the chief executive; its link can be made by `token()`."""

    class Meta:
        model = SignOff

    nomination = factory.SubFactory(NominationFactory)
    authority = factory.SelfAttribute("nomination.lead_authority")
    full_name = "Robin Chief"
    post = SignOff.Post.CHIEF_EXECUTIVE
    email = factory.Sequence(lambda n: f"chief{n}@example.org")
    asked_by = factory.SelfAttribute("nomination.started_by")
    asked_at = MOMENT
    expires_at = MOMENT + timedelta(days=14)
    seed = factory.LazyFunction(uuid.uuid4)

    @factory.lazy_attribute
    def token_digest(self):
        return SignOff.digest_of(SignOff(seed=self.seed).token())
