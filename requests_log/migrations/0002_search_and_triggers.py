"""Full-text search columns (PostgreSQL), and triggers that keep revisions as they were written (both databases)."""

from django.db import migrations

COMMON = "coalesce(issue,'')||' '||coalesce(detail,'')||' '||coalesce(outcome_text,'')||' '||coalesce(areas_label,'')||' '||coalesce(departments_label,'')"

POSTGRESQL = [
    f"""ALTER TABLE requests_log_loggedrequest ADD COLUMN search_whitehall tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', coalesce(reference,'')), 'A') ||
        setweight(to_tsvector('english', {COMMON}), 'B') ||
        setweight(to_tsvector('english', coalesce(position_text,'')), 'C')) STORED""",
    f"""ALTER TABLE requests_log_loggedrequest ADD COLUMN search_areas tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', coalesce(reference,'')), 'A') ||
        setweight(to_tsvector('english', {COMMON}), 'B') ||
        setweight(to_tsvector('english', coalesce(area_position_text,'')), 'C')) STORED""",
    "CREATE INDEX request_search_whitehall ON requests_log_loggedrequest USING gin (search_whitehall)",
    "CREATE INDEX request_search_areas ON requests_log_loggedrequest USING gin (search_areas)",
    """CREATE FUNCTION requests_log_revision_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'a revision is never updated or deleted' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER revision_is_final BEFORE UPDATE OR DELETE ON requests_log_revision
        FOR EACH ROW EXECUTE FUNCTION requests_log_revision_is_final()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER revision_is_final ON requests_log_revision",
    "DROP FUNCTION requests_log_revision_is_final()",
    "ALTER TABLE requests_log_loggedrequest DROP COLUMN search_whitehall, DROP COLUMN search_areas",
]
SQLITE = [
    """CREATE TRIGGER revision_is_not_updated BEFORE UPDATE ON requests_log_revision
        BEGIN SELECT RAISE(ABORT, 'a revision is never updated or deleted'); END""",
    """CREATE TRIGGER revision_is_not_deleted BEFORE DELETE ON requests_log_revision
        BEGIN SELECT RAISE(ABORT, 'a revision is never updated or deleted'); END""",
]
SQLITE_BACK = ["DROP TRIGGER revision_is_not_updated", "DROP TRIGGER revision_is_not_deleted"]


def _run(statements_by_vendor):
    def run(apps, schema_editor):
        for statement in statements_by_vendor[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("requests_log", "0001_initial")]
    operations = [
        migrations.RunPython(
            _run({"postgresql": POSTGRESQL, "sqlite": SQLITE}), _run({"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK})
        )
    ]
