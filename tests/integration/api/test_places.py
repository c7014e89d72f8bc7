"""Authorities, areas, departments and phases by API."""

from __future__ import annotations

from datetime import date

import pytest

from areas.models import CandidatePool, Phase, Pool
from cbtracker.accounts.permissions import Role
from tests.factories.duties import AliasFactory, AreaChampionFactory, LocalityLeadFactory
from tests.factories.people import UserFactory, person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, AuthorityFactory, DepartmentFactory
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements

pytestmark = pytest.mark.django_db
ROWS = ("authorities/", "areas/")


def authority(name: str, **fields):
    return AuthorityFactory(short_name=name, **fields)


@pytest.fixture
def reading(db):
    """An authority with everything that can be said of one, alone in an area of its name."""
    reading = authority("Reading", gss_code="E06000038", later_gss_code="E06000999", abolished_on=date(2013, 3, 31))
    area = AreaFactory(name="Reading", slug="reading", lead_authority=reading, themes=["Older people"])
    AreaMemberFactory(area=area, authority=reading)
    AliasFactory(name="Redinges", authority=reading, area=None)
    CandidatePool.objects.create(
        authority=reading, pool=Pool.MUNRO, since="2011-03", completeness="Part", basis="named", source="A list"
    )
    LocalityLeadFactory(authority=reading, user=UserFactory(full_name="Lee Dee"), handover_note="Mind the bridge")
    AreaChampionFactory(area=area, user=UserFactory(full_name="Cham Pion"), to_on=date(2011, 9, 1))
    return reading


def test_an_authority_is_read_by_its_code_with_all_that_its_page_says(api, reading):
    said = api(person(Role.PARTNER)).get("authorities/E06000038/").json()
    assert (said["name"], said["later_code"], said["abolished_on"]) == ("Reading", "E06000999", "2013-03-31")
    assert (said["area"], said["other_names"]) == ("reading", ["Redinges"])
    pool = said["candidate_pools"][0]
    assert (pool["pool"], pool["since"], pool["source"]) == ("munro-trial", "2011-03", "A list")
    assert said["locality_leads"] == [
        {"name": "Lee Dee", "from_on": "2011-01-01", "to_on": None, "authority": "E06000038"}
    ]
    assert not set(said) & {"email_domain", "rank", "score"}


def test_candidate_pools_are_listed_with_their_authorities_by_name_and_rank_nobody(api, reading):
    client = api(person(Role.OFFICER))
    few = statements(client, "candidate-pools/")
    for name in ("Poole", "Bexley"):
        CandidatePool.objects.create(
            authority=authority(name), pool=Pool.MUNRO, completeness="Part", basis="named", source="A list"
        )
    assert statements(client, "candidate-pools/") == few
    found = client.get("candidate-pools/").json()["results"]
    assert [one["pool"] for one in found] == Pool.values
    assert [one["in_paper"] for one in found] == sorted((one["in_paper"] for one in found), reverse=True)
    [munro] = [one for one in found if one["pool"] == Pool.MUNRO]
    assert [one["name"] for one in munro["candidates"]] == ["Bexley", "Poole", "Reading"]
    assert {"code": "E06000038", "since": "2011-03", "source": "A list"}.items() <= munro["candidates"][2].items()
    assert not {"rank", "score"} & (set(munro) | set(munro["candidates"][0]))


def test_what_a_lead_handed_over_is_read_by_whitehall_alone(api, reading):
    readers = [role for role in Role if role != Role.ADMINISTRATOR]
    by_role = {role: api(person(role)).get("areas/reading/").json()["locality_leads"][0] for role in readers}
    assert {role for role, said in by_role.items() if "handover_note" in said} == {
        Role.SECRETARIAT,
        Role.CHAMPION,
        Role.LOCALITY_LEAD,
    }


def test_an_area_is_read_with_its_members_and_phase_in_full_when_asked(api, reading):
    client = api(person(Role.OFFICER))
    said = client.get("areas/reading/").json()
    assert (said["members"], said["phase"], said["lead_authority"]) == (["E06000038"], "test-phase", "E06000038")
    assert said["champions"] == [{"name": "Cham Pion", "from_on": "2011-01-01", "to_on": "2011-09-01"}]
    assert said["themes"] == ["Older people"]
    full = client.get("areas/reading/?expand=members,phase,lead_authority&fields=members,phase,lead_authority").json()
    assert full["members"] == [{"code": "E06000038", "name": "Reading", "from_on": "2011-01-01", "to_on": None}]
    assert (full["phase"]["name"], full["lead_authority"]["name"]) == ("Test phase", "Reading")
    assert set(full) == {"slug", "members", "phase", "lead_authority"}


