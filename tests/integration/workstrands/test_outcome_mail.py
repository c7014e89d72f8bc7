"""The area is told by email what became of its outline proposal, and nobody else is (F003 Annex B ¶4)."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from cbtracker.outbox.delivery import deliver_due
from rollout.workstrands.services.deciding import decline_outline
from tests.factories.people import person
from tests.factories.places import START
from tests.factories.selections import submitted
from tests.integration.workstrands.conftest import NOW

TODAY = date(2011, 11, 1)


def test_officers_of_the_authority_and_nobody_else_get_an_email_of_what_was_decided(
    essex, secretary, officer, stranger, mailoutbox
):
    left = person(Role.OFFICER, email="left@example.org")
    AuthorityMembership.objects.create(user=left, authority=essex, from_on=START)
    outline = submitted(4, essex)
    decline_outline(outline, reason="Others were further on", decided_on=TODAY, by=secretary, now=NOW)
    AuthorityMembership.objects.filter(user=left).update(to_on=TODAY)
    deliver_due(now=timezone.now())
    [sent] = mailoutbox
    assert sent.to == [officer.email]
    assert "not selected" in sent.subject
    assert "Others were further on" in sent.body
