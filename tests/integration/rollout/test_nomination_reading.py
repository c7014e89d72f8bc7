"""Who reads which nominations, and how much of each."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cbtracker.accounts.permissions import Role
from rollout.models import Nomination
from rollout.services.nominations import resume, send_back, withdraw
from tests.factories.nominations import CONTACT, NominationFactory
from tests.factories.people import person
from tests.factories.places import AuthorityFactory
from tests.integration.accounts.browsing import text_of
from tests.integration.rollout.nominating import BARRIER, NOW, a_place, answered, asked, submitted

pytestmark = pytest.mark.django_db
LIST, CSV = reverse("rollout:nominations"), reverse("rollout:nominations_csv")


@pytest.fixture
def place():
    return a_place()


def page_of(nomination) -> str:
    return reverse("rollout:nomination", args=[nomination.pk])


def as_role(client, role):
    user = person(role)
    client.force_login(user)
    return user


def listed(client, query="") -> list[str]:
    """The places of the list's lines, in their order."""
    lines = client.get(LIST + query).text.split('<th scope="row"')[1:]
    return [line.split(">", 2)[2].split("<")[0] for line in lines]


def csv_of(client, query="") -> list[str]:
    response = client.get(CSV + query)
    return b"".join(response.streaming_content).decode("utf-8-sig").splitlines()


def test_whitehall_sees_all_partners_what_was_submitted_and_officers_their_own(client, place):
    kent, officer = place
    submitted(officer, kent)
    draft = NominationFactory(lead_authority=AuthorityFactory(short_name="Luton"))
    for role in (Role.SECRETARIAT, Role.CHAMPION, Role.LOCALITY_LEAD):
        as_role(client, role)
        assert listed(client) == ["Kent", "Luton"]
        assert client.get(page_of(draft)).status_code == 200
    as_role(client, Role.PARTNER)
    assert listed(client) == ["Kent"]
    assert client.get(page_of(draft)).status_code == 404
    client.force_login(officer)
    assert listed(client) == ["Kent"]
    assert client.get(page_of(draft)).status_code == 404
    assert len(csv_of(client)) == 2


def test_the_list_is_in_alphabetical_order_or_by_date_and_counts_in_its_title(client):
    for name, started in (("Luton", 3), ("Bolton", 1), ("Leeds", 2)):
        NominationFactory(lead_authority=AuthorityFactory(short_name=name), started_at=NOW.replace(day=started))
    as_role(client, Role.SECRETARIAT)
    assert '<h1 class="govuk-heading-l">Nominations (3)</h1>' in client.get(LIST).text
    assert listed(client) == ["Bolton", "Leeds", "Luton"]
    assert listed(client, "?sort=-started") == ["Luton", "Leeds", "Bolton"]
    assert listed(client, "?sort=started") == ["Bolton", "Leeds", "Luton"]


@pytest.mark.parametrize("state", Nomination.State.values)
def test_each_state_is_found_by_its_filter_and_no_other(client, state):
    for made in ({}, {"submitted": True}, {"acknowledged": True}, {"withdrawn": True}):
        NominationFactory(**made)
    as_role(client, Role.SECRETARIAT)
    [line] = csv_of(client, f"?state={state}")[1:]
    assert Nomination.State(state).label in line


def test_a_region_is_that_of_any_authority_that_takes_part(client):
    east = AuthorityFactory(short_name="Luton", region_code="E12000006", region_name="East of England")
    west = AuthorityFactory(short_name="Bristol", region_code="E12000009", region_name="South West")
    NominationFactory(name="Odd pair", lead_authority=east, members=[east, west])
    NominationFactory(lead_authority=AuthorityFactory(region_code="E12000009", region_name="South West"))
    as_role(client, Role.SECRETARIAT)
    assert listed(client, "?region=E12000006") == ["Odd pair"]
    assert len(listed(client, "?region=E12000009")) == 2


def test_a_filter_that_is_not_there_is_named_and_nothing_is_listed(client):
    NominationFactory()
    as_role(client, Role.SECRETARIAT)
    assert "Select state from the list" in text_of(client.get(LIST + "?state=refused"), 422)
    assert "Select state from the list" in text_of(client.get(CSV + "?state=refused"), 422)


def test_the_file_is_safe_to_open_in_a_spreadsheet(client):
    NominationFactory(name="=cmd|' /C calc'!A0")
    as_role(client, Role.SECRETARIAT)
    header, line = csv_of(client)
    assert header.startswith("reference,place,authorities,state,wanted_start")
    assert ",=cmd" not in line
    assert "=cmd" in line


def test_the_page_says_what_it_says_who_signed_and_what_has_come_of_it(client, place):
    kent, officer = place
    nomination = submitted(officer, kent, barriers=[BARRIER])
    as_role(client, Role.CHAMPION)
    page = text_of(client.get(page_of(nomination)))
    for said in ("Robin Chief, chief executive", "Signed on 4 July 2011", CONTACT["email"], BARRIER["issue"], "CB-00"):
        assert said in page
    assert reverse("places:place", args=[nomination.area.slug]) in page