def test_lists_have_the_filters_and_orders_of_the_pages(api, client, reading):
    slough = authority("Slough", region_code="E12000008", region_name="South East", kind="county")
    area = AreaFactory(name="Two towns")
    for one in (slough, authority("Windsor")):
        AreaMemberFactory(area=area, authority=one)
    reader = person(Role.CHAMPION)
    asked, ours = api(reader), {"Reading", "Slough", "Windsor"}

    def names(path):
        return [one["name"] for one in asked.get(path).json()["results"] if one["name"] in ours | {"Two towns"}]

    assert names("authorities/") == ["Reading", "Slough", "Windsor"]
    assert names("authorities/?sort=-name") == ["Windsor", "Slough", "Reading"]
    assert names("authorities/?region=E12000008") == names("authorities/?type=county") == ["Slough"]
    assert names("authorities/?pool=munro-trial") == names("authorities/?q=redinges") == ["Reading"]
    assert names("authorities/?q=two+towns") == ["Slough", "Windsor"]
    assert names("areas/?sort=-members") == ["Two towns", "Reading"]
    assert names("areas/?q=slough&phase=test-phase") == ["Two towns"]
    client.force_login(reader)
    page = client.get("/authorities/?sort=-name").content.decode()
    assert page.index("Windsor") < page.index("Slough") < page.index("Reading</a>")
    for wrong in ("authorities/?region=nowhere", "authorities/?pool=best", "areas/?phase=%00", "areas/?sort=score"):
        assert asked.get(wrong).status_code == 422, wrong


def test_departments_come_in_order_with_who_answers_for_a_body(api):
    moj = DepartmentFactory(abbreviation="XoJ", order=2001)
    DepartmentFactory(abbreviation="XMP", kind="body", answered_by=moj, order=2002)
    client = api(person(Role.LOCALITY_LEAD))
    listed = [one["abbreviation"] for one in client.get("departments/").json()["results"]]
    assert listed[-2:] == ["XoJ", "XMP"]
    assert client.get("departments/XMP/").json()["answered_by"] == "XoJ"
    assert client.get("departments/None/").status_code == 404


def test_the_secretariat_dates_a_phase_and_whoever_is_second_sees_what_is_there(api):
    phase = Phase.objects.create(slug="next", name="Next phase", order=99)
    client = api(person(Role.SECRETARIAT))
    read = client.get("phases/next/")
    assert client.patch("phases/next/", {"ends_on": "2012-03-31"}).status_code == 428
    undated = client.patch("phases/next/", {"ends_on": "2012-03-31"}, match=read)
    assert (undated.status_code, set(pointers(undated))) == (422, {"#/starts_on"})
    dated = client.patch("phases/next/", {"starts_on": "2011-07-01", "ends_on": "2012-03-31"}, match=read)
    assert (dated.status_code, dated.json()["version"]) == (200, 2)
    stale = client.patch("phases/next/", {"ends_on": None}, match=read)
    assert (stale.status_code, stale.json()["current"]["ends_on"]) == (412, "2012-03-31")
    opened = client.patch("phases/next/", {"ends_on": None}, match=dated)
    assert (opened.json()["starts_on"], opened.json()["ends_on"]) == ("2011-07-01", None)
    wrong = client.patch("phases/next/", {"goes_live_on": "2011-06-30", "goes_live_inferred": True}, match=opened)
    assert set(pointers(wrong)) == {"#/goes_live_on", "#/source"}
    phase.refresh_from_db()
    assert (phase.version, phase.starts_on, phase.ends_on) == (3, date(2011, 7, 1), None)
    assert {"next"} <= {one["slug"] for one in client.get("phases/").json()["results"]}
    assert api(person(Role.CHAMPION)).patch("phases/next/", {}, match=opened).status_code == 404


def test_nobody_outside_the_programme_learns_that_a_place_is_there(api, reading):
    client = api(person(Role.ADMINISTRATOR))
    paths = ("authorities/", "authorities/E06000038/", "areas/", "areas/reading/", "departments/", "phases/")
    assert {client.get(path).status_code for path in paths} == {404}


def test_a_list_and_a_record_take_as_many_statements_for_many_rows_as_for_few(api, reading):
    client = api(person(Role.SECRETARIAT))
    paths = ("authorities/?expand=area", "areas/?expand=members,phase", "areas/reading/", "authorities/E06000038/")
    before = {path: statements(client, path) for path in (*paths, "departments/", "phases/")}
    area = reading.area_memberships.get().area
    for number in range(4):
        more = AuthorityFactory()
        AreaMemberFactory(area=area if number % 2 else AreaFactory(), authority=more, from_on=START)
        LocalityLeadFactory(authority=more)
        DepartmentFactory(answered_by=DepartmentFactory())
    assert before == {path: statements(client, path) for path in before}
