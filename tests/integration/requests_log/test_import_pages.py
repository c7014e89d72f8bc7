"""The pages of the import: upload, preview, confirmation, and every way in which a file is refused."""

import io
import uuid
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Role
from requests_log.models import ChangeBatch, ImportUpload, LoggedRequest, Revision
from requests_log.services import withdraw
from tests.factories.people import person
from tests.integration.requests_log.import_files import (
    COURTS,
    FIVE,
    HEADER,
    SCHOOLS,
    changed,
    csv_file,
)

IMPORT = "/requests/import/"


@pytest.fixture
def signed_in(client, by):
    client.force_login(by)
    return client


def send(client, content: bytes, name: str = "requests.csv", **data):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content), **data})


def text(response) -> str:
    return response.content.decode()


def preview(client, content: bytes, **data):
    """Upload a good file and open its preview: the address and the page."""
    response = send(client, content, **data)
    assert response.status_code == 302, text(response)
    return response["Location"], client.get(response["Location"])


def fingerprint(page) -> str:
    return text(page).split('name="fingerprint" value="')[1].split('"')[0]


def confirm(client, content: bytes, **data):
    address, page = preview(client, content, **data)
    return client.post(address, {"fingerprint": fingerprint(page)}, follow=True)


def test_the_page_says_what_a_file_needs(signed_in):
    page = text(signed_in.get(IMPORT))
    assert "<h1" in page
    assert "needed: section, areas, issue, departments, position" in page


def test_a_preview_shows_what_would_be_created_and_nothing_is_yet(signed_in):
    _, page = preview(signed_in, csv_file(*FIVE))
    assert "5 requests to create" in text(page)
    assert "West London Group (H&amp;F)" in text(page)
    assert LoggedRequest.objects.count() == 0


def test_confirming_imports_all_of_it_and_keeps_the_file_no_longer(signed_in, by):
    page = confirm(signed_in, csv_file(*FIVE), effective_on_day=17, effective_on_month=3, effective_on_year=2011)
    assert "Imported requests.csv: 5 created, 0 changed" in text(page)
    assert LoggedRequest.objects.count() == 5
    assert {revision.by for revision in Revision.objects.all()} == {by}
    assert Revision.objects.first().effective_at.date().isoformat() == "2011-03-17"
    assert ImportUpload.objects.count() == 0


def test_the_same_file_again_is_said_to_change_nothing(signed_in):
    confirm(signed_in, csv_file(*FIVE))
    address, page = preview(signed_in, csv_file(*FIVE))
    assert "the register says all of it already" in text(page)
    assert 'name="fingerprint"' not in text(page)
    assert ChangeBatch.objects.count() == 1
    assert signed_in.post(address, {"fingerprint": "made up"}).status_code == 409


def test_a_preview_shows_old_and_new_of_what_would_change(signed_in):
    confirm(signed_in, csv_file(*FIVE))
    _, page = preview(signed_in, csv_file(changed(SCHOOLS, position="Decided.", section="later"), *FIVE[1:]))
    assert "1 request to change" in text(page)
    for said in ("To resolve", "Later", "Being considered.", "Decided."):
        assert said in text(page)


def test_every_fault_is_listed_by_row_and_column_and_the_file_is_not_kept(signed_in):
    rows = [changed(SCHOOLS, areas="Swindom, Hul"), changed(COURTS, section="done", issue=""), SCHOOLS]
    response = send(signed_in, csv_file(*rows))
    assert response.status_code == 422
    page = text(response)
    assert page.count('<th scope="row"') == 4
    assert "“Swindom” is not a known area or authority. Nearest known: Swindon." in page
    assert "“done” is not a section" in page
    assert "<title>Error: " in page
    assert (LoggedRequest.objects.count(), ImportUpload.objects.count()) == (0, 0)


def formula_workbook() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.append(HEADER)
    workbook.active.append([*SCHOOLS[:4], '=HYPERLINK("x")'])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "status", "said"),
    [
        (csv_file(changed(SCHOOLS, areas="Atlantis")), "a.csv", 422, "“Atlantis” is not a known area"),
        (csv_file(changed(SCHOOLS, departments="Treasury")), "a.csv", 422, "“Treasury” is not a known department"),
        (csv_file(changed(SCHOOLS, section="x")), "a.csv", 422, "“x” is not a section"),
        (csv_file((*SCHOOLS, "soon"), header=(*HEADER, "due_on")), "a.csv", 422, "“soon” is not a date"),
        (csv_file(changed(SCHOOLS, issue="")), "a.csv", 422, "the issue is empty"),
        (csv_file(changed(SCHOOLS, position="x" * 20_000)), "a.csv", 422, "20,000 characters"),
        (csv_file(changed(SCHOOLS, position="<b>bold</b>")), "a.csv", 422, "holds HTML (“&lt;b&gt;”)"),
        (csv_file(changed(SCHOOLS, position="a\x07b")), "a.csv", 422, "control character (U+0007)"),
        (csv_file(SCHOOLS, SCHOOLS), "a.csv", 422, "Row 2 has the same areas and issue"),
        (csv_file((*SCHOOLS, "CB-0001"), (*COURTS, "CB-0001"), header=(*HEADER, "reference")), "a.csv", 422, "CB-0001"),
        (csv_file(SCHOOLS), "a.xlsx", 422, "but the file is a CSV file"),
        (csv_file(SCHOOLS), "a.docx", 422, "not a CSV, XLSX or ODS file"),
        (b"\x81\x8d\x8f" * 9, "a.csv", 422, "neither UTF-8 nor Windows-1252"),
        (b"\x89PNG....", "a.csv", 422, "a picture"),
        (formula_workbook(), "a.xlsx", 422, "holds a formula"),
        (b"section\r\n", "a.csv", 422, "no column headed"),
        (b"", "a.csv", 422, "The file is empty"),
    ],
)
def test_a_bad_file_is_refused_with_a_clear_message_and_nothing_changes(signed_in, content, name, status, said):
    response = send(signed_in, content, name)
    assert response.status_code == status
    assert said in text(response)
    assert (LoggedRequest.objects.count(), ImportUpload.objects.count()) == (0, 0)


