"""The database of a test, for another process."""

from django.db import connection


def database_address() -> str:
    """The address of this test's PostgreSQL database."""
    given = connection.settings_dict
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
