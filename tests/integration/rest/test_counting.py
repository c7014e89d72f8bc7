"""Each use of the API is counted for the person and the token, in one statement, whoever counts at the same time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cbtracker.accounts.permissions import Role
from cbtracker.rest.models import AccessToken, ApiUse
from cbtracker.rest.services import count_use, counting, prune
from cbtracker.rest.tasks import prune_rest
from tests.factories.people import person
from tests.factories.rest import AccessTokenFactory, ApiUseFactory, IdempotencyKeyFactory
from tests.integration.papers.test_bodies_at_once import at_once

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 3, 22, 17, 0, 20, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def token(settings) -> AccessToken:
    """A token of somebody who may ask 4 times in a minute, 3 times of them with it."""
    settings.API_PER_MINUTE_PERSON, settings.API_PER_MINUTE_TOKEN = 4, 3
    return AccessTokenFactory(created_at=NOW)


def asked(token, moment=NOW, *, signed_in=False):
    return count_use(user=token.user, token=None if signed_in else token, now=moment)


def test_one_statement_counts_the_person_and_the_token_and_says_when_each_was_last_used(
    token, django_assert_num_queries
):
    for expected in (1, 2):
        with django_assert_num_queries(1):
            use = asked(token, NOW + expected * SECOND)
        assert (use.person, use.token) == (expected, expected)
    kept = set(ApiUse.objects.values_list("user", "token", "count", "last_used_at"))
    assert kept == {(token.user.pk, of, 2, NOW + 2 * SECOND) for of in (None, token.pk)}
    assert AccessToken.objects.with_last_use().get().last_used_at == NOW + 2 * SECOND


def test_a_token_that_was_never_used_says_so(token):
    asked(token, signed_in=True)
    assert AccessToken.objects.with_last_use().get().last_used_at is None


def test_the_fourth_use_of_a_token_and_the_fifth_of_a_person_in_a_minute_are_too_much(token):
    assert [asked(token).is_too_much for _ in range(4)] == [False, False, False, True]
    again = asked(token, signed_in=True)
    assert (again.person, again.token, again.is_too_much) == (5, None, True)
    other = AccessTokenFactory(created_at=NOW)
    assert not asked(other).is_too_much, "others are counted apart"
    assert asked(AccessTokenFactory(created_at=NOW, user=token.user)).is_too_much, "a second token is no way round"


def test_who_asked_too_much_waits_until_the_next_minute_and_starts_again_at_one(token):
    for _ in range(9):
        use = asked(token)
    assert (use.seconds_to_wait, use.is_too_much) == (40, True)
    assert asked(token, NOW + 39.5 * SECOND).seconds_to_wait == 1
    use = asked(token, NOW + 40 * SECOND)
    assert (use.person, use.token, use.seconds_to_wait) == (1, 1, 0)


def test_a_process_whose_clock_is_behind_goes_on_with_the_minute_that_has_begun(token):
    assert [asked(token, NOW + seconds * SECOND).person for seconds in (39, 40, 39, 40, 39)] == [1, 1, 2, 3, 4]


def test_a_clock_that_was_wrong_by_an_hour_holds_nobody_up_for_an_hour(token):
    for _ in range(9):
        asked(token, NOW + 3600 * SECOND)
    assert asked(token).person == 1
    assert asked(token).person == 2


def counted_at_once(token: AccessToken) -> tuple[list[str], dict[int | None, int]]:
    """How it ends, and what is kept, when four ask 25 times each at one moment, by two tokens of one person."""
    second = AccessTokenFactory(user=token.user, created_at=NOW)

    def ask(one):
        return lambda: [asked(one) for _ in range(25)]

    ended = at_once(ask(token), ask(second), ask(token), ask(second))
    return ended, dict(ApiUse.objects.values_list("token", "count"))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_many_who_count_at_once_none_is_lost_and_none_waits_for_ever(token):
    ended, counts = counted_at_once(token)
    assert ended == ["done"] * 4
    assert counts.pop(None) == 100
    assert list(counts.values()) == [50, 50]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_count_that_is_read_before_the_row_is_held_loses_some(token, monkeypatch):
    """The negative control: what a statement reads for itself may be older than the row that it waits for."""
    seen = "(SELECT seen.count FROM rest_apiuse AS seen WHERE seen.id = kept.id)"
    monkeypatch.setattr(counting, "_COUNT", counting._COUNT.replace("kept.count + 1", f"{seen} + 1"))
    # Which of two comes first is chance: in one round none may be lost, in thirty some are.
    assert any(counted_at_once(token)[1][None] < 100 * rounds for rounds in range(1, 31))


def test_what_is_old_is_removed_and_when_a_token_in_force_was_last_used_is_not():
    old, champion = NOW - 31 * DAY, person(Role.CHAMPION)
    IdempotencyKeyFactory(created_at=NOW - DAY)
    key = IdempotencyKeyFactory(created_at=NOW - DAY + SECOND)
    in_force = AccessTokenFactory(created_at=NOW - 80 * DAY)
    expired = AccessTokenFactory(created_at=NOW - 122 * DAY)
    revoked = AccessTokenFactory(created_at=NOW - 80 * DAY, revoked_at=old, revoked_by=champion)
    lately = AccessTokenFactory(created_at=NOW - 80 * DAY, revoked_at=NOW - DAY, revoked_by=champion)
    kept = [ApiUseFactory(user=one.user, token=one, last_used_at=old) for one in (in_force, lately)]
    kept.append(ApiUseFactory(last_used_at=NOW - 29 * DAY))
    for token in (expired, revoked, None):
        ApiUseFactory(user=token.user if token else champion, token=token, last_used_at=old)
    assert prune(NOW) == 4
    assert prune(NOW) == 0
    assert set(ApiUse.objects.all()) == set(kept)
    assert type(key).objects.get() == key
    assert prune_rest() == 4, "by the clock of today all of it is old"
