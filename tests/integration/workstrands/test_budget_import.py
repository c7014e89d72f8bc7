"""A file of budget lines is brought into a plan: all of it or nothing (F003 Annex B ¶5a)."""

from __future__ import annotations

import time

import pytest

from areas.access import NotPermitted
from cbtracker.audit.models import AuditEvent
from cbtracker.web.spreadsheet_safe import neutralise
from rollout.workstrands.importing.columns import FIELDS, HEADINGS, cells_of
from rollout.workstrands.importing.preview import preview_of
from rollout.workstrands.models import BudgetLine, BudgetUpload
from rollout.workstrands.services.budget import LINES
from rollout.workstrands.services.budget_import import (
    BudgetImportRefused,
    BudgetMoved,
    confirm_budget_upload,
    import_budget,
    keep_budget_upload,
    preview_of_upload,
    read_file,
)
from rollout.workstrands.services.parts import PlanClosed
from tests.factories.tables import csv_text, ods_bytes, xlsx_bytes
from tests.integration.workstrands.budget_files import budget_csv, many, row
from tests.integration.workstrands.conftest import NOW

ADD, REPLACE = BudgetUpload.How.ADD, BudgetUpload.How.REPLACE


@pytest.fixture
def send(plan, officer):
    """Imports a file as the officer would who has just looked."""

    def imported(content, how=ADD, name="budget.csv", by=officer):
        plan.refresh_from_db()
        return import_budget(
            plan=plan,
            file=read_file(content, name=name, plan=plan),
            how=how,
            expected_version=plan.budget_version,
            by=by,
            now=NOW,
        )

    return imported


def told(plan, content, name="budget.csv"):
    """Where the faults of a file are, and what they say."""
    return [(fault.row, fault.column, fault.message) for fault in read_file(content, name=name, plan=plan).faults]


def there(plan):
    return list(BudgetLine.objects.filter(plan=plan).order_by("pk").values_list(*FIELDS))


def test_lines_are_brought_in_with_every_column_and_blank_is_not_zero(plan, send):
    done = send(
        budget_csv(
            row(
                funding_source="Police grant",
                controller="Safer Essex",
                confidence="High",
                evidence="Budget book",
                note="One\nTwo",
                controlled_by="Somebody else",
            ),
            row(kind="community resource", community_kind="Use of buildings", amount="", year="2013"),
            row(amount="0", arrangement="aligned", controlled_by="The community"),
        )
    )
    assert (done.added, done.removed) == (3, 0)
    first, second, third = BudgetLine.objects.filter(plan=plan).order_by("pk")
    assert (first.funding, first.year, first.amount_pence, first.note) == ("Police grant", 2012, 123456, "One\nTwo")
    assert (first.controlled_by, first.controller, first.confidence) == ("other", "Safer Essex", "high")
    assert (second.community_kind, second.amount_pence, second.year) == ("buildings", None, 2013)
    assert (third.amount_pence, third.arrangement, third.controlled_by) == (0, "aligned", "community")
    plan.refresh_from_db()
    assert plan.budget_version == 2
    event = AuditEvent.objects.get(verb="workstrands.budget_imported")
    assert (event.object_label, event.data["added"], event.data["removed"]) == ("Budget", 3, 0)


def test_faults_of_cells_and_of_cells_that_do_not_agree_are_all_named_by_row_and_column(plan):
    found = told(
        plan,
        budget_csv(
            row(body="", amount="-5", year="2019/20"),
            row(kind="community"),
            row(community_kind="tools"),
            row(controlled_by="other"),
            row(kind="gold", community_kind="tools"),
            row(controlled_by="nobody", confidence="sure"),
        ),
    )
    assert [where[:2] for where in found] == [
        (2, "body"),
        (2, "year"),
        (2, "amount"),
        (3, "community_kind"),
        (4, "community_kind"),
        (5, "controller"),
        (6, "kind"),
        (7, "controlled_by"),
        (7, "confidence"),
    ]
    said = [message for *_, message in found]
    assert "outside the plan, which covers 2012/13 to 2014/15" in said[1]
    assert "negative" in said[2]
    assert "Volunteers, Tools" in said[3]
    assert all(message.endswith(".") for message in said)


def test_ten_thousand_lines_with_three_faults_are_refused_as_a_whole(plan, send):
    send(budget_csv(row()))
    before, events = there(plan), AuditEvent.objects.count()
    content = many(10_000, r17={"year": "2031"}, r5000={"amount": "about ten"}, r10001={"amount": "-1"})
    assert [where[:2] for where in told(plan, content)] == [(17, "year"), (5000, "amount"), (10_001, "amount")]
    with pytest.raises(BudgetImportRefused) as refused:
        send(content, REPLACE)
    assert len(refused.value.faults) == 3
    plan.refresh_from_db()
    assert (there(plan), plan.budget_version, AuditEvent.objects.count()) == (before, 2, events)


def test_ten_thousand_good_lines_come_in_within_seconds_and_few_statements(plan, send, django_assert_max_num_queries):
    content = many(10_000)
    started = time.monotonic()
    # On SQLite a statement takes 58 lines at most, on PostgreSQL a thousand.
    with django_assert_max_num_queries(180):
        assert send(content).added == 10_000
    assert time.monotonic() - started < 15, "it takes about two seconds; the margin is for a busy machine"
    assert BudgetLine.objects.filter(plan=plan).count() == 10_000


