"""The page of a place: everything about it, and nothing the reader may not see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from areas.models import AreaChampion, LocalityLead, Resource
from cbtracker.accounts.permissions import Role
from requests_log.models import Audience, LoggedRequest
from tests.factories.people import person
from tests.factories.place_register import accepted_request_of, register_of_place, request_of, say
from tests.factories.places import START, AreaFactory, AreaMemberFactory

pytestmark = pytest.mark.django_db


def test_the_page_groups_requests_by_how_far_they_are(area, as_reader):
    register_of_place(area)
    html = as_reader(person(Role.SECRETARIAT), "/areas/swindon/")
    assert "Open requests (2)" in html
    assert "Addressed requests (1)" in html
    assert "Open requests for many or all areas (1)" in html
    assert "Areas have this already." in html


def test_an_officer_reads_the_position_for_areas_and_nothing_of_the_one_for_whitehall(area, officer, as_reader):
    register_of_place(area)
    html = as_reader(officer, "/areas/swindon/")
    assert "The Minister is considering it." in html
    assert "Advice went up" not in html
    assert "Whitehall only" not in html
    whitehall = as_reader(person(Role.CHAMPION), "/areas/swindon/")
    assert "Advice went up" in whitehall
    assert whitehall.count("Whitehall only") == 2


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PARTNER])
def test_a_position_for_whitehall_leaves_the_page_of_others_as_it_was(area, as_reader, role):
    entry = accepted_request_of(None, "Encourage front-line bodies")
    reader = person(role)
    before = as_reader(reader, "/areas/swindon/")
    say(entry, "Advice went up yesterday.", audience=Audience.WHITEHALL)
    assert as_reader(reader, "/areas/swindon/") == before


def test_an_officer_of_another_place_sees_only_what_is_for_every_area(area, as_reader):
    register_of_place(area)
    stranger = person(Role.OFFICER)
    html = as_reader(stranger, "/areas/swindon/")
    assert "Let schools pool funding" not in html
    assert "Encourage front-line bodies to take part" in html


def test_a_request_of_another_place_is_not_on_the_page(area, as_reader):
    request_of(AreaFactory(), "Something else altogether")
    assert "Something else altogether" not in as_reader(person(Role.SECRETARIAT), "/areas/swindon/")


def test_the_timeline_tells_what_happened_newest_first(area, as_reader):
    register_of_place(area)
    LocalityLead.objects.create(
        user=person(Role.LOCALITY_LEAD, full_name="Ann Lead"),
        authority=area.lead_authority,
        from_on=START,
        handover_note="Call the chief executive first.",
    )
    html = as_reader(person(Role.SECRETARIAT), "/areas/swindon/").split('id="timeline"', 1)[1]
    titles = ["Addressed", "Position stated", "Triaged", "Raised", "Ann Lead became locality lead"]
    places = [html.index(title) for title in titles]
    assert places[-1] == max(places)
    assert places[0] < places[2]
    assert "Call the chief executive first." in html


def test_the_area_champion_is_named_and_earlier_ones_are_kept(area, as_reader):
    AreaChampion.objects.create(
        user=person(Role.CHAMPION, full_name="Old Champion"), area=area, from_on=START, to_on="2011-05-01"
    )
    AreaChampion.objects.create(user=person(Role.CHAMPION, full_name="New Champion"), area=area, from_on="2011-05-01")
    html = as_reader(person(Role.PARTNER), "/areas/swindon/")
    assert "New Champion, since 1 May 2011" in html
    assert "Old Champion" in html


def test_totals_count_what_is_not_yet_known_and_blank_is_not_zero(area, as_reader):
    for manner, amount in [("pooled", 100_000_00), ("pooled", None), ("aligned", 0), ("in_kind", None)]:
        Resource.objects.create(
            area=area, year=2011, contributor="Council", manner=manner, other_stream="x", amount_pence=amount
        )
    html = as_reader(person(Role.PARTNER), "/areas/swindon/")
    assert "£100,000 and 1 amount not yet known" in html
    assert "£100,000 and 2 amounts not yet known" in html
    assert "£0" in html
    assert "2011 to 2012" in html


@pytest.mark.parametrize(("role", "may"), [(Role.SECRETARIAT, True), (Role.CHAMPION, False), (Role.PARTNER, False)])
def test_only_those_who_may_change_resources_are_offered_to(area, as_reader, role, may):
    assert ("Add a resource" in as_reader(person(role), "/areas/swindon/")) is may


def test_text_that_people_typed_is_shown_as_text(area, as_reader):
    entry = accepted_request_of(area, "<script>alert(1)</script>")
    say(entry, "<b>bold</b> & more")
    html = as_reader(person(Role.SECRETARIAT), "/areas/swindon/")
    assert "<script>alert" not in html
    assert "<b>bold" not in html
    assert "&lt;b&gt;bold" in html


def test_a_long_list_is_cut_and_says_where_the_rest_is(area, as_reader):
    for number in range(27):
        request_of(area, f"Issue {number}")
    html = as_reader(person(Role.SECRETARIAT), "/areas/swindon/")
    assert "Open requests (25 shown)" in html
    assert LoggedRequest.objects.count() == 27


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.CHAMPION, Role.OFFICER, Role.PARTNER])
def test_the_number_of_queries_does_not_grow_with_the_rows(area, officer, client, role):
    user = officer if role == Role.OFFICER else person(role)
    client.force_login(user)
    register_of_place(area)
    lead = LocalityLead.objects.create(
        user=person(Role.LOCALITY_LEAD), authority=area.lead_authority, from_on=START, to_on="2011-04-01"
    )
    Resource.objects.create(area=area, year=2011, contributor="A", manner="pooled", other_stream="x")
    AreaChampion.objects.create(user=person(Role.CHAMPION), area=area, from_on=START, to_on="2011-04-01")
    client.get("/areas/swindon/")
    with CaptureQueriesContext(connection) as few:
        client.get("/areas/swindon/")
    for _ in range(4):
        register_of_place(area)
        member = AreaMemberFactory(area=area)
        LocalityLead.objects.create(user=lead.user, authority=member.authority, from_on=START)
        Resource.objects.create(area=area, year=2012, contributor="B", manner="aligned", other_stream="y")
        AreaChampion.objects.create(user=lead.user, area=area, from_on=START, to_on="2011-04-01")
    with CaptureQueriesContext(connection) as many:
        client.get("/areas/swindon/")
    assert len(many) == len(few)
    assert len(many) <= 32  # six of them read the rows of Annex D


@pytest.mark.parametrize("address", ["/areas/", "/areas/map/", "/authorities/", "/"])
def test_pages_stand_before_any_reference_data_is_loaded(client, db, address):
    client.force_login(person(Role.SECRETARIAT))
    assert client.get(address).status_code == 200
