"""Outline proposals in pages: asked, saved in part, checked, signed by link, submitted and read (F003 Annexes A, B)."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Role
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import render
from rollout.workstrands.models import OutlineProposal, OutlineSignOff, Prospectus
from tests.factories.people import person
from tests.factories.workstrands import AssessorFactory, JudgementFactory, OutlineDecisionFactory
from tests.integration.workstrands.conftest import NOW
from tests.integration.workstrands.outlining import a_strand, answered, asked, signed, submitted

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"workstrands:{name}", args=args)


@pytest.fixture(autouse=True)
def november_2011():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def mine(client, officer):
    client.force_login(officer)
    return client


def answer_pages(mine, one) -> int:
    """Answer every page but one question; return the version after it."""
    version = 1
    pages = {
        "neighbourhood": {"neighbourhood_name": "The Hill", "boundary": "By the river", "organisation": "A trust"},
        "neighbourhood-suited": {"asked-3-1": "It does"},
        "authority-suited": {},
        "taking-forward": {"taking_forward": "With one team"},
        "contact": {"contact_name": "Jo", "contact_email": "jo@example.org"},
    }
    for page, said in pages.items():
        address = at("outline_page", one.pk, page)
        assert mine.get(address).status_code == 200
        assert mine.post(address, {**said, "version": version}).status_code == 302
        version += 1
    return version


def sign_by_links(client) -> None:
    """Everybody who was asked reads it and signs."""
    for sign_off in OutlineSignOff.objects.all():
        link = at("sign_outline", sign_off.token())
        shown = client.get(link).text
        assert "By the river" in shown
        assert client.post(link, {"answer": "sign"}).status_code == 422
        done = client.post(link, {"answer": "sign", "agreed": "on"})
        assert done["Location"] == at("outline_signed_off", sign_off.token())
        assert "You have signed" in client.get(done["Location"]).text


def test_an_officer_starts_answers_has_signed_and_submits_by_pages_alone(mine, client, essex, officer):
    a_strand(3)
    assert "Propose a place" in mine.get(at("strand", 3)).text
    start = at("start_outline", 3)
    assert "equal partners" in mine.get(start).text
    assert mine.post(start, {"authority": essex.slug, "neighbourhood_name": ""}).status_code == 422
    begun = mine.post(start, {"authority": essex.slug, "neighbourhood_name": "The Hill"})
    one = OutlineProposal.objects.get()
    tasks = at("outline_tasks", one.pk)
    assert begun["Location"] == tasks
    again = mine.post(start, {"authority": essex.slug, "neighbourhood_name": "the hill"})
    assert (again.status_code, one.reference in again.text) == (422, True)
    version = answer_pages(mine, one)
    shown = mine.get(at("outline_check", one.pk)).text
    assert "Not answered yet" in shown
    assert "4 of 5" in mine.get(tasks).text
    refused = mine.post(at("submit_outline", one.pk))
    left = at("outline_page", one.pk, "authority-suited")
    assert (refused.status_code, f'href="{left}"' in refused.text, "Answer “Asked 2”" in refused.text) == (
        422,
        True,
        True,
    )
    assert mine.get(at("outline_sign_off", one.pk, "community"))["Location"] == tasks
    mine.post(left, {"asked-3-2": "It does too", "version": version})
    for number, (side, post) in enumerate((("authority", "leader"), ("community", "chair")), start=version + 1):
        said = {"full_name": "Robin", "post": post, "email": f"{side}@example.org", "version": number}
        assert mine.post(at("outline_sign_off", one.pk, side), said)["Location"] == tasks
    assert "Wait until somebody has signed" in mine.post(at("submit_outline", one.pk)).text
    sign_by_links(client)
    assert mine.post(at("submit_outline", one.pk))["Location"] == at("outline_confirmation", one.pk)
    assert one.reference in mine.get(at("outline_confirmation", one.pk)).text
    late = mine.post(left, {"asked-3-2": "Too late", "version": 99})
    assert (late.status_code, "Too late" in late.text) == (409, True)
    assert mine.get(left)["Location"] == at("outline", one.pk)


def test_nothing_begins_while_the_prospectus_is_not_open(mine, essex):
    a_strand(4)
    Prospectus.objects.update(closes_on="2011-10-31")
    assert "Propose a place" not in mine.get(at("strand", 4)).text
    assert "ended on 31 October 2011" in mine.get(at("start_outline", 4)).text
    refused = mine.post(at("start_outline", 4), {"authority": essex.slug})
    assert (refused.status_code, "ended on 31 October 2011" in refused.text) == (422, True)
    assert not OutlineProposal.objects.exists()


def test_who_saves_second_sees_both_versions_and_chooses(mine, essex, officer):
    draft = answered(a_strand(4), essex, officer)
    address = at("outline_page", draft.pk, "place-suited")
    said = {"asked-4-1": "What I wrote", "asked-4-2": "It does"}
    late = mine.post(address, {**said, "version": 1})
    assert (late.status_code, "What I wrote" in late.text, "It does" in late.text) == (409, True, True)
    both = mine.post(address, {**said, "version": draft.version, "choice": "combine"})
    assert "It does&#10;&#10;What I wrote" in both.text
    assert mine.post(address, {**said, "version": 1, "choice": "theirs"})["Location"] == at("outline_tasks", draft.pk)
    assert mine.post(address, said).status_code == 422
    assert mine.post(address, {**said, "version": draft.version}).status_code == 302
    assert mine.get(at("outline_page", draft.pk, "neighbourhood")).status_code == 404


def test_own_officers_read_what_became_of_theirs_and_no_judgement(client, mine, essex, officer, stranger):
    one = submitted(a_strand(4), essex, officer)
    JudgementFactory(outline=one, assessor__strand=one.strand, reason="Secretly weak")
    OutlineDecisionFactory(outline=one, reason="Others were further on")
    page = at("outline", one.pk)
    shown = mine.get(page).text
    assert "Others were further on" in shown
    assert "Secretly weak" not in shown
    assert mine.get(at("withdraw_outline", one.pk))["Location"] == page
    client.force_login(stranger)
    assert client.get(page).status_code == 404
    partner = person(Role.PARTNER)
    client.force_login(partner)
    assert client.get(page).status_code == 404
    assessor = AssessorFactory(strand=one.strand, user=partner)
    shown = client.get(page).text
    assert "With one team" in shown
    for hidden in ("jo@example.org", "Robin Chief", "Others were further on"):
        assert hidden not in shown
    assessor.stood_down_on = NOW.date()
    assessor.save()
    assert client.get(page).status_code == 404
    client.force_login(person(Role.SECRETARIAT))
    assert "jo@example.org" in client.get(page).text


def test_whitehall_reads_no_draft_and_the_list_is_filtered_alike_in_page_and_file(client, essex, officer):
    answered(a_strand(3), essex, officer, name="The Marsh")
    told = submitted(a_strand(4), essex, officer)
    client.force_login(person(Role.CHAMPION))
    assert "Outline proposals (1)" in client.get(at("outlines")).text
    client.force_login(officer)
    for query, count in (("", 2), ("?strand=3", 1), ("?state=submitted", 1), (f"?authority={essex.slug}", 2)):
        assert f"Outline proposals ({count})" in client.get(at("outlines") + query).text
        rows = b"".join(client.get(at("outlines_csv") + query).streaming_content).decode().splitlines()
        assert len(rows) == count + 1
    assert told.reference in client.get(at("outlines") + "?state=submitted").text
    assert client.get(at("outlines") + "?state=won").status_code == 422


def test_the_list_asks_the_database_as_often_for_many_as_for_few(client, essex, officer):
    strand = a_strand(3)
    client.force_login(officer)

    def counted():
        with CaptureQueriesContext(connection) as asked:
            client.get(at("outlines"))
        return len(asked)

    answered(strand, essex, officer, name="Hood 0")
    counted()
    few = counted()
    for number in range(1, 6):
        answered(strand, essex, officer, name=f"Hood {number}")
    assert counted() == few


def test_it_is_withdrawn_for_a_reason(mine, essex, officer):
    draft = answered(a_strand(4), essex, officer)
    address = at("withdraw_outline", draft.pk)
    assert mine.post(address, {"reason": "", "version": draft.version}).status_code == 422
    assert mine.post(address, {"reason": "Elections", "version": 1}).status_code == 409
    assert mine.post(address, {"reason": "Elections", "version": draft.version})["Location"] == at("outline", draft.pk)
    assert "Elections" in mine.get(at("outline", draft.pk)).text


def rendered(kind):
    return render(OutboxMessage.objects.filter(kind=kind).latest("pk"), timezone.now())


def test_emails_are_written_from_what_holds_when_they_are_sent(mine, essex, officer):
    strand = a_strand(3)
    draft = answered(strand, essex, officer)
    sign_off = asked(draft, "community", officer, post="chair")
    said = rendered("outline_sign_off_asked")
    assert "The Hill Trust" in said.subject
    assert at("sign_outline", sign_off.token()) in said.text
    mine.post(at("sign_outline", sign_off.token()), {"answer": "send_back", "comment": "Name the police"})
    said = rendered("outline_sign_off_answered")
    assert "Name the police" in said.text
    assert "nomination" not in said.text
    one = signed(draft, officer)
    assert rendered("outline_sign_off_asked") is None
    mine.post(at("submit_outline", one.pk))
    said = rendered("outline_received")
    assert "What the outline proposal says" in said.text
    assert "nomination" not in said.html
    OutlineProposal.objects.update(withdrawn_at=NOW, withdrawn_by=officer)
    assert rendered("outline_received") is None


def test_a_link_of_a_changed_outline_proposal_cannot_be_used(client, mine, essex, officer):
    draft = answered(a_strand(4), essex, officer)
    token = asked(draft, "authority", officer).token()
    version = OutlineProposal.objects.get().version
    mine.post(at("outline_page", draft.pk, "taking-forward"), {"taking_forward": "Otherwise", "version": version})
    response = client.get(at("sign_outline", token))
    assert (response.status_code, "This link cannot be used" in response.text) == (404, True)
