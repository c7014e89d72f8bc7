"""Conversations with authorities for tests, written past the services."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from rollout.models import Conversation, ConversationNote
from tests.factories.places import AuthorityFactory


class ConversationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Conversation

    authority = factory.SubFactory(AuthorityFactory)
    subject = factory.Sequence(lambda n: f"Starting in the autumn {n}")
    opened_at = datetime(2011, 6, 1, 9, tzinfo=UTC)


class ConversationNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConversationNote

    conversation = factory.SubFactory(ConversationFactory)
    on = date(2011, 6, 1)
    text = "They would like to begin with the autumn's budget."
    recorded_at = datetime(2011, 6, 1, 9, tzinfo=UTC)
