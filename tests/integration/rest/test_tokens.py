"""Access tokens are made for one's own use, end, and are kept in no form that could be used."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from cbtracker.accounts.permissions import NotPermitted, Role
from cbtracker.accounts.services import end_access
from cbtracker.audit.models import AuditEvent
from cbtracker.outbox.models import OutboxMessage
from cbtracker.outbox.registry import render
from cbtracker.rest.models import AccessToken, Scope
from cbtracker.rest.services import create_token, revoke_token
from tests.factories.people import person
from tests.factories.rest import AccessTokenFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 3, 22, 17, tzinfo=UTC)


def made(by, **fields) -> tuple[AccessToken, str]:
    return create_token(by=by, **{"name": "Figures", "scopes": [Scope.READ], "now": NOW, **fields})


def test_a_token_has_43_random_characters_lasts_90_days_and_does_what_it_was_made_for():
    champion = person(Role.CHAMPION)
    kept, token = made(champion, scopes=[Scope.READ, Scope.EXPORT])
    assert re.fullmatch(r"cbt_[\w-]{43}", token, re.ASCII)
    assert (kept.user, kept.hint, kept.expires_at) == (champion, token[-4:], NOW + timedelta(days=90))
    assert kept.scopes == {Scope.READ, Scope.EXPORT}
    assert not kept.allows(Scope.WRITE)
    assert made(champion)[1] != token
    event = AuditEvent.objects.filter(verb="token.created").earliest("pk")
    assert (event.actor_id, event.data) == (champion.pk, {"scopes": ["export", "read"], "days": 90})


def everything_kept() -> str:
    """Each value of each row of each table, as text."""
    return "\n".join(
        str(value) for model in apps.get_models() for row in model._base_manager.values_list() for value in row
    )


def test_the_token_is_in_no_column_of_any_table_but_its_digest_is():
    _, token = made(person(Role.CHAMPION))
    kept = everything_kept()
    assert token not in kept
    assert token.removeprefix("cbt_") not in kept
    assert AccessToken.digest_of(token) in kept, "the search reads what is kept"


@pytest.mark.parametrize("field", ["name", "scopes", "days"])
@pytest.mark.parametrize("at_its_end", [True, False])
def test_a_token_is_made_only_of_what_makes_sense(field, at_its_end):
    wrong = {"name": ["x" * 101, " "], "scopes": [[], ["admin"]], "days": [0, 367]}[field][at_its_end]
    right = {"name": ["x" * 100, "x"], "scopes": [[Scope.WRITE], list(Scope)], "days": [1, 366]}[field][at_its_end]
    champion = person(Role.CHAMPION)
    with pytest.raises(ValidationError) as refused:
        made(champion, **{field: wrong})
    assert list(refused.value.message_dict) == [field]
    assert not AccessToken.objects.exists()
    assert made(champion, **{field: right})[0].pk


def test_nobody_has_more_than_20_usable_tokens_at_a_time():
    champion = person(Role.CHAMPION)
    for _ in range(19):
        AccessTokenFactory(user=champion, created_at=NOW)
    AccessTokenFactory(user=champion, created_at=NOW - timedelta(days=91))
    AccessTokenFactory(user=champion, created_at=NOW, revoked_at=NOW, revoked_by=champion)
    AccessTokenFactory(created_at=NOW)
    twentieth, _ = made(champion)
    with pytest.raises(ValidationError, match="Revoke one"):
        made(champion)
    revoke_token(twentieth, by=champion, now=NOW)
    assert made(champion)[0].pk


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR])
def test_who_reads_nothing_of_the_programme_gets_no_token(role):
    with pytest.raises(NotPermitted):
        made(person(role))


def test_a_token_is_revoked_once_by_its_person_or_an_administrator_and_by_nobody_else():
    champion, other, administrator = (person(r) for r in (Role.CHAMPION, Role.SECRETARIAT, Role.ADMINISTRATOR))
    kept, _ = made(champion)
    assert set(AccessToken.objects.visible_to(champion)) == set(AccessToken.objects.visible_to(administrator)) == {kept}
    assert not AccessToken.objects.visible_to(other).exists()
    with pytest.raises(NotPermitted):
        revoke_token(kept, by=other, now=NOW)
    assert AccessToken.objects.usable(NOW).exists()
    revoke_token(kept, by=administrator, now=NOW)
    revoke_token(kept, by=champion, now=NOW + timedelta(days=1))
    kept.refresh_from_db()
    assert (kept.revoked_at, kept.revoked_by) == (NOW, administrator)
    assert AuditEvent.objects.filter(verb="token.revoked").count() == 1
    assert not AccessToken.objects.usable(NOW).exists()


def test_a_tokens_last_moment_is_the_one_before_it_expires():
    kept, _ = made(person(Role.CHAMPION), days=1)
    end = NOW + timedelta(days=1)
    assert AccessToken.objects.usable(end - timedelta(microseconds=1)).get() == kept
    assert not AccessToken.objects.usable(end).exists()


def test_tokens_end_with_the_access_of_their_person_and_stay_ended_if_they_come_back():
    partner, administrator = person(Role.PARTNER), person(Role.ADMINISTRATOR)
    kept, _ = made(partner)
    others, _ = made(person(Role.CHAMPION))
    end_access(partner, by=administrator, now=NOW)
    type(partner).objects.filter(pk=partner.pk).update(is_active=True, access_ended_at=None)
    assert list(AccessToken.objects.usable(NOW)) == [others]
    kept.refresh_from_db()
    assert kept.revoked_by == administrator


def test_the_person_is_told_by_email_that_a_token_was_created_without_the_token():
    champion = person(Role.CHAMPION)
    kept, token = made(champion, name="Figures <b>for</b> the board", scopes=[Scope.READ, Scope.WRITE])
    message = OutboxMessage.objects.get(kind="token_created")
    email = render(message, NOW)
    assert message.recipient == champion
    assert "Figures <b>for</b> the board" in email.text
    assert "&lt;b&gt;" in email.html
    for said in (email.text, email.html):
        assert "read, make changes" in said
        assert "20 June 2011" in said
        assert "/account/tokens/" in said
        assert token not in said
        assert kept.digest not in said
    type(champion).objects.filter(pk=champion.pk).update(is_active=False, access_ended_at=NOW)
    assert render(OutboxMessage.objects.get(), NOW) is None
