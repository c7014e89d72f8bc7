"""Who reads what of families, asked of the queries: a page that forgets its permission shows nothing more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import WHITEHALL_ROLES, Role
from families.models import (
    Estimate,
    EstimateRun,
    Indicator,
    Intervention,
    PopulationBase,
    Proposal,
)
from families.selectors.annex_d import Accepted, read_annex_d
from families.selectors.proposals import newest_of, revisions_of, to_confirm
from families.selectors.runs import bases_for, estimated, indicators_for, runs_for
from tests.factories.families import (
    EstimateFactory,
    IndicatorScoreFactory,
    InterventionFactory,
    PopulationFactory,
    ProposalRevisionFactory,
)
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, AuthorityFactory

pytestmark = pytest.mark.django_db
OTHERS = (Role.PARTNER, Role.ADMINISTRATOR)


@pytest.fixture
def figures(area, run):
    """Kent and another area, each with an estimate, an intervention and a proposal that waits."""
    elsewhere = AreaMemberFactory()
    EstimateFactory(run=run, authority=elsewhere.authority)
    for member in (area.members.get(), elsewhere):
        InterventionFactory(authority=member.authority, accepted=70)
        ProposalRevisionFactory(proposal__area=member.area, first_low=9, first_high=9)
    PopulationFactory()
    IndicatorScoreFactory()
    return elsewhere


def officer_of(authority, **dates):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=authority, **{"from_on": START, **dates})
    return user


def read_by(user, area):
    """Everything about families that `user` reads, and of it what is about `area`."""
    rows = [*Estimate.objects.visible_to(user), *Intervention.objects.visible_to(user)]
    about = [*revisions_of(area, user), newest_of(area, user), *Proposal.objects.visible_to(user).filter(area=area)]
    return rows, [one for one in about if one]


@pytest.mark.parametrize("role", OTHERS)
def test_partners_and_administrators_read_no_row_of_any_kind(figures, area, role):
    user = person(role)
    assert read_by(user, area) == ([], [])
    assert to_confirm(user) == 0
    assert read_annex_d(user, as_at=timezone.localdate()).lines == []


def test_an_officer_reads_the_own_area_s_versions_and_no_others(figures, area, officer):
    assert len(read_by(officer, area)[1]) == 3
    assert read_by(officer, figures.area)[1] == []
    assert len(read_by(officer, area)[0]) == 3
    assert to_confirm(officer) == 1


@pytest.mark.parametrize("role", sorted(WHITEHALL_ROLES))
def test_whitehall_reads_every_row(figures, area, role):
    assert [len(found) for found in read_by(person(role), figures.area)] == [5, 3]


def test_an_officer_whose_membership_has_ended_or_not_begun_reads_nothing_as_at_any_day(figures, area):
    authority, today = area.members.get().authority, timezone.localdate()
    for dates in ({"to_on": today}, {"from_on": today + timedelta(days=1)}):
        user = officer_of(authority, **dates)
        assert read_by(user, area) == ([], [])
        for day in (today, today - timedelta(days=1), START):
            assert read_annex_d(user, as_at=day).lines == []


def test_an_officer_whose_authority_left_an_area_reads_its_proposal_as_at_no_day(figures, area):
    """As-at reading needs today's right too (DESIGN rule 2)."""
    member, today = area.members.get(), timezone.localdate()
    AreaMemberFactory(area=area)
    user = officer_of(member.authority)
    assert read_by(user, area)[1]
    member.to_on = today
    member.save()
    user = type(user).objects.get(pk=user.pk)
    assert read_by(user, area)[1] == []
    lines = read_annex_d(user, as_at=today - timedelta(days=1)).lines
    assert lines
    assert not [line for line in lines if line.proposal]


@pytest.mark.parametrize("role", [Role.OFFICER, *OTHERS])
def test_runs_and_what_they_are_made_of_are_whitehalls(figures, area, run, role, officer):
    user = officer if role == Role.OFFICER else person(role)
    for rows in (EstimateRun.objects.visible_to(user), PopulationBase.objects.visible_to(user), runs_for(user)):
        assert not rows.exists()
    assert not Indicator.objects.visible_to(user).exists()
    assert not bases_for(user).exists()
    assert not indicators_for(user).exists()
    assert runs_for(person(Role.CHAMPION)).exists()


def test_what_a_run_says_of_an_authority_is_asked_for_through_the_same_rule(figures, run, officer):
    said = [one for one in estimated(run, officer) if one.figures]
    assert len(said) == 1
    assert len([one for one in estimated(run, person(Role.CHAMPION)) if one.figures]) == 2


@pytest.mark.parametrize(("accepted", "shown"), [(0, None), (1, None), (4, None), (5, 5), (6, 6)])
def test_few_interventions_are_no_number_for_an_officer_and_nothing_else_gives_it_away(run, accepted, shown):
    """Two own authorities with a number each: there is no sum of them from which the small one could be taken."""
    area = AreaFactory()
    members = [AreaMemberFactory(area=area, authority=AuthorityFactory()) for _ in range(2)]
    for member, number in zip(members, (accepted, 70), strict=True):
        EstimateFactory(run=run, authority=member.authority)
        InterventionFactory(authority=member.authority, accepted=number)
    ProposalRevisionFactory(proposal__area=area)
    user = officer_of(members[0].authority)
    AuthorityMembership.objects.create(user=user, authority=members[1].authority, from_on=START)
    table = read_annex_d(user, as_at=timezone.localdate())
    assert {line.authority: line.accepted for line in table.lines if line.authority} == {
        members[0].authority: Accepted(shown),
        members[1].authority: Accepted(70),
    }
    assert not table.whole
    assert [line.accepted for line in table.lines if line.authority is None] == [None]
