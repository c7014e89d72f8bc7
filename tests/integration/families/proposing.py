"""What the tests of the pages of proposals share."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

from families.models import ProposalRevision
from families.services import ProposalTerms
from tests.integration.requests_log.pages import signed_in

NOW = datetime(2011, 5, 3, 12, tzinfo=UTC)
TERMS = ProposalTerms(first_low=100, first_high=100, period_low=400, period_high=530)


def words(shown):
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", shown)).split())


def newest():
    return ProposalRevision.objects.order_by("-version").first()


def page(user, address, status=200):
    response = signed_in(user).get(address)
    assert response.status_code == status
    return response.content.decode()
