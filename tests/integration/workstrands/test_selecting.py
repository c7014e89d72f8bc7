"""Two places are selected in each workstrand, and a third is refused with place and reason (F003 ¶7, ¶10, B ¶4)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.models import Neighbourhood
from areas.services.versions import StaleVersion
from cbtracker.audit.models import AuditEvent
from cbtracker.outbox.models import OutboxMessage
from rollout.workstrands.models import Milestone, OperationalPlan, OutlineDecision, StrandPlace
from rollout.workstrands.services.deciding import correct_decision, decline_outline
from rollout.workstrands.services.gaps import GAPS
from rollout.workstrands.services.judging import OutlineSettled
from rollout.workstrands.services.parts import PlanClosed
from rollout.workstrands.services.selecting import PlaceEnded, SlotsHeld, end_place, select_outline
from tests.factories.neighbourhoods import NeighbourhoodFactory
from tests.factories.places import AuthorityFactory
from tests.factories.selections import assessor_of, criteria_of, judge_all, submitted
from tests.factories.workstrands import ChecklistItemFactory, OutlineProposalFactory
from tests.integration.workstrands.conftest import NOW

TODAY = date(2011, 11, 1)
GAP = {"subject": "Sharing data", "as_is": "Apart", "to_be": "Together", "required": "An agreement"}


@pytest.fixture
def assessor(db):
    criteria_of(4, "A clear boundary", "Key services share the boundary")
    return assessor_of(4, "government")


def select(outline, by, **more):
    return select_outline(outline, **{"reason": "It is ready", "decided_on": TODAY, **more}, by=by, now=NOW)


def judged(authority, assessor):
    return judge_all(submitted(4, authority), assessor)


def named(name):
    return AuthorityFactory(short_name=name)


def counts():
    models = (OutlineDecision, StrandPlace, OperationalPlan, Milestone, Neighbourhood, AuditEvent, OutboxMessage)
    return [model.objects.count() for model in models]


def refused(by, outline, kind=ValidationError, **more):
    """What the service says; nothing was written."""
    before = counts()
    with pytest.raises(kind) as wrong:
        select(outline, by, **more)
    assert counts() == before
    return wrong.value.messages


def test_a_selection_takes_a_slot_begins_the_plan_and_says_why(essex, assessor, secretary):
    ChecklistItemFactory(letter="a")
    outline = judged(essex, assessor)
    place = select(outline, secretary)
    assert (place.name, place.slug, place.slot, place.reason) == ("Essex", "essex", 1, "It is ready")
    assert (place.plan.items.count(), place.plan.milestones.count() > 0) == (1, True)
    decision = OutlineDecision.objects.get()
    assert (decision.outcome, decision.decided_by, decision.decided_on) == ("selected", secretary, TODAY)
    outline.refresh_from_db()
    assert outline.version == 2
    with pytest.raises(NotPermitted):
        select(judged(named("Kent"), assessor), assessor.user)


def test_a_third_is_refused_by_naming_who_holds_the_slots_until_one_is_ended(essex, assessor, secretary, officer):
    first, second = select(judged(essex, assessor), secretary), select(judged(named("Kent"), assessor), secretary)
    third = judged(named("Devon"), assessor)
    [said] = refused(secretary, third, SlotsHeld)
    assert said == (
        "Both places of workstrand 4 are held: Essex (selected on 1 November 2011) and Kent (selected on 1 November "
        "2011). End one of them with a reason before you select another"
    )
    gap = GAPS.add(to=first.plan, values=GAP, by=officer, now=NOW)
    ended = end_place(first, ended_on=TODAY, reason="It withdrew", expected_version=1, by=secretary, now=NOW)
    with pytest.raises(PlanClosed):
        GAPS.change(row=type(gap).objects.get(), values=GAP, expected_version=1, by=officer, now=NOW)
    replacing = select(third, secretary)
    assert (replacing.slot, replacing.replaces, second.slot) == (1, ended, 2)
    assert list(StrandPlace.objects.values_list("name", "ended_reason")) == [
        ("Essex", "It withdrew"),
        ("Devon", ""),
        ("Kent", ""),
    ]
    with pytest.raises(PlaceEnded):
        end_place(ended, ended_on=TODAY, reason="Again", expected_version=2, by=secretary, now=NOW)


def test_a_place_ends_with_a_reason_on_a_day_that_can_be(essex, assessor, secretary):
    place = select(judged(essex, assessor), secretary)
    wrongs = [
        ({"reason": " "}, ["ended_reason"]),
        ({"ended_on": date(2011, 10, 1)}, ["ended_on"]),
        ({"ended_on": date(2011, 11, 2)}, ["ended_on"]),
    ]
    for wrong, fields in wrongs:
        said = {"ended_on": TODAY, "reason": "It withdrew", "expected_version": 1, **wrong}
        with pytest.raises(ValidationError) as told:
            end_place(place, by=secretary, now=NOW, **said)
        assert list(told.value.message_dict) == fields
    with pytest.raises(StaleVersion):
        end_place(place, ended_on=TODAY, reason="So", expected_version=2, by=secretary, now=NOW)
    with pytest.raises(NotPermitted):
        end_place(place, ended_on=TODAY, reason="So", expected_version=1, by=assessor.user, now=NOW)
    place.refresh_from_db()
    assert place.is_active


def test_a_criterion_that_nobody_judged_refuses_the_selection_by_its_name(essex, assessor, secretary):
    outline = judged(essex, assessor)
    last = outline.judgements.last()
    last.delete()
    assert refused(secretary, outline) == ["No assessor has judged “Key services share the boundary”"]
    assessor.recused_from.add(essex)
    assert len(refused(secretary, outline)) == 2


def test_workstrand_three_is_selected_with_the_lg_group_and_the_voluntary_sector(essex, secretary):
    criteria_of(3, "The neighbourhood wants it", "Infrastructure and capacity")
    government, lg_group, vcs = (assessor_of(3, body) for body in ("government", "lg_group", "vcs"))
    outline = judge_all(submitted(3, essex, organisation="Castle Trust"), government)
    missing = refused(secretary, outline)
    assert missing[0] == (
        "No assessor of the Local Government Group or the voluntary and community sector "
        "has judged “The neighbourhood wants it”"
    )
    judge_all(outline, lg_group)
    assert refused(secretary, outline) == [
        "No assessor of the voluntary and community sector has judged “The neighbourhood wants it”",
        "No assessor of the voluntary and community sector has judged “Infrastructure and capacity”",
    ]
    place = select(judge_all(outline, vcs), secretary)
    made = Neighbourhood.objects.get()
    assert (place.neighbourhood, place.name, place.slug) == (made, "Castle Ward", "castle-ward")
    assert (made.authority, made.boundary, made.budget_holder) == (essex, "The ring road", "Castle Trust")


def test_a_neighbourhood_that_is_there_is_taken_and_is_a_place_once(essex, secretary):
    criteria_of(3, "The neighbourhood wants it")
    assessors = [assessor_of(3, body) for body in ("lg_group", "vcs")]
    there = NeighbourhoodFactory(authority=essex, name="Castle Ward")
    place = select(judge_all(submitted(3, essex), *assessors), secretary)
    assert (place.neighbourhood, Neighbourhood.objects.count()) == (there, 1)
    again = judge_all(submitted(3, essex, neighbourhood_name="CASTLE WARD"), *assessors)
    assert refused(secretary, again, SlotsHeld) == [
        "Castle Ward is a place of workstrand 3 already, since 1 November 2011"
    ]
    elsewhere = select(judge_all(submitted(3, named("Kent")), *assessors), secretary)
    assert (elsewhere.slug, elsewhere.neighbourhood.slug) == ("castle-ward-kent", "castle-ward")
    nameless = judge_all(submitted(3, named("Devon"), boundary=""), *assessors)
    assert "which neighbourhood" in refused(secretary, nameless)[0]


def test_an_authority_is_one_place_of_workstrand_four(essex, assessor, secretary, officer):
    first = judged(essex, assessor)
    place = select(first, secretary)
    first.withdrawn_at, first.withdrawn_by = NOW, officer
    first.save()
    assert refused(secretary, judged(essex, assessor), SlotsHeld) == [
        "Essex is a place of workstrand 4 already, since 1 November 2011"
    ]
    assert place.is_active


def test_what_is_withdrawn_a_draft_or_selected_is_not_selected(essex, assessor, secretary, officer):
    withdrawn = judged(essex, assessor)
    withdrawn.withdrawn_at, withdrawn.withdrawn_by = NOW, officer
    withdrawn.save()
    assert refused(secretary, withdrawn, OutlineSettled) == [f"{withdrawn} was withdrawn"]
    draft = OutlineProposalFactory(strand=withdrawn.strand)
    assert refused(secretary, draft, OutlineSettled) == [f"{draft} has not been submitted yet"]
    selected = judged(named("Kent"), assessor)
    select(selected, secretary)
    assert refused(secretary, selected, OutlineSettled) == [f"{selected} was selected already"]
    with pytest.raises(OutlineSettled, match="decided already: selected"):
        decline_outline(selected, reason="So", decided_on=TODAY, by=secretary, now=NOW)
    future = judged(named("Devon"), assessor)
    assert refused(secretary, future, decided_on=date(2011, 11, 2)) == ["Enter 1 November 2011 or an earlier date"]
    assert refused(secretary, future, decided_on=date(2011, 8, 1)) == ["Enter 1 September 2011 or a later date"]
    assert refused(secretary, future, reason="") == ["This field cannot be blank."]


def test_one_that_was_not_selected_can_replace_a_place_that_ended(essex, assessor, secretary):
    place = select(judged(essex, assessor), secretary)
    outline = judged(named("Kent"), assessor)
    declined = decline_outline(outline, reason="Others were further on", decided_on=TODAY, by=secretary, now=NOW)
    end_place(place, ended_on=TODAY, reason="It withdrew", expected_version=1, by=secretary, now=NOW)
    assert refused(secretary, outline, decided_on=date(2011, 10, 31)) == [
        "Enter 1 November 2011 or a later date: Essex ended then"
    ]
    assert select(outline, secretary).replaces == place
    declined.refresh_from_db()
    assert (declined.outcome, declined.version) == ("selected", 2)


def test_the_reason_of_a_decision_is_corrected_by_who_saw_it_last(essex, assessor, secretary):
    place = select(judged(essex, assessor), secretary)
    decision = OutlineDecision.objects.get()
    correct_decision(decision, reason="Its boundary is clear", expected_version=1, by=secretary, now=NOW)
    with pytest.raises(StaleVersion):
        correct_decision(decision, reason="Mine", expected_version=1, by=secretary, now=NOW)
    with pytest.raises(NotPermitted):
        correct_decision(decision, reason="Mine", expected_version=2, by=assessor.user, now=NOW)
    place.refresh_from_db()
    assert place.reason == "Its boundary is clear"