def test_a_50_mb_upload_is_refused_unread(signed_in):
    response = send(signed_in, b"x" * 50_000_000)
    assert response.status_code == 413
    assert "must be smaller than 20MB" in text(response)
    assert ImportUpload.objects.count() == 0


def test_a_form_without_a_file_or_with_a_day_to_come_is_refused(signed_in):
    assert "Select a file" in text(signed_in.post(IMPORT, {}))
    day = timezone.localdate() + timedelta(days=1)
    parts = {"effective_on_day": day.day, "effective_on_month": day.month, "effective_on_year": day.year}
    response = send(signed_in, csv_file(*FIVE), **parts)
    assert response.status_code == 422
    assert "must be today or in the past" in text(response)


def test_a_stale_preview_is_refused_and_shows_how_it_is_now(signed_in, by):
    confirm(signed_in, csv_file(*FIVE))
    address, page = preview(signed_in, csv_file(changed(SCHOOLS, position="Decided.")))
    entry = LoggedRequest.objects.get(issue=SCHOOLS[2])
    withdraw(entry, by=by, expected_version=entry.shared_version, reason="No longer asked")
    response = signed_in.post(address, {"fingerprint": fingerprint(page)})
    assert response.status_code == 409
    assert "The register has changed since you looked" in text(response)
    assert "Withdrawn" in text(response)
    assert LoggedRequest.objects.get(pk=entry.pk).version == 2
    again = signed_in.post(address, {"fingerprint": fingerprint(response)}, follow=True)
    assert "0 created, 1 changed" in text(again)


def test_a_preview_that_can_no_longer_be_imported_lists_why(signed_in, by):
    confirm(signed_in, csv_file(*FIVE))
    row = changed(SCHOOLS, position="Decided.")
    entry = LoggedRequest.objects.get(issue=SCHOOLS[2])
    today = {"effective_on_day": "", "effective_on_month": "", "effective_on_year": ""}
    address, page = preview(signed_in, csv_file(row), **today)
    LoggedRequest.objects.filter(pk=entry.pk).update(effective_at=timezone.now() + timedelta(hours=1))
    response = signed_in.post(address, {"fingerprint": fingerprint(page)})
    assert response.status_code == 409
    assert "Choose a later date" in text(response)
    assert 'name="fingerprint"' not in text(response)


def test_an_upload_is_its_owners_only_and_is_replaced_by_the_next(signed_in, client):
    address, _ = preview(signed_in, csv_file(*FIVE))
    newer, _ = preview(signed_in, csv_file(SCHOOLS))
    assert signed_in.get(address).status_code == 404
    client.force_login(person(Role.SECRETARIAT))
    assert client.get(newer).status_code == 404
    assert client.post(newer, {"fingerprint": "x"}).status_code == 404
    assert LoggedRequest.objects.count() == 0


def test_old_uploads_are_thrown_away_with_the_next_one(signed_in):
    ImportUpload.objects.create(
        owner=person(Role.SECRETARIAT), file_name="old", content=b"x", uploaded_at=timezone.now() - timedelta(days=2)
    )
    preview(signed_in, csv_file(*FIVE))
    assert [upload.file_name for upload in ImportUpload.objects.all()] == ["requests.csv"]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_for_others_there_is_no_such_page(client, by, role):
    client.force_login(person(role))
    assert client.get(IMPORT).status_code == 404
    assert send(client, csv_file(*FIVE)).status_code == 404
    assert client.get(reverse("requests:import_preview", kwargs={"upload": uuid.uuid4()})).status_code == 404
    assert ImportUpload.objects.count() == 0


def test_html_in_a_name_of_a_file_is_shown_as_text(signed_in):
    response = send(signed_in, b"x", "<script>alert(1)<!--.csv")
    assert response.status_code == 422
    assert "<script>alert" not in text(response)
