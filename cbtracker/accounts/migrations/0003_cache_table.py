"""The table of the shared cache, in which tries to sign in are counted for all processes together."""

from django.core.management import call_command
from django.db import migrations


def create_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_invitations")]

    operations = [migrations.RunPython(create_cache_table, migrations.RunPython.noop)]
