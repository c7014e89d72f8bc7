"""Pages of access tokens and of the API, and what they hold in the sweep's worlds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.browser.every_page.page import EMPTIED, NOTHING, Page
from tests.browser.every_page.texts import Texts
from tests.factories.rest import AccessTokenFactory, ApiUseFactory

PAGES = [
    Page("tokens:own", "empty full long", empty=NOTHING),
    Page("tokens:create", "empty error", empty=NOTHING, wrong=EMPTIED),
    Page("tokens:revoke", "full long"),
    Page("reference:index", "full"),
    Page("reference:operation", "full"),
]


def create_tokens(own: Any, people: Any, texts: Texts, *, now: datetime) -> None:
    """Tokens of everybody: used, never used, revoked, expired; the one to revoke has its name of `texts`."""
    for user in [*people.values(), own.person]:
        used = AccessTokenFactory(user=user, name=texts.title[:100], may_write=True, may_export=True)
        ApiUseFactory(user=user, token=used, last_used_at=now)
        AccessTokenFactory(user=user, name=texts.label, revoked_at=now, revoked_by=user)
        AccessTokenFactory(user=user, created_at=now - timedelta(days=91))
    for pk in own.tokens.values():
        AccessTokenFactory._meta.model.objects.filter(pk=pk).update(name=texts.title[:100])
