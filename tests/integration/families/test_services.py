"""Runs and proposals: who may write them, what is refused, and what is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.services.reference import ReferenceFault
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from families.models import Cohort, Estimate, EstimateRun, Indicator, PopulationBase, Proposal, ProposalRevision
from families.services import (
    InputWords,
    ProposalTerms,
    ProposalWords,
    add_indicator,
    add_population,
    clarify,
    confirm,
    make_current,
    make_run,
    propose,
)
from families.services.proposals import terms_of
from tests.factories.duties import AuthorityMembershipFactory, LocalityLeadFactory
from tests.factories.families import (
    EstimateFactory,
    IndicatorScoreFactory,
    PopulationFactory,
    ProposalRevisionFactory,
)
from tests.factories.people import person
from tests.factories.places import AreaFactory, AreaMemberFactory, AuthorityFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 5, 3, 9, tzinfo=UTC)
TERMS = ProposalTerms(first_low=100, first_high=100, period_low=400, period_high=530)


@pytest.fixture
def secretariat():
    return person(Role.SECRETARIAT)


@pytest.fixture
def kent():
    return AuthorityFactory(short_name="Kent")


@pytest.fixture
def area(kent):
    area = AreaFactory(name="Kent")
    AreaMemberFactory(area=area, authority=kent)
    return area


@pytest.fixture
def officer(kent, area):
    officer = person(Role.OFFICER)
    AuthorityMembershipFactory(user=officer, authority=kent)
    return officer


def a_run(by, *scores, **more):
    base = PopulationFactory(authority=scores[0].authority).base
    for score in scores[1:]:
        PopulationFactory(base=base, authority=score.authority)
    options = {"name": "Deprivation", "totals": {"fwmp": 1000}, "denominator": "all", **more}
    indicators = options.pop("indicators", [scores[0].indicator])
    return make_run(base=base, indicators=indicators, by=by, now=NOW, **options)


def two_scores():
    first = IndicatorScoreFactory(score=30)
    return first, IndicatorScoreFactory(indicator=first.indicator, score=10, existed=False)


def test_a_run_is_stored_with_what_it_was_made_of_and_one_run_is_current(secretariat):
    scores = two_scores()
    lost = AuthorityFactory(gss_code="E09999999")
    run = a_run(secretariat, *scores, totals={"fwmp": 1000, "fwmp_child": 400})
    assert (run.made_by, run.totals, list(run.indicators.all())) == (
        secretariat,
        {"fwmp": 1000, "fwmp_child": 400},
        [scores[0].indicator],
    )
    found = {(one.authority_id, one.cohort): (one.low, one.high) for one in Estimate.objects.all()}
    first, second = (score.authority_id for score in scores)
    assert found == {
        (first, "fwmp"): (750, 750),
        (second, "fwmp"): (250, 250),
        (first, "fwmp_child"): (300, 300),
        (second, "fwmp_child"): (100, 100),
    }
    assert run.without == {lost.gss_code: "no population is known"}
    other = a_run(secretariat, *two_scores())
    for chosen in (run, other):
        make_current(chosen, by=secretariat, now=NOW)
        assert EstimateRun.objects.get(is_current=True) == chosen


def test_the_published_denominator_leaves_out_who_did_not_exist(secretariat):
    run = a_run(secretariat, *two_scores(), denominator="published")
    assert list(run.estimates.order_by("-low").values_list("low", flat=True)) == [1000, 330]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"totals": {}}, "totals"),
        ({"totals": {"households": 3}}, "totals"),
        ({"totals": {"fwmp": 0}}, "totals"),
        ({"totals": {"fwmp": 100_000_001}}, "totals"),
        ({"indicators": []}, "indicators"),
        ({"denominator": "some"}, "denominator"),
        ({"nearest": 0}, "nearest"),
    ],
)
def test_what_cannot_be_run_is_refused_by_field(secretariat, change, field):
    with pytest.raises(ValidationError) as refused:
        a_run(secretariat, *two_scores(), **change)
    assert list(refused.value.message_dict) == [field]
    assert not EstimateRun.objects.exists()


def test_only_the_secretariat_runs_and_adds(officer, tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("gss_code\n")
    for role in (Role.CHAMPION, Role.LOCALITY_LEAD, Role.OFFICER, Role.PARTNER, Role.ADMINISTRATOR):
        with pytest.raises(NotPermitted):
            a_run(person(role), *two_scores())
        for add in (add_population, add_indicator):
            with pytest.raises(NotPermitted):
                add(words=InputWords(name="New"), path=path, by=person(role), now=NOW)


def test_figures_come_in_whole_or_not_at_all(secretariat, kent, tmp_path):
    path = tmp_path / "index.csv"
    path.write_text(f"gss_code,average_score\n{kent.gss_code},12.5\n")
    indicator = add_indicator(words=InputWords(name="Need 2012"), path=path, by=secretariat, now=NOW)
    assert [(one.authority, str(one.score), one.existed) for one in indicator.scores.all()] == [
        (kent, "12.500000000000", True)
    ]
    with pytest.raises(ValidationError, match="called “need 2012” already"):
        add_indicator(words=InputWords(name="need 2012"), path=path, by=secretariat, now=NOW)
    path.write_text(f"gss_code,population_working\n{kent.gss_code},1\nE99999999,2\n")
    with pytest.raises(ReferenceFault, match="none of the authorities"):
        add_population(words=InputWords(name="People"), path=path, by=secretariat, now=NOW)
    assert (Indicator.objects.count(), PopulationBase.objects.count()) == (1, 0)


def test_an_officer_proposes_a_lead_clarifies_and_the_secretariat_confirms(area, kent, officer, secretariat):
    lead = person(Role.LOCALITY_LEAD)
    LocalityLeadFactory(user=lead, authority=kent)
    first = propose(area=area, terms=TERMS, expected_version=0, by=officer, now=NOW)
    words = ProposalWords(covers="other", basis="New", incremental_from=2012)
    second = clarify(area=area, words=words, expected_version=1, by=lead, now=NOW)
    third = confirm(area=area, expected_version=2, by=secretariat, now=NOW)
    assert [(one.version, one.action, one.basis) for one in (first, second, third)] == [
        (1, "entered", ""),
        (2, "clarified", "New"),
        (3, "confirmed", "New"),
    ]
    assert [terms_of(one).period_high for one in (first, second, third)] == [530, 530, 530]
    assert AuditEvent.objects.filter(verb__startswith="proposal.").count() == 3
    with pytest.raises(NotPermitted):
        propose(area=area, terms=TERMS, expected_version=3, by=officer, now=NOW)
    with pytest.raises(ValidationError, match="already"):
        confirm(area=area, expected_version=3, by=secretariat, now=NOW)
    assert propose(area=area, terms=TERMS, expected_version=3, by=secretariat, now=NOW).version == 4


def test_nothing_is_clarified_or_confirmed_before_something_was_proposed(area, secretariat):
    with pytest.raises(ValidationError, match="proposed nothing"):
        clarify(area=area, words=ProposalWords(), expected_version=0, by=secretariat, now=NOW)
    with pytest.raises(ValidationError, match="proposed nothing"):
        confirm(area=area, expected_version=0, by=secretariat, now=NOW)


def test_what_was_confirmed_is_the_secretariats_to_clarify(area, officer, secretariat):
    propose(area=area, terms=TERMS, expected_version=0, by=officer, now=NOW)
    confirm(area=area, expected_version=1, by=secretariat, now=NOW)
    with pytest.raises(NotPermitted):
        clarify(area=area, words=ProposalWords(), expected_version=2, by=person(Role.CHAMPION), now=NOW)
    clarified = clarify(area=area, words=ProposalWords(covers="fwmp"), expected_version=2, by=secretariat, now=NOW)
    assert (clarified.version, clarified.covers, clarified.period_low) == (3, "fwmp", 400)


def test_others_propose_clarify_and_confirm_nothing(area, officer):
    propose(area=area, terms=TERMS, expected_version=0, by=officer, now=NOW)
    elsewhere = person(Role.OFFICER)
    AuthorityMembershipFactory(user=elsewhere)
    for by in (elsewhere, person(Role.CHAMPION), person(Role.PARTNER), person(Role.ADMINISTRATOR)):
        with pytest.raises(NotPermitted):
            propose(area=area, terms=TERMS, expected_version=1, by=by, now=NOW)
    for by in (officer, elsewhere, person(Role.LOCALITY_LEAD), person(Role.PARTNER)):
        with pytest.raises(NotPermitted):
            clarify(area=area, words=ProposalWords(), expected_version=1, by=by, now=NOW)
        with pytest.raises(NotPermitted):
            confirm(area=area, expected_version=1, by=by, now=NOW)


def test_the_later_of_two_writers_loses_and_changes_nothing(area, officer):
    propose(area=area, terms=TERMS, expected_version=0, by=officer, now=NOW)
    with pytest.raises(StaleVersion):
        propose(area=area, terms=ProposalTerms(), expected_version=0, by=officer, now=NOW)
    assert ProposalRevision.objects.get().first_low == 100


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"first_low": 5}, "first_high"),
        ({"first_low": 5, "first_high": 4}, "first_high"),
        ({"first_high": 5}, "first_low"),
        ({"period_low": -1, "period_high": 4}, "period_low"),
        ({"period_low": 1, "period_high": 1_000_001}, "period_high"),
        ({"incremental_from": 2015}, "incremental_from"),
        ({"covers": "everybody"}, "covers"),
        ({"additional": "maybe"}, "additional"),
        ({"basis": "x" * 2001}, "basis"),
    ],
)
def test_a_proposal_that_makes_no_sense_is_refused_by_field(area, officer, terms, field):
    with pytest.raises(ValidationError) as refused:
        propose(area=area, terms=ProposalTerms(**terms), expected_version=0, by=officer, now=NOW)
    assert list(refused.value.message_dict) == [field]


def test_proposals_are_read_as_at_any_day(area, officer):
    propose(area=area, terms=TERMS, expected_version=0, by=officer, now=NOW, effective_on=date(2011, 3, 22))
    later = NOW + timedelta(days=60)
    propose(area=area, terms=ProposalTerms(), expected_version=1, by=officer, now=later)
    held = {
        date(2011, 3, 21): [],
        date(2011, 3, 22): [1],
        date(2011, 7, 1): [1],
        date(2011, 7, 2): [2],
    }
    for day, versions in held.items():
        assert list(ProposalRevision.objects.as_at(day).values_list("version", flat=True)) == versions
    with pytest.raises(ValidationError, match="must be 2 July 2011 or later"):
        propose(area=area, terms=TERMS, expected_version=2, by=officer, now=later, effective_on=date(2011, 7, 1))


def test_who_sees_estimates_and_proposals(area, kent, officer):
    own, other = EstimateFactory(authority=kent), EstimateFactory(low=999, high=999)
    mine, theirs = ProposalRevisionFactory(proposal__area=area).proposal, ProposalRevisionFactory().proposal
    everything = ({own, other}, {mine, theirs})
    sees = {
        Role.SECRETARIAT: everything,
        Role.CHAMPION: everything,
        Role.LOCALITY_LEAD: everything,
        Role.OFFICER: (set(), set()),
        Role.PARTNER: (set(), set()),
        Role.ADMINISTRATOR: (set(), set()),
    }
    for role, (estimates, proposals) in sees.items():
        reader = person(role)
        assert set(Estimate.objects.visible_to(reader)) == estimates, role
        assert set(Proposal.objects.visible_to(reader)) == proposals, role
        assert EstimateRun.objects.visible_to(reader).exists() == bool(estimates), role
    assert set(Estimate.objects.visible_to(officer)) == {own}
    assert set(Proposal.objects.visible_to(officer)) == {mine}
    assert Cohort.FWMP in Cohort.values
