"""The table of Annex D: as printed for Whitehall, the own rows for officers, nothing for others."""

from __future__ import annotations

from datetime import date

import pytest

from areas.models import Authority
from cbtracker.accounts.permissions import Role
from families.models import Cohort, Intervention, Proposal
from families.presenters import as_accepted, as_range, comment_of
from families.selectors.annex_d import Kind, Range, read_annex_d
from tests.factories.duties import AuthorityMembershipFactory
from tests.factories.families import EstimateFactory, EstimateRunFactory
from tests.factories.people import person
from tests.integration.families.test_reference import number, printed
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
DAY = date(2011, 3, 22)


@pytest.fixture
def reference():
    reference_data()


def table(role=Role.SECRETARIAT, **more):
    return read_annex_d(person(role), as_at=DAY, **more)


def span(row, name):
    low, high = number(row[f"{name}_low"]), number(row[f"{name}_high"])
    return as_range(None if low is None else Range(low, high))


@pytest.mark.usefixtures("reference")
def test_every_figure_is_printed_as_in_the_paper_row_by_row():
    lines = table().lines
    rows = printed()
    assert [line.kind.value for line in lines] == [row["row_type"] for row in rows]
    for line, row in zip(lines, rows, strict=True):
        said = (
            "" if line.people is None else str(line.people),
            *(as_range(line.estimates.get(cohort)) for cohort in Cohort),
            as_accepted(line.accepted),
            as_range(line.first),
            as_range(line.period),
            comment_of(line),
        )
        expected = (
            row["population_mid2009"],
            *(span(row, cohort.value) for cohort in Cohort),
            row["accepted_to_mar2010"],
            span(row, "supported_2011_12"),
            span(row, "supported_sr"),
            row["note"],
        )
        assert said == expected, row["name_as_printed"]


@pytest.mark.usefixtures("reference")
def test_no_total_counts_a_group_and_its_members():
    found, rows = table(), printed()

    def added(name, end):
        return sum(int(row[f"{name}_{end}"]) for row in rows if row[f"{name}_{end}"])

    for cohort in Cohort:
        assert found.total(cohort) == Range(added(cohort.value, "low"), added(cohort.value, "high"))
    assert found.total_first == Range(added("supported_2011_12", "low"), added("supported_2011_12", "high"))
    assert found.total_period == Range(added("supported_sr", "low"), added("supported_sr", "high"))


def officer_of(name):
    officer = person(Role.OFFICER)
    AuthorityMembershipFactory(user=officer, authority=Authority.objects.get(short_name=name))
    return officer


@pytest.mark.usefixtures("reference")
def test_an_officer_reads_the_own_authority_and_the_own_areas_proposal():
    lines = read_annex_d(officer_of("Bury"), as_at=DAY).lines
    assert [(line.kind, line.name) for line in lines] == [(Kind.GROUP, "Greater Manchester"), (Kind.MEMBER, "Bury")]
    group, bury = lines
    assert (as_range(group.first), as_range(bury.estimates[Cohort.FWMP])) == ("120", "360 – 410")
    [kent] = read_annex_d(officer_of("Kent"), as_at=DAY).lines
    assert (kent.kind, as_accepted(kent.accepted)) == (Kind.AREA, "8")


@pytest.mark.usefixtures("reference")
def test_few_interventions_are_not_counted_out_outside_whitehall():
    assert Intervention.objects.get(authority__short_name="Bury").accepted == 4
    bury = read_annex_d(officer_of("Bury"), as_at=DAY).lines[-1]
    assert (bury.accepted.number, as_accepted(bury.accepted)) == (None, "Fewer than 5")
    [row] = [line for line in table(Role.CHAMPION).lines if line.name == "Bury"]
    assert as_accepted(row.accepted) == "4"
    trafford = read_annex_d(officer_of("Trafford"), as_at=DAY).lines[-1]
    assert as_accepted(trafford.accepted) == "5"


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("role", [Role.PARTNER, Role.ADMINISTRATOR, Role.OFFICER])
def test_others_read_nothing(role):
    found = table(role)
    assert (found.run is None or role == Role.OFFICER, found.lines) == (True, [])
    assert found.total_first is None


@pytest.mark.usefixtures("reference")
def test_before_the_day_of_a_proposal_it_is_not_there():
    earlier = read_annex_d(person(Role.SECRETARIAT), as_at=date(2011, 3, 21))
    assert earlier.total_first is None
    assert Proposal.objects.count() == 16


@pytest.mark.usefixtures("reference")
def test_another_run_shows_its_own_estimates_and_why_there_are_none():
    barnet = Authority.objects.get(short_name="Barnet")
    run = EstimateRunFactory(without={"E08000025": "no score is known in Index"})
    EstimateFactory(run=run, authority=barnet, low=500, high=510)
    first, second = table(run=run).lines[:2]
    assert as_range(first.estimates[Cohort.FWMP]) == "500 – 510"
    assert (second.estimates, second.without) == ({}, "no score is known in Index")


@pytest.mark.usefixtures("reference")
def test_the_table_takes_the_same_few_queries_however_many_rows(django_assert_max_num_queries):
    by = person(Role.SECRETARIAT)
    with django_assert_max_num_queries(7):
        read_annex_d(by, as_at=DAY)
