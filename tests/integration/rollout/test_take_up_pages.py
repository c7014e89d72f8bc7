"""Take-up over HTTP: who takes up what, recording it, ending it (F000 ¶12)."""

from __future__ import annotations

import pytest

from cbtracker.accounts.permissions import Role
from rollout.models import TakeUp
from tests.conventions.matrix.world import build_world
from tests.factories.offer import TakeUpFactory
from tests.factories.people import person
from tests.factories.places import AreaFactory
from tests.factories.rollout import OfferElementFactory
from tests.integration.requests_log.pages import as_it_stands, signed_in, words

pytestmark = pytest.mark.django_db
APRIL = {"since_day": "1", "since_month": "4", "since_year": "2011"}
JUNE = {"on_day": "1", "on_month": "6", "on_year": "2011"}


@pytest.fixture
def world():
    return build_world()


@pytest.fixture
def officer(world):
    return signed_in(world.people[Role.OFFICER])


def test_each_element_names_the_areas_that_take_it_up_in_alphabetical_order():
    hub, grant = OfferElementFactory(title="Hub", order=1), OfferElementFactory(title="Grant", order=2)
    for name in ("Swindon", "Barnet", "Kent"):
        TakeUpFactory(area=AreaFactory(name=name), element=hub)
    TakeUpFactory(
        area=AreaFactory(name="Essex"),
        element=hub,
        ended_on="2011-06-01",
        ended_at="2011-06-01T09:00Z",
        ended_by=person("officer"),
    )
    OfferElementFactory(title="Old and unused", is_current=False)
    TakeUpFactory(area=AreaFactory(name="Hull"), element=OfferElementFactory(title="Old and used", is_current=False))
    said = words(signed_in(person(Role.PARTNER)).get("/offer/take-up/"))
    assert "Barnet, Kent, Swindon" in said
    assert "Essex" not in said
    assert "None yet" in said
    assert "Old and unused" not in said
    assert "Old and used" in said
    assert said.index("Hub") < said.index(grant.title)


def test_an_officer_records_for_their_area_once_however_often_the_form_is_sent(world, officer):
    element = OfferElementFactory(title="Hub")
    address = f"/offer/take-up/{world.own.area.slug}/record/"
    sent = {**as_it_stands(officer.get(address)), **APRIL, "element": element.pk, "note": "Two teams"}
    for _ in range(2):
        answer = officer.post(address, sent, follow=True)
        assert "It is recorded" in words(answer)
    assert "Two teams" in words(answer)
    assert TakeUp.objects.count() == 1


def test_what_the_area_takes_up_already_is_refused_with_what_to_do(world, officer):
    taken = TakeUpFactory(area=world.own.area)
    address = f"/offer/take-up/{world.own.area.slug}/record/"
    assert taken.element.title not in words(officer.get(address))
    answer = officer.post(address, {**APRIL, "element": taken.element.pk, "note": ""})
    assert answer.status_code == 422
    assert "Choose another one, or end that first" in words(answer)


def test_nothing_chosen_is_told_at_the_field(world, officer):
    answer = officer.post(f"/offer/take-up/{world.own.area.slug}/record/", {})
    assert answer.status_code == 422
    assert "There is a problem" in words(answer)


def test_an_officer_ends_what_their_area_takes_up(world, officer):
    taken = TakeUpFactory(area=world.own.area)
    address = f"/offer/take-up/{world.own.area.slug}/{taken.pk}/end/"
    assert officer.post(address, {}).status_code == 422
    early = officer.post(address, {"on_day": "1", "on_month": "1", "on_year": "2011", "note": ""})
    assert early.status_code == 422
    answer = officer.post(address, {**JUNE, "note": "The team moved"}, follow=True)
    assert "Ended: The team moved" in words(answer)
    for again in (officer.get(address, follow=True), officer.post(address, {**JUNE, "note": ""}, follow=True)):
        assert "already been recorded" in words(again)


def test_what_another_area_takes_up_is_read_and_not_changed(world, officer):
    taken = TakeUpFactory(area=world.other.area)
    assert "Record an element" not in words(officer.get(f"/offer/take-up/{world.other.area.slug}/"))
    for address in ("record/", f"{taken.pk}/end/"):
        assert officer.get(f"/offer/take-up/{world.other.area.slug}/{address}").status_code == 404
    assert officer.get(f"/offer/take-up/{world.own.area.slug}/{taken.pk}/end/").status_code == 404


def test_the_page_of_take_up_reads_the_same_however_many_areas(django_assert_max_num_queries):
    browser, elements = signed_in(person(Role.PARTNER)), [OfferElementFactory() for _ in range(7)]
    for _ in range(20):
        area = AreaFactory()
        for element in elements:
            TakeUpFactory(area=area, element=element)
    with django_assert_max_num_queries(6):
        browser.get("/offer/take-up/")


def test_the_page_of_an_area_lists_what_it_takes_up_and_leaves_out_what_ended(world, officer):
    TakeUpFactory(area=world.own.area, element=OfferElementFactory(title="Expert support"), note="Two teams use it")
    TakeUpFactory(
        area=world.own.area,
        element=OfferElementFactory(title="Funding for redesign"),
        ended_on="2011-06-01",
        ended_at="2011-06-01T09:00Z",
        ended_by=world.people[Role.SECRETARIAT],
    )
    said = words(officer.get(f"/areas/{world.own.area.slug}/"))
    assert "Expert support" in said
    assert "Two teams use it" in said
    assert "Funding for redesign" not in said
    assert "Funding for redesign" in words(officer.get(f"/offer/take-up/{world.own.area.slug}/"))
