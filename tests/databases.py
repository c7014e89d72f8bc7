"""The database of a test, for another process."""

from django.db import connection


def database_address() -> str:
    """The address of this test's database, as another process needs it."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
