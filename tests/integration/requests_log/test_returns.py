"""Returns: one a place, additions become requests, corrections keep what was said before."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from areas.access import NotPermitted
from cbtracker.audit.models import AuditEvent
from requests_log.call_results import call_result
from requests_log.models import Call, CallAddressee, LoggedRequest, Return, ReturnAddition, ReturnRevision
from requests_log.services import returns
from requests_log.services.returns import Addition, StaleReturn
from tests.integration.requests_log.calling import (
    DUE_ON,
    ISSUED,
    LATE,
    REPLIED,
    add_group,
    answered,
    issued,
    officer_of,
)

EUROPEAN = Addition("Line up European money with the budget", "The contractor decides alone.")


@pytest.fixture
def group(world):
    """West London, of which Westminster and Wandsworth are members."""
    return add_group()


@pytest.fixture
def call(world, group) -> Call:
    """A call to Swindon, Barnet and West London."""
    return issued(world)


@pytest.fixture
def priya(world):
    """The officer of Swindon."""
    return world.person("officer")


def test_a_place_answers_that_it_has_nothing_to_add(call, priya):
    with pytest.raises(ValidationError) as wrong:
        answered(call, "swindon", "nil", by=priya, text="this would be lost")
    assert list(wrong.value.message_dict) == ["kind"]
    made = answered(call, "swindon", "nil", by=priya)
    assert (made.kind, made.text, made.version, made.replied_at) == ("nil", "", 1, REPLIED)
    [event] = AuditEvent.objects.filter(verb="call.answered")
    assert event.data == {"place": "Swindon", "kind": "nil", "version": 1, "additions": []}


def test_additions_become_raised_requests_that_name_the_call_and_the_member(call, group):
    westminster = officer_of("westminster")
    member = group.authorities.get(slug="westminster")
    made = answered(call, "west-london", "additions", by=westminster, authority=member, additions=(EUROPEAN,))
    entry = made.entries.get()
    assert (entry.issue, entry.detail, entry.status) == (EUROPEAN.issue, EUROPEAN.detail, "raised")
    assert entry.areas_label == "West London (Westminster)"
    assert entry.source == "Answer of Westminster to the call “Barriers that are missing” of 4 March 2011"
    assert entry.raised_by == westminster
    assert ReturnRevision.objects.get().additions == [
        {"id": entry.pk, "reference": entry.reference, "issue": entry.issue}
    ]


def test_requests_that_are_in_the_register_already_can_be_named(world, call, priya):
    first = answered(call, "swindon", "additions", by=priya, additions=(EUROPEAN,)).entries.get()
    assert (
        answered(call, "barnet", "additions", by=world.person("secretariat"), entries=(first,)).entries.get() == first
    )
    assert LoggedRequest.objects.count() == 1


def test_the_second_officer_of_a_place_does_not_overwrite_the_first(call):
    answered(call, "west-london", "nil", by=officer_of("westminster"))
    with pytest.raises(StaleReturn):
        answered(call, "west-london", "additions", by=officer_of("wandsworth"), additions=(EUROPEAN,))
    assert Return.objects.get().kind == "nil"
    assert not LoggedRequest.objects.exists()


def test_the_same_form_sent_twice_raises_its_requests_once(call, priya):
    key = uuid.uuid4()
    first, second = (answered(call, "swindon", "additions", by=priya, additions=(EUROPEAN,), key=key) for _ in range(2))
    assert first == second
    assert (LoggedRequest.objects.count(), ReturnRevision.objects.count()) == (1, 1)


def test_the_same_words_in_a_new_form_are_a_conflict_and_not_a_second_return(call, priya):
    answered(call, "swindon", "additions", by=priya, additions=(EUROPEAN,))
    with pytest.raises(StaleReturn):
        answered(call, "swindon", "additions", by=priya, additions=(EUROPEAN,))
    assert LoggedRequest.objects.count() == 1


def test_a_correction_keeps_what_was_said_before(call, priya):
    answered(call, "swindon", "comment", by=priya, text="We are short of money.")
    later = REPLIED + timedelta(days=1)
    made = answered(call, "swindon", "nil", by=priya, expected_version=1, now=later)
    assert (made.kind, made.version, made.replied_at) == ("nil", 2, REPLIED)
    rows = list(ReturnRevision.objects.order_by("version").values_list("kind", "text", "effective_at"))
    assert rows == [("comment", "We are short of money.", REPLIED), ("nil", "", later)]
    assert AuditEvent.objects.filter(verb="call.answer_corrected").count() == 1


def test_a_correction_of_what_somebody_else_corrected_is_a_conflict(call, priya):
    answered(call, "swindon", "nil", by=priya)
    answered(call, "swindon", "comment", by=priya, text="One", expected_version=1)
    with pytest.raises(StaleReturn):
        answered(call, "swindon", "comment", by=priya, text="Two", expected_version=1)
    assert Return.objects.get().text == "One"


def test_additions_are_added_to_by_a_correction_and_named_no_longer_when_it_is_another_answer(call, priya):
    answered(call, "swindon", "additions", by=priya, additions=(EUROPEAN,))
    answered(call, "swindon", "additions", by=priya, additions=(Addition("Another"),), expected_version=1)
    assert ReturnAddition.objects.count() == 2
    answered(call, "swindon", "nil", by=priya, expected_version=2)
    assert not ReturnAddition.objects.exists()
    assert LoggedRequest.objects.count() == 2, "the requests stay in the register"
    assert [len(row.additions) for row in ReturnRevision.objects.order_by("version")] == [1, 2, 0]


def test_a_return_at_the_end_of_the_last_day_in_london_is_in_time_and_a_minute_later_late(call, world):
    secretariat = world.person("secretariat")
    answered(call, "swindon", "nil", by=secretariat, now=LATE - timedelta(minutes=2))
    answered(call, "barnet", "nil", by=secretariat, now=LATE)
    result = call_result(call, as_at=LATE + timedelta(days=1))
    assert [place.place for place in result.late] == ["Barnet"]


def test_the_secretariat_enters_a_letter_as_of_the_day_it_arrived(call, world):
    late = LATE + timedelta(days=3)
    answered(call, "barnet", "nil", by=world.person("secretariat"), now=late, received_at=REPLIED)
    assert Return.objects.get().replied_at == REPLIED
    assert not call_result(call, as_at=late).late
    assert call_result(call, as_at=late, known_at=LATE).replied == ()


@pytest.mark.parametrize("received_at", [ISSUED - timedelta(days=1), LATE + timedelta(days=9)])
def test_a_letter_cannot_have_arrived_before_the_call_or_in_the_future(call, world, received_at):
    with pytest.raises(ValidationError, match="The day it arrived"):
        answered(call, "barnet", "nil", by=world.person("secretariat"), now=LATE, received_at=received_at)


def test_an_officer_cannot_say_that_a_letter_arrived_earlier(call, priya):
    with pytest.raises(NotPermitted):
        answered(call, "swindon", "nil", by=priya, now=LATE, received_at=REPLIED)


@pytest.mark.parametrize("role", ["champion", "locality_lead", "partner", "administrator"])
def test_only_officers_and_the_secretariat_answer(call, world, role):
    with pytest.raises(NotPermitted):
        answered(call, "swindon", "nil", by=world.person(role))


def test_an_officer_answers_for_no_other_place(call, priya):
    with pytest.raises(NotPermitted):
        answered(call, "barnet", "nil", by=priya)


def test_an_officer_speaks_for_no_other_member_of_their_group(call, group):
    wandsworth = group.authorities.get(slug="wandsworth")
    with pytest.raises(ValidationError, match="Choose a member of West London that is yours"):
        answered(call, "west-london", "nil", by=officer_of("westminster"), authority=wandsworth)
    assert (
        answered(call, "west-london", "nil", by=officer_of("wandsworth"), authority=wandsworth).authority == wandsworth
    )


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"kind": "bid"}, "Choose your answer"),
        ({"kind": "comment", "text": " "}, "Enter your comment"),
        ({"kind": "additions"}, "Enter at least one request"),
        ({"kind": "additions", "additions": (Addition("x"),) * 21}, "at most 20"),
        ({"kind": "additions", "additions": (Addition(" "),)}, "Enter what you need Whitehall to do"),
    ],
)
def test_an_answer_that_says_nothing_is_refused_and_nothing_is_kept(call, priya, said, fault):
    with pytest.raises(ValidationError, match=fault):
        answered(call, "swindon", said.pop("kind"), by=priya, **said)
    assert not Return.objects.exists()
    assert not LoggedRequest.objects.exists()


def test_an_authority_that_was_asked_itself_answers_for_itself(world, group):
    westminster = group.authorities.get(slug="westminster")
    call = issued(world, authorities=[westminster])
    made = answered(call, "westminster", "additions", by=officer_of("westminster"), additions=(EUROPEAN,))
    assert made.entries.get().areas_label == "West London (Westminster)"
    with pytest.raises(NotPermitted):
        answered(call, "westminster", "nil", by=officer_of("wandsworth"), expected_version=1)


def test_an_authority_that_is_in_no_area_yet_sends_a_comment_instead_of_additions(world, group):
    westminster = group.authorities.get(slug="westminster")
    call = issued(world, authorities=[westminster])
    group.members.filter(authority=westminster).delete()
    with pytest.raises(ValidationError, match="Westminster is not in a Community Budget area yet"):
        answered(call, "westminster", "additions", by=officer_of("westminster"), additions=(EUROPEAN,))
    assert answered(call, "westminster", "comment", text="Soon", by=officer_of("westminster")).kind == "comment"


def test_officers_see_the_calls_and_returns_of_their_own_places_only(call, world, group, priya):
    other = issued(world, areas=[world.barnet], title="For Barnet")
    answered(call, "swindon", "nil", by=priya)
    answered(call, "west-london", "comment", text="Ours", by=officer_of("westminster"))
    assert list(Call.objects.visible_to(priya)) == [call]
    for rows in (CallAddressee, Return, ReturnRevision):
        assert rows.objects.visible_to(priya).count() == 1
    assert call_result(call, as_at=LATE, reader=priya).places == (call_result(call, as_at=LATE).places[0],)
    assert other not in Call.objects.visible_to(officer_of("westminster"))


@pytest.mark.parametrize(
    ("role", "number"),
    [("secretariat", 1), ("champion", 1), ("locality_lead", 1), ("officer", 1), ("partner", 0), ("administrator", 0)],
)
def test_who_sees_a_call(call, world, role, number):
    assert Call.objects.visible_to(world.person(role)).count() == number
    assert CallAddressee.objects.visible_to(world.person("partner")).count() == 0


def test_what_a_place_had_not_said_yet_is_not_in_the_result_of_then(call, priya):
    answered(call, "swindon", "comment", text="First", by=priya)
    answered(call, "swindon", "nil", by=priya, expected_version=1, now=LATE)
    before, between, after = (
        call_result(call, as_at=moment) for moment in (REPLIED - timedelta(minutes=1), REPLIED, LATE)
    )
    assert [len(one.replied) for one in (before, between, after)] == [0, 1, 1]
    assert ([p.text for p in between.comment], [p.kind for p in after.replied]) == (["First"], ["nil"])
    assert not after.late, "the first reply was in time"


def test_a_result_takes_three_queries_however_many_places_answered(call, world, django_assert_num_queries):
    for slug in ("swindon", "barnet", "west-london"):
        answered(call, slug, "additions", by=world.person("secretariat"), additions=(EUROPEAN,))
    with django_assert_num_queries(3):
        result = call_result(call, as_at=LATE)
        assert [place.name for place in result.additions] == ["Swindon", "Barnet", "West London"]
    assert result.due_on == DUE_ON


def test_the_proof_of_one_return_fails_without_the_check_of_the_version(call, priya, monkeypatch):
    """The negative control."""

    def claim_whatever_the_version(addressee, expected, answer, *, effective, now):
        said = {"kind": answer.kind, "text": answer.text, "updated_at": now, "replied_at": effective}
        return Return.objects.update_or_create(addressee=addressee, defaults=said)[0]

    monkeypatch.setattr(returns, "_claim", claim_whatever_the_version)
    monkeypatch.setattr(returns, "_revision", lambda *_, **__: None)
    monkeypatch.setattr(returns, "_audit", lambda *_, **__: None)
    answered(call, "swindon", "comment", text="One", by=priya)
    answered(call, "swindon", "comment", text="Two", by=priya)
    assert Return.objects.get().text == "Two"
