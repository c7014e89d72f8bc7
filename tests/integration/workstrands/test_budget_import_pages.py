"""Pages on which a file of budget lines is sent, looked at, and imported."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rollout.workstrands.importing.columns import FIELDS
from rollout.workstrands.models import BudgetLine, BudgetUpload
from rollout.workstrands.services.budget import LINES
from tests.factories.workstrand_plans import BudgetLineFactory
from tests.integration.workstrands.budget_files import budget_csv, many, row
from tests.integration.workstrands.conftest import NOW

IMPORT = "/workstrands/places/essex/budget/import/"


@pytest.fixture
def client(officer):
    signed_in = Client()
    signed_in.force_login(officer)
    return signed_in


def send(client, content, how="add", name="budget.csv"):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content), "how": how})


def test_a_file_is_sent_looked_at_and_imported(plan, client):
    BudgetLineFactory.create_batch(2, plan=plan)
    asked = client.get(IMPORT).content.decode()
    assert "2 lines would go" in asked
    sent = send(client, budget_csv(row(), row(amount="")), "replace")
    shown = client.get(sent["Location"]).content.decode()
    assert "2 lines to add" in shown
    assert "2 lines to remove: all that are there now" in shown
    assert "2 lines: £1,234.56 and 1 amount not yet known" in shown
    assert BudgetLine.objects.filter(body="The council").count() == 2
    done = client.post(sent["Location"], {"version": 1}, follow=True)
    assert "Imported budget.csv: 2 lines added and 2 lines removed" in done.content.decode()
    assert BudgetLine.objects.filter(body="Essex Police").count() == BudgetLine.objects.count() == 2
    assert client.get(sent["Location"]).status_code == 404


def test_a_file_with_faults_is_refused_with_each_by_its_row_and_column_and_is_not_kept(plan, client):
    answer = send(client, budget_csv(row(year="2031"), row(amount="-1")))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "budget.csv cannot be imported. Mend what is listed below" in page
    assert "2031/32 is outside the plan" in page
    assert "is negative" in page
    assert (BudgetUpload.objects.count(), BudgetLine.objects.count()) == (0, 0)
    nothing = client.post(IMPORT, {})
    assert nothing.status_code == 422
    assert "Select whether the file’s lines are added or replace those that are there" in nothing.content.decode()
    assert send(client, b"%PDF-1.7", name="budget.pdf").status_code == 422


def test_a_file_that_is_too_large_is_refused_before_it_is_read(plan, client, settings):
    settings.IMPORT_MAX_BYTES = 10
    assert send(client, budget_csv(row())).status_code == 413


def test_the_preview_of_ten_thousand_lines_lists_none_of_them(plan, client):
    sent = send(client, many(10_000))
    page = client.get(sent["Location"]).content.decode()
    assert "10,000 lines to add" in page
    assert len(page) < 40_000


def test_who_comes_second_sees_how_it_is_now_and_keeps_the_file(plan, client, secretary):
    sent = send(client, budget_csv(row()), "replace")
    LINES.add(to=plan, values={**THEIRS}, by=secretary, now=NOW)
    late = client.post(sent["Location"], {"version": 1})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Nothing was imported" in page
    assert "1 line to remove" in page
    assert list(BudgetLine.objects.values_list("body", flat=True)) == ["Theirs"]
    assert client.post(sent["Location"], {"version": "two"}).status_code == 409
    assert client.post(sent["Location"], {"version": 2}).status_code == 302
    assert list(BudgetLine.objects.values_list("body", flat=True)) == ["Essex Police"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_lines_that_were_taken_from_the_page_are_imported_as_they_were(plan, client, kind):
    awkward = {"body": "=1+1", "service": "'Top down", "evidence": "@home", "note": "One\n-2"}
    BudgetLineFactory(plan=plan, amount_pence=None, controlled_by="other", controller="+44", **awkward)
    BudgetLineFactory(plan=plan, amount_pence=5, kind="community", community_kind="buildings", confidence="low")
    said = list(BudgetLine.objects.order_by("body").values_list(*FIELDS))
    taken = b"".join(client.get(f"/workstrands/places/essex/budget/lines.{kind}"))
    where = send(client, taken, "replace", f"lines.{kind}")["Location"]
    assert client.post(where, {"version": 1}).status_code == 302
    assert list(BudgetLine.objects.order_by("body").values_list(*FIELDS)) == said
    assert BudgetLine.objects.filter(version=1, body="=1+1", note="One\n-2").exists()


def test_years_of_the_plan_that_changed_meanwhile_are_faults_of_the_preview(plan, client):
    sent = send(client, budget_csv(row(year="2014/15")))
    plan.last_year = 2013
    plan.save()
    late = client.post(sent["Location"], {"version": 1})
    assert late.status_code == 409
    assert "2014/15 is outside the plan" in late.content.decode()
    plan.refresh_from_db()
    assert (BudgetLine.objects.count(), plan.budget_version) == (0, 1)


def test_a_file_of_somebody_else_or_for_another_place_and_a_place_that_ended_are_not_found(
    plan, client, stranger, secretary
):
    where = send(client, budget_csv(row()))["Location"]
    other = Client()
    for user in (stranger, secretary):
        other.force_login(user)
        assert other.get(where).status_code == other.post(where, {"version": 1}).status_code == 404
    upload = BudgetUpload.objects.get()
    address = reverse("workstrands:budget_import_preview", kwargs={"place": "elsewhere", "upload": upload.pk})
    assert client.get(address).status_code == 404
    plan.place.ended_on, plan.place.ended_reason = plan.place.selected_on, "It withdrew"
    plan.place.save()
    assert client.get(where).status_code == client.get(IMPORT).status_code == 404


THEIRS = {
    "body": "Theirs",
    "service": "Youth services",
    "year": 2012,
    "kind": "cash",
    "arrangement": "pooled",
    "controlled_by": "authority",
}
