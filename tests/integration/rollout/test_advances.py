"""Advances through the services: what an area may ask, what the department decides, and who may do neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from areas.models import AuthorityMembership, Department, DepartmentMembership
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import NotPermitted, Role
from cbtracker.audit.models import AuditEvent
from rollout.models import Advance, AdvanceState, Repayment
from rollout.services.advance_decisions import decide_advance, record_drawn, record_repaid
from rollout.services.advances import (
    AdvanceTerms,
    ask_for_advance,
    change_advance,
    discard_advance,
    start_advance,
    terms_of,
    withdraw_advance,
)
from tests.factories.duties import LocalityLeadFactory
from tests.factories.money import asked_advance, schedule
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, DepartmentFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 9, 5, 12, tzinfo=UTC)
LATER = datetime(2011, 10, 3, 12, tzinfo=UTC)
DECIDED_ON = LATER.date()
TERMS = AdvanceTerms(
    amount_pence=1_250_000_00,
    drawn_from=2011,
    drawn_to=2012,
    purpose="Family workers before the savings come in",
    repayments=((2013, 625_000_00), (2014, 625_000_00)),
)


@pytest.fixture
def dfe():
    return DepartmentFactory(abbreviation="DfE", name="Department for Education")


@pytest.fixture
def area(dfe):
    return AreaMemberFactory(area=AreaFactory(name="Swindon")).area


@pytest.fixture
def officer(area):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=area.members.get().authority, from_on=START)
    return user


def champion_of(department):
    user = person(Role.CHAMPION)
    DepartmentMembership.objects.create(user=user, department=department, from_on=START)
    return user


@pytest.fixture
def champion(dfe):
    return champion_of(dfe)


@pytest.fixture
def draft(area, officer):
    return start_advance(area=area, terms=TERMS, by=officer, now=NOW)


@pytest.fixture
def asked(draft, officer):
    return ask_for_advance(advance=draft, expected_version=1, by=officer, now=NOW)


def decide(advance, by, *, agreed=True, on=DECIDED_ON, reason="It can be afforded", version=2):
    return decide_advance(
        advance=advance, agreed=agreed, reason=reason, on=on, expected_version=version, by=by, now=LATER
    )


def test_an_area_drafts_asks_and_the_department_decides(draft, dfe, officer, champion):
    assert (draft.state, draft.department, terms_of(draft)) == (AdvanceState.DRAFT, dfe, TERMS)
    asked = ask_for_advance(advance=draft, expected_version=1, by=officer, now=NOW)
    assert (asked.state, asked.asked_on, asked.asked_by) == (AdvanceState.ASKED, date(2011, 9, 5), officer)
    agreed = decide(asked, champion)
    assert (agreed.state, agreed.decided_on, agreed.decided_by) == (AdvanceState.AGREED, LATER.date(), champion)
    drawn = record_drawn(advance=agreed, on=LATER.date(), expected_version=3, by=champion, now=LATER)
    repaid = record_repaid(advance=drawn, on=LATER.date(), expected_version=4, by=champion, now=LATER)
    assert (repaid.state, repaid.drawn_on, repaid.repaid_on) == (AdvanceState.REPAID, LATER.date(), LATER.date())
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [f"advance.{did}" for did in ("begun", "asked", "decided", "drawn", "repaid")]


@pytest.mark.parametrize(
    ("repayments", "says"),
    [
        (((2013, 625_000_00), (2014, 624_999_99)), "£1,249,999.99, which is £0.01 less than the advance of £1,250,000"),
        (((2013, 625_000_00), (2014, 625_000_01)), "£1,250,000.01, which is £0.01 more than the advance of £1,250,000"),
        ((), "Enter the repayments: they must add up to the advance of £1,250,000"),
    ],
)
def test_the_service_refuses_an_advance_that_is_a_penny_out(draft, officer, repayments, says):
    draft = change_advance(
        advance=draft, terms=replace(TERMS, repayments=repayments), expected_version=1, by=officer, now=NOW
    )
    with pytest.raises(ValidationError, match=says):
        ask_for_advance(advance=draft, expected_version=2, by=officer, now=NOW)
    draft.refresh_from_db()
    assert (draft.state, draft.version) == (AdvanceState.DRAFT, 2)
    mended = change_advance(advance=draft, terms=TERMS, expected_version=2, by=officer, now=NOW)
    assert ask_for_advance(advance=mended, expected_version=3, by=officer, now=NOW).state == AdvanceState.ASKED


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"drawn_from": 2013}, "drawn_to"),
        ({"drawn_to": 2013}, "repayments"),
        ({"drawn_from": 2010}, "__all__"),
        ({"amount_pence": 0}, "__all__"),
        ({"purpose": ""}, "purpose"),
        ({"purpose": "x" * 2001}, "purpose"),
        ({"repayments": ((2013, 0),)}, "repayments"),
        ({"repayments": ((2013, 1), (2013, 2))}, "repayments"),
        ({"repayments": ((2021, 1),)}, "__all__"),
    ],
)
def test_terms_that_cannot_be_are_refused_and_change_nothing(area, draft, officer, wrong, field):
    for write in (
        lambda terms: start_advance(area=area, terms=terms, by=officer, now=NOW),
        lambda terms: change_advance(advance=draft, terms=terms, expected_version=1, by=officer, now=NOW),
    ):
        with pytest.raises(ValidationError) as refused:
            write(replace(TERMS, **wrong))
        assert field in refused.value.message_dict
    assert terms_of(Advance.objects.get()) == TERMS


def test_who_saw_an_older_draft_changes_nothing(draft, officer):
    change_advance(advance=draft, terms=replace(TERMS, purpose="Another"), expected_version=1, by=officer, now=NOW)
    for write in (
        lambda: change_advance(advance=draft, terms=TERMS, expected_version=1, by=officer, now=NOW),
        lambda: ask_for_advance(advance=draft, expected_version=1, by=officer, now=NOW),
        lambda: discard_advance(advance=draft, expected_version=1, by=officer, now=NOW),
    ):
        with pytest.raises(StaleVersion) as stale:
            write()
        assert stale.value.current.purpose == "Another"
    assert terms_of(draft).purpose == "Another"


def test_what_was_asked_for_is_not_changed_or_discarded_and_a_draft_that_is_gone_is_gone(asked, officer):
    with pytest.raises(StaleVersion):
        change_advance(advance=asked, terms=TERMS, expected_version=2, by=officer, now=NOW)
    with pytest.raises(StaleVersion):
        discard_advance(advance=asked, expected_version=2, by=officer, now=NOW)
    assert Repayment.objects.count() == 2


def test_a_draft_is_discarded_and_the_audit_keeps_what_it_said(draft, officer):
    discard_advance(advance=draft, expected_version=1, by=officer, now=NOW)
    assert not Advance.objects.exists()
    assert AuditEvent.objects.get(verb="advance.discarded").data["before"]["amount_pence"] == 1_250_000_00
    with pytest.raises(StaleVersion):
        ask_for_advance(advance=draft, expected_version=1, by=officer, now=NOW)


def test_an_area_withdraws_until_it_is_decided_and_not_after(asked, officer, champion):
    withdrawn = withdraw_advance(advance=asked, expected_version=2, by=officer, now=LATER)
    assert (withdrawn.state, withdrawn.withdrawn_on) == (AdvanceState.WITHDRAWN, LATER.date())
    with pytest.raises(StaleVersion):
        decide(withdrawn, champion, version=3)


def test_of_a_decision_and_a_withdrawal_the_first_counts(asked, officer, champion):
    decided = decide(asked, champion, agreed=False)
    assert decided.state == AdvanceState.NOT_AGREED
    for version in (2, 3):
        with pytest.raises(StaleVersion):
            withdraw_advance(advance=decided, expected_version=version, by=officer, now=LATER)
        with pytest.raises(StaleVersion):
            record_drawn(advance=decided, on=LATER.date(), expected_version=version, by=champion, now=LATER)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"reason": "  "}, "Enter the reason for the decision"),
        ({"reason": "x" * 2001}, "Reason must be 2,000 characters or fewer"),
        ({"on": date(2011, 9, 4)}, "Date must be on or after 5 September 2011, when it was asked for"),
        ({"on": date(2011, 10, 4)}, "Date must be today or in the past"),
    ],
)
def test_a_decision_has_a_reason_and_a_day_that_can_be(asked, champion, wrong, says):
    with pytest.raises(ValidationError, match=says):
        decide(asked, champion, **wrong)
    asked.refresh_from_db()
    assert asked.state == AdvanceState.ASKED


def test_the_secretariat_may_record_the_departments_decision(asked):
    by = person(Role.SECRETARIAT)
    assert decide(asked, by).decided_by == by


def test_nobody_decides_for_another_department_and_no_area_for_itself(asked, officer):
    for user in (champion_of(DepartmentFactory()), officer, person(Role.LOCALITY_LEAD), person(Role.PARTNER)):
        with pytest.raises(NotPermitted):
            decide(asked, user)


def test_nobody_asks_for_another_area(area, draft, champion):
    for user in (person(Role.OFFICER), champion, person(Role.SECRETARIAT), person(Role.PARTNER)):
        with pytest.raises(NotPermitted):
            start_advance(area=area, terms=TERMS, by=user, now=NOW)
        with pytest.raises(NotPermitted):
            ask_for_advance(advance=draft, expected_version=1, by=user, now=NOW)


def test_who_sees_which_advances(area, draft, officer, champion, dfe):
    asked = schedule_asked(area, dfe)
    lead = LocalityLeadFactory(authority=area.members.get().authority).user
    seen = {
        "officer": (officer, {draft, asked}),
        "another officer": (person(Role.OFFICER), set()),
        "secretariat": (person(Role.SECRETARIAT), {asked}),
        "champion": (champion, {asked}),
        "another champion": (champion_of(DepartmentFactory()), set()),
        "lead": (lead, {asked}),
        "another lead": (person(Role.LOCALITY_LEAD), set()),
        "partner": (person(Role.PARTNER), set()),
        "administrator": (person(Role.ADMINISTRATOR), set()),
    }
    assert {who: set(Advance.objects.visible_to(user)) for who, (user, _) in seen.items()} == {
        who: rows for who, (_, rows) in seen.items()
    }
    assert {row.advance for row in Repayment.objects.visible_to(champion)} == {asked}


def schedule_asked(area, dfe):
    return asked_advance(area=area, department=dfe)


def test_the_label_of_an_event_says_no_more_than_the_area(draft):
    assert AuditEvent.objects.get().object_label == "Advance of Swindon"
    assert schedule(draft, 1, first_year=2018) == draft
    assert Department.objects.get() == draft.department
