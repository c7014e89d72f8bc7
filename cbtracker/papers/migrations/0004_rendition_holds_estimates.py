"""A rendition keeps whether it holds estimates, which not every member of the body may see.

On SQLite a table with a new column is made anew, without its triggers: all are dropped first and made again, as 0003 does.
"""

from importlib import import_module

from django.db import migrations, models

triggers = import_module("cbtracker.papers.migrations.0003_rendition_sight")


def drop(apps, schema_editor):
    triggers.drop_new(apps, schema_editor)
    triggers.drop_all(apps, schema_editor)


def make(apps, schema_editor):
    triggers.make_all(apps, schema_editor)
    triggers.make_new(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("papers", "0003_rendition_sight")]
    operations = [
        migrations.RunPython(drop, make),
        migrations.AddField("rendition", "holds_estimates", models.BooleanField(db_default=False)),
        migrations.AddConstraint(
            "rendition",
            models.CheckConstraint(
                condition=models.Q(("holds_estimates", False), models.Q(("audience", "body"), ("sight", "whitehall")), _connector="OR"),
                name="rendition_with_estimates_is_for_whitehall",
            ),
        ),
        migrations.RunPython(make, drop),
    ]