def test_partners_see_neither_who_signed_nor_how_to_reach_people(client, place):
    kent, officer = place
    nomination = submitted(officer, kent)
    as_role(client, Role.PARTNER)
    page = text_of(client.get(page_of(nomination)))
    assert CONTACT["name"] in page
    assert CONTACT["email"] not in page
    assert "Robin Chief" not in page
    assert officer.email not in page


def test_what_the_second_person_wants_changed_is_the_places_own_and_not_whitehalls(client, place):
    kent, officer = place
    draft = answered(officer, kent)
    send_back(asked(draft, kent, officer).token(), comment="Name the police", now=NOW)
    client.force_login(officer)
    assert "Name the police" in text_of(client.get(page_of(draft)))
    as_role(client, Role.SECRETARIAT)
    page = text_of(client.get(page_of(draft)))
    assert "asked for a change before signing" in page
    assert "Name the police" not in page


def test_the_history_keeps_that_it_was_withdrawn_and_resumed(client, place):
    kent, officer = place
    nomination = submitted(officer, kent)
    gone = withdraw(nomination, reason="A review", by=officer, expected_version=nomination.version, now=NOW)
    resume(gone, by=officer, expected_version=gone.version, now=NOW)
    client.force_login(officer)
    page = text_of(client.get(page_of(nomination)))
    assert "A review" in page
    assert "Resumed" in page
    as_role(client, Role.PARTNER)
    assert "A review" not in text_of(client.get(page_of(nomination)))


def test_officers_find_what_they_can_do_next_and_others_do_not(client, place):
    kent, officer = place
    draft = answered(officer, kent)
    next_steps = [reverse(f"rollout:{name}", args=[draft.pk]) for name in ("nomination_tasks", "nomination_withdraw")]
    client.force_login(officer)
    assert all(href in client.get(page_of(draft)).text for href in next_steps)
    as_role(client, Role.SECRETARIAT)
    assert not any(href in client.get(page_of(draft)).text for href in next_steps)


def test_an_authority_and_the_place_made_of_it_show_the_nomination_to_those_who_may_read_it(client, place):
    kent, officer = place
    nomination = submitted(officer, kent)
    draft = NominationFactory(lead_authority=AuthorityFactory(short_name="Luton"))
    of_kent = reverse("areas:authority", args=[kent.slug])
    of_luton = reverse("areas:authority", args=[draft.lead_authority.slug])
    place_page, sheet = (reverse(name, args=[nomination.area.slug]) for name in ("places:place", "papers:place_sheet"))
    as_role(client, Role.PARTNER)
    for address in (of_kent, place_page):
        assert page_of(nomination) in client.get(address).text
    assert nomination.reference in client.get(sheet).text
    assert page_of(draft) not in client.get(of_luton).text
    as_role(client, Role.SECRETARIAT)
    assert page_of(draft) in client.get(of_luton).text
    as_role(client, Role.OFFICER)
    for address in (of_kent, place_page):
        assert page_of(nomination) not in client.get(address).text
    assert nomination.reference not in client.get(sheet).text


def test_the_sheet_of_a_day_before_it_came_does_not_know_of_it(client, place):
    kent, officer = place
    nomination = submitted(officer, kent)
    as_role(client, Role.SECRETARIAT)
    sheet = reverse("papers:place_sheet", args=[nomination.area.slug])
    assert nomination.reference not in client.get(sheet, {"as_at": "2011-07-03"}).text
    assert f"{nomination.reference}, submitted on 4 July 2011" in text_of(client.get(sheet))


def test_reading_one_takes_no_more_queries_for_many_authorities(client, django_assert_max_num_queries):
    as_role(client, Role.SECRETARIAT)
    authorities = [AuthorityFactory() for _ in range(6)]
    nomination = NominationFactory(name="Six", lead_authority=authorities[0], members=authorities, acknowledged=True)
    client.get(page_of(nomination))
    with django_assert_max_num_queries(18):
        client.get(page_of(nomination))


@pytest.mark.parametrize("sort", ["place", "-place", "submitted", "-started"])
def test_a_long_list_has_pages_on_which_each_stands_once(client, sort):
    for number in range(30):
        NominationFactory(name=f"Place {number:02}", started_at=NOW.replace(day=1 + number // 2), submitted=number % 2)
    as_role(client, Role.SECRETARIAT)
    first = client.get(LIST, {"sort": sort})
    [following] = [line.split('"')[1] for line in first.text.split("href=")[1:] if 'rel="next"' in line.split(">")[0]]
    query = following.replace("&amp;", "&")
    both = listed(client, f"?sort={sort}") + listed(client, query)
    assert sorted(both) == [f"Place {number:02}" for number in range(30)]
