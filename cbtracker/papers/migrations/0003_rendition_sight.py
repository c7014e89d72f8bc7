"""A rendition keeps whose eyes it was read with; what was issued cannot be replaced or emptied either.

On SQLite a table with a new column is made anew, without its triggers: all are dropped first and made again, with what
INSERT OR REPLACE and UPDATE OR REPLACE need there (they delete without a DELETE trigger) and, on PostgreSQL, TRUNCATE.
"""

from django.db import migrations, models

FINAL = "an issued paper is never changed"
ISSUED_PAPER = "EXISTS (SELECT 1 FROM papers_paper p WHERE p.id = NEW.paper_id AND p.state = 'issued')"
ISSUED_RENDITION = (
    "EXISTS (SELECT 1 FROM papers_paper p JOIN papers_rendition r ON r.paper_id = p.id"
    " WHERE r.id = NEW.rendition_id AND p.state = 'issued')"
)
# What a row of SQLite's REPLACE would take the place of.
PAPER_IN_ITS_PLACE = (
    "EXISTS (SELECT 1 FROM papers_paper p WHERE p.state = 'issued' AND (p.id = NEW.id"
    " OR (p.series = NEW.series AND p.issue_number = NEW.issue_number) OR p.corrects_id = NEW.corrects_id))"
)
RENDITION_IN_ITS_PLACE = (
    "EXISTS (SELECT 1 FROM papers_paper p JOIN papers_rendition r ON r.paper_id = p.id"
    " WHERE p.state = 'issued' AND r.id = NEW.id)"
)
FILE_IN_ITS_PLACE = (
    "EXISTS (SELECT 1 FROM papers_paper p JOIN papers_rendition r ON r.paper_id = p.id"
    " JOIN papers_renditionfile f ON f.rendition_id = r.id WHERE p.state = 'issued' AND f.id = NEW.id)"
)

# name, table, event, condition; a paper is final once issued, what belongs to it from the start
BEFORE = (
    ("paper_is_final_once_issued", "papers_paper", "UPDATE", "OLD.state = 'issued'"),
    ("paper_is_kept_once_issued", "papers_paper", "DELETE", "OLD.state = 'issued'"),
    ("rendition_is_final", "papers_rendition", "UPDATE", "TRUE"),
    ("rendition_is_kept", "papers_rendition", "DELETE", "TRUE"),
    ("rendition_comes_before_issue", "papers_rendition", "INSERT", ISSUED_PAPER),
    ("rendition_file_is_final", "papers_renditionfile", "UPDATE", "TRUE"),
    ("rendition_file_is_kept", "papers_renditionfile", "DELETE", "TRUE"),
    ("rendition_file_comes_before_issue", "papers_renditionfile", "INSERT", ISSUED_RENDITION),
)
ON_SQLITE = (
    ("paper_is_not_replaced", "papers_paper", "INSERT", PAPER_IN_ITS_PLACE),
    ("paper_is_not_pushed_out", "papers_paper", "UPDATE", f"OLD.state <> 'issued' AND {PAPER_IN_ITS_PLACE}"),
    ("rendition_is_not_replaced", "papers_rendition", "INSERT", RENDITION_IN_ITS_PLACE),
    ("rendition_file_is_not_replaced", "papers_renditionfile", "INSERT", FILE_IN_ITS_PLACE),
)
TABLES = ("papers_paper", "papers_rendition", "papers_renditionfile")


def is_postgresql(schema_editor):
    return schema_editor.connection.vendor == "postgresql"


def drop_all(apps, schema_editor):
    for name, table, _event, _condition in BEFORE:
        if is_postgresql(schema_editor):
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION papers_{name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


def drop_new(apps, schema_editor):
    if is_postgresql(schema_editor):
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_is_not_emptied ON {table}")
        schema_editor.execute("DROP FUNCTION papers_nothing_is_emptied()")
    else:
        for name, _table, _event, _condition in ON_SQLITE:
            schema_editor.execute(f"DROP TRIGGER {name}")


def make_all(apps, schema_editor):
    for statement in _postgresql() if is_postgresql(schema_editor) else _sqlite(BEFORE):
        schema_editor.execute(statement)


def make_new(apps, schema_editor):
    for statement in _not_emptied() if is_postgresql(schema_editor) else _sqlite(ON_SQLITE):
        schema_editor.execute(statement)


def _postgresql():
    for name, table, event, condition in BEFORE:
        returned = "OLD" if event == "DELETE" else "NEW"
        yield f"""CREATE FUNCTION papers_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN IF {condition} THEN
                RAISE EXCEPTION '{FINAL}' USING ERRCODE = 'integrity_constraint_violation';
            END IF; RETURN {returned}; END $$"""
        yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION papers_{name}()"


def _sqlite(guards):
    for name, table, event, condition in guards:
        yield f"""CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition}
            BEGIN SELECT RAISE(ABORT, '{FINAL}'); END"""


def _not_emptied():
    yield f"""CREATE FUNCTION papers_nothing_is_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{FINAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
    for table in TABLES:
        yield f"""CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION papers_nothing_is_emptied()"""


def say_whose_eyes(apps, schema_editor):
    renditions = apps.get_model("papers", "Rendition").objects
    for audience in ("areas", "partners"):
        renditions.filter(audience=audience).update(sight=audience)
    renditions.filter(audience="body", paper__body__sight="partners").update(sight="partners")


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_issued_is_final")]
    operations = [
        migrations.RunPython(drop_all, make_all),
        migrations.AddField(
            "rendition",
            "sight",
            models.CharField(
                choices=[
                    ("whitehall", "Everything, with what is for Whitehall only"),
                    ("partners", "Every request, without what is for Whitehall only"),
                    ("areas", "What every area may read"),
                ],
                db_default="whitehall",
                max_length=10,
            ),
        ),
        migrations.RunPython(say_whose_eyes, migrations.RunPython.noop),
        migrations.AddConstraint(
            "rendition",
            models.CheckConstraint(
                condition=models.Q(("sight__in", ["whitehall", "partners", "areas"])), name="rendition_sight_is_known"
            ),
        ),
        migrations.RunPython(make_all, drop_all),
        migrations.RunPython(make_new, drop_new),
    ]
