"""Runs and inputs over HTTP: what Whitehall reads, what the secretariat makes, and what a bad file is told."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cbtracker.accounts.permissions import Role
from families.forms.runs import LARGEST_FILE
from families.models import EstimateRun, Indicator, InputUpload, PopulationBase
from families.presenters import CAVEAT
from tests.factories.families import (
    EstimateFactory,
    EstimateRunFactory,
    IndicatorScoreFactory,
    InputUploadFactory,
    PopulationFactory,
)
from tests.factories.people import person
from tests.factories.places import AreaFactory, AreaMemberFactory, AuthorityFactory
from tests.integration.requests_log.pages import signed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 5, 3, 9, tzinfo=UTC)


@pytest.fixture
def secretariat():
    return person(Role.SECRETARIAT, full_name="Sam Secretary")


@pytest.fixture
def client(secretariat):
    return signed_in(secretariat)


@pytest.fixture
def kent():
    return AuthorityFactory(short_name="Kent", gss_code="E10000016")


@pytest.fixture
def bath():
    return AuthorityFactory(short_name="Bath", gss_code="E06000022")


def words(answer):
    """The page as text, with a space where a tag was."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def page(name, **kwargs):
    return reverse(f"families:{name}", kwargs=kwargs)


def typed(base, *indicators, **more):
    return {
        "name": "Need in 2010",
        "fwmp": "1000",
        "fwmp_child": "",
        "base": base.pk,
        "indicators": [one.pk for one in indicators],
        "denominator": "published",
        "nearest": "10",
        **more,
    }


def made_of(kent, bath):
    first = IndicatorScoreFactory(authority=kent, score=30, indicator__name="Need")
    IndicatorScoreFactory(indicator=first.indicator, authority=bath, score=10, existed=False)
    base = PopulationFactory(authority=kent, people=200, base__name="People of 2010").base
    PopulationFactory(base=base, authority=bath, people=100)
    return base, first.indicator


def test_a_run_is_made_looked_at_and_then_made_current_by_the_secretariat(client, kent, bath):
    third = AuthorityFactory(short_name="Ely")
    base, need = made_of(kent, bath)
    before = EstimateRunFactory(is_current=True, name="As before")
    answer = client.post(page("make_run"), typed(base, need))
    run = EstimateRun.objects.get(name="Need in 2010")
    assert answer["Location"] == page("run", pk=run.pk)
    assert not run.is_current
    shown = words(client.get(answer["Location"]))
    assert "Kent 1,000 No estimate" in shown
    assert "Bath 170 No estimate" in shown
    assert f"{third.short_name} no population is known" in shown
    assert "Families with multiple problems: 1,000" in shown
    assert "People of 2010" in shown
    assert "Left out of the sum: Bath" in shown
    assert "Sam Secretary" in shown
    assert "The sum leaves out authorities whose area did not exist" in shown
    assert CAVEAT in shown
    assert "Current then Need in 2010" in words(client.get(page("make_current", pk=run.pk)))
    client.post(page("make_current", pk=run.pk))
    assert EstimateRun.objects.get(is_current=True) == run
    before.refresh_from_db()
    assert not before.is_current


def test_a_form_sent_twice_makes_one_run(client, kent, bath):
    base, need = made_of(kent, bath)
    for _ in range(2):
        assert client.post(page("make_run"), typed(base, need, once="a key")).status_code == 302
    assert EstimateRun.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"fwmp": "", "fwmp_child": ""}, "Enter how many families there are in England"),
        ({"fwmp": "-5"}, "Families with multiple problems must be 1 or more"),
        ({"fwmp": "many"}, "Families with multiple problems must be a whole number"),
        ({"indicators": []}, "Select at least one indicator"),
        ({"denominator": "best"}, "Select what the sum is over"),
        ({"denominator": ""}, "Select what the sum is over"),
        ({"nearest": "0"}, "Round to the nearest must be 1 or more"),
        ({"base": ""}, "Select population"),
        ({"name": " "}, "Enter name of the run"),
    ],
)
def test_a_run_that_cannot_be_made_says_why_and_keeps_what_was_typed(client, kent, bath, wrong, said):
    base, need = made_of(kent, bath)
    answer = client.post(page("make_run"), {**typed(base, need), **wrong})
    assert answer.status_code == 422
    assert said in words(answer)
    assert not EstimateRun.objects.exists()


def test_scores_that_add_up_to_zero_are_refused_at_the_indicators(client, kent):
    base = PopulationFactory(authority=kent).base
    nothing = IndicatorScoreFactory(authority=kent, score=0).indicator
    answer = client.post(page("make_run"), typed(base, nothing))
    assert answer.status_code == 422
    assert "add up to zero" in words(answer)


