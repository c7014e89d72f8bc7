"""Prospectuses and the earlier areas: who writes them, what they may say, and who reads them (F003 Annexes A and B)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from areas.access import NotPermitted
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import EarlierArea, Prospectus
from rollout.workstrands.selectors.strands import earlier_areas
from rollout.workstrands.services.earlier_areas import fill_in_earlier_area
from rollout.workstrands.services.prospectus import change_prospectus, publish_prospectus, write_prospectus
from rollout.workstrands.windows import Window, window_on
from tests.factories.people import person
from tests.factories.workstrands import (
    CriterionFactory,
    EarlierAreaFactory,
    ProspectusFactory,
    StrandPlaceFactory,
    WorkstrandFactory,
)
from tests.integration.workstrands.conftest import NOW

pytestmark = pytest.mark.django_db
SAID = {"text": "Come forward", "opens_on": date(2011, 7, 1), "closes_on": date(2011, 9, 30), "new_areas": True}


def faults(call) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        call()
    return refused.value.message_dict


def test_a_prospectus_is_written_changed_and_published_by_the_secretariat_alone(secretary, officer):
    strand = WorkstrandFactory(number=3)
    with pytest.raises(NotPermitted):
        write_prospectus(strand=strand, values=SAID, by=officer, now=NOW)
    one = write_prospectus(strand=strand, values=SAID, by=secretary, now=NOW)
    assert not Prospectus.objects.visible_to(officer).exists()
    changed = change_prospectus(
        prospectus=one, values={"earlier_areas": True}, expected_version=1, by=secretary, now=NOW
    )
    assert (changed.version, changed.text, changed.earlier_areas) == (2, "Come forward", True)
    with pytest.raises(StaleVersion):
        publish_prospectus(prospectus=one, expected_version=1, by=secretary, now=NOW)
    assert publish_prospectus(prospectus=one, expected_version=2, by=secretary, now=NOW).published_at == NOW
    assert Prospectus.objects.visible_to(officer).exists()
    with pytest.raises(ValidationError):
        publish_prospectus(prospectus=one, expected_version=3, by=secretary, now=NOW)
    assert "text" in faults(lambda: write_prospectus(strand=strand, values=SAID, by=secretary, now=NOW))


def test_a_prospectus_that_says_what_cannot_be_is_refused_at_its_field(secretary):
    strands = {number: WorkstrandFactory(number=number) for number in (3, 4)}
    cases = [
        (4, {"earlier_areas": True}, "earlier_areas"),
        (3, {"new_areas": False}, "new_areas"),
        (3, {"closes_on": date(2011, 6, 30)}, "closes_on"),
        (3, {"opens_on": date(1999, 1, 1)}, "opens_on"),
        (3, {"text": ""}, "text"),
    ]
    for number, values, field in cases:
        said = {**SAID, **values}
        found = faults(lambda: write_prospectus(strand=strands[number], values=said, by=secretary, now=NOW))  # noqa: B023
        assert set(found) == {field}
    assert not Prospectus.objects.exists()


def test_a_prospectus_is_open_from_its_first_day_to_its_last():
    one = ProspectusFactory.build(opens_on=date(2011, 7, 1), closes_on=date(2011, 9, 30))
    days = [date(2011, 6, 30), date(2011, 7, 1), date(2011, 9, 30), date(2011, 10, 1)]
    assert [window_on(one, day) for day in days] == [Window.COMING, Window.OPEN, Window.OPEN, Window.CLOSED]
    one.published_at = None
    assert [window_on(one, days[1]), window_on(None, days[1])] == [Window.DRAFT, Window.NONE]


def test_what_is_filled_in_of_the_earlier_areas_may_differ_from_the_paper_and_says_so(secretary, officer):
    rows = [EarlierAreaFactory(number=number) for number in range(1, 14)]
    assert earlier_areas(officer).differs == ""

    def fill(row, **values):
        return fill_in_earlier_area(area=row, values=values, expected_version=row.version, by=secretary, now=NOW)

    fill(rows[0], name="A town", led_by="community")
    assert earlier_areas(officer).differs == ""
    fill(rows[1], name="A village", led_by="community")
    found = earlier_areas(officer)
    assert (found.named, found.differs) == (2, "Here 2 areas are recorded as led by the community")
    assert "name" in faults(lambda: fill(rows[2], name="A town"))
    assert "name" in faults(lambda: fill(rows[2], led_by="authority"))
    with pytest.raises(StaleVersion):
        fill(rows[0], name="A city")
    with pytest.raises(NotPermitted):
        fill_in_earlier_area(area=rows[2], values={"name": "X"}, expected_version=1, by=officer, now=NOW)
    assert EarlierArea.objects.get(number=3).name == ""


def test_thirteen_areas_of_which_the_community_led_none_differ_from_the_paper_too(officer):
    for number in range(1, 14):
        EarlierAreaFactory(number=number, name=f"Area {number}", led_by="authority")
    assert earlier_areas(officer).differs == "Here 0 areas are recorded as led by the community"


@pytest.fixture
def keeper(client, secretary):
    client.force_login(secretary)
    return client


def test_the_page_of_a_workstrand_shows_what_it_is_and_what_of_it_there_is(keeper, officer):
    place = StrandPlaceFactory(of_neighbourhood=True, name="Over the water")
    CriterionFactory(strand=place.strand, title="It wants it", source="F003 Annex A, How")
    ProspectusFactory(strand=place.strand, text="Come forward", published_at=None)
    EarlierAreaFactory(number=1, name="A town")
    at = reverse("workstrands:strand", args=[3])
    shown = keeper.get(at).text
    for said in ("Over the water", "It wants it", "F003 Annex A, How", "Come forward", "A town", "1 of 13 so far"):
        assert said in shown
    keeper.force_login(officer)
    shown = keeper.get(at).text
    assert "Come forward" not in shown
    assert "No prospectus has been published yet" in shown
    assert keeper.get(reverse("workstrands:strand", args=[5])).status_code == 404
    assert "Over the water" in keeper.get(reverse("workstrands:index")).text


def test_a_community_member_reads_the_workstrands_and_an_administrator_does_not(client):
    WorkstrandFactory(number=3)
    for role, status in ((Role.COMMUNITY, 200), (Role.ADMINISTRATOR, 404)):
        client.force_login(person(role))
        assert client.get(reverse("workstrands:strand", args=[3])).status_code == status


FORM = {
    "text": "Come forward",
    "opens_on_day": "1",
    "opens_on_month": "7",
    "opens_on_year": "2011",
    "closes_on_day": "30",
    "closes_on_month": "9",
    "closes_on_year": "2011",
    "new_areas": "on",
}


def test_the_form_of_a_prospectus_writes_it_once_and_shows_both_versions_to_who_comes_second(keeper):
    WorkstrandFactory(number=3)
    at, back = reverse("workstrands:prospectus", args=[3]), reverse("workstrands:strand", args=[3])
    assert keeper.get(at).status_code == 200
    assert keeper.post(at, {}).status_code == 422
    assert keeper.post(at, FORM)["Location"] == back
    late = keeper.post(at, {**FORM, "text": "Mine"})
    assert (late.status_code, "Mine" in late.text, "Come forward" in late.text) == (409, True, True)
    assert keeper.post(at, {**FORM, "text": "Changed", "version": 1})["Location"] == back
    late = keeper.post(at, {**FORM, "text": "Mine", "version": 1})
    assert (late.status_code, "Mine" in late.text, "Changed" in late.text) == (409, True, True)
    publish = reverse("workstrands:publish_prospectus", args=[3])
    assert "Changed" in keeper.get(publish).text
    assert keeper.post(publish, {"version": 1}).status_code == 409
    assert keeper.post(publish, {"version": 2})["Location"] == back
    assert Prospectus.objects.get().published_at is not None
    assert "published already" in keeper.post(publish, {"version": 3}, follow=True).text


def test_the_form_of_an_earlier_area_fills_it_in_or_says_what_is_wrong(keeper):
    WorkstrandFactory(number=3)
    EarlierAreaFactory(number=1)
    at = reverse("workstrands:earlier_area", args=[1])
    wrong = keeper.post(at, {"led_by": "community", "version": 1})
    assert (wrong.status_code, "Enter its name too" in wrong.text) == (422, True)
    assert keeper.post(at, {"name": "A town", "led_by": "community", "version": 1}).status_code == 302
    assert EarlierArea.objects.get().led_by == "community"
    assert keeper.post(at, {"name": "Mine", "version": 1}).status_code == 409
