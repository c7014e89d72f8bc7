"""Estimates and proposals by API: each reader their own rows, the caveat with every figure, and nothing in an order."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from areas.models import Authority
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from cbtracker.rest.models import Scope
from families.models import EstimateRun, InputUpload, PopulationBase, Proposal
from families.presenters import CAVEAT
from tests.conventions.api_matrix.operations import every_operation
from tests.factories.families import (
    EstimateFactory,
    EstimateRunFactory,
    IndicatorFactory,
    IndicatorScoreFactory,
    InterventionFactory,
    PopulationBaseFactory,
    PopulationFactory,
)
from tests.factories.people import person
from tests.factories.places import AreaFactory, AreaMemberFactory, AuthorityFactory
from tests.integration.api.conftest import pointers
from tests.integration.families.proposing import make_kent, officer_of

pytestmark = pytest.mark.django_db
PATCH = {"supported_2011_12": {"low": 100, "high": 100}, "supported_sr": {"low": 400, "high": 530}, "covers": "fwmp"}


@pytest.fixture
def run(db):
    return EstimateRunFactory(is_current=True, name="Annex D as published")


@pytest.fixture
def area(run):
    return make_kent(run)


@pytest.fixture
def officer(area):
    return officer_of(area)


@pytest.fixture
def secretary(db):
    return person(Role.SECRETARIAT)


@pytest.fixture
def essex(run):
    """Another area, of which nobody is the officer."""
    found = AreaFactory(name="Essex", slug="essex", order=2)
    authority = AreaMemberFactory(area=found).authority
    EstimateFactory(run=run, authority=authority, low=2070, high=2250)
    InterventionFactory(authority=authority, accepted=3)
    return found


def test_annex_d_is_whitehalls_whole_and_an_officers_own_row_with_the_caveat_on_every_row(
    api, area, essex, officer, secretary
):
    InterventionFactory(authority=area.members.get().authority, accepted=3)
    whole = api(secretary).get("annex-d/").json()
    assert [line["area"] for line in whole["lines"]] == ["kent", "essex"]
    assert whole["lines"][0]["fwmp"] == {"low": 2540, "high": 2580}
    assert (whole["lines"][1]["fwmp_child"], whole["lines"][1]["accepted_to_mar2010"]) == (None, 3)
    assert whole["totals"]["fwmp"] == {"low": 4610, "high": 4830}
    assert whole["run"]["name"] == "Annex D as published"
    own = api(officer).get("annex-d/").json()
    assert [line["area"] for line in own["lines"]] == ["kent"]
    assert (own["run"], own["totals"], own["whole"]) == (None, None, False)
    assert (own["lines"][0]["accepted_to_mar2010"], own["lines"][0]["accepted_is_few"]) == (None, True)
    for said in (whole, own, api(officer).get("annex-d/?fields=as_at").json()):
        assert said["caveat"] == CAVEAT
        assert all(line["caveat"] == CAVEAT for line in said.get("lines", ()))


@pytest.mark.parametrize("role", [Role.PARTNER, Role.ADMINISTRATOR])
def test_who_reads_no_estimates_finds_nothing_at_all(api, area, role):
    client = api(person(role))
    addresses = ("annex-d/", "annex-d/file/", "proposals/", "proposals/kent/", "estimate-runs/", "populations/")
    assert {client.get(address).status_code for address in addresses} == {404}


def test_an_officer_chooses_no_run_and_reads_no_other_areas_proposal(api, area, essex, officer, run):
    client = api(officer)
    assert pointers(client.get(f"annex-d/?run={run.pk}")).keys() == {"run"}
    assert [row["area"] for row in client.get("proposals/").json()["results"]] == ["kent"]
    assert client.get("proposals/essex/").status_code == 404
    assert client.patch("proposals/essex/", PATCH, match="0").status_code == 404
    assert client.post("proposals/kent/confirmations/", match="0").status_code == 404
    assert not Proposal.objects.exists()


def test_what_cannot_be_read_in_an_address_is_named(api, area, secretary):
    client = api(secretary)
    wrong = {"as_at=yesterday": "as_at", "as_at=2999-01-01": "as_at", f"run={10**30}": "run", "sort=fwmp": "sort"}
    for asked, name in {**wrong, "marking=": "marking", "low=5": "low"}.items():
        answer = client.get(f"annex-d/?{asked}")
        assert (answer.status_code, set(pointers(answer))) == (422, {name}), asked
    assert client.get("estimate-runs/comparison/?first=1").status_code == 422


def test_no_operation_on_families_sorts_or_filters():
    found = [one for one in every_operation() if one.viewset.tag == "Estimates and proposals"]
    assert len(found) >= 15
    assert not [one.name for one in found if one.operation.sorts or one.operation.filters or one.operation.paged]


def test_a_file_of_annex_d_needs_the_scope_holds_the_caveat_in_each_row_and_is_on_record(
    api, area, essex, officer, secretary
):
    assert api(officer, Scope.READ).get("annex-d/file/").status_code == 403
    answer = api(officer, Scope.EXPORT).get("annex-d/file/", Accept="text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Disposition"].endswith('.csv"')
    assert [row["name"] for row in rows] == ["Kent"]
    assert all(row["caveat"] == CAVEAT and row["marking"] == "OFFICIAL" for row in rows)
    assert AuditEvent.objects.get(verb="papers.exported").data["format"] == "csv"
    page = api(secretary).get("annex-d/file/?marking=RESTRICTED", Accept="text/html").content.decode()
    assert "RESTRICTED" in page
    assert api(secretary).get("annex-d/file/", Accept="image/png").status_code == 406


def test_a_proposal_is_entered_clarified_and_confirmed_and_each_reads_what_stands(api, area, officer, secretary):
    client, champion = api(officer), api(person(Role.CHAMPION))
    empty = client.get("proposals/kent/")
    assert (empty.json()["version"], empty.json()["shown"], empty["ETag"][:3]) == (0, None, '"0-')
    assert champion.post("proposals/kent/clarifications/", {"basis": "Known"}, match=empty).status_code == 409
    entered = client.patch("proposals/kent/", PATCH, match=empty)
    assert entered.status_code == 200, entered.content
    assert entered.json()["supported_sr"] == {"low": 400, "high": 530}
    assert entered.json()["estimates"][0]["fwmp"] == {"low": 2540, "high": 2580}
    blanked = client.patch("proposals/kent/", {"supported_2011_12": None}, match=entered).json()
    assert (blanked["supported_2011_12"], blanked["shown"]["covers"], blanked["version"]) == (None, "fwmp", 2)
    read = champion.get("proposals/kent/")
    clarified = champion.post("proposals/kent/clarifications/", {"basis": "Known to us"}, match=read)
    assert clarified.json()["versions"][0]["supported_sr"] == {"low": 400, "high": 530}
    assert champion.post("proposals/kent/confirmations/", match=clarified).status_code == 404
    confirmed = api(secretary).post("proposals/kent/confirmations/", match=clarified)
    assert [one["action"] for one in confirmed.json()["versions"]] == ["confirmed", "clarified", "entered", "entered"]
    assert api(secretary).post("proposals/kent/confirmations/", match=confirmed).status_code == 409
    assert client.patch("proposals/kent/", PATCH, match=confirmed).status_code == 409
    assert Proposal.objects.get().version == 4


def test_a_wrong_or_late_proposal_changes_nothing_and_who_was_second_sees_what_is_there(api, area, officer):
    client = api(officer)
    empty = client.get("proposals/kent/")
    wrong = {
        "supported_sr": {"low": 5},
        "supported_2011_12": {"low": 9, "high": 8, "middle": 1},
        "covers": "all",
        "incremental_from": 1999,
        "effective_on": "2009-01-01",
        "figure": 1,
    }
    answer = client.patch("proposals/kent/", wrong, match=empty)
    places = {"supported_sr/high", "supported_2011_12/middle", "covers", "incremental_from", "effective_on", "figure"}
    assert (answer.status_code, set(pointers(answer))) == (422, {f"#/{place}" for place in places})
    turned = client.patch("proposals/kent/", {"supported_sr": {"low": 9, "high": 8}}, match=empty)
    assert set(pointers(turned)) == {"#/supported_sr/high"}
    assert client.patch("proposals/kent/", PATCH).status_code == 428
    assert client.patch("proposals/kent/", PATCH, match=empty).status_code == 200
    second = client.patch("proposals/kent/", {"comment": "Mine"}, match=empty)
    assert (second.status_code, second.json()["current"]["version"]) == (412, 1)
    assert second.json()["current"]["caveat"] == CAVEAT
    assert Proposal.objects.get().version == 1


def test_an_etag_changes_with_the_estimates_beside_and_is_still_good_for_a_write(api, area, officer, secretary, run):
    client = api(officer)
    read = client.get("proposals/kent/")
    assert client.get("proposals/kent/", **{"If-None-Match": read["ETag"]}).status_code == 304
    run.estimates.filter(cohort="fwmp").update(high=2600)
    again = client.get("proposals/kent/", **{"If-None-Match": read["ETag"]})
    assert (again.status_code, again.json()["estimates"][0]["fwmp"]["high"]) == (200, 2600)
    assert client.patch("proposals/kent/", PATCH, match=read).status_code == 200


@pytest.fixture
def made_of(run):
    """A population and an index of two authorities, named so that a run can be made of them."""
    authorities = [AuthorityFactory() for _ in range(2)]
    base, index = PopulationBaseFactory(slug="mid-2009", name="Mid-2009"), IndicatorFactory(slug="imd", name="IMD")
    for one in authorities:
        PopulationFactory(base=base, authority=one)
        IndicatorScoreFactory(indicator=index, authority=one)
    return authorities


RUN = {"name": "Ours", "fwmp": 1000, "population": "mid-2009", "indicators": ["imd"], "denominator": "all"}


def test_a_run_is_made_once_read_compared_and_made_current(api, made_of, secretary, run):
    client, champion = api(secretary), api(person(Role.CHAMPION))
    made = client.post("estimate-runs/", RUN, key="a")
    again = client.post("estimate-runs/", RUN, key="a")
    assert (made.status_code, again.status_code, EstimateRun.objects.count()) == (201, 201, 2)
    said = made.json()
    assert made["Location"].endswith(f"/api/v1/estimate-runs/{said['id']}/")
    assert (said["totals"], said["is_current"]) == ({"fwmp": 1000, "fwmp_child": None}, False)
    assert [one["fwmp"] for one in said["estimates"]] == [{"low": 500, "high": 500}] * 2
    assert champion.get(f"estimate-runs/{said['id']}/").json()["sources"][0]["scored"] == 2
    assert {one["id"] for one in champion.get("estimate-runs/").json()["results"]} == {run.pk, said["id"]}
    pair = champion.get(f"estimate-runs/comparison/?first={run.pk}&second={said['id']}&authorities=all").json()
    assert (pair["caveat"], pair["authorities"][0]["second_fwmp"]) == (CAVEAT, {"low": 500, "high": 500})
    assert champion.post(f"estimate-runs/{said['id']}/current/").status_code == 404
    assert client.post(f"estimate-runs/{said['id']}/current/").json()["is_current"] is True
    assert EstimateRun.objects.get(is_current=True).pk == said["id"]
    wrong = {**RUN, "fwmp": 0, "population": "none", "indicators": ["imd", "none"], "denominator": "x", "nearest": 0}
    places = {"#/fwmp", "#/population", "#/indicators/1", "#/denominator", "#/nearest"}
    assert set(pointers(client.post("estimate-runs/", wrong))) == places
    assert set(pointers(client.post("estimate-runs/", {**RUN, "fwmp": None}))) == {"#/fwmp"}
    assert EstimateRun.objects.count() == 2


def test_a_file_of_figures_is_shown_before_it_is_added_and_faults_are_named_by_row(api, made_of, secretary):
    client, code = api(secretary), made_of[0].gss_code
    form = {"kind": "population", "name": "Mid-2010", "source": "The statistics office"}

    def sent(text, **more):
        return client.upload("input-uploads/", {**form, "file": SimpleUploadedFile("p.csv", text.encode()), **more})

    wrong = sent(f"gss_code,population_working\nE99999999,5\n{code},-1\n")
    assert [one["pointer"] for one in wrong.json()["errors"]] == ["#/file", "#/file"]
    assert set(pointers(client.upload("input-uploads/", {"name": "x", "colour": "red"}))) == {
        "#/kind",
        "#/file",
        "#/colour",
    }
    assert sent("x" * (2 * 1024 * 1024 + 1)).status_code == 413
    assert sent(f"gss_code,population_working\n{code},5\n", name="mid-2009").status_code == 422
    assert not InputUpload.objects.exists()
    kept = sent(f"gss_code,population_working\n{code},5\n")
    assert kept.status_code == 201, kept.content
    path = f"input-uploads/{kept.json()['id']}/"
    assert kept["Location"].endswith(path)
    figures = {one["authority"]: one["figure"] for one in client.get(path).json()["figures"]}
    assert figures == {one.gss_code: "5" if one.gss_code == code else None for one in Authority.objects.all()}
    assert api(person(Role.SECRETARIAT)).get(path).status_code == 404
    assert PopulationBase.objects.filter(slug="mid-2010").count() == 0
    added = client.post(f"{path}confirmation/")
    assert (added.status_code, added.json()["slug"]) == (201, "mid-2010")
    assert client.get("populations/mid-2010/").json()["source"] == "The statistics office"
    assert client.post(f"{path}confirmation/").status_code == 404
    assert [one["slug"] for one in client.get("indicators/").json()["results"]] == ["imd"]
    assert client.get("indicators/imd/").json()["figures"][0]["figure"] == "20"


def test_a_file_whose_name_was_taken_since_is_too_late(api, made_of, secretary):
    client = api(secretary)
    text = f"gss_code,population_working\n{made_of[0].gss_code},5\n".encode()
    form = {"kind": "population", "name": "Mid-2010", "file": SimpleUploadedFile("p.csv", text)}
    path = f"input-uploads/{client.upload('input-uploads/', form).json()['id']}/"
    PopulationBaseFactory(slug="mid-2010", name="Mid-2010")
    assert client.post(f"{path}confirmation/").status_code == 409
    assert InputUpload.objects.exists()


@pytest.mark.parametrize("address", ["annex-d/", "proposals/", "proposals/kent/", "estimate-runs/", "populations/"])
def test_reading_asks_as_many_statements_for_many_rows_as_for_few(
    api, area, made_of, secretary, django_assert_num_queries, address, run
):
    client = api(secretary)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert client.get(address).status_code == 200
    for number in range(3):
        more = AreaFactory(name=f"Area {number}", order=number + 5)
        for _ in range(2):
            EstimateFactory(run=run, authority=AreaMemberFactory(area=more).authority)
        PopulationFactory(base=PopulationBaseFactory())
    with django_assert_num_queries(len(few)):
        assert client.get(address).status_code == 200
