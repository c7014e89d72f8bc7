"""Steps of engagement: taken at the authority's own pace, retracted where taken by mistake, never lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.services.reference import load_reference
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from rollout.models import EngagementStep, Step
from rollout.services import retract_step, take_step
from rollout.services.reference import load_first_phase
from tests.factories.people import person
from tests.factories.places import AuthorityFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 9, 1, 12, tzinfo=UTC)


@pytest.fixture
def kent():
    return AuthorityFactory(short_name="Kent")


@pytest.fixture
def secretariat():
    return person(Role.SECRETARIAT)


def take(authority, by, step=Step.NOMINATED, on=date(2011, 7, 1), now=NOW, **more):
    return take_step(authority=authority, step=step, on=on, by=by, now=now, **more)


def test_a_step_is_kept_with_its_note_its_source_and_who_took_it_and_is_audited(kent, secretariat):
    step = take(kent, secretariat, note="Wrote to us", source="Letter of 30 June 2011")
    assert (step.note, step.source, step.taken_by, step.recorded_at) == (
        "Wrote to us",
        "Letter of 30 June 2011",
        secretariat,
        NOW,
    )
    event = AuditEvent.objects.get(verb="engagement.step_taken")
    assert (event.object_label, event.data["step"], event.data["on"]) == ("Step of Kent", "nominated", "2011-07-01")


def test_steps_come_in_whatever_order_the_authority_takes_them(kent, secretariat):
    days = [date(2011, 5, 1) + timedelta(days=n) for n in range(7)]
    order = [Step.LIVE, Step.PAUSED, Step.PLANNING, Step.WITHDRAWN, Step.INTERESTED, Step.NOMINATED, Step.LIVE]
    for step, on in zip(order, days, strict=True):
        take(kent, secretariat, step, on)
    assert [one.step for one in EngagementStep.objects.counted().in_order()] == order


def test_an_older_step_may_be_recorded_later(kent, secretariat):
    take(kent, secretariat, Step.PLANNING, date(2011, 8, 1))
    take(kent, secretariat, Step.INTERESTED, date(2011, 6, 1))
    assert [one.step for one in EngagementStep.objects.in_order()] == [Step.INTERESTED, Step.PLANNING]


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"on": date(2011, 9, 2)}, "on", "today or in the past"),
        ({"on": date(2010, 10, 19)}, "on", "on or after 20 October 2010"),
        ({"step": "rejected"}, "step", "from the list"),
        ({"note": "x" * 2001}, "note", "2,000 characters"),
    ],
)
def test_what_cannot_be_a_step_is_refused_and_changes_nothing(kent, secretariat, fields, field, says):
    with pytest.raises(ValidationError) as refused:
        take(kent, secretariat, **fields)
    assert says in refused.value.message_dict[field][0]
    assert not EngagementStep.objects.exists()


def test_today_in_london_is_not_the_future(kent, secretariat):
    late = datetime(2011, 8, 31, 23, 30, tzinfo=UTC)  # 0:30am on 1 September in London
    assert take(kent, secretariat, on=date(2011, 9, 1), now=late).pk


def test_an_authority_that_already_stands_there_takes_no_such_step_again(kent, secretariat):
    take(kent, secretariat, Step.LIVE, date(2011, 7, 1))
    with pytest.raises(ValidationError, match="already recorded as “Live” on 1 July 2011"):
        take(kent, secretariat, Step.LIVE, date(2011, 8, 1))
    take(kent, secretariat, Step.PAUSED, date(2011, 8, 1))
    assert take(kent, secretariat, Step.LIVE, date(2011, 8, 15)).pk


def test_a_step_taken_by_mistake_is_retracted_with_a_reason_and_kept(kent, secretariat):
    step = retract_step(step=take(kent, secretariat), reason="It was Medway", by=secretariat, now=NOW)
    assert (step.retracted_at, step.retracted_by, step.retraction) == (NOW, secretariat, "It was Medway")
    assert not EngagementStep.objects.counted().exists()
    assert AuditEvent.objects.get(verb="engagement.step_retracted").data["reason"] == "It was Medway"
    assert take(kent, secretariat).pk, "the same step can be taken again"


def test_a_retraction_needs_a_reason_and_happens_once(kent, secretariat):
    step = take(kent, secretariat)
    with pytest.raises(ValidationError, match="Enter why"):
        retract_step(step=step, reason=" ", by=secretariat)
    retract_step(step=step, reason="A mistake", by=secretariat)
    with pytest.raises(ValidationError, match="already been retracted"):
        retract_step(step=step, reason="Again", by=secretariat)
    assert EngagementStep.objects.get().retraction == "A mistake"


def test_what_was_known_at_a_moment_leaves_out_what_was_recorded_or_retracted_later(kent, secretariat):
    step = take(kent, secretariat)
    retract_step(step=step, reason="A mistake", by=secretariat, now=NOW + timedelta(days=2))
    known = [NOW - timedelta(days=1), NOW + timedelta(days=1), NOW + timedelta(days=3)]
    assert [EngagementStep.objects.counted(known_at=at).count() for at in known] == [0, 1, 0]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_nobody_but_the_secretariat_takes_or_retracts_a_step(kent, secretariat, role):
    step = take(kent, secretariat)
    other = person(role)
    with pytest.raises(NotPermitted):
        take(kent, other, Step.LIVE, date(2011, 8, 1))
    with pytest.raises(NotPermitted):
        retract_step(step=step, reason="No", by=other)
    assert EngagementStep.objects.counted().count() == 1


def test_everybody_in_the_programme_sees_steps_and_the_administrator_none(kent, secretariat):
    take(kent, secretariat)
    seen = {role: EngagementStep.objects.visible_to(person(role)).count() for role in Role}
    assert seen == {role: 0 if role == Role.ADMINISTRATOR else 1 for role in Role}


def test_the_reference_data_makes_the_28_of_the_first_phase_live_on_1_april_2011():
    load_reference()
    steps = EngagementStep.objects.all()
    assert (steps.count(), set(steps.values_list("step", "on"))) == (28, {("live", date(2011, 4, 1))})
    assert all(source.startswith("F004 C") for source in steps.values_list("source", flat=True))


def test_a_step_that_was_retracted_is_not_brought_back_by_loading_again(secretariat):
    load_reference()
    step = EngagementStep.objects.filter(authority__slug="kent").get()
    retract_step(step=step, reason="Not yet", by=secretariat)
    assert not load_reference().changed_anything
    assert EngagementStep.objects.counted().count() == 27


def test_a_wrong_file_is_refused_by_row(tmp_path):
    from areas.services.reference import LoadResult, ReferenceFault

    file = tmp_path / "steps.csv"
    file.write_text("gss_code,authority_name,step,on,source\nE99,Nowhere,live,2011-04-01,F004\n", encoding="utf-8")
    with pytest.raises(ReferenceFault, match="row 2, gss_code: no authority is called “E99”"):
        load_first_phase(LoadResult(), file=file)
    assert not EngagementStep.objects.exists()
