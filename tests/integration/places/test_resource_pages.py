"""Changing what a place brings together, over HTTP."""

import pytest

from areas.models import FundingStream, Resource
from cbtracker.accounts.permissions import Role
from tests.factories.people import person
from tests.integration.requests_log.pages import in_box, words
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
TYPED = {
    "year": "2011",
    "contributor": "Jobcentre Plus",
    "stream": "",
    "other_stream": "Advisers’ time",
    "manner": "in_kind",
    "amount_pence": "",
    "note": "",
}


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def resource(area):
    return Resource.objects.create(
        area=area, year=2011, contributor="Council", manner="pooled", other_stream="Staff", amount_pence=5_00
    )


def change(client, resource, **typed):
    return client.post(f"/areas/swindon/resources/{resource.pk}/", {**TYPED, **typed})


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("", None), ("0", 0), ("12,500", 1_250_000), ("£12,500.50", 1_250_050), ("1", 100), ("  7 ", 700)],
)
def test_an_amount_is_kept_as_pence_and_a_blank_as_not_known(desk, area, typed, pence):
    response = desk.post("/areas/swindon/resources/add/", {**TYPED, "amount_pence": typed})
    assert response.status_code == 302
    assert Resource.objects.get().amount_pence == pence


@pytest.mark.parametrize("typed", ["a lot", "-5", "12.5", "1e9", "٣", "=1+1", "1.234,00", "9" * 30])
def test_what_is_not_an_amount_is_said_at_the_field_and_kept_as_typed(desk, area, typed):
    response = desk.post("/areas/swindon/resources/add/", {**TYPED, "amount_pence": typed})
    assert response.status_code == 422
    assert "Amount must be" in response.content.decode()
    assert not Resource.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"contributor": ""}, "Enter contributor"),
        ({"contributor": "x" * 151}, "Contributor must be 150 characters or fewer"),
        ({"note": "x" * 20_000}, "Note must be 2000 characters or fewer"),
        ({"contributor": "a\x07b"}, "Contributor must not contain control characters"),
        ({"manner": "lent"}, "Select how it is brought together from the list"),
        ({"year": "1066"}, "Select financial year from the list"),
        ({"other_stream": ""}, "Select a funding stream, or enter another one"),
        ({"stream": "999"}, "Select funding stream from the list"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field_and_nothing_is_written(desk, area, wrong, says):
    response = desk.post("/areas/swindon/resources/add/", {**TYPED, **wrong})
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Resource.objects.exists()


def test_a_stream_is_chosen_from_the_dated_menu(desk, area):
    reference_data()
    stream = FundingStream.objects.get(slug="public-health")
    page = desk.get("/areas/swindon/resources/add/").content.decode()
    assert "Public health budget" in page
    assert "22 December 2010" in page
    desk.post("/areas/swindon/resources/add/", {**TYPED, "stream": stream.pk, "other_stream": ""})
    assert Resource.objects.get().stream == stream


def test_the_loser_of_a_simultaneous_change_keeps_every_word_and_sees_both(desk, resource):
    assert change(desk, resource, version="1", amount_pence="10", note="Mine first").status_code == 302
    response = change(desk, resource, version="1", amount_pence="20", note="Theirs, in full")
    html = response.content.decode()
    assert response.status_code == 409
    assert "Theirs, in full" in html
    assert "Mine first" in html
    assert "£10" in words(response)
    assert Resource.objects.get().note == "Mine first"
    again = change(desk, resource, version="2", amount_pence="20", note="Theirs, in full")
    assert again.status_code == 302
    assert Resource.objects.get().note == "Theirs, in full"
    assert 'name="version" value="2"' in html


def test_the_loser_can_put_both_texts_in_one_or_leave_what_is_there(desk, resource):
    change(desk, resource, version="1", amount_pence="10", note="First words")
    mine = {"version": "2", "amount_pence": "20", "note": "Second words"}
    both = change(desk, resource, **mine, choice="combine")
    assert both.status_code == 409
    assert in_box(both, "note") == "First words\n\nSecond words"
    left = change(desk, resource, **mine, choice="theirs")
    assert left["Location"].endswith("#resources")
    assert (Resource.objects.get().note, Resource.objects.get().amount_pence) == ("First words", 10_00)


def test_without_a_version_nothing_is_overwritten(desk, resource):
    assert change(desk, resource).status_code == 409
    assert Resource.objects.get().contributor == "Council"


def test_words_typed_for_a_resource_that_was_removed_are_kept(desk, resource):
    page = f"/areas/swindon/resources/{resource.pk}/"
    desk.post(f"{page}remove/", {"version": "1"})
    response = desk.post(page, {**TYPED, "version": "1", "note": "Every word"})
    assert response.status_code == 409
    assert "Every word" in response.content.decode()
    assert not Resource.objects.exists()


def test_a_resource_that_changed_meanwhile_is_not_removed_unseen(desk, resource):
    change(desk, resource, version="1")
    response = desk.post(f"/areas/swindon/resources/{resource.pk}/remove/", {"version": "1"})
    assert response.status_code == 409
    assert Resource.objects.exists()
    assert desk.post(f"/areas/swindon/resources/{resource.pk}/remove/", {"version": "2"}).status_code == 302
    assert not Resource.objects.exists()


def test_the_form_shows_what_is_there(desk, resource):
    html = desk.get(f"/areas/swindon/resources/{resource.pk}/").content.decode()
    assert 'value="5"' in html
    assert 'value="Council"' in html


def test_a_resource_of_another_area_cannot_be_reached_through_one_s_own(desk, area):
    from tests.factories.places import AreaFactory

    foreign = Resource.objects.create(
        area=AreaFactory(), year=2011, contributor="Them", manner="pooled", other_stream="x"
    )
    assert desk.get(f"/areas/swindon/resources/{foreign.pk}/").status_code == 404
    assert change(desk, foreign, version="1").status_code in {404, 409}
    foreign.refresh_from_db()
    assert foreign.contributor == "Them"


@pytest.mark.parametrize("role", [Role.PARTNER, Role.CHAMPION, Role.OFFICER, Role.ADMINISTRATOR])
def test_others_find_no_form(client, area, resource, role):
    client.force_login(person(role))
    assert client.get("/areas/swindon/resources/add/").status_code == 404
    assert change(client, resource, version="1").status_code == 404
