"""Documents of places: kept in versions, withdrawn with a reason, never lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from areas.access import NotPermitted
from areas.models import Area, AuthorityMembership, LocalityLead
from areas.selectors import members_in_force
from cbtracker.accounts.permissions import Role
from cbtracker.audit.models import AuditEvent
from requests_log.sights import Sight
from rollout.models import AreaDocument
from rollout.selectors.documents import documents_then
from rollout.services.documents import (
    DocumentTerms,
    SentFile,
    add_document,
    replace_document,
    take_file,
    withdraw_document,
)
from tests.factories.documents import DOCX, PDF
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, AuthorityFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 9, 1, 12, tzinfo=UTC)
FILE = SentFile("Our plan.pdf", PDF)


@pytest.fixture
def kent():
    return AuthorityFactory(short_name="Kent")


@pytest.fixture
def area(kent):
    made = AreaFactory(name="Kent and Medway")
    AreaMemberFactory(area=made, authority=kent)
    return made


@pytest.fixture
def secretariat():
    return person(Role.SECRETARIAT)


@pytest.fixture
def officer(kent):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=kent, from_on=START)
    return user


def terms(**more):
    return DocumentTerms(**{"kind": "plan", "title": "Our plan", "dated": date(2011, 8, 1), "file": FILE, **more})


def keep(place, by, now=NOW, **more):
    return add_document(place=place, terms=terms(**more), by=by, now=now)


def test_a_file_is_kept_as_it_was_sent(area, officer):
    document = keep(area, officer, file=SentFile("C:\\plans\\Our plan.PDF", PDF))
    assert (document.file_name, document.size, document.added_by) == ("Our plan.pdf", len(PDF), officer)
    assert take_file(document, by=officer) == PDF


def test_a_link_is_kept_instead_of_a_file(area, officer):
    document = keep(area, officer, file=None, link="https://www.example.org/plan")
    assert (document.link, document.size, bytes(document.content)) == ("https://www.example.org/plan", 0, b"")
    with pytest.raises(NotPermitted):
        take_file(document, by=officer)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "bid"}, "kind"),
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"dated": date(2010, 10, 19)}, "dated"),
        ({"dated": date(2011, 9, 2)}, "dated"),
        ({"file": None}, "file"),
        ({"link": "https://www.example.org/"}, "file"),
        ({"file": None, "link": "javascript:alert(1)"}, "link"),
        ({"file": None, "link": "https://someone:secret@example.org/"}, "link"),
        ({"file": None, "link": "https://example.org/" + "x" * 500}, "link"),
        ({"file": SentFile("plan.pdf", b"")}, "file"),
        ({"file": SentFile("plan.pdf", DOCX)}, "file"),
        ({"file": SentFile("plan.exe", b"MZ")}, "file"),
    ],
)
def test_what_does_not_hold_is_refused_by_field_and_nothing_is_kept(area, officer, more, field):
    with pytest.raises(ValidationError) as refused:
        keep(area, officer, **more)
    assert list(refused.value.message_dict) == [field]
    assert not AreaDocument.objects.exists()


def test_a_file_above_the_limit_is_refused(area, officer, settings):
    settings.DOCUMENT_MAX_BYTES = len(PDF) - 1
    with pytest.raises(ValidationError):
        keep(area, officer)
    settings.DOCUMENT_MAX_BYTES = len(PDF)
    assert keep(area, officer).pk


def test_the_same_file_is_kept_once_in_a_place_and_again_in_another(area, secretariat):
    keep(area, secretariat)
    with pytest.raises(ValidationError) as refused:
        keep(area, secretariat, title="Another name", file=SentFile("other.pdf", PDF))
    assert refused.value.message_dict == {"file": ["This file is kept already: Our plan, 1 August 2011"]}
    assert keep(AreaFactory(), secretariat).pk


def test_a_newer_version_takes_the_place_of_the_old_one_which_is_kept(area, officer):
    old = keep(area, officer)
    new = replace_document(old=old, terms=terms(file=SentFile("b.docx", DOCX)), by=officer, now=NOW)
    assert list(AreaDocument.objects.current()) == [new]
    assert (new.replaces, take_file(old, by=officer)) == (old, PDF)
    with pytest.raises(ValidationError):
        replace_document(old=old, terms=terms(file=SentFile("c.pdf", PDF + b"c")), by=officer, now=NOW)
    back = replace_document(old=new, terms=terms(), by=officer, now=NOW)
    assert back.digest == old.digest, "going back to what it was before is a version too"


def test_a_version_is_not_replaced_by_itself(area, officer):
    old = keep(area, officer)
    with pytest.raises(ValidationError):
        replace_document(old=old, terms=terms(title="The same again"), by=officer, now=NOW)
    assert AreaDocument.objects.count() == 1


def test_a_withdrawn_document_is_kept_with_its_reason_and_nobody_opens_it(area, officer, secretariat):
    document = keep(area, officer)
    with pytest.raises(ValidationError):
        withdraw_document(document=document, reason=" ", by=officer, now=NOW)
    withdraw_document(document=document, reason="It named families", by=officer, now=NOW)
    document.refresh_from_db()
    assert (document.withdrawal, document.withdrawn_by) == ("It named families", officer)
    assert not AreaDocument.objects.current().exists()
    for user in (officer, secretariat):
        with pytest.raises(NotPermitted):
            take_file(document, by=user)
    for again in (
        lambda: withdraw_document(document=document, reason="Twice", by=officer, now=NOW),
        lambda: replace_document(old=document, terms=terms(), by=officer, now=NOW),
    ):
        with pytest.raises(ValidationError):
            again()
    assert keep(area, officer).pk, "it may be sent again"


def test_an_authority_keeps_its_own_until_it_is_in_an_area(kent, officer):
    document = keep(kent, officer)
    assert document.place == kent
    made = AreaFactory()
    AreaMemberFactory(area=made, authority=kent)
    officer.__dict__.pop("_duties")
    with pytest.raises(ValidationError) as refused:
        keep(kent, officer, file=None, link="https://www.example.org/")
    assert "place" in refused.value.message_dict
    assert list(AreaDocument.objects.visible_to(officer)) == [document]


def test_who_reads_and_who_writes(area, kent, officer, secretariat):
    document = keep(area, secretariat)
    lead, other = person(Role.LOCALITY_LEAD), person(Role.OFFICER)
    LocalityLead.objects.create(user=lead, authority=kent, from_on=START)
    AuthorityMembership.objects.create(user=other, authority=AuthorityFactory(), from_on=START)
    champion, partner, administrator = (person(role) for role in (Role.CHAMPION, Role.PARTNER, Role.ADMINISTRATOR))
    for user in (officer, lead, champion, person(Role.LOCALITY_LEAD)):
        assert AreaDocument.objects.visible_to(user).exists()
        assert take_file(document, by=user) == PDF
    for user in (other, partner, administrator):
        assert not AreaDocument.objects.visible_to(user).exists()
        with pytest.raises(NotPermitted):
            take_file(document, by=user)
    for user in (champion, other, partner, administrator, person(Role.LOCALITY_LEAD)):
        with pytest.raises(NotPermitted):
            keep(area, user, file=None, link="https://www.example.org/")
        with pytest.raises(NotPermitted):
            withdraw_document(document=document, reason="x", by=user, now=NOW)
        with pytest.raises(NotPermitted):
            replace_document(old=document, terms=terms(), by=user, now=NOW)


def test_lists_do_not_read_the_bytes(area, secretariat, django_assert_num_queries):
    keep(area, secretariat)
    with django_assert_num_queries(1) as asked:
        list(AreaDocument.objects.visible_to(secretariat))
    assert '"content"' not in asked.captured_queries[0]["sql"]


@pytest.mark.parametrize("values", [{"title": "Other"}, {"content": b"x"}, {"dated": date(2011, 1, 1)}])
def test_the_database_keeps_a_version_as_it_was(area, secretariat, values):
    rows = AreaDocument.objects.filter(pk=keep(area, secretariat).pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()
    assert rows.update(withdrawn_at=NOW, withdrawn_by=secretariat, withdrawal="x") == 1, "the negative control"


def test_the_audit_names_the_place_and_neither_title_nor_reason(area, secretariat):
    document = keep(area, secretariat, title="Secret plan")
    withdraw_document(document=document, reason="Hush", by=secretariat, now=NOW)
    events = AuditEvent.objects.filter(verb__startswith="document.")
    assert set(events.values_list("verb", "object_label")) == {
        ("document.added", "Document of Kent and Medway"),
        ("document.withdrawn", "Document of Kent and Medway"),
    }
    assert not any(word in str(event.data) for event in events for word in ("Secret", "Hush"))


@pytest.mark.parametrize(("sight", "number"), [(Sight.WHITEHALL, 1), (Sight.PARTNERS, 0), (Sight.AREAS, 0)])
def test_a_paper_names_documents_to_whitehall_only(area, secretariat, sight, number):
    keep(area, secretariat)
    found = Area.objects.prefetch_related(members_in_force(NOW.date())).get(pk=area.pk)
    assert len(documents_then([found], sight, at=NOW)[area.pk]) == number
    assert documents_then([found], sight, at=NOW - timedelta(seconds=1)) == {area.pk: []}