def test_two_runs_are_compared_in_numbers_of_families_and_in_the_order_of_areas_or_of_the_alphabet(client, kent, bath):
    for order, authority in ((1, kent), (2, bath)):
        AreaMemberFactory(area=AreaFactory(order=order), authority=authority)
    AuthorityFactory(short_name="Ely")
    first, second = EstimateRunFactory(name="One"), EstimateRunFactory(name="Two")
    for run, low, high in ((first, 100, 200), (second, 90, 230)):
        EstimateFactory(run=run, authority=kent, low=low, high=high)
    EstimateFactory(run=first, authority=bath, low=50, high=50)
    about = {"first": first.pk, "second": second.pk}
    in_areas = words(client.get(page("compare_runs"), {**about, "authorities": "areas"}))
    assert "Kent 100 – 200 90 – 230 Low end 10 fewer, high end 30 more" in in_areas
    assert "Bath 50 No estimate Cannot be compared" in in_areas
    assert in_areas.index("Kent 100") < in_areas.index("Bath 50")
    assert "Ely" not in in_areas
    assert CAVEAT in in_areas
    everywhere = words(client.get(page("compare_runs"), {**about, "authorities": "all"}))
    assert everywhere.index("Bath 50") < everywhere.index("Ely") < everywhere.index("Kent 100")
    assert "%" not in everywhere


@pytest.mark.parametrize("query", [{"first": "0", "second": "x"}, {"first": "", "second": ""}])
def test_a_comparison_of_no_runs_says_what_to_select(client, query):
    answer = client.get(page("compare_runs"), query)
    assert answer.status_code == 422
    assert "first run" in words(answer)


def send(client, content, kind="population", name="New figures", file="new.csv"):
    sent = SimpleUploadedFile(file, content if isinstance(content, bytes) else content.encode())
    return client.post(page("add_input"), {"kind": kind, "name": name, "source": "ONS", "file": sent})


def test_a_population_is_previewed_and_then_added_whole(client, kent, bath):
    answer = send(client, "gss_code,population_working\nE10000016,1411100\n")
    upload = InputUpload.objects.get()
    assert answer["Location"] == page("input_preview", upload=upload.pk)
    preview = words(client.get(answer["Location"]))
    assert "Kent 1,411,100" in preview
    assert "Authorities left out Bath" in preview
    assert not PopulationBase.objects.exists()
    client.post(answer["Location"])
    base = PopulationBase.objects.get()
    assert (base.name, base.source, base.populations.get().people) == ("New figures", "ONS", 1_411_100)
    assert not InputUpload.objects.exists()
    assert "New figures" in words(client.get(page("inputs")))


def test_an_indicator_is_previewed_with_the_areas_that_did_not_exist(client, kent, bath):
    content = "gss_code,average_score,same_area_existed_in_2007\nE10000016,28.75,yes\nE06000022,9,no\n"
    preview = words(client.get(send(client, content, "indicator")["Location"]))
    assert "Kent 28.75" in preview
    assert "Did not exist then Bath" in preview
    client.post(page("input_preview", upload=InputUpload.objects.get().pk))
    assert Indicator.objects.get().scores.count() == 2


GOOD = "E10000016,100"
BAD_POPULATIONS = {
    "negative": ("E10000016,-5", "Row 2, population_working: “-5” is not a whole number"),
    "no number": ("E10000016,many", "Row 2, population_working: “many” is not a whole number"),
    "a formula": ("E10000016,=1+1", "Row 2, population_working: “=1+1” is not a whole number"),
    "zero": ("E10000016,0", "Row 2, population_working: is 0. Enter how many people live there"),
    "missing": ("E10000016,", "Row 2, population_working: “” is not a whole number"),
    "too many people": ("E10000016,100000001", "Row 2, population_working: “100000001” is more than 100,000,000"),
    "digits without end": (f"E10000016,{'9' * 5000}", "is not a whole number"),
    "an unknown code": ("S12000036,100", "Row 2, gss_code: “S12000036” is none of the authorities of 2011"),
    "a code that is a formula": ("=cmd(),100", "Row 2, gss_code: “=cmd()” is none of the authorities of 2011"),
    "a row twice": (f"{GOOD}\n{GOOD}", "Row 3, gss_code: “E10000016” is also in row 2. Keep one of them"),
    "a cell too many": (f"{GOOD},7", "Row 2, has not as many cells as the header"),
    "a cell too few": ("E10000016", "Row 2, has not as many cells as the header"),
}
BAD_SCORES = {
    "negative": ("E10000016,-0.5", "Row 2, average_score: “-0.5” is below zero"),
    "no number": ("E10000016,NaN", "Row 2, average_score: “NaN” is not a number such as 28.75"),
    "infinity": ("E10000016,Infinity", "“Infinity” is not a number such as 28.75"),
    "with an exponent": ("E10000016,1e5", "“1e5” is not a number such as 28.75"),
    "with an underscore": ("E10000016,1_0", "“1_0” is not a number such as 28.75"),
    "too large to keep": ("E10000016,9999999999999", "has more than 12 digits before or after the point"),
    "too fine to keep": ("E10000016,.0000000000001", "has more than 12 digits before or after the point"),
    "all zero": ("E10000016,0", "Every score is zero or blank: there is nothing to share out by"),
    "all blank": ("E10000016,", "Every score is zero or blank: there is nothing to share out by"),
}


