"""What is sent twice with one Idempotency-Key is done once, and the second answer is the first (cbtracker.rest)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from areas.models import AuthorityMembership, LocalityLead
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.rest.idempotency import KEPT
from cbtracker.rest.models import IdempotencyKey
from cbtracker.rest.tasks import prune_rest
from requests_log.models import ImportUpload
from rollout.models import Conversation, ConversationNote
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory
from tests.integration.api.conftest import pointers
from tests.integration.papers.test_bodies_at_once import at_once
from tests.integration.requests_log.import_files import FIVE, csv_file
from tests.reference import reference_data

pytestmark = pytest.mark.django_db
ADDRESS = "conversations/"
SECOND = timedelta(seconds=1)


@pytest.fixture
def kent(db):
    authority = AuthorityFactory(short_name="Kent")
    for role, model in ((Role.OFFICER, AuthorityMembership), (Role.LOCALITY_LEAD, LocalityLead)):
        model.objects.create(user=person(role), authority=authority, from_on=START)
    return authority


@pytest.fixture
def body(kent):
    return {"authority": kent.gss_code, "subject": "An early start", "text": "They would begin in the autumn"}


@pytest.fixture
def officer(api, kent):
    return api(AuthorityMembership.objects.get().user)


def again_of(first, second) -> bool:
    """Whether the second answer is the first one, said once more."""
    same = (first.status_code, first.json(), first.get("Location"), first.get("ETag"))
    assert second["Idempotency-Replayed"] == "true", second.text
    return same == (second.status_code, second.json(), second.get("Location"), second.get("ETag"))


def test_an_answer_is_given_again_for_24_hours_and_then_it_is_another_request(api, officer, body, time_machine):
    began = timezone.now()
    time_machine.move_to(began, tick=False)
    first = officer.post(ADDRESS, body, key="one")
    assert (first.status_code, first["Location"][:4]) == (201, "http")
    assert not first.has_header("Idempotency-Replayed")
    time_machine.move_to(began + KEPT - SECOND, tick=False)
    assert prune_rest() == 0
    assert again_of(first, officer.post(ADDRESS, dict(reversed(body.items())), key="one"))
    assert again_of(first, api(officer.user).post(ADDRESS, body, key=" one ")), "another token of the same person"
    time_machine.move_to(began + KEPT + SECOND, tick=False)
    assert officer.post(ADDRESS, body, key="one").json()["id"] != first.json()["id"]
    assert (Conversation.objects.count(), IdempotencyKey.objects.count()) == (2, 1)
    time_machine.move_to(began + 3 * KEPT, tick=False)
    assert prune_rest() >= 1
    assert not IdempotencyKey.objects.exists()


def test_without_a_key_everything_is_done_as_often_as_it_is_sent(officer, body):
    """The negative control; a key that is blank is none."""
    answers = [officer.post(ADDRESS, body, key=key) for key in ("", "", " ")]
    assert [answer.status_code for answer in answers] == [201] * 3
    assert (Conversation.objects.count(), IdempotencyKey.objects.count()) == (3, 0)


def test_a_key_belongs_to_one_request_of_one_person(api, officer, kent, body):
    first = officer.post(ADDRESS, body, key="one").json()
    note = {"text": "They agreed"}
    others = [
        ("POST", ADDRESS, {**body, "subject": "Another"}, {}),
        ("POST", f"{ADDRESS}?fields=subject", body, {}),
        ("POST", f"{ADDRESS}{first['id']}/notes/", note, {}),
        ("POST", f"{ADDRESS}{first['id']}/closure/", {}, {}),
        ("DELETE", "requests/CB-0001/watch/", None, {}),
        ("POST", ADDRESS, body, {"If-Match": '"1"'}),
    ]
    for method, address, sent, headers in others:
        answer = officer.send(method, address, sent, key="one", **headers)
        assert (answer.status_code, set(pointers(answer))) == (422, {"Idempotency-Key"}), (method, address)
    assert (Conversation.objects.count(), ConversationNote.objects.count()) == (1, 1)
    lead = api(LocalityLead.objects.get().user).post(ADDRESS, body, key="one")
    assert (lead.status_code, lead.json()["id"] != first["id"]) == (201, True)
    assert sorted(IdempotencyKey.objects.values_list("user", flat=True)) == sorted([officer.user.pk, lead_of(kent)])


def lead_of(kent) -> int:
    return LocalityLead.objects.get(authority=kent).user_id


def test_what_is_no_longer_the_persons_own_is_not_read_back(officer, body):
    """The answer holds what they could read then. Their duties are part of what a key stands for."""
    first = officer.post(ADDRESS, body, key="one")
    AuthorityMembership.objects.update(to_on=START + timedelta(days=1))
    ended = officer.post(ADDRESS, body, key="one")
    assert (ended.status_code, body["text"] in ended.text) == (422, False)
    AuthorityMembership.objects.update(to_on=None)
    assert again_of(first, officer.post(ADDRESS, body, key="one")), "the same once they have it again"
    people = User.objects.filter(pk=officer.user.pk)
    people.update(role=Role.PARTNER)
    assert officer.post(ADDRESS, body, key="one").status_code == 404
    people.update(role=Role.OFFICER, is_active=False, access_ended_at=timezone.now())
    assert officer.post(ADDRESS, body, key="one").status_code == 401


def test_without_the_duties_in_it_a_key_would_read_back_what_is_hidden(officer, body, monkeypatch):
    """The negative control."""
    monkeypatch.setattr("areas.api.base.ProgrammeViewSet.duties", lambda self: "")
    first = officer.post(ADDRESS, body, key="one")
    AuthorityMembership.objects.update(to_on=START + timedelta(days=1))
    assert again_of(first, officer.post(ADDRESS, body, key="one"))


def test_a_key_that_cannot_be_kept_is_refused_and_nothing_is_done(officer, body):
    for wrong in ("a" * 256, "é", "a\tb", "a\x00b", "\x7f"):
        answer = officer.post(ADDRESS, body, key=wrong)
        assert (answer.status_code, set(pointers(answer))) == (422, {"Idempotency-Key"}), wrong
    assert not Conversation.objects.exists()
    assert officer.post(ADDRESS, body, key="a" * 255).status_code == 201


def test_what_failed_keeps_no_key_whether_by_a_fault_of_theirs_or_of_ours(officer, body, monkeypatch):
    officer.client.raise_request_exception = False

    def fail(self, talk):
        raise RuntimeError("The machine stopped between the write and the answer")

    with monkeypatch.context() as patch:
        patch.setattr("rollout.api.conversations.OfConversations.changed", fail)
        assert officer.post(ADDRESS, body, key="one").status_code == 500
    assert officer.post(ADDRESS, {**body, "text": ""}, key="one").status_code == 422
    assert (
        officer.client.post(f"/api/v1/{ADDRESS}", "{", "application/json", headers=signed(officer)).status_code == 400
    )
    assert not IdempotencyKey.objects.exists()
    assert not Conversation.objects.exists(), "what was written went with the key"
    assert officer.post(ADDRESS, body, key="one").status_code == 201


def signed(client, key="one") -> dict[str, str]:
    return {"Authorization": f"Bearer {client.token}", "Idempotency-Key": key}


def test_a_file_is_taken_once_and_another_file_or_field_with_the_key_is_refused(api):
    reference_data()
    office = api(person(Role.SECRETARIAT))

    def send(content, name="five.csv", **fields):
        file = SimpleUploadedFile(name, content)
        return office.upload("imports/", {"file": file, **fields}, **{"Idempotency-Key": "one"})

    content, day = csv_file(*FIVE), {"effective_on": "2011-03-17"}
    first = send(content, **day)
    assert first.status_code == 201, first.text
    assert again_of(first, send(content, **day))
    several = {"effective_on": ["2011-03-16", "2011-03-17"]}
    for other in (
        send(csv_file(*FIVE[:4]), **day),
        send(content, "4.csv", **day),
        send(content),
        send(content, **several),
    ):
        assert (other.status_code, set(pointers(other))) == (422, {"Idempotency-Key"})
    assert ImportUpload.objects.count() == 1


def test_nothing_is_kept_of_what_is_only_read(officer):
    assert officer.get("requests/", **{"Idempotency-Key": "one"}).status_code == 200
    assert not IdempotencyKey.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_the_same_request_sent_several_times_at_once_one_is_done_and_all_are_answered_with_it(api, officer, body):
    clients, answers = [api(officer.user) for _ in range(4)], []
    at_once(*[lambda one=one: answers.append(one.post(ADDRESS, body, key="one")) for one in clients])
    assert [answer.status_code for answer in answers] == [201] * 4, [answer.text for answer in answers]
    assert len({answer.content for answer in answers if answer.has_header("Idempotency-Replayed")}) == 1
    assert {answer.json()["id"] for answer in answers} == {Conversation.objects.get().pk}
    assert sum(answer.has_header("Idempotency-Replayed") for answer in answers) == 3


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_a_key_several_at_once_are_several(api, officer, body):
    """The negative control: the operation itself does not notice."""
    at_once(*[lambda one=one: one.post(ADDRESS, body) for one in [api(officer.user) for _ in range(3)]])
    assert Conversation.objects.count() == 3
