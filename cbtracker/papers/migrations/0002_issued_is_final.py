"""Triggers on both databases: what has been issued never changes (issue 3; DESIGN §5 papers)."""

from django.db import migrations

FINAL = "an issued paper is never changed"
ISSUED_PAPER = "(SELECT state FROM papers_paper WHERE id = NEW.paper_id) = 'issued'"
ISSUED_RENDITION = (
    "(SELECT p.state FROM papers_paper p JOIN papers_rendition r ON r.paper_id = p.id WHERE r.id = NEW.rendition_id)"
    " = 'issued'"
)

# name, table, event, condition; a paper is final once issued, what belongs to it from the start
GUARDS = (
    ("paper_is_final_once_issued", "papers_paper", "UPDATE", "OLD.state = 'issued'"),
    ("paper_is_kept_once_issued", "papers_paper", "DELETE", "OLD.state = 'issued'"),
    ("rendition_is_final", "papers_rendition", "UPDATE", "TRUE"),
    ("rendition_is_kept", "papers_rendition", "DELETE", "TRUE"),
    ("rendition_comes_before_issue", "papers_rendition", "INSERT", ISSUED_PAPER),
    ("rendition_file_is_final", "papers_renditionfile", "UPDATE", "TRUE"),
    ("rendition_file_is_kept", "papers_renditionfile", "DELETE", "TRUE"),
    ("rendition_file_comes_before_issue", "papers_renditionfile", "INSERT", ISSUED_RENDITION),
)


def _postgresql():
    for name, table, event, condition in GUARDS:
        returned = "OLD" if event == "DELETE" else "NEW"
        yield f"""CREATE FUNCTION papers_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN IF {condition} THEN
                RAISE EXCEPTION '{FINAL}' USING ERRCODE = 'integrity_constraint_violation';
            END IF; RETURN {returned}; END $$"""
        yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION papers_{name}()"


def _sqlite():
    for name, table, event, condition in GUARDS:
        yield f"""CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition}
            BEGIN SELECT RAISE(ABORT, '{FINAL}'); END"""


def make(apps, schema_editor):
    statements = _postgresql() if schema_editor.connection.vendor == "postgresql" else _sqlite()
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for name, table, _event, _condition in GUARDS:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION papers_{name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
