"""The emails about nominations, read again when they are sent, through a real SMTP server."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from areas.models import AuthorityMembership
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.outbox.delivery import deliver_due
from cbtracker.outbox.models import OutboxMessage
from rollout.models import Nomination
from rollout.services.nominations import acknowledge, keep_page, resume, send_back, sign, submit, withdraw
from tests.factories.duties import LocalityLeadFactory
from tests.factories.people import UserFactory, person
from tests.factories.places import AuthorityFactory
from tests.integration.rollout.nominating import BARRIER, NOW, a_place, answered, asked, signed, submitted
from tests.mail_server import smtp_server

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


@pytest.fixture
def mailbox(settings):
    with smtp_server(settings) as box:
        yield box


@pytest.fixture
def place():
    return a_place()


def delivered(mailbox, kind, now=NOW) -> dict[str, tuple[str, str, str]]:
    """Send what is due; of `kind`, the subject, plain text and HTML by addressee."""
    deliver_due(now=now)
    ids = set(OutboxMessage.objects.filter(kind=kind).values_list("message_id", flat=True))
    return {
        str(one["To"]): (str(one["Subject"]), *(_text(part) for part in one.get_payload()))
        for one in mailbox.messages
        if one["Message-ID"] in ids
    }


def _text(part) -> str:
    return part.get_payload(decode=True).decode()


def state_of(kind) -> str:
    return OutboxMessage.objects.get(kind=kind).state


def fresh(nomination) -> Nomination:
    return Nomination.objects.get(pk=nomination.pk)


def test_who_is_asked_to_sign_gets_the_link_and_until_when_it_works(mailbox, place):
    kent, officer = place
    sign_off = asked(answered(officer, kent), kent, officer)
    [(subject, text, html)] = delivered(mailbox, "sign_off_asked").values()
    link = f"{settings.SITE_URL}/nominations/sign/{sign_off.token()}/"
    assert subject == "Sign for Kent: nomination of Kent"
    assert link in text
    assert f'href="{link}"' in html
    for body in (text, html):
        assert "18 July 2011 at 10:00am" in body
        assert "chief executive" in body


def _change_an_answer(draft, officer):
    answers = {"focus": "broader", "detail": ""}
    keep_page(draft, page="focus", answers=answers, by=officer, expected_version=draft.version, now=NOW)


def _withdraw(nomination, officer):
    withdraw(nomination, reason="", by=officer, expected_version=nomination.version, now=NOW)


@pytest.mark.parametrize("overtake", [_change_an_answer, _withdraw])
def test_a_link_that_died_before_it_was_sent_is_not_sent(mailbox, place, overtake):
    kent, officer = place
    draft = answered(officer, kent)
    asked(draft, kent, officer)
    overtake(fresh(draft), officer)
    assert delivered(mailbox, "sign_off_asked") == {}
    assert state_of("sign_off_asked") == State.DROPPED


def test_a_link_that_expired_in_the_outbox_is_not_sent(mailbox, place):
    kent, officer = place
    asked(answered(officer, kent), kent, officer)
    assert delivered(mailbox, "sign_off_asked", NOW + timedelta(days=settings.SIGN_OFF_DAYS)) == {}


def test_who_asked_is_told_of_the_signature_and_who_has_yet_to_sign(mailbox):
    kent, officer = a_place()
    medway = AuthorityFactory(short_name="Medway")
    draft = answered(officer, kent, medway, name="Kent & Medway")
    sign(asked(draft, kent, officer).token(), now=NOW)
    [(subject, text, html)] = delivered(mailbox, "sign_off_answered").values()
    assert subject == f"{draft.reference}: Robin Chief has signed"
    assert "Somebody still has to sign for Medway." in text
    assert "the nomination of Kent & Medway for Kent" in text
    assert "Kent &amp; Medway" in html
    assert f"{settings.SITE_URL}/nominations/{draft.pk}/tasks/" in text


def test_who_asked_is_told_that_everybody_signed(mailbox, place):
    kent, officer = place
    signed(officer, kent)
    [(_, text, html)] = delivered(mailbox, "sign_off_answered").values()
    assert "You can submit it." in text
    assert "You can submit it." in html


def test_who_asked_reads_what_should_change_in_the_words_of_the_second_person(mailbox, place):
    kent, officer = place
    send_back(asked(answered(officer, kent), kent, officer).token(), comment="Police & schools\nfirst", now=NOW)
    found = delivered(mailbox, "sign_off_answered")
    assert list(found) == [officer.email]
    subject, text, html = found[officer.email]
    assert "asks for a change before signing" in subject
    assert "Police & schools\nfirst" in text.replace("\r\n", "\n")
    assert "Police &amp; schools" in html


@pytest.mark.parametrize("overtake", [_change_an_answer, _withdraw])
def test_an_answer_that_no_longer_stands_is_not_told(mailbox, place, overtake):
    kent, officer = place
    overtake(signed(officer, kent), officer)
    assert delivered(mailbox, "sign_off_answered") == {}


def test_an_officer_who_left_the_authority_is_told_nothing(mailbox, place):
    kent, officer = place
    signed(officer, kent)
    AuthorityMembership.objects.all().delete()
    assert delivered(mailbox, "sign_off_answered") == {}


def test_all_who_are_named_get_a_copy_of_the_answers_when_it_is_submitted(mailbox, place):
    kent, officer = place
    nomination = submitted(officer, kent, barriers=[{**BARRIER, "issue": "Rules on <data> & rent"}])
    found = delivered(mailbox, "nomination_received")
    assert set(found) == {officer.email, "jo.clerk@example.org", f"chief@{kent.slug}.example"}
    for subject, text, html in found.values():
        assert subject == f"{nomination.reference}: the nomination of Kent was submitted"
        assert "Rules on <data> & rent" in text
        assert "Rules on &lt;data&gt; &amp; rent" in html
        for body in (text, html):
            assert "Wanted start" in body
            assert "1 April 2012" in body
            assert "Families known to several services" in body


def test_a_nomination_withdrawn_at_once_is_not_said_to_have_come(mailbox, place):
    kent, officer = place
    _withdraw(submitted(officer, kent), officer)
    assert delivered(mailbox, "nomination_received") == {}


def test_the_acknowledgement_brings_the_words_of_the_secretariat_the_leads_and_the_answers(mailbox, place):
    kent, officer = place
    lead = LocalityLeadFactory(authority=kent).user
    nomination = submitted(officer, kent)
    acknowledge(nomination, message="Welcome & thank you", by=person(Role.SECRETARIAT), now=NOW)
    found = delivered(mailbox, "nomination_acknowledged")
    assert set(found) == {officer.email, "jo.clerk@example.org"}
    _, text, html = found[officer.email]
    assert "Welcome & thank you" in text
    assert "Welcome &amp; thank you" in html
    for body in (text, html):
        assert f"{lead} is the locality lead for Kent" in body
        assert "Families known to several services" in body


def _end_access(officer):
    User.objects.filter(pk=officer.pk).update(is_active=False, access_ended_at=NOW)


def _leave(officer):
    AuthorityMembership.objects.filter(user=officer).delete()


@pytest.mark.parametrize("go", [_end_access, _leave])
def test_who_submitted_it_and_may_read_it_no_longer_gets_neither_copy_nor_acknowledgement(mailbox, place, go):
    kent, officer = place
    nomination = submitted(officer, kent)
    acknowledge(nomination, message="", by=person(Role.SECRETARIAT), now=NOW)
    go(officer)
    assert set(delivered(mailbox, "nomination_acknowledged")) == {"jo.clerk@example.org"}
    assert officer.email not in {str(one["To"]) for one in mailbox.messages}


def test_a_contact_whose_account_was_ended_gets_nothing(mailbox, place):
    kent, officer = place
    clerk = UserFactory(email="Jo.Clerk@example.org", role=Role.OFFICER)
    nomination = submitted(officer, kent)
    _end_access(clerk)
    acknowledge(nomination, message="", by=person(Role.SECRETARIAT), now=NOW)
    assert set(delivered(mailbox, "nomination_acknowledged")) == {officer.email}


def test_an_acknowledgement_without_words_is_one_too(mailbox, place):
    kent, officer = place
    nomination = acknowledge(submitted(officer, kent), message="", by=person(Role.SECRETARIAT), now=NOW)
    found = delivered(mailbox, "nomination_acknowledged")
    assert f"{nomination.reference}, and acknowledges it." in found[officer.email][1]
    assert found[officer.email][1].count("None") == found[officer.email][1].count("None so far") == 1


def test_a_nomination_that_was_resumed_before_the_email_left_is_told_of(mailbox, place):
    kent, officer = place
    nomination = submitted(officer, kent)
    _withdraw(nomination, officer)
    back = fresh(nomination)
    resume(back, by=officer, expected_version=back.version, now=NOW)
    assert officer.email in delivered(mailbox, "nomination_received")


def test_submitting_twice_sends_one_copy_to_each(mailbox, place):
    kent, officer = place
    nomination = submitted(officer, kent)
    submit(nomination, by=officer, now=NOW)
    delivered(mailbox, "nomination_received")
    copies = [str(one["To"]) for one in mailbox.messages if "was submitted" in str(one["Subject"])]
    assert len(copies) == len(set(copies)) == 3
