"""A revision is not replaced or emptied either: SQLite's REPLACE asks no trigger for DELETE, nor does TRUNCATE."""

from django.db import migrations

REFUSAL = {
    "requests_log_revision": "a revision is never updated or deleted",
    "requests_log_returnrevision": "a revision of a return is never updated or deleted",
}
ITS_PLACE = {
    "requests_log_revision": "(entry_id = NEW.entry_id AND version = NEW.version)",
    "requests_log_returnrevision": "(of_id = NEW.of_id AND version = NEW.version) OR key = NEW.key",
}


def make(apps, schema_editor):
    for table, said in REFUSAL.items():
        for statement in (_postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite)(table, said):
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    for table in REFUSAL:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {table}_is_not_emptied ON {table}")
            schema_editor.execute(f"DROP FUNCTION {table}_is_not_emptied()")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_is_not_replaced")


def _postgresql(table, said):
    yield f"""CREATE FUNCTION {table}_is_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
    yield f"""CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_not_emptied()"""


def _sqlite(table, said):
    # It comes before the constraint that would say so, hence in the constraint's words too.
    yield f"""CREATE TRIGGER {table}_is_not_replaced BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR {ITS_PLACE[table]})
        BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {table}; {said}'); END"""


class Migration(migrations.Migration):
    dependencies = [("requests_log", "0006_calls")]
    operations = [migrations.RunPython(make, drop)]
