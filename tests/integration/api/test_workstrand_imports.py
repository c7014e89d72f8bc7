"""Lines of a shadow budget are imported by API: a dry run first, and then what it said, all of it or nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from areas.models import AuthorityMembership
from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import BudgetLine, BudgetUpload
from rollout.workstrands.services.budget import budget_changed
from tests.factories.people import person
from tests.factories.places import START, AuthorityFactory
from tests.factories.workstrand_plans import BudgetLineFactory
from tests.factories.workstrands import OperationalPlanFactory, StrandPlaceFactory
from tests.integration.workstrands.budget_files import budget_csv, row

pytestmark = pytest.mark.django_db
IMPORTS = "strand-places/essex/budget-imports/"


@pytest.fixture
def plan(db):
    return OperationalPlanFactory(place=StrandPlaceFactory(authority=AuthorityFactory(), slug="essex"))


@pytest.fixture
def officer(api, plan):
    user = person(Role.OFFICER)
    AuthorityMembership.objects.create(user=user, authority=plan.place.authority, from_on=START)
    return api(user)


def send(client, content, how="add", name="budget.csv"):
    return client.upload(IMPORTS, {"file": SimpleUploadedFile(name, content), "how": how})


def confirm(client, preview, **more):
    return client.post(f"{IMPORTS}{preview.json()['id']}/confirmation/", **{"match": preview, **more})


def test_a_dry_run_says_what_would_be_done_and_its_confirmation_does_that(officer, plan):
    BudgetLineFactory(plan=plan, amount_pence=None)
    preview = send(officer, budget_csv(row(), row(service="Probation")), "replace")
    assert preview.status_code == 201, preview.content
    said = preview.json()
    assert (said["added"], said["removed"], said["repeated"], said["faults"]) == (2, 1, 0, [])
    assert said["by_kind"][-1] == {
        "label": "All lines",
        "before": {"lines": 1, "pence": 0, "unknown": 1},
        "after": {"lines": 2, "pence": 246912, "unknown": 0},
    }
    assert [one["label"] for one in said["by_year"]] == ["2012/13", "All lines"]
    again = officer.get(f"{IMPORTS}{said['id']}/")
    assert (again.json(), again["ETag"], preview["Location"]) == (
        said,
        preview["ETag"],
        f"/api/v1/{IMPORTS}{said['id']}/",
    )
    assert BudgetLine.objects.count() == 1
    assert confirm(officer, preview, match=None).status_code == 428
    done = confirm(officer, preview, key="one")
    assert done.json() == confirm(officer, preview, key="one").json() == {"added": 2, "removed": 1}
    assert confirm(officer, preview).status_code == 404
    assert BudgetLine.objects.count() == 2


def test_a_file_with_faults_names_each_by_row_and_column_and_is_not_kept(officer):
    refused = send(officer, budget_csv(row(), row(year="1066"), row(amount="lots")))
    assert refused.status_code == 422
    found = [(one["row"], one["column"], one["pointer"]) for one in refused.json()["errors"]]
    assert found == [(3, "year", "#/file"), (4, "amount", "#/file")]
    assert send(officer, budget_csv(row()), "merge").json()["errors"][0]["pointer"] == "#/how"
    assert send(officer, b"", "add").status_code == 422
    assert (BudgetUpload.objects.count(), BudgetLine.objects.count()) == (0, 0)


def test_a_budget_that_changed_meanwhile_is_shown_as_it_is_now_and_nothing_is_lost(officer, plan):
    preview = send(officer, budget_csv(row(year="2014/15")), "replace")
    BudgetLineFactory(plan=plan)
    budget_changed(plan)
    stale = confirm(officer, preview)
    assert stale.status_code == 412
    assert (stale.json()["current"]["removed"], BudgetLine.objects.count()) == (1, 1)
    assert confirm(officer, preview, match="1.5").status_code == 412
    plan.refresh_from_db()
    plan.last_year = 2013
    plan.save()
    late = confirm(officer, preview, match="2")
    assert (late.status_code, late.json()["errors"][0]["column"]) == (409, "year")
    plan.last_year = 2014
    plan.save()
    assert confirm(officer, preview, match=stale).json() == {"added": 1, "removed": 1}


def test_a_file_is_its_owners_and_a_place_that_ended_takes_none(officer, plan, api, settings):
    preview = send(officer, budget_csv(row()))
    secretary = api(person(Role.SECRETARIAT))
    assert secretary.get(f"{IMPORTS}{preview.json()['id']}/").status_code == 404
    assert confirm(secretary, preview).status_code == 404
    assert send(api(person(Role.PARTNER)), budget_csv(row())).status_code == 404
    plan.place.ended_on, plan.place.ended_reason = plan.place.selected_on, "It withdrew"
    plan.place.save()
    assert send(officer, budget_csv(row())).status_code == 409
    assert confirm(officer, preview).status_code == 409
    settings.IMPORT_MAX_BYTES = 10
    assert send(officer, budget_csv(row())).status_code == 413
    assert BudgetLine.objects.count() == 0
