"""What says that the database is away, and what does not."""

from __future__ import annotations

import sqlite3

import psycopg2
from django.db import DatabaseError, InterfaceError

# Of PostgreSQL: connection exceptions, lack of resources such as connections, shut down and not yet up. A statement
# that was cancelled (57014), a deadlock or a column that is not there is a fault of ours, and no outage.
AWAY = ("08", "53", "57P01", "57P02", "57P03", "57P05")
AWAY_IN_SQLITE = {"SQLITE_BUSY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_FULL"}


def is_away(error: BaseException | None) -> bool:
    """Whether `error` says that the database cannot be reached, or went away, rather than that we asked it nonsense."""
    if isinstance(error, InterfaceError):
        return True
    cause = error.__cause__ if isinstance(error, DatabaseError) else None
    if isinstance(cause, psycopg2.OperationalError):
        return cause.pgcode is None or cause.pgcode.startswith(AWAY)
    if isinstance(cause, psycopg2.DatabaseError) and cause.pgcode is None:
        return "libpq" in str(cause) or "server closed the connection" in str(cause)
    return isinstance(cause, sqlite3.OperationalError) and _name(cause) in AWAY_IN_SQLITE


def _name(error: sqlite3.Error) -> str:
    """The error without its extension: SQLITE_IOERR of SQLITE_IOERR_WRITE."""
    return "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
