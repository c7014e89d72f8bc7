"""The demonstration's conversations and documents: invented, each saying so, of every kind there is."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from django.test import override_settings

from areas.models import Area, AuthorityMembership
from cbtracker.accounts.models import User
from cbtracker.places.demo.people import load_people
from cbtracker.places.demo.talks import INVENTED, tell_talks
from requests_log.models import Audience
from rollout.models import AreaDocument, Conversation, ConversationNote
from rollout.services.documents import take_file
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEGAN = datetime(2010, 10, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def told(for_the_module):
    with override_settings(DEMONSTRATION=True):
        reference_data()
        tell_talks(load_people(began=BEGAN, handed_over=BEGAN), now=NOW)


def test_every_note_says_that_it_is_invented_and_none_is_of_the_future(told):
    notes = list(ConversationNote.objects.all())
    assert len(notes) >= 9
    assert all(note.text.endswith(INVENTED) and note.recorded_at < NOW for note in notes)


def test_notes_of_every_kind_are_shown(told):
    notes = ConversationNote.objects.all()
    assert set(notes.values_list("audience", flat=True)) == set(Audience.values)
    assert notes.filter(done_at__isnull=False).exists()
    assert notes.filter(retracted_at__isnull=False).exists()
    today = NOW.date()
    assert notes.waiting().filter(next_action_on__lt=today).exists()
    assert notes.waiting().filter(next_action_on__gte=today).exists()
    assert Conversation.objects.exclude(closed_at=None).exists()


def test_one_conversation_is_whitehall_s_own(told):
    authority = Conversation.objects.get(authority__slug="nottingham").authority
    officer = User.objects.create_user("officer.nottingham@demo.example", full_name="An Officer", role="officer")
    AuthorityMembership.objects.create(user=officer, authority=authority, from_on=BEGAN.date())
    assert not Conversation.objects.visible_to(officer).exists()


def test_documents_are_of_every_kind_in_versions_withdrawn_and_linked_and_their_files_open(told):
    documents = AreaDocument.objects.all()
    assert set(documents.values_list("kind", flat=True)) == set(AreaDocument.Kind.values)
    assert documents.filter(replaces__isnull=False).exists()
    assert documents.filter(withdrawn_at__isnull=False).exists()
    assert documents.exclude(link="").exists()
    reader = User.objects.get(email="secretariat@demo.example")
    for document in documents.filter(file_kind="pdf", withdrawn_at=None):
        with pikepdf.open(BytesIO(take_file(document, by=reader))) as file:
            assert len(file.pages) == 1
            assert INVENTED.encode() in file.pages[0].Contents.read_bytes()
    assert Area.objects.get(slug="swindon").documents.current().count() == 3
