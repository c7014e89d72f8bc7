"""Pages of documents: sending a file, reading it again, and what is refused."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from cbtracker.papers.exporters import export
from cbtracker.papers.place_sheet import place_sheet
from rollout.models import AreaDocument
from rollout.services.documents import DocumentTerms, SentFile, add_document, replace_document, withdraw_document
from tests.factories.documents import DOCX, PDF
from tests.factories.people import person
from tests.factories.places import START, AreaFactory, AreaMemberFactory, AuthorityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kent():
    return AuthorityFactory(short_name="Kent", slug="kent")


@pytest.fixture
def area(kent):
    made = AreaFactory(name="Kent and Medway", slug="kent-and-medway")
    AreaMemberFactory(area=made, authority=kent)
    return made


@pytest.fixture
def secretariat():
    return person(Role.SECRETARIAT)


@pytest.fixture
def officer(kent, client):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=kent, from_on=START)
    client.force_login(user)
    return user


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def typed(content=PDF, name="Our plan.pdf", **more):
    said = {"place": "area:kent-and-medway", "kind": "plan", "title": "Our plan"}
    dated = {"dated_day": "1", "dated_month": "8", "dated_year": "2011"}
    return {**said, **dated, "file": SimpleUploadedFile(name, content), **more}


def keep(place, by, **more):
    terms = DocumentTerms(
        **{"kind": "plan", "title": "Our plan", "dated": date(2011, 8, 1), "file": SentFile("a.pdf", PDF), **more}
    )
    return add_document(place=place, terms=terms, by=by, now=timezone.now())


def test_an_officer_sends_a_file_and_downloads_the_same_bytes_safely(area, officer, client):
    answer = client.post("/documents/add/", typed(name='../é "plan".pdf'))
    document = AreaDocument.objects.get()
    assert answer["Location"] == f"/documents/{document.pk}/"
    file = client.get(f"/documents/{document.pk}/file/")
    assert (file.content, file["Content-Type"]) == (PDF, "application/pdf")
    assert file["Content-Disposition"] == "attachment; filename*=utf-8''%C3%A9%20plan.pdf"
    assert (file["X-Content-Type-Options"], file["Cache-Control"]) == ("nosniff", "private, no-store")


def test_a_form_that_is_sent_twice_keeps_one_and_with_another_file_two(area, officer, client):
    for _ in range(2):
        assert client.post("/documents/add/", typed(once="one")).status_code == 302
    assert AreaDocument.objects.count() == 1
    assert client.post("/documents/add/", typed(DOCX, "Our plan.docx", once="one")).status_code == 302
    assert AreaDocument.objects.count() == 2


def test_a_second_press_that_waited_for_the_first_is_shown_the_newer_version(area, officer, client, monkeypatch):
    """The second request read the document before the first one replaced it."""
    old = keep(area, officer)

    @contextmanager
    def after_the_first(request):
        terms = DocumentTerms(kind="plan", title="New", dated=date(2011, 8, 2), file=SentFile("b.docx", DOCX))
        replace_document(old=AreaDocument.objects.get(pk=old.pk), terms=terms, by=officer, now=timezone.now())
        yield False

    monkeypatch.setattr("rollout.views.documents.once", after_the_first)
    answer = client.post(f"/documents/{old.pk}/replace/", typed(DOCX, "b.docx", once="one"))
    assert answer.url == f"/documents/{AreaDocument.objects.get(replaces=old).pk}/"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"content": b""}, "The file is empty"),
        ({"content": DOCX}, "it is DOCX"),
        ({"content": b"MZ", "name": "run.exe"}, "must be a PDF, ODT, DOCX, ODS or XLSX"),
        ({"file": ""}, "Select a file, or enter a link to it"),
        ({"link": "https://www.example.org/"}, "not both"),
        ({"file": "", "link": "javascript:alert(1)"}, "Enter a link that begins with https://"),
        ({"dated_year": "2999"}, "Date must be on or before"),
        ({"place": "area:narnia"}, "from the list"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is(area, officer, client, more, said):
    answer = client.post("/documents/add/", typed(**more))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not AreaDocument.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(area, officer, client, settings):
    settings.DOCUMENT_MAX_BYTES = 20
    answer = client.post("/documents/add/", typed())
    assert answer.status_code == 413
    assert "must not be larger" in text_of(answer)


def test_a_very_long_name_is_kept_short(area, officer, client):
    client.post("/documents/add/", typed(name="x" * 300 + ".pdf"))
    assert AreaDocument.objects.get().file_name.endswith("x.pdf")


def test_the_same_file_is_named(area, officer, client):
    keep(area, officer, title="What we sent")
    assert "This file is kept already: What we sent, 1 August 2011" in text_of(client.post("/documents/add/", typed()))


def test_an_officer_is_offered_own_places_only_and_the_one_that_the_address_names(area, officer, client):
    AreaFactory(name="Elsewhere")
    page = client.get("/documents/add/?place=area:kent-and-medway").content.decode()
    assert re.findall(r'<option value="([^"]*)"', page) == ["area:kent-and-medway"]


def test_a_newer_version_leads_on_and_the_old_one_says_so(area, officer, client):
    old = keep(area, officer)
    answer = client.post(f"/documents/{old.pk}/replace/", typed(DOCX, "b.docx"))
    new = AreaDocument.objects.get(replaces=old)
    assert answer["Location"] == f"/documents/{new.pk}/"
    assert "This version was replaced" in text_of(client.get(f"/documents/{old.pk}/"))
    assert "Versions" in text_of(client.get(f"/documents/{new.pk}/"))
    assert client.get(f"/documents/{old.pk}/file/").content == PDF
    again = client.get(f"/documents/{old.pk}/replace/", follow=True)
    assert "Only the newest version" in text_of(again)
    late = client.post(f"/documents/{old.pk}/replace/", typed(PDF + b"late", "c.pdf"))
    assert late.status_code == 422
    assert "Somebody else has replaced or withdrawn" in text_of(late)


def test_a_withdrawn_document_says_why_and_has_no_file(area, officer, client):
    document = keep(area, officer)
    assert client.post(f"/documents/{document.pk}/withdraw/", {"reason": " "}).status_code == 422
    page = client.post(f"/documents/{document.pk}/withdraw/", {"reason": "It named families"}, follow=True)
    assert "It named families" in text_of(page)
    assert client.get(f"/documents/{document.pk}/file/").status_code == 404
    assert "already been withdrawn" in text_of(client.get(f"/documents/{document.pk}/withdraw/", follow=True))
    assert "Our plan" not in text_of(client.get("/documents/"))


def test_a_link_has_no_file(area, officer, client):
    document = keep(area, officer, file=None, link="https://www.example.org/plan")
    assert client.get(f"/documents/{document.pk}/file/").status_code == 404
    assert 'href="https://www.example.org/plan"' in client.get(f"/documents/{document.pk}/").content.decode()


def test_the_list_is_narrowed_and_sorted_by_place(area, secretariat, client):
    client.force_login(secretariat)
    keep(area, secretariat)
    keep(AreaFactory(name="Aardvark"), secretariat, title="What we ask", kind="submission")
    for query, expected in {
        "sort=place": ["What we ask", "Our plan"],
        "sort=-place": ["Our plan", "What we ask"],
        "kind=plan": ["Our plan"],
        "q=aardvark+ask": ["What we ask"],
    }.items():
        page = client.get(f"/documents/?{query}").content.decode()
        assert re.findall(r'href="/documents/\d+/">([^<]+)</a>', page) == expected, query
    assert client.get("/documents/?kind=bid").status_code == 422


def test_the_pages_of_a_place_and_of_its_authority_list_documents_with_dates_for_those_who_may_read(
    area, kent, officer, client
):
    keep(area, officer)
    for address in ("/areas/kent-and-medway/", "/authorities/kent/"):
        client.force_login(officer)
        assert re.search(r"Our plan \(PDF\) (Kent and Medway )?Plan 1 August 2011", text_of(client.get(address)))
        client.force_login(person(Role.PARTNER))
        assert "Our plan" not in text_of(client.get(address))


def test_the_sheet_of_a_place_names_documents_as_they_were_for_those_who_may_read(area, officer):
    now = timezone.now()
    document = keep(area, officer)
    after = timezone.now()

    def sheet(user, as_at):
        paper = place_sheet(area, user=user, as_at=as_at, now=timezone.now(), marking="")
        return export(paper, "html").content.decode()

    assert "Plan: Our plan, 1 August 2011" in sheet(officer, None)
    assert "Our plan" not in sheet(officer, now)
    assert "Our plan" not in sheet(person(Role.PARTNER), None)
    withdraw_document(document=document, reason="x", by=officer, now=timezone.now())
    assert "Our plan" in sheet(officer, after)
    assert "Our plan" not in sheet(officer, None)
