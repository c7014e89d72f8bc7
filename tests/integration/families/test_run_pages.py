"""Runs over HTTP: what Whitehall reads, and what the secretariat makes."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from cbtracker.accounts.permissions import Role
from families.models import EstimateRun
from families.presenters import CAVEAT
from tests.factories.families import (
    EstimateFactory,
    EstimateRunFactory,
    IndicatorScoreFactory,
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
        "indicators": [one.slug for one in indicators],
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
    assert f"No population is known {third.short_name}" in shown
    assert "Families with multiple problems: 1,000" in shown
    assert "People of 2010" in shown
    assert "Left out of the sum: Bath" in shown
    assert "Sam Secretary" in shown
    assert "The sum leaves out authorities whose area did not exist" in shown
    assert shown.index("What came of it") < shown.index(CAVEAT) < shown.index("Kent 1,000 No estimate")
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
        ({"fwmp": "many"}, "Families with multiple problems must be a whole number, like 117,000"),
        ({"fwmp": "\uff15"}, "Families with multiple problems must be a whole number"),
        ({"fwmp": "\u0661\u0662"}, "Families with multiple problems must be a whole number"),
        ({"fwmp": "11,70"}, "Families with multiple problems must be a whole number"),
        ({"fwmp": "1e999"}, "Families with multiple problems must be a whole number"),
        ({"fwmp": "9" * 5000}, "Families with multiple problems must be a whole number"),
        ({"fwmp": "100,000,001"}, "Families with multiple problems must be 100000000 or less"),
        ({"nearest": "1.5"}, "Round to the nearest must be a whole number"),
        ({"nearest": "\uff11\uff10"}, "Round to the nearest must be a whole number"),
        ({"indicators": []}, "Select at least one indicator"),
        ({"denominator": "best"}, "Select what the sum is over"),
        ({"denominator": ""}, "Select what the sum is over"),
        ({"nearest": "0"}, "Round to the nearest must be 1 or more"),
        ({"base": ""}, "Select a population"),
        ({"name": " "}, "Enter a name for the run"),
    ],
)
def test_a_run_that_cannot_be_made_says_why_and_keeps_what_was_typed(client, kent, bath, wrong, said):
    base, need = made_of(kent, bath)
    answer = client.post(page("make_run"), {**typed(base, need), **wrong})
    assert answer.status_code == 422
    assert said in words(answer)
    assert not EstimateRun.objects.exists()


@pytest.mark.parametrize("said", ["117,000", "117 000", "117000", " 117,000 "])
def test_a_total_may_be_typed_with_its_thousands_apart(client, kent, bath, said):
    base, need = made_of(kent, bath)
    answer = client.post(page("make_run"), typed(base, need, fwmp=said, name=said))
    assert answer.status_code == 302
    assert EstimateRun.objects.get().totals == {"fwmp": 117_000}


def test_what_was_typed_for_a_number_comes_back_as_it_was_typed_and_the_papers_totals_with_commas(client):
    assert 'value="117,000"' in client.get(page("make_run")).content.decode()
    again = client.post(page("make_run"), {"fwmp": "117,00", "nearest": "\uff15"}).content.decode()
    assert 'value="117,00"' in again
    assert 'value="\uff15"' in again


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
    assert in_areas.index("All in England") < in_areas.index(CAVEAT) < in_areas.index("How the second differs")
    everywhere = words(client.get(page("compare_runs"), {**about, "authorities": "all"}))
    assert everywhere.index("Bath 50") < everywhere.index("Ely") < everywhere.index("Kent 100")
    assert "%" not in everywhere


@pytest.mark.parametrize("query", [{"first": "0", "second": "x"}, {"first": "", "second": ""}])
def test_a_comparison_of_no_runs_says_what_to_select(client, query):
    answer = client.get(page("compare_runs"), query)
    assert answer.status_code == 422
    assert "first run" in words(answer)


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
    assert "Annex D printed the authorities of the first phase only Kent" in shown


def test_runs_that_a_link_compares_are_compared_for_the_areas_and_the_form_says_so(client, kent):
    first, second = EstimateRunFactory(), EstimateRunFactory()
    page_of_both = client.get(page("compare_runs"), {"first": first.pk, "second": second.pk}).content.decode()
    [chosen] = re.findall(r'<input[^>]* value="areas"[^>]*>', page_of_both)
    assert "checked" in chosen


def test_a_group_of_families_that_a_run_is_not_about_is_not_compared(client, kent):
    AreaMemberFactory(authority=kent)
    first = EstimateRunFactory(name="Both groups", totals={"fwmp": 10, "fwmp_child": 5})
    second = EstimateRunFactory(name="One group", totals={"fwmp": 20})
    for run, low in ((first, 3), (second, 7)):
        EstimateFactory(run=run, authority=kent, low=low, high=low)
    shown = words(client.get(page("compare_runs"), {"first": first.pk, "second": second.pk}))
    assert "Kent 3 7 4 more" in shown
    assert "There is nothing to compare: this group of families is not in One group." in shown
    assert "Cannot be compared" not in shown
