"""Outline proposals: started while invited, answered, signed by equals, submitted, and not changed again (F003)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from areas.services.versions import StaleVersion
from cbtracker.audit.models import AuditEvent
from cbtracker.outbox.models import OutboxMessage
from rollout.workstrands.models import OutlineProposal, OutlineSignOff, Prospectus
from rollout.workstrands.services.outlines.answering import keep_answers, start_outline
from rollout.workstrands.services.outlines.claims import OutlineClosed, WindowClosed
from rollout.workstrands.services.outlines.signing import SIGNING, unsigned_sides
from rollout.workstrands.services.outlines.submitting import submit_outline, withdraw_outline
from tests.factories.workstrands import EarlierAreaFactory, OutlineDecisionFactory
from tests.integration.workstrands.conftest import NOW
from tests.integration.workstrands.outlining import a_strand, answered, asked, signed, submitted

pytestmark = pytest.mark.django_db


def faults(call) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        call()
    return refused.value.message_dict


def test_one_is_started_only_while_the_prospectus_is_published_and_open_and_says_why_not(essex, officer, stranger):
    strand = a_strand(4, published_at=None)
    prospectus = Prospectus.objects.get()

    def start(now=NOW, by=officer):
        return start_outline(strand=strand, authority=essex, by=by, now=now)

    def refused(now=NOW):
        with pytest.raises(WindowClosed) as wrong:
            start(now)
        return wrong.value.messages[0]

    assert "No prospectus has been published yet" in refused()
    prospectus.published_at = NOW
    prospectus.save()
    assert "from 1 July 2011" in refused(datetime(2011, 6, 30, 22, 59, tzinfo=UTC))
    assert "ended on 30 November 2011" in refused(datetime(2011, 12, 1, tzinfo=UTC))
    with pytest.raises(NotPermitted):
        start(by=stranger)
    assert not OutlineProposal.objects.exists()
    assert start(datetime(2011, 11, 30, 23, 59, tzinfo=UTC)).state == "draft"


def test_a_place_has_one_open_outline_proposal_in_a_workstrand_and_another_neighbourhood_its_own(essex, officer):
    place, hoods = a_strand(4), a_strand(3)
    first = start_outline(strand=place, authority=essex, by=officer, now=NOW)
    again = faults(lambda: start_outline(strand=place, authority=essex, by=officer, now=NOW))
    assert first.reference in again["authority"][0]

    def hood(name):
        return start_outline(strand=hoods, authority=essex, neighbourhood_name=name, by=officer, now=NOW)

    hood("The Hill")
    assert set(faults(lambda: hood("the hill"))) == {"neighbourhood_name"}
    assert set(faults(lambda: hood(" "))) == {"neighbourhood_name"}
    other = hood("The Marsh")
    renamed = {"fields": {"neighbourhood_name": "The Hill"}, "expected_version": 1, "by": officer, "now": NOW}
    assert set(faults(lambda: keep_answers(other, **renamed))) == {"neighbourhood_name"}
    withdraw_outline(first, reason="Later", by=officer, expected_version=1, now=NOW)
    assert start_outline(strand=place, authority=essex, by=officer, now=NOW).pk != first.pk


def test_answers_are_kept_by_version_and_what_is_of_the_other_workstrand_is_refused(essex, officer, stranger):
    draft = start_outline(strand=a_strand(4), authority=essex, by=officer, now=NOW)

    def keep(version=1, by=officer, **said):
        return keep_answers(draft, by=by, expected_version=version, now=NOW, **said)

    kept = keep(answers={"asked-4-1": " The county "}, fields={"contact_name": "Jo"})
    assert (kept.version, kept.contact_name) == (2, "Jo")
    assert kept.answers.get().text == "The county"
    with pytest.raises(StaleVersion):
        keep(answers={"asked-4-1": "Mine"})
    with pytest.raises(NotPermitted):
        keep(2, by=stranger, answers={"asked-4-1": "Mine"})
    assert set(faults(lambda: keep(2, answers={"asked-3-1": "x", "asked-4-1": "x" * 4001}))) == {
        "answers.asked-3-1",
        "answers.asked-4-1",
    }
    assert set(faults(lambda: keep(2, fields={"boundary": "x"}))) == {"boundary"}
    assert set(faults(lambda: keep(2, fields={"contact_email": "x"}))) == {"contact_email"}
    assert set(faults(lambda: keep(2, fields={"submitted_at": NOW}))) == {"submitted_at"}
    assert kept.answers.get().text == "The county"
    assert not keep(2, answers={"asked-4-1": ""}).answers.exists()


def test_an_earlier_area_is_named_as_the_prospectus_asks(essex, officer):
    strand = a_strand(3)
    draft = answered(strand, essex, officer)
    mine = EarlierAreaFactory(number=1, name="The Hill", authority=essex)
    other = EarlierAreaFactory(number=2)

    def keep(area):
        version = OutlineProposal.objects.get().version
        return keep_answers(draft, fields={"earlier_area": area}, by=officer, expected_version=version, now=NOW)

    assert set(faults(lambda: keep(mine))) == {"earlier_area"}
    Prospectus.objects.update(earlier_areas=True, new_areas=False)
    assert set(faults(lambda: keep(other))) == {"earlier_area"}
    assert set(faults(lambda: submit_outline(draft, by=officer, now=NOW))) == {"earlier_area"}
    keep(mine)
    assert submit_outline(signed(draft, officer), by=officer, now=NOW).state == "submitted"


def test_a_criterion_without_an_answer_is_refused_with_its_place_and_nothing_is_changed(essex, officer):
    draft = signed(answered(a_strand(4), essex, officer), officer)
    draft.answers.filter(criterion__key="asked-4-2").delete()
    found = faults(lambda: submit_outline(draft, by=officer, now=NOW))
    assert found == {"answers.asked-4-2": ["Answer “Asked 2” on the page “How the place is suited” before you submit"]}
    draft.refresh_from_db()
    assert (draft.state, OutboxMessage.objects.filter(kind="outline_received").exists()) == ("draft", False)


def test_the_community_signs_beside_the_authority_as_an_equal_and_by_another_person(essex, officer):
    draft = answered(a_strand(3), essex, officer)
    asked(draft, "authority", officer)
    assert set(faults(lambda: asked(draft, "community", officer, email="authority@example.org"))) == {"email"}
    assert set(faults(lambda: asked(draft, "community", officer, email=officer.email))) == {"email"}
    assert set(faults(lambda: asked(draft, "community", officer, post=" "))) == {"post"}
    assert set(faults(lambda: asked(draft, "authority", officer, post="chair"))) == {"post"}
    SIGNING.sign(OutlineSignOff.objects.get().token(), now=NOW)
    assert unsigned_sides(draft) == ["community"]
    with pytest.raises(ValidationError, match="has signed for The Hill Trust"):
        submit_outline(draft, by=officer, now=NOW)
    chair = asked(draft, "community", officer, post="chair")
    assert (chair.post_said, chair.party) == ("chair", "The Hill Trust")
    SIGNING.sign(chair.token(), now=NOW)
    assert submit_outline(draft, by=officer, now=NOW).submitted_by == officer


def test_nobody_is_asked_to_sign_what_is_unfinished_or_for_a_side_that_there_is_not(essex, officer):
    draft = start_outline(strand=a_strand(4), authority=essex, by=officer, now=NOW)
    with pytest.raises(ValidationError, match="Answer “Asked 1” first"):
        asked(draft, "authority", officer)
    assert set(faults(lambda: asked(draft, "community", officer))) == {"side"}


def test_an_answer_that_changes_ends_the_sign_off_and_the_same_answer_again_does_not(essex, officer):
    draft = signed(answered(a_strand(4), essex, officer), officer)

    def keep(text):
        version = OutlineProposal.objects.get().version
        said = {"answers": {"asked-4-1": text}, "fields": {"contact_name": "Jo Clerk"}}
        return keep_answers(draft, **said, by=officer, expected_version=version, now=NOW)

    keep("It does")
    assert unsigned_sides(draft) == []
    keep("It does not")
    assert unsigned_sides(draft) == ["authority"]
    with pytest.raises(ValidationError, match="Wait until somebody has signed"):
        submit_outline(draft, by=officer, now=NOW)


def test_after_it_was_submitted_nothing_changes_and_pressing_again_does_nothing(essex, officer):
    one = submitted(a_strand(4), essex, officer)
    keep = {"by": officer, "expected_version": one.version, "now": NOW}
    with pytest.raises(OutlineClosed):
        keep_answers(one, answers={"asked-4-1": "Other"}, **keep)
    with pytest.raises(OutlineClosed):
        asked(one, "authority", officer)
    assert submit_outline(one, by=officer, now=NOW).version == one.version
    told = OutboxMessage.objects.filter(kind="outline_received")
    assert {row.to_address for row in told} == {"jo@example.org", "authority@example.org", officer.email}
    assert set(AuditEvent.objects.values_list("object_label", flat=True)) == {"Outline proposal"}


def test_one_that_is_ready_too_late_is_refused_and_stays_a_draft(essex, officer):
    draft = signed(answered(a_strand(4), essex, officer), officer)
    with pytest.raises(WindowClosed, match="ended on 30 November 2011"):
        submit_outline(draft, by=officer, now=datetime(2011, 12, 1, tzinfo=UTC))
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_it_is_withdrawn_for_a_reason_by_its_own_officers_until_it_is_decided_on(essex, officer, stranger):
    one = submitted(a_strand(4), essex, officer)

    def withdraw(reason="Elections", by=officer, version=one.version):
        return withdraw_outline(one, reason=reason, by=by, expected_version=version, now=NOW)

    assert set(faults(lambda: withdraw(" "))) == {"reason"}
    assert set(faults(lambda: withdraw("x" * 2001))) == {"reason"}
    with pytest.raises(NotPermitted):
        withdraw(by=stranger)
    with pytest.raises(StaleVersion):
        withdraw(version=1)
    decision = OutlineDecisionFactory(outline=one)
    with pytest.raises(ValidationError, match="has been decided on"):
        withdraw()
    decision.delete()
    assert withdraw().withdrawal == "Elections"
    with pytest.raises(OutlineClosed):
        withdraw(version=one.version + 1)
    with pytest.raises(OutlineClosed):
        submit_outline(one, by=officer, now=NOW)