def refused(client, *args, **more):
    answer = send(client, *args, **more)
    assert answer.status_code == 422
    assert not InputUpload.objects.exists()
    return words(answer)


@pytest.mark.parametrize("why", BAD_POPULATIONS)
def test_a_population_with_a_fault_is_refused_whole_and_by_row(client, kent, why):
    rows, said = BAD_POPULATIONS[why]
    assert said in refused(client, f"gss_code,population_working\n{rows}\n")


@pytest.mark.parametrize("why", BAD_SCORES)
def test_an_indicator_with_a_fault_is_refused_whole_and_by_row(client, kent, why):
    rows, said = BAD_SCORES[why]
    assert said in refused(client, f"gss_code,average_score\n{rows}\n", "indicator")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"\n\n", "Row 1: has no column gss_code, population_working"),
        (b"gss_code,population_working\n", "The file has no rows"),
        ("gss_code,population_working\nE10000016,£5\n".encode("cp1252"), "Cannot be read as a CSV file in UTF-8"),
        ("gss_code,population_working\nE10000016,5\n".encode("utf-16"), "Cannot be read as a CSV file in UTF-8"),
        (b'gss_code,population_working\n"E10000016,5\n', "Cannot be read as a CSV file in UTF-8"),
        (b"gss_code,population_working,gss_code\nE10000016,5,E10000016\n", "has the column gss_code twice"),
        (b"PK\x03\x04\x00\x00", "Row 1: has no column gss_code, population_working"),
    ],
    ids=["empty", "blank", "only a header", "windows", "utf-16", "quotes", "a column twice", "a workbook"],
)
def test_a_file_that_is_no_table_of_figures_is_refused(client, kent, content, said):
    assert said in refused(client, content)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client):
    answer = send(client, b"x" * (LARGEST_FILE + 1))
    assert answer.status_code == 413
    assert "The file must be smaller than 2MB" in words(answer)


def test_all_faults_of_a_file_are_listed_together(client, kent):
    said = refused(client, "gss_code,population_working\nE10000016,0\nX,5\nE10000016,7\n")
    for part in ("Row 2, population_working", "Row 3, gss_code", "Row 4, gss_code"):
        assert part in said


def test_the_same_name_or_the_same_file_is_not_added_again(client, kent):
    content = "gss_code,population_working\nE10000016,5\n"
    send(client, content)
    client.post(page("input_preview", upload=InputUpload.objects.get().pk))
    assert "There is one called “New figures” already" in refused(client, content + "\n")
    assert "This file is here already: it is “New figures”" in refused(client, content, name="Other")


def test_what_was_added_first_wins_and_the_other_is_told_at_the_confirmation(client, kent):
    send(client, "gss_code,population_working\nE10000016,5\n")
    upload = InputUpload.objects.get()
    PopulationFactory(base__name="New figures", base__slug="new-figures")
    answer = client.post(page("input_preview", upload=upload.pk))
    assert answer.status_code == 409
    assert "Nothing was added" in words(answer)


def test_a_file_waits_for_the_person_who_sent_it_only(client, kent):
    others = InputUploadFactory(gss_code=kent.gss_code)
    assert client.get(page("input_preview", upload=others.pk)).status_code == 404
    assert client.post(page("input_preview", upload=others.pk)).status_code == 404


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.LOCALITY_LEAD])
def test_whitehall_reads_runs_and_makes_none(role, kent, bath):
    base, need = made_of(kent, bath)
    run = EstimateFactory(authority=kent).run
    client = signed_in(person(role))
    assert "640 – 770" in words(client.get(page("run", pk=run.pk)))
    for name in ("runs", "inputs"):
        assert "button" not in client.get(page(name)).content.decode().split("<main", 1)[1].split("</main>")[0]
    assert client.post(page("make_run"), typed(base, need)).status_code == 404
    assert client.post(page("make_current", pk=run.pk)).status_code == 404


def test_the_published_run_says_that_nothing_was_worked_out(client, kent):
    run = EstimateRunFactory(published=True, base=None, denominator="", name="Annex D as published")
    shown = words(client.get(page("run", pk=run.pk)))
    assert "The ranges are as Annex D printed them" in shown
    assert "Kent Annex D printed the authorities of the first phase only" in shown
