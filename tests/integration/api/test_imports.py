"""A file of requests is imported by API: a dry run first, and then what it said, all of it or nothing."""

from __future__ import annotations

import io
import uuid
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cbtracker.accounts.permissions import Role
from requests_log.models import ChangeBatch, ImportUpload, LoggedRequest
from requests_log.services import withdraw
from tests.factories.people import person
from tests.integration.api.conftest import pointers
from tests.integration.requests_log.import_files import (
    COURTS,
    FIVE,
    SCHOOLS,
    changed,
    csv_file,
    entry,
    secretariat,
    snapshot,
)
from tests.reference import reference_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(db):
    reference_data()
    return secretariat()


def send(client, content, name="requests.csv", **more):
    return client.upload("imports/", {"file": SimpleUploadedFile(name, content), **more})


def confirm(client, plan, **more):
    return client.post(f"imports/{plan.json()['id']}/confirmation/", match=plan, **more)


def test_a_dry_run_says_what_would_be_done_and_its_confirmation_does_that_and_is_reversed(api, by):
    client = api(by)
    before = snapshot()
    plan = send(client, csv_file(*FIVE), effective_on="2011-03-17")
    assert plan.status_code == 201, plan.content
    said = plan.json()
    assert (said["created_count"], said["changed_count"], said["unchanged_count"], said["faults"]) == (5, 0, 0, [])
    assert said["created"][1]["areas"] == "West London Group (H&F)"
    assert snapshot() == before
    again = client.get(f"imports/{said['id']}/")
    assert (plan["Location"], again.json(), again["ETag"]) == (f"/api/v1/imports/{said['id']}/", said, plan["ETag"])
    done = confirm(client, plan, key="one")
    assert confirm(client, plan, key="one").json() == done.json()
    assert (done.status_code, done.json()["created"], LoggedRequest.objects.count()) == (200, 5, 5)
    assert ImportUpload.objects.count() == 0
    assert entry(SCHOOLS[2]).effective_at.date().isoformat() == "2011-03-17"

    changes = send(client, csv_file(changed(SCHOOLS, position="Decided."), *FIVE[1:]))
    [row] = changes.json()["changed"]
    assert row["differences"] == [{"column": "position", "before": "Being considered.", "after": "Decided."}]
    assert confirm(client, changes).json()["changed"] == 1
    same = send(client, csv_file(changed(SCHOOLS, position="Decided.")))
    assert (same.json()["changes_nothing"], confirm(client, same).json()["bulk_change"]) == (True, None)
    kept = client.get(f"bulk-changes/{done.json()['bulk_change']}/").json()
    assert (kept["kind"], kept["created"], len(kept["reversal_faults"])) == ("import", 5, 1)


def test_a_plan_that_the_register_has_moved_away_from_is_not_carried_out_and_the_new_one_is_shown(api, by):
    client = api(by)
    confirm(client, send(client, csv_file(*FIVE)))
    plan = send(client, csv_file(changed(SCHOOLS, position="Decided.")))
    found = entry(SCHOOLS[2])
    withdraw(found, by=by, expected_version=found.shared_version, reason="No longer asked")
    before = snapshot()
    answer = confirm(client, plan)
    assert (answer.status_code, snapshot() == before) == (412, True)
    [row] = answer.json()["current"]["changed"]
    assert {"column": "section", "before": "Withdrawn", "after": "To resolve"} in row["differences"]
    address = f"imports/{plan.json()['id']}/confirmation/"
    assert client.post(address).status_code == 428
    assert client.post(address, **{"If-Match": f'"1", {answer["ETag"]}'}).status_code == 422
    LoggedRequest.objects.filter(pk=found.pk).update(effective_at=timezone.now() + timedelta(hours=1))
    refused = client.post(address, match=answer)
    assert (refused.status_code, refused.json()["errors"][0]["row"]) == (409, 2)
    assert ChangeBatch.objects.count() == 1
    LoggedRequest.objects.filter(pk=found.pk).update(effective_at=found.effective_at)
    assert client.post(address, match=answer).json()["changed"] == 1


def bomb():
    """An ODS file whose first part unpacks to far more than it says."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("mimetype", b"\0" * 5_000_000)
    return file.getvalue().replace((5_000_000).to_bytes(4, "little"), (99).to_bytes(4, "little"))


def test_a_bad_file_is_refused_with_each_fault_at_its_row_and_column_and_is_not_kept(api, by, settings):
    client, before = api(by), snapshot()
    rows = [changed(SCHOOLS, areas="Swindom"), changed(COURTS, section="done", issue=""), FIVE[2]]
    answer = send(client, csv_file(*rows))
    assert answer.status_code == 422
    found = [(one["row"], one["column"]) for one in answer.json()["errors"]]
    assert found == [(2, "areas"), (3, "section"), (3, "issue")]
    for content, name, said in (
        (b"", "a.csv", "The file is empty"),
        (b"\x89PNG....", "a.csv", "a picture"),
        (bomb(), "a.ods", "packed in a way"),
        (csv_file(*FIVE), "a.docx", "not a CSV, XLSX or ODS file"),
    ):
        answer = send(client, content, name)
        assert (answer.status_code, said in pointers(answer)["#/file"]) == (422, True), answer.content
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "must not be in the future" in pointers(send(client, csv_file(*FIVE), effective_on=tomorrow))["#/file"]
    wrong = send(client, csv_file(*FIVE), effective_on="soon", colour="red")
    assert set(pointers(wrong)) == {"#/effective_on", "#/colour"}
    assert set(pointers(client.upload("imports/", {"file": "not a file"}))) == {"#/file"}
    assert client.post("imports/", {"file": "x"}).status_code == 415
    settings.IMPORT_MAX_BYTES = 100
    assert send(client, csv_file(*FIVE)).status_code == 413
    assert (snapshot() == before, ImportUpload.objects.count()) == (True, 0)


def test_a_file_is_its_owners_alone(api, by):
    plan = send(api(by), csv_file(*FIVE))
    other = api(person(Role.SECRETARIAT))
    assert other.get(f"imports/{plan.json()['id']}/").status_code == 404
    assert confirm(other, plan).status_code == 404
    assert api(by).get(f"imports/{uuid.uuid4()}/").status_code == 404
    assert LoggedRequest.objects.count() == 0
