"""The email that tells an area what became of its outline proposal: read again when it is sent."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from cbtracker.outbox.emails import absolute, fill
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import RenderedEmail
from rollout.workstrands.models import OutlineDecision, OutlineProposal


def outline_decided(message: OutboxMessage, now: datetime) -> RenderedEmail | None:
    """Outcome and reason; nothing for who may no longer read the outline proposal."""
    rows = OutlineProposal.objects.visible_to(message.recipient).select_related("strand", "authority")
    outline = rows.filter(pk=message.payload["outline"], decision__isnull=False).first()
    if outline is None:
        return None
    decision: OutlineDecision = outline.decision
    return fill(
        "outline_decided",
        subject=f"{outline.reference}: your outline proposal was {decision.get_outcome_display().lower()}",
        outline=outline,
        decision=decision,
        about=outline.neighbourhood_name or outline.authority.short_name,
        link=absolute(reverse("workstrands:outline", kwargs={"pk": outline.pk})),
    )
