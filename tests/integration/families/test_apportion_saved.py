"""`manage.py apportion --save`: the same figures as printed, kept with what they were made of."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cbtracker.accounts.permissions import Role
from families.annex_d import DEPRIVATION, POPULATION, REFERENCE
from families.models import Estimate, EstimateRun, Indicator, PopulationBase
from tests.factories.people import person
from tests.reference import reference_data

FILES = {"population": REFERENCE / POPULATION, "indicator": [REFERENCE / DEPRIVATION], "denominator": "published"}


@pytest.fixture
def loaded(db):
    reference_data()


@pytest.fixture
def secretary(db):
    return person(Role.SECRETARIAT, email="sam@example.org")


def apportion(**options):
    out, err = StringIO(), StringIO()
    call_command("apportion", total=117_000, stdout=out, stderr=err, **{**FILES, **options})
    return out.getvalue(), err.getvalue()


def test_a_saved_run_holds_what_is_printed_and_the_inputs_that_are_there(loaded, secretary):
    printed, _ = apportion()
    kept, said = apportion(save="Deprivation alone", by="SAM@example.org")
    assert kept == printed
    run = EstimateRun.objects.get(name="Deprivation alone")
    assert f"Stored as run {run.pk}" in said
    assert (run.made_by, run.is_current, run.denominator, run.totals) == (
        secretary,
        False,
        "published",
        {"fwmp": 117_000},
    )
    rows = Estimate.objects.filter(run=run).values_list("authority__gss_code", "low", "high")
    assert {f"{code},{low},{high}" for code, low, high in rows} == set(printed.splitlines()[1:])
    assert (PopulationBase.objects.count(), Indicator.objects.count()) == (1, 1), "the same files are the same inputs"


def test_a_file_that_is_not_there_is_added_under_its_name_or_a_free_one(loaded, secretary, tmp_path):
    other = tmp_path / "need.csv"
    other.write_text("gss_code,average_score\nE10000016,2\nE06000030,1\n")
    apportion(indicator=[other], save="First", by=secretary.email, cohort="fwmp_child")
    assert EstimateRun.objects.get(name="First").totals == {"fwmp_child": 117_000}
    other.write_text("gss_code,average_score\nE10000016,3\nE06000030,1\n")
    apportion(indicator=[other], save="Second", by=secretary.email)
    first, second = (EstimateRun.objects.get(name=name).indicators.get() for name in ("First", "Second"))
    assert first.name == "need"
    assert second.name == f"need {second.digest[:8]}"


@pytest.mark.parametrize("by", [None, "nobody@example.org"])
def test_somebody_must_make_the_run(loaded, secretary, by):
    with pytest.raises(CommandError, match="email address of somebody of the secretariat"):
        apportion(save="Run", by=by)


def test_only_the_secretariat_stores_a_run(loaded):
    champion = person(Role.CHAMPION)
    with pytest.raises(CommandError, match="only the secretariat makes runs"):
        apportion(save="Run", by=champion.email)
    assert not EstimateRun.objects.filter(published=False).exists()


def test_nothing_is_stored_of_a_run_that_is_refused(loaded, secretary, tmp_path):
    other = tmp_path / "need.csv"
    other.write_text("gss_code,average_score\nE10000016,2\n")
    with pytest.raises(CommandError) as refused:
        apportion(indicator=[other], save=" ", by=secretary.email)
    assert (str(refused.value), refused.value.returncode) == ("Enter what the run is called.", 2)
    assert Indicator.objects.count() == 1
