"""What the tests of the pages of proposals share."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from families.models import ProposalRevision
from families.services import ProposalTerms
from tests.factories.families import EstimateFactory
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, AuthorityFactory
from tests.integration.requests_log.pages import signed_in

NOW = datetime(2011, 5, 3, 12, tzinfo=UTC)
TERMS = ProposalTerms(first_low=100, first_high=100, period_low=400, period_high=530)


def make_kent(run):
    """An area of one authority, with estimates of `run`."""
    area = AreaFactory(name="Kent", slug="kent", order=1)
    authority = AuthorityFactory(short_name="Kent", slug="kent-county")
    AreaMemberFactory(area=area, authority=authority)
    EstimateFactory(run=run, authority=authority, low=2540, high=2580)
    EstimateFactory(run=run, authority=authority, cohort="fwmp_child", low=1000, high=1010)
    return area


def officer_of(area):
    """An officer of the area's authority."""
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=area.members.get().authority, from_on=START)
    return user


def words(shown):
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", shown)).split())


def newest():
    return ProposalRevision.objects.order_by("-version").first()


def page(user, address, status=200):
    response = signed_in(user).get(address)
    assert response.status_code == status
    return response.content.decode()
