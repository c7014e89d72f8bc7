"""Barriers of a plan: requests of the register that its people follow without the register being opened to them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from areas.access import NotPermitted
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from requests_log.forms.triage import TriageForm
from requests_log.models import Audience, LoggedRequest
from requests_log.services import Words, state_position, triage
from rollout.workstrands.models import PlanBarrier
from rollout.workstrands.selectors.barriers import read_barriers
from rollout.workstrands.services.parts import PlanClosed
from rollout.workstrands.services.team.barriers import link_barrier, raise_barrier, unlink_barrier
from tests.factories.neighbourhoods import NeighbourhoodMembershipFactory
from tests.factories.people import person
from tests.factories.places import AreaFactory, AreaMemberFactory, DepartmentFactory
from tests.factories.register import FreedomFactory, LoggedRequestFactory, RequestAreaFactory
from tests.factories.workstrand_plans import PlanBarrierFactory, TeamMemberFactory
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory
from tests.integration.workstrands.conftest import NOW

SAID = {"issue": "Let us pool the grant", "detail": "", "departments": []}


@pytest.fixture
def neighbourhood_plan(essex):
    return OperationalPlanFactory(
        place=StrandPlaceFactory(of_neighbourhood=True, authority=essex, name="Riverside", slug="riverside")
    )


@pytest.fixture
def resident(neighbourhood_plan):
    user = person(Role.COMMUNITY)
    NeighbourhoodMembershipFactory(user=user, neighbourhood=neighbourhood_plan.place.neighbourhood)
    return user


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def in_words_of_whitehall(entry, secretary):
    """A position for areas, and after it one for Whitehall only."""
    triage(
        entry,
        by=secretary,
        expected_version=1,
        now=NOW,
        timescale="by_date",
        due_on=date(2012, 3, 31),
        departments=None if entry.record["departments"] else _named(),
    )
    entry.refresh_from_db()
    for text, audience in (("We are looking into it", Audience.AREAS), ("We will refuse", Audience.WHITEHALL)):
        words = Words(text=text, audience=audience)
        state_position(entry, by=secretary, words=words, expected_version=entry.position_version, now=NOW)
        entry.refresh_from_db()


def _named():
    from requests_log.services.naming import DepartmentsNamed

    return DepartmentsNamed(items=(DepartmentFactory(abbreviation="DfE"),))


def test_the_community_raises_a_barrier_beside_the_officers_and_reads_no_more_than_areas_may(
    neighbourhood_plan, resident, officer, secretary
):
    barrier = raise_barrier(plan=neighbourhood_plan, **SAID, by=resident, now=NOW)
    assert (barrier.entry.areas_label, barrier.entry.scope) == ("Riverside (Essex)", "")
    in_words_of_whitehall(barrier.entry, secretary)
    seen = {user: read_barriers(neighbourhood_plan, user)[0] for user in (resident, officer, secretary)}
    for user in (resident, officer):
        assert (seen[user].position, seen[user].opens) == ("We are looking into it", False)
        assert not LoggedRequest.objects.visible_to(user).exists()
        page = signed_in(user).get(reverse("workstrands:team", args=["riverside"])).content.decode()
        assert "We are looking into it" in page
        assert "31 March 2012" in page
        assert "We will refuse" not in page
    assert (seen[secretary].position, seen[secretary].opens) == ("We will refuse", True)


def test_a_request_of_a_place_in_no_area_can_be_triaged_as_it_is_printed(plan, officer, secretary):
    DepartmentFactory(abbreviation="DfE")
    barrier = raise_barrier(plan=plan, **SAID, by=officer, now=NOW)
    said = {"areas": "Essex", "departments": "DfE", "timescale": "after_april", "issue": "Let us pool the grant"}
    form = TriageForm(said, entry=barrier.entry, user=secretary)
    assert form.is_valid(), form.errors
    assert form.new_areas() is None
    wrong = TriageForm({**said, "areas": "Atlantis"}, entry=barrier.entry, user=secretary)
    assert "areas" in wrong.errors


def test_a_barrier_of_a_place_in_an_area_is_a_request_of_that_area(plan, essex, officer):
    member = AreaMemberFactory(area=AreaFactory(name="Estuary"), authority=essex)
    AreaMemberFactory(area=member.area)
    department = DepartmentFactory()
    told = {**SAID, "departments": [department]}
    entry = raise_barrier(plan=plan, **told, by=officer, now=NOW).entry
    assert (entry.scope, entry.areas_label) == ("named", "Estuary (Essex)")
    assert list(entry.departments.all()) == [department]
    again = type(officer).objects.get(pk=officer.pk)
    assert read_barriers(plan, again)[0].opens


def test_no_link_shows_a_plans_readers_a_request_of_somebody_elses_area(plan, essex, officer, secretary):
    area = AreaMemberFactory(authority=essex).area
    elsewhere = LoggedRequestFactory(issue="Elsewhere")
    RequestAreaFactory(entry=elsewhere)
    own = LoggedRequestFactory(issue="Ours")
    RequestAreaFactory(entry=own, area=area)
    wide = LoggedRequestFactory(issue="All of ours", scope="all")
    for entry in (elsewhere, own, wide):
        link_barrier(plan=plan, entry=entry, by=secretary, now=NOW)
    assert {one.issue for one in read_barriers(plan, officer)} == {"Ours", "All of ours"}
    assert len(read_barriers(plan, secretary)) == 3
    hidden = PlanBarrier.objects.get(entry=elsewhere)
    client = signed_in(officer)
    assert client.get(reverse("workstrands:unlink_barrier", args=["essex", hidden.pk])).status_code == 404
    assert "Elsewhere" not in client.get(reverse("workstrands:team", args=["essex"])).content.decode()


def test_nobody_lists_a_request_that_they_may_not_read_or_one_that_is_listed(plan, officer, secretary):
    entry = LoggedRequestFactory()
    with pytest.raises(ValidationError, match="no request with this reference that you may read"):
        link_barrier(plan=plan, entry=entry, by=officer, now=NOW)
    link_barrier(plan=plan, entry=entry, by=secretary, now=NOW)
    with pytest.raises(ValidationError, match="is listed here already"):
        link_barrier(plan=plan, entry=entry, by=secretary, now=NOW)


def test_only_those_who_keep_the_plan_raise_link_and_unlink_and_only_while_it_is_open(plan, officer, stranger):
    barrier = raise_barrier(plan=plan, **SAID, by=officer, now=NOW)
    champion = person(Role.CHAMPION)
    for user in (stranger, champion):
        with pytest.raises(NotPermitted):
            raise_barrier(plan=plan, **SAID, by=user, now=NOW)
        with pytest.raises(NotPermitted):
            unlink_barrier(barrier=barrier, by=user, now=NOW)
    TeamMemberFactory(plan=plan, user=champion, side="whitehall")
    fresh = type(plan).objects.get()
    assert raise_barrier(plan=fresh, **SAID, by=champion, now=NOW).raised_here
    unlink_barrier(barrier=barrier, by=officer, now=NOW)
    assert LoggedRequest.objects.filter(pk=barrier.entry_id).exists()
    verbs = set(AuditEvent.objects.values_list("verb", "object_label"))
    assert {("workstrands.barrier_raised", "Plan barrier"), ("workstrands.barrier_unlinked", "Plan barrier")} <= verbs
    fresh.place.ended_on, fresh.place.ended_reason = date(2011, 11, 1), "It withdrew"
    with pytest.raises(PlanClosed):
        raise_barrier(plan=fresh, **SAID, by=officer, now=NOW)


def test_freedoms_that_are_like_a_barrier_are_shown_before_it_is_raised(plan, officer):
    FreedomFactory(text="Any area may pool this grant with others")
    client, address = signed_in(officer), reverse("workstrands:raise_barrier", args=["essex"])
    assert client.post(address, {"issue": ""}).status_code == 422
    said = {"issue": "Let us pool the grant", "once": "a"}
    page = client.post(address, said)
    assert "Any area may pool this grant with others" in page.content.decode()
    assert not PlanBarrier.objects.exists()
    looked = page.content.decode().split('name="looked" value="')[1].split('"')[0]
    for _ in range(2):
        assert client.post(address, {**said, "looked": looked}).status_code == 302
    assert PlanBarrier.objects.get().entry.raised_by == officer
    other = client.post(address, {"issue": "Let us pool another grant", "looked": looked})
    assert "This may already be possible" in other.content.decode()


def test_pages_list_a_request_and_take_it_off_again(plan, officer):
    wide = LoggedRequestFactory(scope="all")
    client = signed_in(officer)
    address = reverse("workstrands:link_barrier", args=["essex"])
    assert "List it" in client.get(address).content.decode()
    assert client.post(address, {"reference": "CB-1"}).status_code == 422
    assert client.post(address, {"reference": wide.reference.lower()}).status_code == 302
    off = reverse("workstrands:unlink_barrier", args=["essex", PlanBarrier.objects.get().pk])
    assert wide.reference in client.get(off).content.decode()
    assert client.post(off).status_code == 302
    assert not PlanBarrier.objects.exists()


def test_barriers_are_read_in_as_many_queries_however_many_there_are(plan, officer, django_assert_max_num_queries):
    for count in (1, 8):
        for _ in range(count):
            PlanBarrierFactory(plan=plan, raised_here=True)
        reader = type(officer).objects.get(pk=officer.pk)
        with django_assert_max_num_queries(3):
            assert read_barriers(plan, reader)
