"""Triggers on both databases: an advance is asked for with a schedule that adds up, and never changed after (issue 4).

An advance begins as a draft, so nothing gets round its leaving it. It leaves only for "asked", with repayments after
the years of drawing that add up to it to the penny. After that its terms, its decision and its schedule stay as they
are. SQLite's REPLACE deletes without a trigger for DELETE, PostgreSQL has TRUNCATE: both are held too. On PostgreSQL
a repayment locks its advance, so that none slips in while the advance is asked for.

On SQLite a table that gets a new column is made anew, without its triggers: drop them first and make them again after.
"""

from django.db import migrations

FINAL = "an advance that was asked for is never changed"
ADDS_UP = "an advance is asked for with repayments in later years that add up to it"
DRAFT_FIRST = "an advance begins as a draft"
A, R = "rollout_advance", "rollout_repayment"

MOVES = (
    ("draft", "draft"),
    ("draft", "asked"),
    ("asked", "agreed"),
    ("asked", "not_agreed"),
    ("asked", "withdrawn"),
    ("agreed", "drawn"),
    ("drawn", "repaid"),
)
MOVED = " OR ".join(f"(OLD.state = '{old}' AND NEW.state = '{new}')" for old, new in MOVES)
TERMS = " OR ".join(
    f"NEW.{name} <> OLD.{name}"
    for name in (
        *("area_id", "department_id", "amount_pence", "drawn_from", "drawn_to", "purpose"),
        *("begun_by_id", "begun_at", "asked_on", "asked_by_id"),
    )
)
DECISION = "NEW.decided_on <> OLD.decided_on OR NEW.decided_by_id <> OLD.decided_by_id OR NEW.reason <> OLD.reason"
CHANGED = (
    f"NEW.id <> OLD.id OR NOT ({MOVED}) OR (OLD.state <> 'draft' AND ({TERMS}))"
    f" OR (OLD.state NOT IN ('draft', 'asked') AND ({DECISION} OR NEW.drawn_on <> OLD.drawn_on))"
)
SUM = f"(SELECT COALESCE(SUM(r.amount_pence), 0) FROM {R} r WHERE r.advance_id = NEW.id)"
TOO_EARLY = f"EXISTS (SELECT 1 FROM {R} r WHERE r.advance_id = NEW.id AND r.year <= NEW.drawn_to)"
OUT_BY_SOMETHING = f"OLD.state = 'draft' AND NEW.state <> 'draft' AND ({SUM} <> NEW.amount_pence OR {TOO_EARLY})"


def _was_asked(row):
    return f"EXISTS (SELECT 1 FROM {A} a WHERE a.id = {row}.advance_id AND a.state <> 'draft')"


# name, table, event, condition, what is said
BEFORE = (
    ("advance_begins_as_a_draft", A, "INSERT", "NEW.state <> 'draft'", DRAFT_FIRST),
    ("advance_adds_up", A, "UPDATE", OUT_BY_SOMETHING, ADDS_UP),
    ("advance_is_final", A, "UPDATE", CHANGED, FINAL),
    ("advance_is_kept", A, "DELETE", "OLD.state <> 'draft'", FINAL),
    ("repayment_comes_before_asking", R, "INSERT", _was_asked("NEW"), FINAL),
    ("repayment_is_final", R, "UPDATE", f"{_was_asked('OLD')} OR {_was_asked('NEW')}", FINAL),
    ("repayment_is_kept", R, "DELETE", _was_asked("OLD"), FINAL),
)
ADVANCE_IN_ITS_PLACE = f"EXISTS (SELECT 1 FROM {A} a WHERE a.id = NEW.id AND a.state <> 'draft')"
REPAYMENT_IN_ITS_PLACE = (
    f"EXISTS (SELECT 1 FROM {R} r JOIN {A} a ON a.id = r.advance_id WHERE r.id = NEW.id AND a.state <> 'draft')"
)
ON_SQLITE = (
    ("advance_is_not_replaced", A, "INSERT", ADVANCE_IN_ITS_PLACE, FINAL),
    ("repayment_is_not_replaced", R, "INSERT", REPAYMENT_IN_ITS_PLACE, FINAL),
    ("repayment_is_not_pushed_out", R, "UPDATE", REPAYMENT_IN_ITS_PLACE, FINAL),
)
LOCKED = {
    "INSERT": "NEW.advance_id",
    "UPDATE": "OLD.advance_id, NEW.advance_id",
    "DELETE": "OLD.advance_id",
}


def is_postgresql(schema_editor):
    return schema_editor.connection.vendor == "postgresql"


def _postgresql():
    for name, table, event, condition, said in BEFORE:
        returned = "OLD" if event == "DELETE" else "NEW"
        lock = f"PERFORM 1 FROM {A} WHERE id IN ({LOCKED[event]}) FOR SHARE;" if table == R else ""
        yield f"""CREATE FUNCTION rollout_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN {lock} IF {condition} THEN
                RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation';
            END IF; RETURN {returned}; END $$"""
        yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION rollout_{name}()"
    yield f"""CREATE FUNCTION rollout_advances_are_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{FINAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
    for table in (A, R):
        yield f"""CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION rollout_advances_are_not_emptied()"""


def _sqlite():
    for name, table, event, condition, said in (*BEFORE, *ON_SQLITE):
        yield f"""CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition}
            BEGIN SELECT RAISE(ABORT, '{said}'); END"""


def make(apps, schema_editor):
    for statement in _postgresql() if is_postgresql(schema_editor) else _sqlite():
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if not is_postgresql(schema_editor):
        for name, *_ in (*BEFORE, *ON_SQLITE):
            schema_editor.execute(f"DROP TRIGGER {name}")
        return
    for table in (A, R):
        schema_editor.execute(f"DROP TRIGGER {table}_is_not_emptied ON {table}")
    schema_editor.execute("DROP FUNCTION rollout_advances_are_not_emptied()")
    for name, table, *_ in BEFORE:
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
        schema_editor.execute(f"DROP FUNCTION rollout_{name}()")


class Migration(migrations.Migration):
    dependencies = [("rollout", "0008_money")]
    operations = [migrations.RunPython(make, drop)]
