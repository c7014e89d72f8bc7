"""The database holds what was asked for: to the penny, and for good; in SQL too (issue 4, Done-means 3)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from rollout.models import Advance, Repayment
from tests.factories.money import AdvanceFactory, RepaymentFactory, agreed_advance, asked_advance, moved, schedule
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

FINAL = "an advance that was asked for is never changed"
ADDS_UP = "an advance is asked for with repayments in later years that add up to it"
DRAFT_FIRST = "an advance begins as a draft"
ASKS = "UPDATE rollout_advance SET state = 'asked', asked_on = '2011-09-05', asked_by_id = begun_by_id"
COLUMNS = ", ".join(f'"{field.column}"' for field in Advance._meta.concrete_fields if not field.primary_key)
TERMS = "area_id, department_id, 100, drawn_from, drawn_to, purpose, 'draft', begun_by_id, begun_at, reason, version"
DRAFT = (
    "(id, area_id, department_id, amount_pence, drawn_from, drawn_to, purpose, state, begun_by_id, begun_at, reason,"
    f" version) SELECT {{asked}}, {TERMS} FROM rollout_advance WHERE id = {{asked}}"
)
CHANGES = {
    "its amount": "UPDATE rollout_advance SET amount_pence = amount_pence + 1",
    "its years": "UPDATE rollout_advance SET drawn_to = drawn_to + 1",
    "its purpose": "UPDATE rollout_advance SET purpose = 'Another'",
    "its area": "UPDATE rollout_advance SET area_id = area_id + 1",
    "its day": "UPDATE rollout_advance SET asked_on = '2011-09-06'",
    "its key": "UPDATE rollout_advance SET id = id + 1000",
    "its having been asked for": "UPDATE rollout_advance SET state = 'draft', asked_on = NULL, asked_by_id = NULL",
    "its place in the order": "UPDATE rollout_advance SET state = 'drawn', drawn_on = '2011-10-01'",
    "its being there": "DELETE FROM rollout_advance",
    "a repayment's amount": "UPDATE rollout_repayment SET amount_pence = amount_pence - 1 WHERE year = 2013",
    "a repayment's year": "UPDATE rollout_repayment SET year = 2016 WHERE year = 2013",
    "a repayment's being there": "DELETE FROM rollout_repayment WHERE year = 2013",
    "whose repayment it is": "UPDATE rollout_repayment SET advance_id = {draft} WHERE year = 2013",
    "what else is paid back": "INSERT INTO rollout_repayment (advance_id, year, amount_pence)"
    " VALUES ({asked}, 2019, 1)",
    "what else is paid back, moved here": "UPDATE rollout_repayment SET advance_id = {asked} WHERE id = {loose}",
}
TAKEN = {
    "sqlite": {
        "the advance by its key": f"INSERT OR REPLACE INTO rollout_advance {DRAFT}",
        "the advance by another's key": "UPDATE OR REPLACE rollout_advance SET id = {asked} WHERE id = {draft}",
        "a repayment by its key": "INSERT OR REPLACE INTO rollout_repayment (id, advance_id, year, amount_pence)"
        " VALUES ({paid}, {draft}, 2019, 1)",
        "a repayment by its year": "INSERT OR REPLACE INTO rollout_repayment (advance_id, year, amount_pence)"
        " VALUES ({asked}, 2013, 1)",
        "a repayment pushed out": "UPDATE OR REPLACE rollout_repayment SET id = {paid} WHERE id = {loose}",
    },
    "postgresql": {
        "the advance by its key": f"INSERT INTO rollout_advance {DRAFT}"
        " ON CONFLICT (id) DO UPDATE SET amount_pence = 100",
        "a repayment by its year": "INSERT INTO rollout_repayment (advance_id, year, amount_pence)"
        " VALUES ({asked}, 2013, 1) ON CONFLICT (advance_id, year) DO UPDATE SET amount_pence = 1",
        "every repayment": "TRUNCATE rollout_repayment",
        "every advance": "TRUNCATE rollout_advance CASCADE",
    },
}[connection.vendor]


def execute(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def keys():
    asked = asked_advance()
    loose = RepaymentFactory(advance=AdvanceFactory(), year=2018)
    paid = Repayment.objects.get(advance=asked, year=2013)
    connection.check_constraints()  # PostgreSQL empties no table while a check is put off
    return {"asked": asked.pk, "draft": loose.advance_id, "loose": loose.pk, "paid": paid.pk}


@pytest.mark.parametrize("sql", [*CHANGES.values(), *TAKEN.values()], ids=[*CHANGES, *TAKEN])
def test_of_an_advance_that_was_asked_for_nobody_changes(keys, sql):
    advances = list(Advance.objects.order_by("pk").values())
    repayments = list(Repayment.objects.order_by("pk").values())
    with pytest.raises(DatabaseError, match=FINAL):
        execute(sql.format(**keys))
    assert list(Advance.objects.order_by("pk").values()) == advances
    assert list(Repayment.objects.order_by("pk").values()) == repayments


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE rollout_advance SET reason = 'Another'",
        "UPDATE rollout_advance SET decided_on = '2011-10-04'",
        "UPDATE rollout_advance SET state = 'not_agreed'",
        "UPDATE rollout_advance SET state = 'withdrawn', withdrawn_on = '2011-10-04'",
    ],
)
def test_what_was_decided_stays_decided(sql):
    agreed_advance()
    with pytest.raises(DatabaseError, match=FINAL):
        execute(sql)


@pytest.mark.parametrize("pence", [(), (1_249_999_99,), (1_250_000_01,), (625_000_00, 625_000_01), (1,)])
def test_the_database_lets_no_advance_be_asked_for_that_is_a_penny_out(pence):
    draft = AdvanceFactory()
    if pence:
        schedule(draft, *pence)
    with pytest.raises(DatabaseError, match=ADDS_UP):
        execute(ASKS)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_the_database_lets_it_be_asked_for_when_the_penny_is_found():
    """The negative control."""
    draft = schedule(AdvanceFactory(), 625_000_00, 624_999_99)
    with pytest.raises(DatabaseError, match=ADDS_UP):
        execute(ASKS)
    Repayment.objects.filter(year=2014).update(amount_pence=625_000_00)
    execute(ASKS)
    draft.refresh_from_db()
    assert draft.state == "asked"


def test_a_repayment_of_another_advance_does_not_help():
    draft = schedule(AdvanceFactory(), 1_249_999_99)
    schedule(AdvanceFactory(), 1)
    with pytest.raises(DatabaseError, match=ADDS_UP):
        execute(f"{ASKS} WHERE id = {draft.pk}")


def test_nothing_is_paid_back_before_the_last_year_of_drawing_is_over():
    schedule(AdvanceFactory(drawn_to=2013))
    with pytest.raises(DatabaseError, match=ADDS_UP):
        execute(ASKS)


def test_an_advance_cannot_be_changed_and_asked_for_in_one_breath_to_get_by():
    schedule(AdvanceFactory())
    with pytest.raises(DatabaseError, match=ADDS_UP):
        execute(ASKS.replace("SET ", "SET amount_pence = amount_pence + 1, "))


@pytest.mark.parametrize("state", ["asked", "agreed", "drawn", "repaid", "withdrawn", "rejected"])
def test_an_advance_begins_as_a_draft_and_nothing_else(state):
    AdvanceFactory()
    values = COLUMNS.replace('"state"', f"'{state}'").replace('"asked_on"', "'2011-09-05'")
    values = values.replace('"asked_by_id"', "begun_by_id")
    with pytest.raises(DatabaseError, match=DRAFT_FIRST):
        execute(f"INSERT INTO rollout_advance ({COLUMNS}) SELECT {values} FROM rollout_advance")
    assert Advance.objects.count() == 1


def test_a_draft_leaves_only_to_be_asked_for():
    draft = schedule(AdvanceFactory())
    with pytest.raises(DatabaseError, match=FINAL), transaction.atomic():
        moved(draft, "withdrawn", withdrawn_on="2011-10-04", asked_on="2011-10-04", asked_by=UserFactory())


def test_a_draft_is_changed_and_discarded_freely():
    draft = schedule(AdvanceFactory())
    execute("UPDATE rollout_repayment SET amount_pence = 1")
    execute("UPDATE rollout_advance SET amount_pence = 2")
    execute(ASKS)
    draft.refresh_from_db()
    assert draft.state == "asked"
    another = schedule(AdvanceFactory())
    another.delete()
    assert list(Advance.objects.all()) == [draft]


def test_what_was_asked_for_is_decided_drawn_and_paid_back():
    """The triggers leave the way open that an advance takes."""
    advance = agreed_advance()
    moved(advance, "drawn", drawn_on="2011-11-01")
    assert moved(advance, "repaid", repaid_on="2014-11-01").state == "repaid"
