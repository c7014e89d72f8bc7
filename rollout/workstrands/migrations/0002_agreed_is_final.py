"""Triggers on both databases: a plan as it was agreed never changes, nor does a note, or a milestone's move (issue 8).

SQLite's REPLACE deletes without a trigger for DELETE, PostgreSQL has TRUNCATE: both are held too. On SQLite a table that
gets a new column is made anew, without its triggers: drop them first and make them again after.
"""

from django.db import migrations

VERSION, NOTE, SLIP = "workstrands_planversion", "workstrands_itemnote", "workstrands_milestoneslip"
FINAL = {
    VERSION: "an agreed version of a plan is never updated or deleted",
    NOTE: "a note on a checklist item is never updated",
    SLIP: "a move of a milestone is never updated",
}
EVENTS = {VERSION: ("UPDATE", "DELETE"), NOTE: ("UPDATE",), SLIP: ("UPDATE",)}
ITS_PLACE = f"SELECT 1 FROM {VERSION} WHERE id = NEW.id OR (plan_id = NEW.plan_id AND number = NEW.number)"


def is_postgresql(schema_editor):
    return schema_editor.connection.vendor == "postgresql"


def _postgresql():
    for table, said in FINAL.items():
        yield f"""CREATE FUNCTION {table}_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
        yield f"""CREATE TRIGGER {table}_is_final BEFORE {" OR ".join(EVENTS[table])} ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_is_final()"""
    yield f"""CREATE TRIGGER {VERSION}_is_not_emptied BEFORE TRUNCATE ON {VERSION}
        FOR EACH STATEMENT EXECUTE FUNCTION {VERSION}_is_final()"""


def _sqlite():
    for table, said in FINAL.items():
        for event in EVENTS[table]:
            yield f"""CREATE TRIGGER {table}_is_kept_from_{event.lower()} BEFORE {event} ON {table}
                BEGIN SELECT RAISE(ABORT, '{said}'); END"""
    # It comes before the constraint that would say so, hence in the constraint's words too.
    yield f"""CREATE TRIGGER {VERSION}_is_not_replaced BEFORE INSERT ON {VERSION} WHEN EXISTS ({ITS_PLACE})
        BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {VERSION}; {FINAL[VERSION]}'); END"""


def make(apps, schema_editor):
    for statement in _postgresql() if is_postgresql(schema_editor) else _sqlite():
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if is_postgresql(schema_editor):
        for table in FINAL:
            schema_editor.execute(f"DROP FUNCTION {table}_is_final() CASCADE")
        return
    for table in FINAL:
        for event in EVENTS[table]:
            schema_editor.execute(f"DROP TRIGGER {table}_is_kept_from_{event.lower()}")
    schema_editor.execute(f"DROP TRIGGER {VERSION}_is_not_replaced")


class Migration(migrations.Migration):
    dependencies = [("workstrands", "0001_workstrands")]
    operations = [migrations.RunPython(make, drop)]
