"""The joint team: who works solely on a plan, who takes over from whom, and what backfilling costs (F003 ¶10)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from cbtracker.accounts.permissions import Role
from cbtracker.accounts.services import end_access
from rollout.workstrands.models import PlanGap, PlanItem, TeamMember
from rollout.workstrands.selectors.team import read_team
from rollout.workstrands.services.team.members import TEAM, leave_team
from tests.factories.people import person
from tests.factories.workstrand_plans import PlanGapFactory, PlanItemFactory, TeamMemberFactory
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory
from tests.integration.workstrands.conftest import NOW

SAID = {"full_name": "Jo Field", "side": "place", "body": "The council", "from_on": date(2011, 10, 1)}


@pytest.fixture
def client(officer):
    signed_in = Client()
    signed_in.force_login(officer)
    return signed_in


def test_somebody_works_solely_on_one_plan_until_they_leave_it(plan, officer, secretary):
    other = OperationalPlanFactory(place=StrandPlaceFactory(slot=2, name="Kent"))
    champion = person(Role.CHAMPION)
    whitehall = {**SAID, "side": "whitehall", "user": champion}
    member = TEAM.add(to=plan, values=whitehall, by=officer, now=NOW)
    with pytest.raises(ValidationError) as refused:
        TEAM.add(to=other, values=whitehall, by=secretary, now=NOW)
    [said] = refused.value.message_dict["user"]
    assert "works solely on the plan of Essex. Ask that team to record that they left" in said
    with pytest.raises(ValidationError, match="on this team already"):
        TEAM.add(to=plan, values=whitehall, by=officer, now=NOW)
    leave_team(member, to_on=date(2011, 11, 1), hand_to=None, expected_version=1, by=officer, now=NOW)
    assert TEAM.add(to=other, values=whitehall, by=secretary, now=NOW).pk


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"backfill_pence": 100}, "backfilled_by"),
        ({"backfill_pence": -1, "backfilled_by": "Lee"}, "backfill_pence"),
        ({"from_on": date(1999, 1, 1)}, "from_on"),
    ],
)
def test_what_cannot_be_said_of_somebody_is_refused_at_its_field(plan, officer, values, field):
    with pytest.raises(ValidationError) as refused:
        TEAM.add(to=plan, values={**SAID, **values}, by=officer, now=NOW)
    assert list(refused.value.message_dict) == [field]


def test_accounts_are_of_the_programme_and_of_the_side_they_are_said_to_be_from(plan, officer):
    for user, field in ((person(Role.ADMINISTRATOR), "user"), (person(Role.CHAMPION), "side")):
        with pytest.raises(ValidationError) as refused:
            TEAM.add(to=plan, values={**SAID, "user": user}, by=officer, now=NOW)
        assert list(refused.value.message_dict) == [field]


def test_what_was_a_leavers_goes_to_who_takes_over_and_what_is_done_stays_theirs(plan, officer):
    leaver, heir = TeamMemberFactory(plan=plan), TeamMemberFactory(plan=plan)
    gap = PlanGapFactory(plan=plan, owner=leaver)
    closed = PlanGapFactory(plan=plan, owner=leaver, closed_on=date(2011, 10, 9))
    item = PlanItemFactory(plan=plan, owner=leaver)
    with pytest.raises(ValidationError, match="sees to 1 checklist item and 1 gap"):
        TEAM.remove(row=leaver, expected_version=1, by=officer, now=NOW)
    told = {"expected_version": 1, "by": officer, "now": NOW}
    left = leave_team(leaver, to_on=date(2011, 11, 1), hand_to=heir, **told)
    owners = [PlanGap.objects.get(pk=one.pk).owner for one in (gap, closed)]
    assert (left.to_on, owners) == (date(2011, 11, 1), [heir, leaver])
    assert (PlanItem.objects.get().owner, PlanItem.objects.get().version) == (heir, item.version + 1)
    leave_team(heir, to_on=date(2011, 11, 1), hand_to=None, **told)
    assert read_team(plan, officer).without_owner == "1 checklist item and 1 gap"


def test_a_day_to_come_and_somebody_who_left_or_is_of_another_team_are_refused(plan, officer):
    member = TeamMemberFactory(plan=plan)
    gone = TeamMemberFactory(plan=plan, to_on=date(2011, 10, 20))
    other = TeamMemberFactory(plan=OperationalPlanFactory(place=StrandPlaceFactory(slot=2)))
    for to_on, heir, field in (
        (date(2011, 11, 2), None, "to_on"),
        (date(2011, 9, 30), None, "to_on"),
        *((date(2011, 11, 1), one, "hand_to") for one in (gone, other, member)),
    ):
        with pytest.raises(ValidationError) as refused:
            leave_team(member, to_on=to_on, hand_to=heir, expected_version=1, by=officer, now=NOW)
        assert list(refused.value.message_dict) == [field]
    assert TeamMember.objects.get(pk=member.pk).to_on is None


def test_who_loses_their_access_leaves_the_team_and_what_was_theirs_has_no_owner(plan, officer):
    champion = person(Role.CHAMPION)
    member = TeamMemberFactory(plan=plan, side="whitehall", user=champion)
    gap = PlanGapFactory(plan=plan, owner=member)
    end_access(champion, by=person(Role.ADMINISTRATOR), now=NOW)
    member.refresh_from_db()
    gap.refresh_from_db()
    assert (member.to_on, gap.owner) == (date(2011, 11, 1), None)


def test_what_backfilling_costs_counts_what_is_not_yet_known(plan, officer, client):
    TeamMemberFactory(plan=plan, backfilled_by="Lee", backfill_pence=1_250_000)
    TeamMemberFactory(plan=plan, backfilled_by="Sam", backfill_pence=0, side="community")
    TeamMemberFactory(plan=plan, backfilled_by="Kit", side="whitehall")
    TeamMemberFactory(plan=plan)
    assert read_team(plan, officer).backfilling.text == "£12,500 and 1 amount not yet known"
    page = client.get(reverse("workstrands:team", args=["essex"])).content.decode()
    assert "£12,500 and 1 amount not yet known" in page


def test_the_page_of_the_team_takes_no_more_queries_for_many_than_for_few(
    plan, client, officer, django_assert_max_num_queries
):
    def fill(count):
        for _ in range(count):
            member = TeamMemberFactory(plan=plan)
            PlanGapFactory(plan=plan, owner=member)

    address = reverse("workstrands:team", args=["essex"])
    for count in (2, 10):
        fill(count)
        with django_assert_max_num_queries(14):
            client.get(address)


def test_somebody_is_added_and_leaves_on_pages(plan, client):
    said = {**SAID, "from_on": "2011-10-01", "user": "nobody@example.org"}
    add = reverse("workstrands:add_part", args=["essex", "people"])
    wrong = client.post(add, said)
    assert wrong.status_code == 422
    assert "No account has this address" in wrong.content.decode()
    assert client.post(add, {**said, "user": ""}).status_code == 302
    member = TeamMember.objects.get()
    address = reverse("workstrands:leave_team", args=["essex", member.pk])
    assert "Nothing is theirs to see to" in client.get(address).content.decode()
    day = {"to_on": "2011-10-02"}
    assert client.post(address, {**day, "hand_to": "", "version": 2}).status_code == 409
    assert client.post(address, {**day, "hand_to": "", "version": 1}).status_code == 302
    assert client.get(address).status_code == 404
    assert (
        "People who have left the team (1)" in client.get(reverse("workstrands:team", args=["essex"])).content.decode()
    )
