"""Coverage as at a date and the steps of authorities, by API."""

from __future__ import annotations

import csv
import re
from datetime import date
from io import StringIO

import pytest

from cbtracker.accounts.permissions import Role
from cbtracker.rest.models import Scope
from rollout.models import EngagementStep
from tests.factories.people import person
from tests.factories.places import AuthorityFactory
from tests.factories.rollout import EngagementStepFactory
from tests.integration.api.conftest import pointers
from tests.integration.api.counting import statements

pytestmark = pytest.mark.django_db
TAKEN = {"step": "nominated", "on": "2011-09-05", "source": "Letter of 5 September 2011"}


@pytest.fixture
def swindon(db):
    """Live from April 2011; two other authorities took no step, one of them in another region."""
    swindon = AuthorityFactory(short_name="Swindon", gss_code="E06000030", slug="swindon")
    AuthorityFactory(short_name="Slough", region_code="E12000008", region_name="South East")
    AuthorityFactory(short_name="Torbay")
    EngagementStepFactory(authority=swindon, step="live", on=date(2011, 4, 1))
    return swindon


def test_coverage_is_the_same_by_api_in_its_file_and_on_the_page(api, client, swindon):
    reader = person(Role.PARTNER)
    said = api(reader).get("coverage/?as_at=2011-05-11").json()
    total = said["authorities"]
    assert (said["as_at"], said["engaged"]) == ("2011-05-11", 1)
    assert said["planning_basis"]["authorities"] == -(-total // 2)
    assert said["planning_basis"]["about"].startswith("planning basis, not a target")
    assert said["over_time"] == [{"on": "2011-04-01", "engaged": 1}]
    assert sum(one["authorities"] for one in said["steps"]) == total
    assert [one["name"] for one in said["regions"]] == sorted(one["name"] for one in said["regions"])
    client.force_login(reader)
    page = client.get("/coverage/?as_at=2011-05-11").content.decode()
    assert said["sentence"] in page
    assert f"Half of them, {said['planning_basis']['authorities']}, by April 2012" in re.sub(r"\s+", " ", page)
    by_api, by_page = (
        b"".join(answer.streaming_content)
        for answer in (
            api(reader, Scope.EXPORT).get("coverage/?as_at=2011-05-11", Accept="text/csv"),
            client.get("/coverage/coverage.csv?as_at=2011-05-11"),
        )
    )
    assert by_api == by_page
    rows = list(csv.DictReader(StringIO(by_api.decode("utf-8-sig"))))
    assert rows[-1]["engaged"] == str(said["engaged"])
    assert api(reader, Scope.READ).get("coverage/", Accept="text/csv").status_code == 403


def test_before_anybody_began_nobody_is_engaged_and_no_word_judges(api, swindon):
    answer = api(person(Role.OFFICER)).get("coverage/?as_at=2011-03-31")
    assert (answer.json()["engaged"], answer.json()["over_time"]) == (0, [])
    assert not re.search(r"\b(rank|score|behind|ahead|rag|red|amber|green)\b", answer.content.decode().lower())
    assert "target" not in answer.content.decode().replace("not a target", "")


@pytest.mark.parametrize(
    "query", ["as_at=2999-01-01", "as_at=1/4/2012", "as_at=", "as_at=1066-10-14", "step=best", "region=x", "step="]
)
def test_a_day_or_a_filter_that_cannot_be_read_is_named(api, swindon, query):
    answer = api(person(Role.CHAMPION)).get(f"engagements/?{query}")
    assert (answer.status_code, list(pointers(answer))) == (422, [query.split("=")[0]])


def test_where_each_authority_stands_is_listed_by_name_as_at_a_day(api, swindon):
    client = api(person(Role.LOCALITY_LEAD))

    def names(query):
        return [one["name"] for one in client.get(f"engagements/?{query}").json()["results"]]

    assert names("") == sorted(names(""))
    assert names("step=live") == ["Swindon"]
    assert names("step=live&as_at=2011-03-31") == []
    assert names("region=E12000008&step=not-engaged") == ["Slough"]
    line = client.get("engagements/?step=live").json()["results"][0]
    assert (line["code"], line["since"], line["engaged"]) == ("E06000030", "2011-04-01", True)


def test_the_secretariat_takes_a_step_and_retracts_it_and_others_see_what_counts(api, swindon):
    client, reader = api(person(Role.SECRETARIAT)), api(person(Role.OFFICER))
    taken = client.post("engagements/E06000030/steps/", TAKEN, key="one")
    assert client.post("engagements/E06000030/steps/", TAKEN, key="one").json() == taken.json()
    assert (taken.status_code, EngagementStep.objects.filter(step="nominated").count()) == (201, 1)
    address = taken["Location"].removeprefix("/api/v1/")
    said = reader.get("engagements/E06000030/").json()
    assert ([one["step"] for one in said["steps"]], said["step"]) == (["nominated", "live"], "nominated")
    assert reader.get("engagements/E06000030/?as_at=2011-04-02").json()["step"] == "live"
    assert set(pointers(reader.get("engagements/E06000030/?as_at=2999-01-01"))) == {"as_at"}
    why = {"reason": "The letter was of another place"}
    assert reader.post(f"{address}retraction/", why).status_code == 404
    blank = client.post(f"{address}retraction/", {"reason": " "})
    assert (blank.status_code, set(pointers(blank))) == (422, {"#/reason"})
    retracted = client.post(f"{address}retraction/", why)
    assert (retracted.status_code, retracted.json()["retraction"]["reason"]) == (200, why["reason"])
    assert client.post(f"{address}retraction/", why).status_code == 409
    assert (client.get(address).status_code, reader.get(address).status_code) == (200, 404)
    assert [one["step"] for one in client.get("engagements/E06000030/").json()["steps"]] == ["live", "nominated"]
    assert [one["step"] for one in reader.get("engagements/E06000030/").json()["steps"]] == ["live"]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"on": "2999-01-01"}, "#/on"),
        ({"on": "2200-01-01"}, "#/on"),
        ({"on": "2009-01-01"}, "#/on"),
        ({"step": "won"}, "#/step"),
        ({"step": "live", "on": "2011-04-01"}, "#/step"),
        ({"note": "x" * 2001}, "#/note"),
        ({"rank": 1}, "#/rank"),
    ],
)
def test_a_step_that_cannot_be_is_refused_at_its_place(api, swindon, wrong, place):
    answer = api(person(Role.SECRETARIAT)).post("engagements/E06000030/steps/", {**TAKEN, **wrong})
    assert (answer.status_code, set(pointers(answer))) == (422, {place})
    assert EngagementStep.objects.count() == 1


def test_engagement_takes_as_many_statements_for_many_as_for_few(api, swindon):
    client = api(person(Role.SECRETARIAT))
    paths = ("coverage/?as_at=2012-04-01", "engagements/", "engagements/E06000030/")
    before = {path: statements(client, path) for path in paths}
    for month in range(5, 9):
        EngagementStepFactory(on=date(2011, month, 1))
        EngagementStepFactory(authority=swindon, step="paused", on=date(2011, month, 1))
    assert before == {path: statements(client, path) for path in paths}
