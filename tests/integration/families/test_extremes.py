"""Figures and files that nobody sends by mistake: refused in words, in little time, never an error of the server."""

from __future__ import annotations

import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from areas.services.reference import ReferenceFault
from areas.services.reference.files import MOST_COLUMNS
from cbtracker.accounts.permissions import Role
from families.forms.runs import LARGEST_FILE
from families.inputs import MOST_ROWS, Contents, read_population
from families.models import Estimate, EstimateRun, Indicator, PopulationBase
from families.services import InputWords, add_population, make_run
from families.services import inputs as input_services
from tests.factories.families import IndicatorScoreFactory, PopulationFactory
from tests.factories.people import person
from tests.factories.places import AuthorityFactory
from tests.integration.families.proposing import NOW, words
from tests.integration.requests_log.pages import signed_in

HEADER = "gss_code,population_working\n"


def refused(text):
    """The faults of a population file of `text`."""
    with pytest.raises(ReferenceFault) as refusal:
        read_population(Contents("new.csv", text.encode()))
    return refusal.value.faults


def test_a_wide_header_over_many_short_rows_is_refused_at_once():
    """Each short row would be filled up to the width of the header."""
    wide = HEADER.strip() + "".join(f",{number:x}" for number in range(150_000)) + "\n"
    text = wide + "x\n" * ((LARGEST_FILE - len(wide)) // 2)
    begun = time.process_time()
    assert refused(text) == [f"new.csv row 1: has more than {MOST_COLUMNS} columns"]
    assert time.process_time() - begun < 5


def test_as_many_columns_as_are_taken_are_taken():
    columns = HEADER.strip() + "".join(f",c{number}" for number in range(MOST_COLUMNS - 2))
    text = f"{columns}\nE1,5{',' * (MOST_COLUMNS - 2)}\n"
    assert read_population(Contents("new.csv", text.encode())) == {"E1": 5}


def test_a_file_of_very_many_rows_is_refused_before_its_end():
    assert refused(HEADER + "x\n" * (MOST_ROWS * 3)) == [f"The file has more than {MOST_ROWS:,} rows"]
    assert refused(HEADER + "".join(f"E{row},1\n" for row in range(MOST_ROWS + 1)))[0].endswith("rows")


def test_all_small_areas_of_england_fit():
    text = HEADER + "".join(f"E{row},1\n" for row in range(33_000))
    assert len(read_population(Contents("new.csv", text.encode()))) == 33_000


@pytest.fixture
def far_apart(db):
    """A population and scores by which an authority outside the sum would get more families than a database holds."""
    base, indicator = PopulationFactory(people=1).base, IndicatorScoreFactory(score="0.000000000001").indicator
    inside = base.populations.get().authority
    indicator.scores.update(authority=inside)
    outside = AuthorityFactory()
    PopulationFactory(base=base, authority=outside, people=100_000_000)
    IndicatorScoreFactory(indicator=indicator, authority=outside, score="999999999999", existed=False)
    return base, indicator, outside


def make(base, indicator, **options):
    terms = {"totals": {"fwmp": 117_000}, "denominator": "published", "by": person(Role.SECRETARIAT), "now": NOW}
    return make_run(name="Far apart", base=base, indicators=[indicator], **{**terms, **options})


def test_an_estimate_larger_than_a_database_holds_is_refused_and_nothing_is_stored(far_apart):
    base, indicator, outside = far_apart
    with pytest.raises(ValidationError, match=f"{outside.gss_code} would get .* families, more than there can be"):
        make(base, indicator)
    assert not EstimateRun.objects.exists()
    assert make(base, indicator, denominator="all").estimates.count() == Estimate.objects.count() == 2


@pytest.mark.parametrize("made_up", ["9" * 30, "-1", "x", "0x1", "none-such"])
def test_an_indicator_that_is_made_up_is_no_choice(far_apart, made_up):
    base, _, _ = far_apart
    sent = {"name": "R", "fwmp": "1", "base": base.pk, "indicators": [made_up], "denominator": "all", "nearest": "10"}
    answer = signed_in(person(Role.SECRETARIAT)).post("/families/runs/make/", sent)
    assert answer.status_code == 422
    assert not EstimateRun.objects.exists()


def test_of_two_inputs_of_one_name_at_one_moment_the_second_is_told(db, monkeypatch, tmp_path):
    """Neither finds the other when it looks; the database does."""
    AuthorityFactory(gss_code="E10000016")
    files = [tmp_path / "first.csv", tmp_path / "second.csv"]
    for people, file in enumerate(files, start=1):
        file.write_text(f"{HEADER}E10000016,{people}\n")
    monkeypatch.setattr(input_services, "check_new", lambda model, said, file: ("figures", "0" * 64))
    by, said = person(Role.SECRETARIAT), InputWords(name="Figures")
    add_population(words=said, path=files[0], by=by, now=NOW)
    with pytest.raises(ValidationError, match="There is one called “Figures” already"):
        add_population(words=said, path=files[1], by=by, now=NOW)
    assert PopulationBase.objects.get().populations.get().people == 1
    connection.check_constraints()


def test_the_button_that_adds_an_input_adds_it_once_and_leads_to_it_each_time(db):
    AuthorityFactory(gss_code="E10000016")
    client = signed_in(person(Role.SECRETARIAT))
    sent = {
        "kind": "indicator",
        "name": "Need",
        "file": SimpleUploadedFile("n.csv", b"gss_code,average_score\nE10000016,1\n"),
    }
    preview = client.post("/families/inputs/add/", sent)["Location"]
    once = client.get(preview).content.decode().split('name="once" value="')[1].split('"')[0]
    answers = [client.post(preview, {"once": once}) for _ in range(2)]
    assert [answer.headers.get("Location") for answer in answers] == ["/families/inputs/"] * 2
    assert Indicator.objects.count() == 1
    assert "Need is added" in words(client.get("/families/inputs/").content.decode())
    assert client.post(preview).status_code == 404