def test_replacing_says_how_many_lines_go_and_the_audit_keeps_what_they_said(plan, send):
    send(budget_csv(row(note="The old one"), row()))
    done = send(budget_csv(row(service="Probation")), REPLACE)
    assert (done.added, done.removed) == (1, 2)
    assert [said[1] for said in there(plan)] == ["Probation"]
    before = AuditEvent.objects.filter(verb="workstrands.budget_imported").latest("pk").data["before"]
    assert [line["note"] for line in before] == ["The old one", ""]


def test_a_preview_compares_totals_and_counts_what_is_not_known_and_what_would_count_twice(plan, send):
    send(budget_csv(row(amount="100"), row(amount="", kind="asset")))
    coming = budget_csv(row(amount="100"), row(amount="50", year="2013/14"), row(amount="50", year="2013/14"))
    file = read_file(coming, name="budget.csv", plan=plan)
    added = preview_of(file, plan=plan, how=ADD)
    assert (added.added, added.removed, added.repeated) == (3, 0, 2)
    assert [(part.label, part.before.text, part.after.text) for part in added.by_kind] == [
        ("Cash", "£100", "£300"),
        ("Asset", "Not yet known", "Not yet known"),
        ("All lines", "£100 and 1 amount not yet known", "£300 and 1 amount not yet known"),
    ]
    assert [(part.label, part.after.text) for part in added.by_year][:2] == [
        ("2012/13", "£200 and 1 amount not yet known"),
        ("2013/14", "£100"),
    ]
    replaced = preview_of(file, plan=plan, how=REPLACE)
    assert (replaced.removed, replaced.repeated) == (2, 1)
    assert [(part.label, part.before.text, part.after.text) for part in replaced.by_kind] == [
        ("Cash", "£100", "£200"),
        ("Asset", "Not yet known", "No lines"),
        ("All lines", "£100 and 1 amount not yet known", "£200"),
    ]


def test_what_an_export_writes_is_imported_as_the_same_lines_from_every_kind_of_file(plan, send):
    awkward = {"body": "=1+1", "service": "'Top down", "evidence": "@home", "note": "-5 +6", "funding_source": "£"}
    send(
        budget_csv(
            row(**{name: neutralise(text) for name, text in awkward.items()}),
            row(amount="", kind="community", community_kind="volunteers", confidence="low"),
            row(amount="0.05", controlled_by="other", controller="A trust", year="2014/15"),
        )
    )
    said = there(plan)
    assert said[0][:3] == ("=1+1", "'Top down", "£")
    rows = [list(HEADINGS), *([neutralise(cell) for cell in cells_of(line)] for line in said)]
    for content, name in (
        (csv_text(*rows).encode("utf-8-sig"), "budget.csv"),
        (xlsx_bytes(*rows), "budget.xlsx"),
        (ods_bytes(*rows), "budget.ods"),
    ):
        send(content, REPLACE, name)
        assert there(plan) == said, name


def test_somebody_elses_edit_between_preview_and_confirmation_loses_nothing(plan, officer, secretary):
    upload = keep_budget_upload(
        plan=plan, how=REPLACE, file_name="b.csv", content=budget_csv(row()), by=officer, now=NOW
    )
    seen = preview_of_upload(upload).version
    theirs = dict(zip(FIELDS, ("X", "Y", "", 2012, "cash", "", "pooled", 5), strict=False))
    LINES.add(to=plan, values={**theirs, "controlled_by": "authority"}, by=secretary, now=NOW)
    with pytest.raises(BudgetMoved):
        confirm_budget_upload(upload=upload, expected_version=seen, by=officer, now=NOW)
    assert [said[0] for said in there(plan)] == ["X"]
    now = preview_of_upload(BudgetUpload.objects.select_related("plan").get())
    assert (now.removed, now.version) == (1, seen + 1)
    done = confirm_budget_upload(upload=upload, expected_version=now.version, by=officer, now=NOW)
    assert (done.added, done.removed, BudgetUpload.objects.count()) == (1, 1, 0)


def test_who_does_not_keep_the_plan_imports_nothing_and_an_upload_is_its_owners_alone(
    plan, send, officer, secretary, stranger
):
    with pytest.raises(NotPermitted):
        send(budget_csv(row()), by=stranger)
    kept = {"plan": plan, "how": ADD, "file_name": "b.csv", "content": budget_csv(row()), "now": NOW}
    with pytest.raises(NotPermitted):
        keep_budget_upload(by=stranger, **kept)
    upload = keep_budget_upload(by=officer, **kept)
    with pytest.raises(NotPermitted):
        confirm_budget_upload(upload=upload, expected_version=1, by=secretary, now=NOW)
    assert [BudgetUpload.objects.visible_to(user).count() for user in (officer, secretary, stranger)] == [1, 0, 0]
    keep_budget_upload(by=officer, **kept)
    assert BudgetUpload.objects.count() == 1
    plan.place.ended_on, plan.place.ended_reason = plan.place.selected_on, "It withdrew"
    plan.place.save()
    with pytest.raises(PlanClosed):
        send(budget_csv(row()))
    assert there(plan) == []
