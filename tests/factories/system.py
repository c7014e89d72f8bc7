"""Invitations, messages and audit events for tests."""

from __future__ import annotations

from datetime import timedelta

import factory

from cbtracker.accounts.models import Invitation
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from cbtracker.health.models import Heartbeat
from cbtracker.outbox.models import OutboxEvent, OutboxMessage, SentHere
from tests.factories.people import UserFactory
from tests.factories.register import MOMENT


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invitation

    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    full_name = "An invited person"
    role = Role.PARTNER
    invited_by = factory.SubFactory(UserFactory)
    invited_at = MOMENT
    expires_at = MOMENT + timedelta(days=7)
    token_digest = factory.Sequence(lambda n: f"{n:064d}")


class AuditEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AuditEvent

    at = MOMENT
    actor_name = "A person"
    verb = "request.raised"
    object_type = "requests_log.loggedrequest"
    object_id = "1"
    object_label = "CB-0001"


class HeartbeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Heartbeat

    kind = Heartbeat.Kind.WORKER
    name = factory.Sequence(lambda n: f"worker-{n}")
    host = "a-host"
    started_at = seen_at = MOMENT


class OutboxMessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutboxMessage

    kind = "note"
    to_address = "reader@example.org"
    dedupe_key = factory.Sequence(lambda n: f"occasion-{n}")
    message_id = factory.Sequence(lambda n: f"<{n}@example.org>")
    created_at = due_at = MOMENT


class OutboxEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutboxEvent

    message = factory.SubFactory(OutboxMessageFactory)
    at = MOMENT
    attempt = factory.Sequence(lambda n: n + 1)
    outcome = "later"


class SentHereFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SentHere

    sent_at = MOMENT
    to_address = "reader@example.org"
    message_id = factory.Sequence(lambda n: f"<{n}@example.org>")
    subject = "Your digest"
    text = "What moved"
    html = "<p>What moved</p>"
