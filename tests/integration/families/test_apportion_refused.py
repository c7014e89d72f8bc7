"""`manage.py apportion` and what may be wrong with its files and numbers: refused by row and reason, all or nothing."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from areas.services.reference.files import MOST_COLUMNS
from cbtracker.accounts.permissions import Role
from families.models import EstimateRun, Indicator, PopulationBase
from tests.factories.people import person
from tests.factories.places import AuthorityFactory

pytestmark = pytest.mark.django_db
PEOPLE, SCORES = "gss_code,population_working\n", "gss_code,average_score\n"
GOOD = {"population": f"{PEOPLE}E10000016,1000\n", "indicator": f"{SCORES}E10000016,2\n"}
FILES = {
    "a negative population": (
        "population",
        f"{PEOPLE}E10000016,-5\n",
        "row 2, population_working: “-5” is not",
    ),
    "a population that is no number": ("population", f"{PEOPLE}E10000016,NaN\n", "row 2, population_working: “NaN”"),
    "a population with an exponent": ("population", f"{PEOPLE}E10000016,1e999\n", "“1e999” is not a whole number"),
    "a population of full-width digits": ("population", f"{PEOPLE}E10000016,\uff15\n", "is not a whole number"),
    "a population of zero": ("population", f"{PEOPLE}E10000016,0\n", "row 2, population_working: is 0"),
    "a population that is missing": ("population", f"{PEOPLE}E10000016,\n", "row 2, population_working: “” is not a"),
    "an unknown code": (
        "population",
        f"{PEOPLE}W06000015,5\n",
        "row 2, gss_code: “W06000015” is none of",
    ),
    "a code twice": (
        "population",
        f"{GOOD['population']}E10000016,7\n",
        "row 3, gss_code: “E10000016” is also in",
    ),
    "no code": ("population", f"{PEOPLE},5\n", "row 2, gss_code: is blank"),
    "a cell too many": ("population", f"{PEOPLE}E10000016,5,6\n", "row 2: has not as many cells as the header"),
    "a NUL": ("population", f"{PEOPLE}E10000016,5\x00\n", "population.csv"),
    "a NUL in a code": ("indicator", f"{SCORES}E10000016\x00,5\n", "indicator.csv"),
    "a negative score": ("indicator", f"{SCORES}E10000016,-0.1\n", "row 2, average_score: “-0.1” is below zero"),
    "a score that is no number": (
        "indicator",
        f"{SCORES}E10000016,nan\n",
        "row 2, average_score: “nan” is not",
    ),
    "a score with an exponent": ("indicator", f"{SCORES}E10000016,1e999\n", "“1e999” is not a number"),
    "an infinite score": ("indicator", f"{SCORES}E10000016,-Infinity\n", "“-Infinity” is not a number"),
    "a score for nobody": ("indicator", f"{SCORES}X,1\n", "row 2, gss_code: “X” is none of the authorities"),
    "a score twice": (
        "indicator",
        f"{GOOD['indicator']}E10000016,3\n",
        "row 3, gss_code: “E10000016” is also in",
    ),
    "scores that are all zero": ("indicator", f"{SCORES}E10000016,0\n", "every score is zero or blank"),
    "scores of other authorities": ("indicator", f"{SCORES}E06000030,3\n", "add up to zero"),
    "neither yes nor no": (
        "indicator",
        "gss_code,average_score,same_area_existed_in_2007\nE10000016,2,perhaps\n",
        "row 2, same_area_existed_in_2007: “perhaps” is none of yes, no",
    ),
    "an empty file": ("population", "", "row 1: has no column gss_code, population_working"),
    "a header alone": ("indicator", SCORES, "The file has no rows"),
    "another table": ("indicator", GOOD["population"], "row 1: has no column average_score"),
    "a column twice": ("indicator", "gss_code,average_score,gss_code\na,1,b\n", "has the column gss_code twice"),
    "UTF-16": ("indicator", GOOD["indicator"].encode("utf-16"), "cannot be read as a CSV file in UTF-8"),
    "no UTF-8": ("indicator", b"gss_code,average_score\nE10000016,\xa35\n", "cannot be read as a CSV file in UTF-8"),
    "a quote without end": ("indicator", f'{SCORES}"E10000016,5\n', "cannot be read as a CSV file in UTF-8"),
    "a cell without end": ("indicator", f"{SCORES}{'9' * 200_000},5\n", "cannot be read as a CSV file in UTF-8"),
    "more columns than there are": ("population", f"{PEOPLE.strip()}{',c' * MOST_COLUMNS}\n", "row 1: has more than"),
}


@pytest.fixture
def secretary():
    return person(Role.SECRETARIAT, email="sam@example.org")


@pytest.fixture
def apportion(tmp_path, secretary):
    """Store a run of files that are good but for those that are given, as text, bytes or paths."""
    AuthorityFactory(gss_code="E10000016")

    def apportion(*options, **files):
        out = StringIO()
        paths = []
        for name, content in {**GOOD, **files}.items():
            path = content if hasattr(content, "parts") else tmp_path / f"{name}.csv"
            if path is not content:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths += [f"--{name}", str(path)]
        given = options if "--total" in "".join(options) else ("--total=100", *options)
        call_command("apportion", *paths, "--save=Run", f"--by={secretary.email}", *given, stdout=out, stderr=out)
        return out.getvalue()

    return apportion


def refused(apportion, *options, **files):
    """What is said on refusing; nothing is stored."""
    with pytest.raises(CommandError) as refusal:
        apportion(*options, **files)
    assert refusal.value.returncode != 0
    for model in (EstimateRun, PopulationBase, Indicator):
        assert not model.objects.exists()
    return str(refusal.value)


def test_a_good_pair_of_files_is_stored(apportion):
    """Without this the tests below would pass on a command that refuses everything."""
    assert "E10000016,100,100" in apportion()
    assert EstimateRun.objects.get().estimates.count() == 1


@pytest.mark.parametrize("wrong", FILES)
def test_a_file_is_refused_by_row_and_reason_and_nothing_is_stored(apportion, wrong):
    name, content, said = FILES[wrong]
    assert said in refused(apportion, **{name: content})


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_none_is_refused_by_its_name(apportion, tmp_path, name):
    for path in (tmp_path / "missing.csv", tmp_path):
        assert f"{path.name}: cannot be read as a CSV file in UTF-8" in refused(apportion, **{name: path})


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--total=0", "--total"),
        ("--total=-117000", "--total"),
        ("--total=", "--total"),
        ("--total=many", "--total"),
        ("--total=NaN", "--total"),
        ("--total=1e999", "--total"),
        ("--total=1.5", "--total"),
        ("--total=\uff15", "--total"),
        ("--total=1_000", "--total"),
        (f"--total={'9' * 5000}", "--total"),
        ("--total=100000001", "100,000,000"),
        ("--nearest=0", "nearest"),
        ("--nearest=-10", "nearest"),
        ("--denominator=best", "denominator"),
        ("--cohort=all", "cohort"),
        ("--format=pdf", "format"),
    ],
)
def test_a_number_or_a_choice_that_cannot_be_is_refused_by_its_option(apportion, option, said):
    assert said in refused(apportion, option)


def test_a_total_may_have_its_thousands_apart(apportion):
    apportion("--total=117,000")
    assert EstimateRun.objects.get().totals == {"fwmp": 117_000}


def test_a_mark_before_the_text_is_not_part_of_it(apportion):
    """Spreadsheets write one before a CSV in UTF-8."""
    assert "E10000016,100,100" in apportion(population=GOOD["population"].encode("utf-8-sig"))
