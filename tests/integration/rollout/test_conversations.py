"""Conversations: dated notes with next actions, never edited, and shared or kept to Whitehall."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from areas.access import NotPermitted
from areas.models import AuthorityMembership, LocalityLead
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from requests_log.models import Audience
from rollout.models import Conversation, ConversationNote
from rollout.services import NoteTerms, open_conversation
from rollout.services.conversations import (
    add_note,
    close_conversation,
    mark_done,
    may_retract,
    reopen_conversation,
    retract_note,
)
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 9, 1, 12, tzinfo=UTC)
TODAY = date(2011, 9, 1)
WHITEHALL = Audience.WHITEHALL


@pytest.fixture
def kent():
    return AuthorityFactory(short_name="Kent")


@pytest.fixture
def secretariat():
    return person(Role.SECRETARIAT)


@pytest.fixture
def officer(kent):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=kent, from_on=START)
    return user


@pytest.fixture
def lead(kent):
    user = person(Role.LOCALITY_LEAD)
    LocalityLead.objects.create(user=user, authority=kent, from_on=START)
    return user


def talk(authority, by, note: NoteTerms | str = "They rang", now=NOW, subject="An early start"):
    return open_conversation(authority=authority, subject=subject, by=by, now=now, first_note=note)


def say(conversation, by, text="And again", now=NOW, **more):
    return add_note(conversation=conversation, terms=NoteTerms(text=text, **more), by=by, now=now)


def read(user):
    return list(Conversation.objects.as_read_by(user, today=TODAY).order_by("-latest_on", "-latest_at", "pk"))


def figures(user):
    """Everything that a list shows `user` of each conversation."""
    names = ("began_at", "latest_on", "latest_at", "note_count", "open_actions", "next_due_on", "overdue_actions")
    return [(one.subject, *(getattr(one, name) for name in names)) for one in read(user)]


def test_a_first_note_in_words_is_of_today_and_shared(kent, secretariat):
    note = talk(kent, secretariat, " They rang ").notes.get()
    assert (note.text, note.on, note.audience, note.written_by) == ("They rang", TODAY, Audience.AREAS, secretariat)


def test_whitehall_may_open_one_without_a_note_and_officers_then_know_nothing_of_it(kent, lead, officer):
    opened = talk(kent, lead, "")
    assert not opened.notes.exists()
    assert not Conversation.objects.visible_to(officer)
    say(opened, lead)
    assert list(Conversation.objects.visible_to(officer)) == [opened]


def test_an_officer_opens_one_with_words_only(kent, officer):
    with pytest.raises(ValidationError) as refused:
        talk(kent, officer, " ")
    assert "text" in refused.value.message_dict
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.PARTNER, Role.ADMINISTRATOR, Role.OFFICER, Role.LOCALITY_LEAD])
def test_nobody_converses_with_an_authority_that_is_not_theirs(kent, role):
    with pytest.raises(NotPermitted):
        talk(kent, person(role))
    assert not Conversation.objects.exists()


def test_a_conversation_with_only_whitehall_notes_does_not_exist_for_an_officer(kent, secretariat, officer):
    opened = talk(kent, secretariat, NoteTerms(text="Between us", audience=WHITEHALL))
    assert not Conversation.objects.visible_to(officer)
    with pytest.raises(NotPermitted):
        say(opened, officer)
    with pytest.raises(NotPermitted):
        close_conversation(conversation=opened, by=officer, now=NOW)
    with pytest.raises(NotPermitted):
        mark_done(note=opened.notes.get(), by=officer, now=NOW)


def test_nothing_moves_for_an_officer_when_a_whitehall_note_is_added(kent, secretariat, officer):
    older = talk(kent, secretariat, NoteTerms(text="A", on=date(2011, 5, 1), next_action="Ring"), subject="Older")
    talk(kent, secretariat, NoteTerms(text="B", on=date(2011, 6, 1)), subject="Newer")
    hidden = talk(kent, secretariat, NoteTerms(text="C", audience=WHITEHALL), subject="Hidden")
    before = figures(officer)
    assert [row[0] for row in before] == ["Newer", "Older"]
    later = NOW + timedelta(hours=1)
    for one in (older, hidden):
        say(one, secretariat, audience=WHITEHALL, next_action="Ask", next_action_on=TODAY, now=later)
    assert figures(officer) == before
    assert [row[0] for row in figures(secretariat)] == ["Older", "Hidden", "Newer"]
    say(older, secretariat, now=later)
    assert [row[0] for row in figures(officer)] == ["Older", "Newer"], "the negative control"


def test_what_an_officer_counts_as_the_beginning_is_the_first_note_that_was_shared(kent, secretariat, officer):
    opened = talk(kent, secretariat, NoteTerms(text="Between us", audience=WHITEHALL))
    shared = NOW + timedelta(days=3)
    say(opened, secretariat, now=shared)
    assert (read(officer)[0].began_at, read(secretariat)[0].began_at) == (shared, NOW)


def test_an_officer_writes_nothing_for_whitehall_only(kent, officer):
    opened = talk(kent, officer)
    with pytest.raises(NotPermitted):
        say(opened, officer, audience=WHITEHALL)
    assert opened.notes.count() == 1


def test_a_colleague_of_another_authority_reads_nothing_and_partners_and_administrators_neither(kent, secretariat):
    talk(kent, secretariat)
    other = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=other, authority=AuthorityFactory(), from_on=START)
    for user in (other, person(Role.PARTNER), person(Role.ADMINISTRATOR)):
        assert not Conversation.objects.visible_to(user)
        assert not ConversationNote.objects.visible_to(user)
    assert Conversation.objects.visible_to(person(Role.CHAMPION)).exists()


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"on": date(2011, 9, 2)}, "on"),
        ({"on": date(2010, 10, 19)}, "on"),
        ({"audience": "everybody"}, "audience"),
        ({"next_action_owner": "DCLG"}, "next_action"),
        ({"next_action_on": date(2011, 9, 5)}, "next_action"),
        ({"next_action": "Ring", "next_action_on": date(2011, 8, 31)}, "next_action_on"),
        ({"next_action": "x" * 501}, "next_action"),
        ({"next_action": "x", "next_action_owner": "x" * 151}, "next_action_owner"),
    ],
)
def test_a_note_that_does_not_hold_is_refused_by_field_and_nothing_is_written(kent, secretariat, terms, field):
    opened = talk(kent, secretariat, "")
    with pytest.raises(ValidationError) as refused:
        say(opened, secretariat, **{"text": "x", **terms})
    assert list(refused.value.message_dict) == [field]
    assert not ConversationNote.objects.exists()


@pytest.mark.parametrize("subject", ["", "  ", "x" * 201])
def test_a_conversation_has_a_subject_that_fits(kent, secretariat, subject):
    with pytest.raises(ValidationError) as refused:
        talk(kent, secretariat, subject=subject)
    assert "subject" in refused.value.message_dict


def test_a_next_action_is_done_once(kent, secretariat, officer):
    opened = talk(kent, secretariat, NoteTerms(text="x", next_action="Ring", next_action_on=TODAY))
    note = opened.notes.get()
    assert (read(officer)[0].open_actions, read(officer)[0].next_due_on) == (1, TODAY)
    assert mark_done(note=note, by=officer, now=NOW) is True
    assert mark_done(note=note, by=secretariat, now=NOW + timedelta(days=1)) is False
    note.refresh_from_db()
    assert (note.done_by, note.done_at) == (officer, NOW)
    assert read(officer)[0].open_actions == 0


def test_a_note_without_a_next_action_cannot_be_done(kent, secretariat):
    assert mark_done(note=talk(kent, secretariat).notes.get(), by=secretariat, now=NOW) is False


def test_a_retracted_note_is_kept_with_its_reason_and_counts_no_longer(kent, secretariat, officer):
    opened = talk(kent, secretariat, NoteTerms(text="x", next_action="Ring"))
    note = opened.notes.get()
    retract_note(note=note, reason="Another authority's", by=secretariat, now=NOW)
    note.refresh_from_db()
    assert (note.retraction, note.text) == ("Another authority's", "x")
    (row,) = read(officer)
    assert (row.note_count, row.open_actions, row.latest_on) == (0, 0, None)
    with pytest.raises(ValidationError):
        retract_note(note=note, reason="Again", by=secretariat, now=NOW)
    with pytest.raises(ValidationError):
        retract_note(note=say(opened, secretariat), reason=" ", by=secretariat, now=NOW)


def test_a_note_is_retracted_by_who_wrote_it_or_the_secretariat(kent, secretariat, officer, lead):
    note = talk(kent, officer).notes.get()
    assert may_retract(officer, note)
    assert may_retract(secretariat, note)
    assert not may_retract(lead, note)
    with pytest.raises(NotPermitted):
        retract_note(note=note, reason="x", by=lead, now=NOW)


def test_a_closed_conversation_takes_no_note_and_lists_no_action_until_it_is_reopened(kent, secretariat):
    opened = talk(kent, secretariat, NoteTerms(text="x", next_action="Ring"))
    assert close_conversation(conversation=opened, by=secretariat, now=NOW) is True
    assert close_conversation(conversation=opened, by=secretariat, now=NOW) is False
    with pytest.raises(ValidationError):
        say(opened, secretariat)
    assert (read(secretariat)[0].open_actions, ConversationNote.objects.waiting().count()) == (0, 0)
    assert reopen_conversation(conversation=opened, by=secretariat, now=NOW) is True
    assert reopen_conversation(conversation=opened, by=secretariat, now=NOW) is False
    assert (read(secretariat)[0].open_actions, ConversationNote.objects.waiting().count()) == (1, 1)


@pytest.mark.parametrize("values", [{"text": "Other"}, {"on": TODAY}, {"audience": "areas"}, {"next_action": "x"}])
def test_the_database_keeps_what_a_note_says(kent, secretariat, values):
    opened = talk(kent, secretariat, NoteTerms(text="x", on=date(2011, 8, 1), audience=WHITEHALL))
    rows = ConversationNote.objects.filter(conversation=opened)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()
    assert rows.update(retracted_at=NOW, retracted_by=secretariat, retraction="x") == 1, "the negative control"


def test_the_audit_names_the_authority_and_none_of_the_words(kent, secretariat):
    opened = talk(kent, secretariat, NoteTerms(text="Secret words", audience=WHITEHALL), subject="Hush")
    retract_note(note=opened.notes.get(), reason="Private", by=secretariat, now=NOW)
    events = AuditEvent.objects.filter(verb__startswith="conversation.")
    assert set(events.values_list("verb", "object_label")) == {
        (verb, "Conversation with Kent")
        for verb in ("conversation.opened", "conversation.noted", "conversation.note_retracted")
    }
    assert not any(word in str(event.data) for event in events for word in ("Secret", "Hush", "Private"))
