"""Submitting, acknowledging, withdrawing, resuming: what each does to authorities, their area and the register."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.models import Area
from cbtracker.accounts.permissions import Role
from cbtracker.outbox.models import OutboxMessage
from requests_log.models import LoggedRequest, Status
from rollout.models import EngagementStep, Nomination, NominationAuthority, Step
from rollout.services import take_step
from rollout.services.nominations import (
    NominationClosed,
    acknowledge,
    keep_who,
    resume,
    sign,
    start_nomination,
    submit,
    withdraw,
)
from tests.factories.nominations import CONTACT
from tests.factories.people import person
from tests.factories.places import AreaFactory, AreaMemberFactory, AuthorityFactory, DepartmentFactory
from tests.factories.rollout import EngagementStepFactory
from tests.integration.rollout.nominating import (
    BARRIER,
    NOW,
    a_place,
    answered,
    asked,
    officer_of,
    signed,
    submitted,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=40)
TODAY = date(2011, 7, 4)


def stands(authority):
    return EngagementStep.objects.filter(authority=authority).counted().in_order().last().step


def test_submitting_makes_the_area_takes_the_steps_and_raises_the_barriers():
    kent, officer = a_place()
    medway = AuthorityFactory(short_name="Medway")
    health = DepartmentFactory(abbreviation="DH")
    barriers = [BARRIER, {"issue": "Pool health money", "detail": "Across two trusts", "departments": ["DH", "Gone"]}]
    nomination = submitted(officer, kent, medway, name="Kent and Medway", barriers=barriers)
    area = Area.objects.get()
    assert (nomination.state, nomination.area, area.name, area.slug) == (
        Nomination.State.SUBMITTED,
        area,
        "Kent and Medway",
        "kent-and-medway",
    )
    assert (area.phase.slug, area.lead_authority) == ("next", kent)
    assert {str(one.authority): one.from_on for one in area.members.all()} == {"Kent": TODAY, "Medway": TODAY}
    assert [stands(one) for one in (kent, medway)] == [Step.NOMINATED] * 2
    entries = LoggedRequest.objects.visible_to(officer).order_by("pk")
    assert [(one.issue, one.areas_label, one.status, one.source) for one in entries] == [
        (BARRIER["issue"], "Kent and Medway", Status.RAISED, str(nomination)),
        ("Pool health money", "Kent and Medway", Status.RAISED, str(nomination)),
    ]
    assert list(entries[1].departments.all()) == [health]


@pytest.mark.parametrize(
    ("wanted", "phase"),
    [
        (date(2011, 9, 1), "next"),
        (date(2012, 4, 1), "next"),
        (date(2012, 4, 2), "final"),
        (date(2014, 1, 1), "final"),
    ],
)
def test_the_area_belongs_to_the_phase_that_goes_live_next_after_the_wanted_start(wanted, phase):
    kent, officer = a_place()
    assert submitted(officer, kent, wanted=wanted).area.phase.slug == phase


def test_an_area_gets_an_address_that_no_other_has():
    kent, officer = a_place()
    AreaFactory(slug="kent", name="County of Kent")
    assert submitted(officer, kent).area.slug == "kent-2"


def test_what_is_not_signed_by_each_authority_is_not_submitted():
    kent, officer = a_place()
    draft = answered(officer, kent)
    asked(draft, kent, officer)
    with pytest.raises(ValidationError, match="has signed for Kent"):
        submit(draft, by=officer, now=NOW)
    begun = start_nomination(authority=kent, by=officer, now=NOW)
    Nomination.objects.filter(pk=begun.pk).update(answers={})
    with pytest.raises(ValidationError, match="before you submit"):
        submit(begun, by=officer, now=NOW)
    assert not Area.objects.exists()
    assert not EngagementStep.objects.exists()


def test_only_an_officer_of_the_place_submits_withdraws_and_resumes():
    kent, officer = a_place()
    draft = signed(officer, kent)
    for other in (officer_of(AuthorityFactory()), person(Role.SECRETARIAT), person(Role.PARTNER)):
        with pytest.raises(NotPermitted):
            submit(draft, by=other, now=NOW)
        with pytest.raises(NotPermitted):
            withdraw(draft, reason="", by=other, expected_version=draft.version, now=NOW)
        with pytest.raises(NotPermitted):
            resume(draft, by=other, expected_version=draft.version, now=NOW)
    assert not Area.objects.exists()


def test_submitting_again_gives_the_same_nomination_and_writes_nothing():
    kent, officer = a_place()
    nomination = submitted(officer, kent, barriers=[BARRIER])
    messages = OutboxMessage.objects.count()
    again = submit(nomination, by=officer_of(kent), now=LATER)
    assert (again, again.submitted_at, again.version) == (nomination, NOW, nomination.version)
    counts = (Area, LoggedRequest, EngagementStep)
    assert [model.objects.count() for model in counts] == [1, 1, 1]
    assert OutboxMessage.objects.count() == messages


def test_an_authority_that_joined_an_area_meanwhile_keeps_the_nomination_back_and_nothing_is_written():
    kent, officer = a_place()
    draft = signed(officer, kent, barriers=[BARRIER])
    AreaMemberFactory(authority=kent, area=AreaFactory(name="South East"))
    with pytest.raises(ValidationError, match="already part of the area South East"):
        submit(draft, by=officer, now=NOW)
    assert Nomination.objects.get().is_draft
    assert not LoggedRequest.objects.exists()


def test_an_authority_that_plans_already_is_not_moved_back():
    kent, officer = a_place()
    EngagementStepFactory(authority=kent, step=Step.PLANNING, on=date(2011, 6, 1))
    submitted(officer, kent)
    assert stands(kent) == Step.PLANNING


def test_everybody_named_gets_one_copy_of_the_answers():
    kent, officer = a_place()
    nomination = submitted(officer, kent)
    copies = OutboxMessage.objects.filter(kind="nomination_received").values_list("to_address", "payload")
    expected = {officer.email, "jo.clerk@example.org", f"chief@{kent.slug}.example"}
    assert {address for address, _ in copies} == expected
    assert len(copies) == 3
    assert all(payload == {"nomination": nomination.pk} for _, payload in copies)


def test_the_longest_address_gets_its_copy_and_its_acknowledgement_too():
    kent, officer = a_place()
    draft = answered(officer, kent)
    longest = f"{'a' * 242}@x.example"
    who = {"authorities": [kent], "name": "", "contacts": [{**CONTACT, "email": longest}]}
    draft = keep_who(draft, by=officer, expected_version=draft.version, now=NOW, **who)
    sign(asked(draft, kent, officer).token(), now=NOW)
    acknowledge(submit(draft, by=officer, now=NOW), message="", by=person(Role.SECRETARIAT), now=NOW)
    queued = OutboxMessage.objects.filter(to_address=longest)
    assert sorted(queued.values_list("kind", flat=True)) == ["nomination_acknowledged", "nomination_received"]
    for one in queued:  # PostgreSQL holds columns to their length, SQLite does not
        one.clean_fields()


def test_the_secretariat_acknowledges_once():
    kent, officer = a_place()
    nomination, secretariat = submitted(officer, kent), person(Role.SECRETARIAT)
    assert list(Nomination.objects.to_acknowledge()) == [nomination]
    for other in (officer, person(Role.CHAMPION), person(Role.LOCALITY_LEAD), person(Role.PARTNER)):
        with pytest.raises(NotPermitted):
            acknowledge(nomination, message="", by=other, now=LATER)
    kept = acknowledge(nomination, message="Thank you", by=secretariat, now=LATER)
    assert (kept.state, kept.acknowledged_by, kept.acknowledgement) == (
        Nomination.State.ACKNOWLEDGED,
        secretariat,
        "Thank you",
    )
    assert OutboxMessage.objects.filter(kind="nomination_acknowledged").count() == 2
    with pytest.raises(NominationClosed):
        acknowledge(nomination, message="Thank you again", by=secretariat, now=LATER)
    assert not Nomination.objects.to_acknowledge().exists()


def test_drafts_and_what_was_withdrawn_are_not_acknowledged():
    kent, officer = a_place()
    secretariat, draft = person(Role.SECRETARIAT), signed(officer, kent)
    with pytest.raises(NominationClosed):
        acknowledge(draft, message="", by=secretariat, now=NOW)
    nomination = submit(draft, by=officer, now=NOW)
    withdraw(nomination, reason="", by=officer, expected_version=nomination.version, now=LATER)
    with pytest.raises(NominationClosed):
        acknowledge(nomination, message="", by=secretariat, now=LATER)
    with pytest.raises(ValidationError):
        acknowledge(nomination, message="x" * 4001, by=secretariat, now=LATER)


def test_a_submitted_nomination_is_withdrawn_and_resumed_where_it_was():
    kent, officer = a_place()
    nomination = submitted(officer, kent)
    take_step(authority=kent, step=Step.PLANNING, on=date(2011, 8, 1), by=person(Role.SECRETARIAT), now=LATER)
    gone = withdraw(nomination, reason="Elections", by=officer, expected_version=nomination.version, now=LATER)
    assert (gone.state, gone.withdrawal, stands(kent)) == (Nomination.State.WITHDRAWN, "Elections", Step.WITHDRAWN)
    with pytest.raises(NominationClosed):
        withdraw(gone, reason="", by=officer, expected_version=gone.version, now=LATER)
    back = resume(gone, by=officer, expected_version=gone.version, now=LATER + timedelta(days=90))
    assert (back.state, back.withdrawal, stands(kent)) == (Nomination.State.SUBMITTED, "", Step.PLANNING)
    assert back.submitted_at == NOW
    assert Area.objects.get() == back.area
    with pytest.raises(NominationClosed):
        resume(back, by=officer, expected_version=back.version, now=LATER)


def test_withdrawn_and_resumed_on_one_day_leaves_no_step_behind():
    kent, officer = a_place()
    nomination = submitted(officer, kent)
    for _ in range(2):
        nomination = withdraw(nomination, reason="", by=officer, expected_version=nomination.version, now=NOW)
        assert stands(kent) == Step.WITHDRAWN
        nomination = resume(nomination, by=officer, expected_version=nomination.version, now=NOW)
        assert stands(kent) == Step.NOMINATED
    assert EngagementStep.objects.counted().count() == 1


def test_whatever_the_secretariat_records_between_it_is_withdrawn_again_on_the_same_day():
    kent, officer = a_place()
    nomination = submitted(officer, kent)
    gone = withdraw(nomination, reason="", by=officer, expected_version=nomination.version, now=LATER)
    take_step(authority=kent, step=Step.PLANNING, on=LATER.date(), by=person(Role.SECRETARIAT), now=LATER)
    back = resume(gone, by=officer, expected_version=gone.version, now=LATER)
    assert stands(kent) == Step.PLANNING
    gone = withdraw(back, reason="", by=officer, expected_version=back.version, now=LATER)
    assert stands(kent) == Step.WITHDRAWN
    resume(gone, by=officer, expected_version=gone.version, now=LATER)
    assert stands(kent) == Step.PLANNING


@pytest.mark.parametrize("after", [timedelta(0), timedelta(days=5)])
def test_a_place_that_the_secretariat_recorded_as_withdrawn_before_resumes_where_it_stood(after):
    kent, officer = a_place()
    nomination = submitted(officer, kent)
    gone = withdraw(nomination, reason="", by=officer, expected_version=nomination.version, now=LATER)
    before = LATER.date() - timedelta(days=2)
    take_step(authority=kent, step=Step.WITHDRAWN, on=before, by=person(Role.SECRETARIAT), now=LATER)
    resume(gone, by=officer, expected_version=gone.version, now=LATER + after)
    assert stands(kent) == Step.NOMINATED


def test_a_place_that_was_nominated_and_paused_on_the_day_can_submit_on_it():
    kent, officer = a_place()
    draft = signed(officer, kent)
    for step in (Step.NOMINATED, Step.PAUSED):
        take_step(authority=kent, step=step, on=TODAY, by=person(Role.SECRETARIAT), now=NOW)
    submit(draft, by=officer, now=NOW)
    assert stands(kent) == Step.NOMINATED


def test_a_draft_is_withdrawn_and_resumed_without_a_step():
    kent, officer = a_place()
    draft = answered(officer, kent)
    gone = withdraw(draft, reason="", by=officer, expected_version=draft.version, now=NOW)
    assert gone.state is Nomination.State.WITHDRAWN
    assert resume(gone, by=officer, expected_version=gone.version, now=LATER).is_draft
    assert not EngagementStep.objects.exists()


def test_a_withdrawn_draft_leaves_the_place_free_and_comes_back_only_while_it_is():
    kent, officer = a_place()
    draft = answered(officer, kent)
    gone = withdraw(draft, reason="", by=officer, expected_version=draft.version, now=NOW)
    with pytest.raises(NominationClosed):
        submit(gone, by=officer, now=NOW)
    another = start_nomination(authority=kent, by=officer, now=NOW)
    assert another != gone
    with pytest.raises(ValidationError, match="another open nomination"):
        resume(gone, by=officer, expected_version=gone.version, now=LATER)
    assert list(NominationAuthority.objects.filter(left_at__isnull=True).values_list("nomination", flat=True)) == [
        another.pk
    ]


def test_coverage_counts_the_authorities_from_the_day_of_submitting():
    from rollout.selectors.coverage import read_coverage

    kent, officer = a_place()
    submitted(officer, kent)
    for day, engaged in ((TODAY - timedelta(days=1), 0), (TODAY, 1)):
        assert read_coverage(EngagementStep.objects.all(), as_at=day).engaged == engaged
