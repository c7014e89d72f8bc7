"""The joint team, agreements, support and barriers of a plan in the API: the rules of the pages."""

from __future__ import annotations

import pytest

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import PlanGap
from tests.factories.neighbourhoods import NeighbourhoodMembershipFactory
from tests.factories.people import person
from tests.factories.places import START
from tests.factories.register import LoggedRequestFactory, RequestAreaFactory
from tests.factories.workstrand_plans import PlanBarrierFactory, PlanGapFactory, TeamMemberFactory
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements

PLACE = "strand-places/essex"
JO = {"full_name": "Jo Field", "side": "place", "body": "The council", "from_on": "2011-10-03"}


@pytest.fixture
def plan(db):
    return OperationalPlanFactory(place=StrandPlaceFactory(of_neighbourhood=True, slug="essex"))


@pytest.fixture
def officer(api, plan):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=plan.place.authority, from_on=START)
    return api(user)


def where(added):
    assert added.status_code == 201, added.json()
    return added["Location"].split("/api/v1/")[1]


def test_somebody_joins_leaves_and_hands_over(officer, plan):
    heir = TeamMemberFactory(plan=plan)
    added = officer.post(f"{PLACE}/people/", {**JO, "backfilled_by": "Lee"})
    jo = where(added)
    said = added.json()
    assert (said["backfill_pence"], said["has_account"], said["gaps_open"]) == (None, False, 0)
    gap = PlanGapFactory(plan=plan, owner_id=said["id"])
    wrong = officer.post(f"{PLACE}/people/", {**JO, "account": "nobody@example.org", "to_on": "2011-11-01"})
    assert set(pointers(wrong)) == {"#/account", "#/to_on"}
    administrator = person(Role.ADMINISTRATOR)
    assert pointers(officer.post(f"{PLACE}/people/", {**JO, "account": administrator.email})).keys() == {"#/account"}
    leaving = {"to_on": "2011-11-01", "hand_to": heir.pk}
    assert officer.post(f"{jo}leaving/", leaving).status_code == 428
    left = officer.post(f"{jo}leaving/", leaving, match=added)
    assert (left.status_code, left.json()["to_on"]) == (200, "2011-11-01")
    assert PlanGap.objects.get(pk=gap.pk).owner == heir


def test_agencies_answer_and_only_the_secretariat_keeps_the_support(officer, api):
    said = {"body": "The police", "state": "conditions", "dated": "2011-11-01"}
    wrong = officer.post(f"{PLACE}/agreements/", said)
    assert set(pointers(wrong)) == {"#/conditions", "#/signed_by"}
    where(officer.post(f"{PLACE}/agreements/", {**said, "conditions": "For a year", "signed_by": "A chief"}))
    package = {"kind": "facilitation", "what": "Two days", "provider": "A trust", "from_on": "2011-10-03"}
    assert officer.post(f"{PLACE}/support/", package).status_code == 404
    where(api(person(Role.SECRETARIAT)).post(f"{PLACE}/support/", package))
    assert officer.get(f"{PLACE}/support/").json()["results"][0]["cost_pence"] is None


def test_a_barrier_is_raised_by_the_community_who_cannot_list_what_they_cannot_read(officer, api, plan):
    user = person(Role.COMMUNITY)
    NeighbourhoodMembershipFactory(user=user, neighbourhood=plan.place.neighbourhood)
    resident = api(user)
    raised = resident.post(f"{PLACE}/barriers/", {"issue": "Let us pool the grant"})
    assert (raised.json()["status"], raised.json()["opens"]) == ("raised", False)
    wide, elsewhere = LoggedRequestFactory(scope="all"), LoggedRequestFactory()
    RequestAreaFactory(entry=elsewhere)
    for asker, entry in ((resident, wide), (officer, elsewhere)):
        refused = asker.post(f"{PLACE}/barriers/linked/", {"request": entry.reference})
        assert set(pointers(refused)) == {"#/request"}
    where(officer.post(f"{PLACE}/barriers/linked/", {"request": wide.reference}))
    hidden = PlanBarrierFactory(plan=plan, entry=elsewhere)
    for asker in (resident, officer):
        assert len(asker.get(f"{PLACE}/barriers/").json()["results"]) == 2
        for call in (asker.get, asker.delete):
            assert call(f"plan-barriers/{hidden.pk}/").status_code == 404
    assert len(api(person(Role.SECRETARIAT)).get(f"{PLACE}/barriers/").json()["results"]) == 3
    assert resident.delete(where(raised)).status_code == 204


def test_lists_are_read_in_as_many_statements_however_long_they_are(officer, plan):
    addresses = [f"{PLACE}/{noun}/" for noun in ("people", "barriers")]
    counted = []
    for count in (1, 6):
        for _ in range(count):
            TeamMemberFactory(plan=plan)
            PlanBarrierFactory(plan=plan, raised_here=True)
        counted.append([statements(officer, address) for address in addresses])
    assert counted[0] == counted[1]
