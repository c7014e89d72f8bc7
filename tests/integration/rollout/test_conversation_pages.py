"""Pages of conversations: what each reader is shown, and writing in them once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from areas.models import AuthorityMembership, LocalityLead
from cbtracker.accounts.permissions import Role
from requests_log.models import Audience
from rollout.models import Conversation, ConversationNote
from rollout.services import NoteTerms, open_conversation
from rollout.services.conversations import add_note, close_conversation
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, AuthorityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kent():
    return AuthorityFactory(short_name="Kent", slug="kent")


@pytest.fixture
def secretariat():
    return person(Role.SECRETARIAT)


@pytest.fixture
def officer(kent):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=kent, from_on=START)
    return user


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def talk(authority, by, subject="An early start", **more):
    terms = NoteTerms(**{"text": "They rang", **more})
    return open_conversation(authority=authority, subject=subject, by=by, now=timezone.now(), first_note=terms)


def written(**more):
    day = timezone.localdate()
    typed = {"text": "They wrote", "on_day": day.day, "on_month": day.month, "on_year": day.year, "audience": "areas"}
    return {**typed, **more}


def subjects(response):
    return re.findall(r'href="/conversations/\d+/">([^<]+)</a>', response.content.decode())


def test_a_whitehall_note_changes_nothing_on_any_page_of_an_officer(client, kent, secretariat, officer):
    opened = talk(kent, secretariat, next_action="Ring")
    area = AreaFactory()
    AreaMemberFactory(area=area, authority=kent)
    client.force_login(officer)
    pages = ("/conversations/", f"/conversations/{opened.pk}/", "/authorities/kent/", f"/areas/{area.slug}/")

    def shown():
        return [re.sub(r'value="[^"]+"', "", client.get(page).content.decode()) for page in pages]

    before = shown()
    hidden = NoteTerms(text="Between us", audience=Audience.WHITEHALL, next_action="Ask the region")
    add_note(conversation=opened, terms=hidden, by=secretariat, now=timezone.now())
    secret = talk(kent, secretariat, "Not yet said", audience=Audience.WHITEHALL)
    assert shown() == before
    assert client.get(f"/conversations/{secret.pk}/").status_code == 404
    client.force_login(secretariat)
    for page in pages[1:]:
        assert "Ask the region" in client.get(page).content.decode(), page


def test_a_leads_own_places_come_first_whatever_the_order(client, kent, secretariat):
    lead = person(Role.LOCALITY_LEAD)
    LocalityLead.objects.create(user=lead, authority=kent, from_on=START)
    yesterday = timezone.localdate() - timedelta(days=1)
    talk(kent, secretariat, "Mine", on=yesterday)
    talk(AuthorityFactory(short_name="Aardvark"), secretariat, "Theirs")
    client.force_login(lead)
    assert subjects(client.get("/conversations/")) == ["Mine", "Theirs"]
    assert subjects(client.get("/conversations/?sort=authority")) == ["Mine", "Theirs"]
    assert subjects(client.get("/conversations/?places=own")) == ["Mine"]
    client.force_login(secretariat)
    assert subjects(client.get("/conversations/")) == ["Theirs", "Mine"]
    assert subjects(client.get("/conversations/?places=own")) == ["Theirs", "Mine"]


def test_the_list_is_narrowed_by_words_and_by_what_is_still_to_be_done(client, kent, secretariat):
    past = timezone.localdate() - timedelta(days=3)
    talk(kent, secretariat, "Overdue", on=past, next_action="Ring", next_action_on=past)
    talk(kent, secretariat, "Waiting", on=past, next_action="Ring")
    closed = talk(AuthorityFactory(short_name="Devon"), secretariat, "Over", on=past)
    close_conversation(conversation=closed, by=secretariat, now=timezone.now())
    client.force_login(secretariat)
    for query, expected in {
        "": {"Overdue", "Waiting", "Over"},
        "state=open": {"Overdue", "Waiting"},
        "state=closed": {"Over"},
        "state=action": {"Overdue", "Waiting"},
        "state=overdue": {"Overdue"},
        "q=devon": {"Over"},
        "q=kent+wait": {"Waiting"},
    }.items():
        answer = client.get(f"/conversations/?{query}")
        assert set(subjects(answer)) == expected, query
        assert f"Conversations ({len(expected)})" in text_of(answer)
    assert client.get("/conversations/?state=lost").status_code == 422


def test_conversations_are_paged_in_their_order(client, kent, secretariat, officer):
    today = timezone.localdate()
    for number in range(30):
        talk(kent, secretariat, f"Talk {number}", on=today - timedelta(days=number))
    client.force_login(officer)
    first = client.get("/conversations/")
    after = re.search(r'href="(\?[^"]*after=[^"]+)" rel="next"', first.content.decode())
    second = client.get("/conversations/" + after.group(1).replace("&amp;", "&"))
    assert subjects(first) + subjects(second) == [f"Talk {number}" for number in range(30)]


def test_an_officer_opens_a_conversation_once_and_is_not_asked_who_can_read_it(client, kent, officer):
    client.force_login(officer)
    page = client.get("/conversations/open/").content.decode()
    assert 'name="audience"' not in page
    typed = {"authority": "kent", "subject": "An early start", **written(once="one"), "audience": "whitehall"}
    for _ in range(2):
        answer = client.post("/conversations/open/", typed)
    opened = Conversation.objects.get()
    assert answer["Location"] == f"/conversations/{opened.pk}/"
    assert opened.notes.get().audience == Audience.AREAS


def test_nobody_opens_one_with_an_authority_that_is_not_theirs(client, kent, officer):
    AuthorityFactory(slug="devon")
    client.force_login(officer)
    answer = client.post("/conversations/open/", {"authority": "devon", "subject": "x", **written()})
    assert answer.status_code == 422
    assert not Conversation.objects.exists()


def test_the_address_of_the_form_may_name_the_authority(client, kent, secretariat):
    client.force_login(secretariat)
    assert '<option value="kent" selected>' in client.get("/conversations/open/?authority=kent").content.decode()


def test_a_note_is_added_once_and_its_action_done_and_retracted(client, kent, secretariat):
    opened = talk(kent, secretariat)
    client.force_login(secretariat)
    typed = written(once="two", next_action="Send the evidence", audience="whitehall")
    for _ in range(2):
        assert client.post(f"/conversations/{opened.pk}/note/", typed).status_code == 302
    note = opened.notes.get(text="They wrote")
    client.post(f"/conversations/{opened.pk}/notes/{note.pk}/done/")
    note.refresh_from_db()
    assert note.done_by == secretariat
    assert client.post(f"/conversations/{opened.pk}/notes/{note.pk}/retract/", {"reason": ""}).status_code == 422
    client.post(f"/conversations/{opened.pk}/notes/{note.pk}/retract/", {"reason": "Another's"})
    page = text_of(client.get(f"/conversations/{opened.pk}/"))
    assert "Retracted note" in page
    assert "Another&#39;s" in page
    again = client.post(f"/conversations/{opened.pk}/notes/{note.pk}/retract/", {"reason": "x"}, follow=True)
    assert "already been retracted" in text_of(again)


def test_a_wrong_note_keeps_every_word_and_writes_nothing(client, kent, secretariat):
    opened = talk(kent, secretariat)
    client.force_login(secretariat)
    answer = client.post(f"/conversations/{opened.pk}/note/", written(next_action_owner="The region", on_year="2999"))
    assert answer.status_code == 422
    assert "They wrote" in answer.content.decode()
    assert "Date must be on or before" in text_of(answer)
    answer = client.post(f"/conversations/{opened.pk}/note/", written(next_action_owner="The region"))
    assert "Enter the next action" in text_of(answer)
    assert opened.notes.count() == 1


def test_a_closed_conversation_says_that_it_must_be_reopened(client, kent, secretariat):
    opened = talk(kent, secretariat)
    client.force_login(secretariat)
    assert "Conversation closed" in text_of(client.post(f"/conversations/{opened.pk}/close/", follow=True))
    answer = client.post(f"/conversations/{opened.pk}/note/", written())
    assert "Reopen it to add a note" in text_of(answer)
    client.post(f"/conversations/{opened.pk}/reopen/")
    assert client.post(f"/conversations/{opened.pk}/note/", written()).status_code == 302


def test_an_officer_cannot_touch_a_whitehall_note_of_a_conversation_of_their_own(client, kent, secretariat, officer):
    opened = talk(kent, secretariat)
    hidden = NoteTerms(text="Between us", audience=Audience.WHITEHALL, next_action="Ask")
    note = add_note(conversation=opened, terms=hidden, by=secretariat, now=timezone.now())
    client.force_login(officer)
    for address in ("done", "retract"):
        assert client.post(f"/conversations/{opened.pk}/notes/{note.pk}/{address}/", {"reason": "x"}).status_code == 404
    assert not ConversationNote.objects.exclude(done_at=None, retracted_at=None).exists()


def test_partners_see_nothing_of_conversations_on_the_page_of_an_authority(client, kent, secretariat):
    talk(kent, secretariat)
    client.force_login(person(Role.PARTNER))
    page = client.get("/authorities/kent/").content.decode()
    assert "onversation" not in page
    client.force_login(secretariat)
    assert "An early start" in client.get("/authorities/kent/").content.decode()


def test_the_page_of_a_conversation_takes_as_many_queries_with_many_notes(
    client, kent, secretariat, django_assert_max_num_queries
):
    opened = talk(kent, secretariat)
    for _ in range(20):
        terms = NoteTerms(text="x", next_action="y")
        add_note(conversation=opened, terms=terms, by=secretariat, now=timezone.now())
    client.force_login(secretariat)
    with django_assert_max_num_queries(6):
        client.get(f"/conversations/{opened.pk}/")
