"""Pages of coverage: the same numbers for everybody in the programme, as at any day."""

from __future__ import annotations

import csv
import re
from datetime import UTC, date, datetime
from io import StringIO

import pytest
import time_machine

from areas.models import Area, Authority
from cbtracker.accounts.permissions import Role
from rollout.models import EngagementStep, Step
from rollout.selectors.coverage import BASIS
from rollout.services import retract_step, take_step
from tests.factories.people import person
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
NOW = datetime(2012, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(for_the_module):
    reference_data()


@pytest.fixture
def at_work(loaded, client):
    """The secretariat, signed in on 1 June 2012."""
    with time_machine.travel(NOW, tick=False):
        user = person(Role.SECRETARIAT)
        client.force_login(user)
        yield user


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def take(slug, step, on, by, **more):
    return take_step(authority=Authority.objects.get(slug=slug), step=step, on=on, by=by, **more)


def test_the_page_says_the_number_the_planning_basis_and_that_it_is_no_target(at_work, client):
    said = text_of(client.get("/coverage/?as_at=2011-04-01"))
    assert "Coverage (28 of 152)" in said
    assert "As at 1 April 2011, 28 of 152 upper-tier authorities (18%) are engaged." in said
    assert f"Half of them, 76, by April 2012 is a {BASIS}." in said


def test_the_chart_has_a_title_a_description_and_the_same_numbers_in_a_table(at_work, client):
    page = client.get("/coverage/").content.decode()
    assert '<title id="chart-title">Engaged authorities over time</title>' in page
    assert '<desc id="chart-description">' in page
    assert "planning basis, not a target" in page[page.index('<svg class="cb-chart') :]
    assert "style=" not in page[page.index('<svg class="cb-chart') : page.index("</svg>")]
    assert re.search(r"1 April 2011</th>\s*<td[^>]*>28</td>\s*<td[^>]*>18%", page)


def test_coverage_and_map_change_on_the_day_of_a_step_and_not_before_it(at_work, client):
    take("devon", Step.NOMINATED, date(2011, 9, 5), at_work)
    assert "Coverage (28 of 152)" in text_of(client.get("/coverage/?as_at=2011-09-04"))
    assert "Coverage (29 of 152)" in text_of(client.get("/coverage/?as_at=2011-09-05"))
    assert "Devon: not engaged yet" in client.get("/coverage/map/?as_at=2011-09-04").content.decode()
    assert "Devon: nominated" in client.get("/coverage/map/?as_at=2011-09-05").content.decode()


@pytest.mark.parametrize("query", ["as_at=yesterday", "as_at=2012-06-02", "as_at=1066-10-14"])
@pytest.mark.parametrize("page", ["", "map/", "coverage.csv"])
def test_a_day_that_cannot_be_is_named_beside_the_field(at_work, client, page, query):
    response = client.get(f"/coverage/{page}?{query}")
    assert response.status_code == 422
    assert "There is a problem" in text_of(response)


def test_the_map_can_be_narrowed_to_a_region_and_a_step_by_its_address(at_work, client):
    region = Authority.objects.get(slug="swindon").region_code
    said = text_of(client.get(f"/coverage/map/?region={region}&step=live"))
    assert "Map of engagement (1)" in said
    assert "Map of engagement (124)" in text_of(client.get("/coverage/map/?step=not-engaged"))
    assert "No authority stands there" in text_of(client.get("/coverage/map/?step=paused"))
    assert client.get("/coverage/map/?region=narnia&step=rejected").status_code == 422


def test_a_step_is_told_by_letters_and_pattern_and_never_by_red_amber_or_green(at_work, client):
    page = client.get("/coverage/map/").content.decode()
    assert page.count("url(#cb-step-live)") == 29  # 28 tiles and the key
    assert page.count(">Live</text>") == 29
    assert not re.search(r"\b(red|amber|green)\b", page)


def test_coverage_and_map_take_six_queries_at_most_however_many_steps_there_are(
    at_work, client, django_assert_max_num_queries
):
    client.get("/coverage/")
    addresses = ("/coverage/", "/coverage/?as_at=2011-12-01", "/coverage/map/", "/coverage/map/?as_at=2011-12-01")
    few = [_queries(client, address, django_assert_max_num_queries) for address in addresses]
    EngagementStep.objects.bulk_create(
        EngagementStep(authority=one, step=step, on=date(2011, 5, number), recorded_at=NOW)
        for one in Authority.objects.all()
        for number, step in enumerate((Step.NOMINATED, Step.PLANNING, Step.PAUSED, Step.LIVE), start=1)
    )
    assert [_queries(client, address, django_assert_max_num_queries) for address in addresses] == few
    assert "Coverage (152 of 152)" in text_of(client.get("/coverage/"))


def _queries(client, address, at_most):
    with at_most(6) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_file_holds_the_numbers_of_the_page(at_work, client):
    response = client.get("/coverage/coverage.csv?as_at=2011-04-01")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert response["Content-Disposition"] == 'attachment; filename="coverage-2011-04-01.csv"'
    assert rows[0] == {
        "table": "over time",
        "row": "2011-04-01",
        "engaged": "28",
        "authorities": "152",
        "as_at": "2011-04-01",
    }
    regions = [row for row in rows if row["table"] == "region"]
    assert sum(int(row["engaged"]) for row in regions) == 28
    assert sum(int(row["authorities"]) for row in rows if row["table"] == "step") == 152


def test_the_secretariat_records_a_step_and_everybody_reads_it(at_work, client):
    sent = {
        "step": "planning",
        "on_day": "5",
        "on_month": "9",
        "on_year": "2011",
        "note": "Said so",
        "source": "Letter",
    }
    response = client.post("/coverage/authorities/devon/take/", sent, follow=True)
    said = text_of(response)
    assert "Step recorded" in said
    assert "Devon: planning, since 5 September 2011." in said
    for address in ("/coverage/authorities/devon/", "/authorities/devon/"):
        client.force_login(person(Role.PARTNER))
        said = text_of(client.get(address))
        assert "5 September 2011" in said
        assert "Record a step" not in said
        assert "Retract" not in said


def test_a_form_sent_twice_makes_one_step(at_work, client):
    sent = {"once": "k" * 32, "step": "planning", "on_day": "5", "on_month": "9", "on_year": "2011"}
    for _ in range(2):
        assert client.post("/coverage/authorities/devon/take/", sent).status_code == 302
    assert EngagementStep.objects.filter(authority__slug="devon").count() == 1


def test_a_step_that_cannot_be_keeps_every_word_and_says_what_to_do(at_work, client):
    sent = {"step": "live", "on_day": "5", "on_month": "9", "on_year": "2011", "note": "Kept"}
    response = client.post("/coverage/authorities/kent/take/", sent)
    assert response.status_code == 422
    assert "Kent is already recorded as “Live” on 1 April 2011" in text_of(response)
    assert "Kept" in response.content.decode()
    blank = text_of(client.post("/coverage/authorities/kent/take/", {}))
    assert "Select step" in blank
    assert "Enter date" in blank


def test_a_step_is_retracted_with_a_reason_that_only_the_secretariat_reads(at_work, client):
    step = take("devon", Step.LIVE, date(2011, 9, 5), at_work)
    address = f"/coverage/authorities/devon/{step.pk}/retract/"
    assert "Live" in text_of(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 422
    said = text_of(client.post(address, {"reason": "It was Dorset"}, follow=True))
    assert "Step retracted" in said
    assert "It was Dorset" in said
    assert "Devon is not engaged yet" in said
    assert "already been retracted" in text_of(client.post(address, {"reason": "Again"}, follow=True))
    assert "already been retracted" in text_of(client.get(address, follow=True))
    client.force_login(person(Role.CHAMPION))
    assert "It was Dorset" not in text_of(client.get("/coverage/authorities/devon/"))


def test_a_step_of_another_authority_is_not_found_under_this_one(at_work, client):
    step = take("devon", Step.LIVE, date(2011, 9, 5), at_work)
    assert client.get(f"/coverage/authorities/dorset/{step.pk}/retract/").status_code == 404


def test_a_place_says_where_each_of_its_authorities_stands(at_work, client):
    take("wandsworth", Step.PAUSED, date(2011, 9, 5), at_work)
    said = text_of(client.get(f"/areas/{Area.objects.get(slug='west-london').slug}/"))
    assert re.search(r"Wandsworth\s+: all steps\s+Paused\s+5 September 2011", said)
    assert re.search(r"Westminster\s+: all steps\s+Live\s+1 April 2011", said)


def test_retracted_steps_count_nowhere(at_work, client):
    step = take("devon", Step.LIVE, date(2011, 9, 5), at_work)
    retract_step(step=step, reason="A mistake", by=at_work)
    assert "Coverage (28 of 152)" in text_of(client.get("/coverage/"))
    assert "Devon: not engaged yet" in client.get("/coverage/map/").content.decode()


@pytest.mark.parametrize(
    ("role", "is_there"), [(role, role != Role.ADMINISTRATOR) for role in Role], ids=lambda value: str(value)
)
def test_everybody_but_administrators_finds_coverage_in_the_navigation(loaded, client, role, is_there):
    client.force_login(person(role))
    assert ('href="/coverage/"' in client.get("/").content.decode()) is is_there
