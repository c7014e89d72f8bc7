"""Populations and indicators by file: upload, preview, confirmation, and what a bad file is told."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cbtracker.accounts.permissions import Role
from families.forms.runs import LARGEST_FILE
from families.models import Indicator, InputUpload, PopulationBase
from tests.factories.families import EstimateRunFactory, InputUploadFactory, PopulationFactory
from tests.factories.people import person
from tests.factories.places import AuthorityFactory
from tests.integration.requests_log.pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return signed_in(person(Role.SECRETARIAT))


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
    assert "Did not exist when the indicator was made Bath" in preview
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


@pytest.mark.parametrize(
    "name", ["\u65e5\u672c", "\u0421\u043c\u043e\u043b\u0435\u043d\u0441\u043a 2010", "Caf\u00e9", "Figures " * 14]
)
def test_a_name_in_any_letters_and_of_any_length_has_an_address_of_its_own(client, kent, name):
    """Two whose names are alike as far as an address goes are two."""
    for people, more in ((5, ""), (6, "\u4e2d")):
        content = f"gss_code,population_working\nE10000016,{people}\n"
        client.post(send(client, content, name=name.strip() + more)["Location"])
    assert [base.name for base in PopulationBase.objects.order_by("pk")] == [name.strip(), name.strip() + "\u4e2d"]
    for base in PopulationBase.objects.all():
        assert base.name in words(client.get(page("input", kind="population", slug=base.slug)))


@pytest.mark.parametrize("name", ["!!!", "\u202e", "\u2014 \u2014"])
def test_a_name_of_signs_alone_is_refused_with_what_to_do(client, kent, name):
    said = refused(client, "gss_code,population_working\nE10000016,5\n", name=name)
    assert "Enter what it is called, with a letter or a number in it" in said


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


def test_an_input_is_shown_as_it_came_in_with_who_added_it_when_and_from_which_file(client, kent, bath):
    AuthorityFactory(short_name="Ely")
    score = "gss_code,average_score,same_area_existed_in_2007\nE10000016,17.250,yes\nE06000022,9,no\n"
    client.post(send(client, score, kind="indicator", name="Need in 2010", file="need.csv")["Location"])
    need = Indicator.objects.get()
    run = EstimateRunFactory(name="Run of need")
    run.indicators.add(need)
    assert page("input", kind="indicator", slug="need-in-2010") in client.get(page("inputs")).content.decode()
    said = words(client.get(page("input", kind="indicator", slug="need-in-2010")))
    for part in ("Bath E06000022 9 ", "Kent E10000016 17.25 ", "File need.csv", need.digest, "Run of need"):
        assert part in said
    assert "Did not exist when the indicator was made Bath" in said
    assert "Authorities left out Ely" in said
    assert f"{need.added_by}" in said


def test_a_population_is_added_up_and_says_from_which_file_it_is(client, kent, bath):
    client.post(send(client, "gss_code,population_working\nE10000016,1411100\nE06000022,900\n")["Location"])
    said = words(client.get(page("input", kind="population", slug="new-figures")))
    assert "Kent E10000016 1,411,100" in said
    assert "People together 1,412,000" in said
    assert "File new.csv" in said
    assert "Runs made of it None" in said


def test_an_input_is_for_whitehall_alone_and_no_name_of_another_kind_finds_it(client):
    base = PopulationFactory().base
    address = page("input", kind="population", slug=base.slug)
    assert signed_in(person(Role.CHAMPION)).get(address).status_code == 200
    for role in (Role.OFFICER, Role.PARTNER):
        assert signed_in(person(role)).get(address).status_code == 404
    assert client.get(page("input", kind="indicator", slug=base.slug)).status_code == 404


def test_the_page_of_an_input_takes_few_queries_however_many_authorities(client, django_assert_max_num_queries):
    base = PopulationFactory().base
    for _ in range(9):
        PopulationFactory(base=base)
    address = page("input", kind="population", slug=base.slug)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
