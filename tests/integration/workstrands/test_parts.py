"""What belongs to a plan: kept by its people, by version, and only while the place takes part (F003 Annex B)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from rollout.workstrands.models import PlanGap
from rollout.workstrands.services.gaps import GAPS
from rollout.workstrands.services.parts import PlanClosed
from tests.factories.people import person
from tests.factories.workstrand_plans import PlanGapFactory, TeamMemberFactory
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory
from tests.integration.workstrands.conftest import NOW

SAID = {"subject": "Sharing data", "as_is": "Apart", "to_be": "Together", "required": "An agreement"}


def test_a_plans_officer_keeps_its_parts_and_an_officer_of_elsewhere_does_not(plan, officer, stranger):
    gap = GAPS.add(to=plan, values=SAID, by=officer, now=NOW)
    changed = GAPS.change(row=gap, values={"to_be": "Shared"}, expected_version=1, by=officer, now=NOW)
    assert (changed.to_be, changed.as_is, changed.version) == ("Shared", "Apart", 2)
    for write in (
        lambda: GAPS.add(to=plan, values=SAID, by=stranger, now=NOW),
        lambda: GAPS.change(row=gap, values=SAID, expected_version=2, by=stranger, now=NOW),
        lambda: GAPS.remove(row=gap, expected_version=2, by=stranger, now=NOW),
    ):
        with pytest.raises(NotPermitted):
            write()
    GAPS.remove(row=gap, expected_version=2, by=officer, now=NOW)
    assert not PlanGap.objects.exists()
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", "object_label"))
    assert verbs == [(f"workstrands.plangap_{what}", "Plan gap") for what in ("added", "changed", "removed")]


def test_who_saw_an_older_version_changes_and_removes_nothing(plan, officer):
    gap = PlanGapFactory(plan=plan, version=3)
    with pytest.raises(StaleVersion):
        GAPS.change(row=gap, values=SAID, expected_version=2, by=officer, now=NOW)
    with pytest.raises(StaleVersion):
        GAPS.remove(row=gap, expected_version=2, by=officer, now=NOW)
    gap.refresh_from_db()
    assert (gap.to_be, gap.version) == ("Together", 3)


def test_the_plan_of_a_place_that_has_ended_is_only_read(plan, officer):
    gap = PlanGapFactory(plan=plan)
    plan.place.ended_on, plan.place.ended_reason = date(2011, 11, 1), "It withdrew"
    plan.place.save()
    gap = PlanGap.objects.get()
    for write in (
        lambda: GAPS.add(to=gap.plan, values=SAID, by=officer, now=NOW),
        lambda: GAPS.change(row=gap, values=SAID, expected_version=1, by=officer, now=NOW),
        lambda: GAPS.remove(row=gap, expected_version=1, by=officer, now=NOW),
    ):
        with pytest.raises(PlanClosed):
            write()


def test_whitehall_on_the_joint_team_keeps_the_plan_until_they_leave_it(plan):
    champion = person(Role.CHAMPION)
    with pytest.raises(NotPermitted):
        GAPS.add(to=plan, values=SAID, by=champion, now=NOW)
    member = TeamMemberFactory(plan=plan, user=champion, side="whitehall")
    fresh = type(plan).objects.get()
    assert GAPS.add(to=fresh, values=SAID, by=champion, now=NOW).pk
    member.to_on = date(2011, 11, 1)
    member.save()
    with pytest.raises(NotPermitted):
        GAPS.add(to=type(plan).objects.get(), values=SAID, by=champion, now=NOW)


def test_nobody_of_another_plans_team_sees_to_a_gap(plan, officer):
    other = TeamMemberFactory(plan=OperationalPlanFactory(place=StrandPlaceFactory(slot=2)))
    with pytest.raises(ValidationError) as refused:
        GAPS.add(to=plan, values={**SAID, "owner": other}, by=officer, now=NOW)
    assert refused.value.message_dict == {"owner": ["Select somebody of the joint team of this plan"]}
