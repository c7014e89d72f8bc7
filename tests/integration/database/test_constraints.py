"""The database itself refuses what two fields or two rows may not say together, whoever writes it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint

from cbtracker.accounts.models import User
from requests_log.models import ReturnRevision, Revision
from tests.factories import calls, people, register
from tests.integration.database import cases
from tests.integration.database.call_cases import CALLS
from tests.integration.database.cases import Case
from tests.integration.database.conversation_cases import CONVERSATIONS
from tests.integration.database.digest_cases import DIGESTS
from tests.integration.database.document_cases import DOCUMENTS
from tests.integration.database.family_cases import FAMILIES
from tests.integration.database.money_cases import MONEY
from tests.integration.database.nomination_cases import NOMINATIONS
from tests.integration.database.offer_cases import OFFER
from tests.integration.database.outbox_cases import OUTBOX
from tests.integration.database.outline_cases import OUTLINES
from tests.integration.database.paper_cases import PAPERS
from tests.integration.database.rest_cases import REST
from tests.integration.database.rollout_cases import ROLLOUT
from tests.integration.database.support_cases import SUPPORT
from tests.integration.database.workstrand_analysis_cases import WORKSTRAND_ANALYSIS
from tests.integration.database.workstrand_budget_cases import BUDGET
from tests.integration.database.workstrand_import_cases import WORKSTRAND_IMPORTS
from tests.integration.database.workstrand_place_cases import WORKSTRAND_PLACES
from tests.integration.database.workstrand_plan_cases import PLANS

CASES = [
    *cases.CASES,
    *PAPERS,
    *CALLS,
    *ROLLOUT,
    *CONVERSATIONS,
    *DOCUMENTS,
    *NOMINATIONS,
    *FAMILIES,
    *MONEY,
    *OFFER,
    *OUTLINES,
    *SUPPORT,
    *OUTBOX,
    *DIGESTS,
    *REST,
    *WORKSTRAND_ANALYSIS,
    *WORKSTRAND_IMPORTS,
    *PLANS,
    *BUDGET,
    *WORKSTRAND_PLACES,
]
OUR_APPS = (
    "audit",
    "outbox",
    "health",
    "accounts",
    "rest",
    "areas",
    "requests_log",
    "families",
    "rollout",
    "workstrands",
    "papers",
    "digests",
    "places",
)
# Shown apart below: a second row takes more than other values.
APART = {"request_is_not_linked_to_itself", "user_email_is_unique_in_any_case"}

pytestmark = pytest.mark.django_db


def constraints() -> dict[str, object]:
    """Every named constraint of our models."""
    models = [model for label in OUR_APPS for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    return {constraint.name: constraint for model in models for constraint in model._meta.constraints}


def is_named(name: str, error: IntegrityError) -> bool:
    """Whether `error` says that it is about `name`; SQLite names columns where a unique index is plain."""
    says_columns = connection.vendor == "sqlite" and not isinstance(constraints()[name], CheckConstraint)
    return name in str(error) or (says_columns and "UNIQUE constraint failed" in str(error))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_row_that_breaks_the_constraint_is_refused_by_its_name(case: Case):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        case.refused()
    assert is_named(case.name, refused.value), refused.value


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_row_that_keeps_the_constraint_is_let_in(case: Case):
    assert case.allowed() is not False


def test_every_constraint_has_a_case_and_every_case_a_constraint():
    assert sorted([case.name for case in CASES] + list(APART)) == sorted(constraints())


def test_two_people_cannot_share_an_address_in_whatever_case_user_email_is_unique_in_any_case():
    people.UserFactory(email="same@example.org")
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        User.objects.create(email="SAME@example.org", full_name="Another", role="partner")
    assert is_named("user_email_is_unique_in_any_case", refused.value)
    assert User.objects.create(email="other@example.org", full_name="Another", role="partner").pk


def test_a_request_cannot_be_linked_to_itself_request_is_not_linked_to_itself():
    entry = register.LoggedRequestFactory()
    with pytest.raises(IntegrityError, match="request_is_not_linked_to_itself"), transaction.atomic():
        register.RequestLinkFactory(from_entry=entry, to_entry=entry)
    assert register.RequestLinkFactory(from_entry=entry).pk


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_revision_is_never_updated_or_deleted(change):
    revision = register.RevisionFactory()
    rows = Revision.objects.filter(pk=revision.pk)
    with pytest.raises(IntegrityError, match="never updated or deleted"), transaction.atomic():
        rows.update(reason="another") if change == "update" else rows._raw_delete(rows.db)
    assert rows.get().reason == ""
    assert register.RevisionFactory(entry=revision.entry, version=2).pk


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_revision_of_a_return_is_never_updated_or_deleted(change):
    revision = calls.ReturnRevisionFactory()
    rows = ReturnRevision.objects.filter(pk=revision.pk)
    with pytest.raises(IntegrityError, match="never updated or deleted"), transaction.atomic():
        rows.update(text="another") if change == "update" else rows._raw_delete(rows.db)
    assert rows.get().text == ""
    assert calls.ReturnRevisionFactory(of=revision.of, version=2).pk


@pytest.mark.parametrize("made", [register.RevisionFactory, calls.ReturnRevisionFactory], ids=["request", "return"])
def test_nothing_takes_the_place_of_a_revision(made):
    revision = made()
    table = revision._meta.db_table
    columns = ", ".join(f'"{field.column}"' for field in revision._meta.concrete_fields if not field.primary_key)
    tried = {
        "sqlite": [
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
            f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}",
        ],
        "postgresql": [f"TRUNCATE {table} CASCADE"],
    }[connection.vendor]
    connection.check_constraints()  # PostgreSQL empties no table while a check is put off
    for sql in tried:
        with pytest.raises(IntegrityError, match="never updated or deleted"), transaction.atomic():
            connection.cursor().execute(sql)
    assert type(revision).objects.get().pk == revision.pk
