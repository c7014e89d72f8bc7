"""Files of populations and indicators: read with any other columns beside, refused whole with each fault by its row."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from areas.services.reference import ReferenceFault
from families.annex_d import DEPRIVATION, POPULATION, REFERENCE
from families.inputs import read_indicator, read_population


@pytest.fixture
def write(tmp_path):
    def write(text, name="file.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_population_needs_two_columns_and_lets_others_be(write):
    path = write("name,gss_code,population_working\nKent,E10000016,1411100\n")
    assert read_population(path) == {"E10000016": 1_411_100}


def test_an_indicator_may_say_which_areas_did_not_exist_and_leave_a_score_blank(write):
    path = write(
        "gss_code,average_score,same_area_existed_in_2007\na,12.5,yes\nb,10,no\nc,,yes\nd,9,\n", "index of need.csv"
    )
    indicator = read_indicator(path)
    assert indicator.name == "index of need"
    assert indicator.scores == {"a": Decimal("12.5"), "b": Decimal(10), "d": Decimal(9)}
    assert indicator.outside == {"b"}
    assert read_indicator(write("gss_code,average_score\na,1\n")).outside == frozenset()


def test_every_fault_is_named_by_its_row(write):
    path = write("gss_code,population_working\na,100\na,200\n,5\nb,-1\nc,0\nd,many\ne,\nz,1\n")
    with pytest.raises(ReferenceFault) as refused:
        read_population(path, known=set("abcde"))
    assert refused.value.faults == [
        "file.csv row 3, gss_code: “a” is also in row 2. Keep one of them",
        "file.csv row 4, gss_code: is blank",
        "file.csv row 5, population_working: “-1” is not a whole number",
        "file.csv row 6, population_working: is 0. Enter how many people live there",
        "file.csv row 7, population_working: “many” is not a whole number",
        "file.csv row 8, population_working: “” is not a whole number",
        "file.csv row 9, gss_code: “z” is none of the authorities of 2011",
    ]


@pytest.mark.parametrize(
    ("score", "said"),
    [
        ("-0.1", "is below zero"),
        ("1e3", "is not a number"),
        ("NaN", "is not a number"),
        ("Infinity", "is not a number"),
        ("١٢", "is not a number"),
        ("28,75", "is not a number"),
        ("9" * 20, "is not a number"),
    ],
)
def test_a_score_is_a_plain_number_of_zero_or_more(write, score, said):
    path = write(f'gss_code,average_score\na,1\nb,"{score}"\n')
    with pytest.raises(ReferenceFault, match=f"row 3, average_score: .*{said}"):
        read_indicator(path)


@pytest.mark.parametrize("text", ["gss_code,average_score\n", "gss_code,average_score\na,0\nb,\n", "gss_code\na\n", ""])
def test_a_file_that_shares_nothing_out_is_refused(write, text):
    with pytest.raises(ReferenceFault):
        read_indicator(write(text))


def run(**options):
    out, err = StringIO(), StringIO()
    call_command("apportion", stdout=out, stderr=err, **options)
    return out.getvalue().splitlines(), err.getvalue()


def test_the_command_prints_low_and_high_of_each_authority():
    files = {"population": REFERENCE / POPULATION, "indicator": [REFERENCE / DEPRIVATION]}
    lines, _ = run(total=117_000, denominator="published", **files)
    assert lines[0] == "gss_code,low,high"
    assert len(lines) == 153
    assert "E10000016,2540,2540" in lines
    everyone, _ = run(total=117_000, denominator="all", **files)
    assert "E10000016,2540,2540" not in everyone


def test_the_command_names_who_has_no_estimate_and_refuses_a_wrong_file(write):
    population = write("gss_code,population_working\nE10000016,1000\nE06000030,1000\n", "population.csv")
    index = write("gss_code,average_score\nE10000016,1\n", "index.csv")
    lines, said = run(total=100, population=population, indicator=[index])
    assert lines == ["gss_code,low,high", "E10000016,100,100"]
    assert said == "E06000030 has no estimate: no score is known in index\n"
    wrong = write("gss_code,average_score\nE10000016,-1\n", "wrong.csv")
    with pytest.raises(CommandError, match=r"wrong\.csv row 2, average_score: “-1” is below zero"):
        run(total=100, population=population, indicator=[wrong])
    with pytest.raises(CommandError, match="1 or more"):
        run(nearest=0, total=100, population=population, indicator=[index])
