"""Rows of the matrix: people, sign-in, the audit and the outbox."""

from __future__ import annotations

from typing import Any

from tests.conventions.matrix.rows import EVERYONE, HIDDEN, REACHED, Row


def furnish(world: Any) -> None:
    """Add the records that the rows below need."""


def key(side: Any, user: Any) -> dict[str, str]:
    """A reset link that leads nowhere: its page says so."""
    return {"uidb36": "1", "key": "not-a-key"}


ROWS: list[Row] = [
    Row("account_login", "GET", EVERYONE, anonymous=REACHED),
    Row("account_login", "POST", EVERYONE, anonymous=REACHED),
    Row("accounts:demo_sign_in", "POST", EVERYONE, anonymous=HIDDEN, hidden=True),
    Row("account_logout", "GET", EVERYONE, anonymous=REACHED),
    Row("account_logout", "POST", EVERYONE, anonymous=REACHED),
    Row("account_inactive", "GET", EVERYONE, anonymous=REACHED),
    Row("account_reauthenticate", "GET", EVERYONE),
    Row("account_reauthenticate", "POST", EVERYONE),
    Row("account_change_password", "GET", EVERYONE),
    Row("account_change_password", "POST", EVERYONE),
    Row("account_set_password", "GET", EVERYONE),
    Row("account_set_password", "POST", EVERYONE),
    Row("account_reset_password", "GET", EVERYONE, anonymous=REACHED),
    Row("account_reset_password", "POST", EVERYONE, anonymous=REACHED),
    Row("account_reset_password_done", "GET", EVERYONE, anonymous=REACHED),
    Row("account_reset_password_from_key", "GET", EVERYONE, kwargs=key, anonymous=REACHED),
    Row("account_reset_password_from_key", "POST", EVERYONE, kwargs=key, anonymous=REACHED),
    Row("account_reset_password_from_key_done", "GET", EVERYONE, anonymous=REACHED),
]
