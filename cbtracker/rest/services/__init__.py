"""Every write of the API's own: tokens made and revoked, use counted, and what is old removed."""

from cbtracker.rest.services.counting import Use, count_use
from cbtracker.rest.services.retention import prune
from cbtracker.rest.services.tokens import (
    DAYS_AT_MOST,
    PREFIX,
    TOKENS_AT_MOST,
    USUAL_DAYS,
    create_token,
    revoke_token,
)

__all__ = [
    "DAYS_AT_MOST",
    "PREFIX",
    "TOKENS_AT_MOST",
    "USUAL_DAYS",
    "Use",
    "count_use",
    "create_token",
    "prune",
    "revoke_token",
]
