"""Reads the permission matrix of the API: see the package's docstring for how to add an operation."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from types import ModuleType
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Role
from cbtracker.rest.models import Scope
from requests_log.api.requests import OfRequests
from tests.conventions.api_matrix import (
    calls,
    coverage,
    digests,
    families,
    nominations,
    papers,
    places,
    plan_papers,
    register,
    support,
    workstrand_analysis,
    workstrand_budget,
    workstrand_importing,
    workstrand_outlines,
    workstrand_plans,
    workstrand_practice,
    workstrand_selecting,
    workstrand_strands,
    workstrand_team,
    writing,
)
from tests.conventions.api_matrix.hidden import told_apart
from tests.conventions.api_matrix.operations import Declared, every_operation
from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.test_matrix import MODULES as OF_PAGES
from tests.conventions.matrix.world import World, build_world
from tests.factories.rest import token_of

MODULES: list[ModuleType] = [
    register,
    writing,
    calls,
    places,
    coverage,
    nominations,
    support,
    families,
    papers,
    digests,
    workstrand_analysis,
    workstrand_budget,
    workstrand_importing,
    workstrand_outlines,
    workstrand_plans,
    workstrand_practice,
    workstrand_selecting,
    workstrand_strands,
    workstrand_team,
    plan_papers,
]
ROWS: list[ApiRow] = [row for module in MODULES for row in module.ROWS]
OPERATIONS: dict[str, Declared] = {one.name: one for one in every_operation()}
ASKED_WRONGLY = {400, 409, 412, 413, 415, 422, 428}
ALL = frozenset(Scope)


class Answer(Enum):
    """The classes of answer that an operation gives."""

    REACHED = "reached"
    HIDDEN = "hidden"
    LOGIN = "not signed in"
    NO_SCOPE = "scope missing"
    WRONG = "wrong"


def answer_of(status: int) -> Answer:
    if 200 <= status < 300 or status in ASKED_WRONGLY:
        return Answer.REACHED
    return {404: Answer.HIDDEN, 401: Answer.LOGIN, 403: Answer.NO_SCOPE}.get(status, Answer.WRONG)


class Keys:
    """A token of each person for each set of scopes."""

    def __init__(self, world: World) -> None:
        until = timezone.now() + timedelta(days=9)
        sets = [ALL, *(frozenset({scope}) for scope in Scope)]
        self.texts = {
            (role, scopes): token_of(user, *scopes, expires_at=until)
            for role, user in world.people.items()
            for scopes in sets
        }


def ask(row: ApiRow, world: World, side_name: str, user: Any, token: str) -> Any:
    side, declared = world.side(side_name), OPERATIONS[row.operation]
    address = reverse(declared.route, kwargs=dict(row.kwargs(side, user)))
    query = urlencode(dict(row.query(side, user)), doseq=True)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    headers |= {"Accept": row.accept} if row.accept else {}
    call = getattr(world.stranger(), declared.method)
    sent: dict[str, Any] = {}
    if declared.method not in {"get", "delete"}:
        body = dict(row.body(side, user))
        sent = {"data": body} if declared.operation.upload else {"data": body, "content_type": "application/json"}
    return call(f"{address}?{query}" if query else address, headers=headers, **sent)


def asked_and_undone(row: ApiRow, world: World, side_name: str, user: Any, token: str) -> tuple[Answer, int]:
    """Ask with `token` (blank: nobody) and take back whatever was written."""
    with transaction.atomic():
        response = ask(row, world, side_name, user, token)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return answer_of(response.status_code), response.status_code


@pytest.fixture(scope="module")
def furnished(for_the_module) -> tuple[World, Keys]:
    made = build_world()
    for module in [*OF_PAGES, *(one for one in MODULES if hasattr(one, "furnish"))]:
        module.furnish(made)
    return made, Keys(made)


@pytest.fixture
def world(furnished, db, settings) -> World:
    settings.API_PER_MINUTE_PERSON = settings.API_PER_MINUTE_TOKEN = 10**6
    return furnished[0]


@pytest.fixture
def tokens(furnished) -> dict[tuple[Role, frozenset[Scope]], str]:
    return furnished[1].texts


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_an_operation_is_reached_by_the_roles_of_its_row_and_hidden_from_all_others(row: ApiRow, world, tokens):
    faults = []
    for side_name in ("own", "other"):
        for role in Role:
            expected = Answer.REACHED if role in row.roles(side_name) else Answer.HIDDEN
            answer, status = asked_and_undone(row, world, side_name, world.people[role], tokens[role, ALL])
            if answer is not expected:
                faults.append(f"{role.value}, {side_name}: {answer.value} ({status}), expected {expected.value}")
    answer, status = asked_and_undone(row, world, "own", world.people[Role.SECRETARIAT], "")
    if answer is not Answer.LOGIN:
        faults.append(f"nobody: {answer.value} ({status}), expected 401")
    assert not faults, f"{row}:\n" + "\n".join(faults)


@pytest.mark.parametrize("row", [row for row in ROWS if row.own], ids=str)
def test_an_operation_is_reached_with_a_token_of_its_scope_alone(row: ApiRow, world, tokens):
    role = sorted(row.own)[0]
    needed = OPERATIONS[row.operation].scope(file=row.accept not in {"", "application/json"})
    for scope in Scope:
        token = tokens[role, frozenset({scope})]
        answer, status = asked_and_undone(row, world, "own", world.people[role], token)
        expected = Answer.REACHED if scope is needed else Answer.NO_SCOPE
        assert answer is expected, f"{row} with the scope {scope.value}: {answer.value} ({status})"


def rows_with_something_hidden() -> list[Any]:
    """Each row with a role that reaches it on the own side alone: what the address names makes the difference."""
    return [(row, role) for row in ROWS for role in sorted(row.roles("own") - row.roles("other"))]


@pytest.mark.parametrize(("row", "role"), rows_with_something_hidden(), ids=str)
def test_what_is_hidden_is_answered_as_what_is_not_there(row: ApiRow, role: Role, world, tokens):
    assert not told_apart(row, OPERATIONS[row.operation], world, world.people[role], tokens[role, ALL])


def test_an_operation_that_asks_for_the_version_before_it_asks_who_may_is_found(world, tokens, monkeypatch):
    """The negative control: 428 for a request that a champion may not speak on tells that there is one."""
    monkeypatch.setattr(OfRequests, "require", lambda self, permission, entry: self.expect(entry))
    [row] = [row for row in ROWS if row.operation == "request_confirmations_create"]
    champion, declared = Role.CHAMPION, OPERATIONS[row.operation]
    found = told_apart(row, declared, world, world.people[champion], tokens[champion, ALL])
    assert found
    assert found[0].startswith("(428, ")


def test_every_operation_has_a_row_and_every_row_an_operation():
    asked, known = {row.operation for row in ROWS}, set(OPERATIONS)
    assert not known - asked, f"operations without a row: {sorted(known - asked)}"
    assert not asked - known, f"rows without an operation: {sorted(asked - known)}"


def test_an_operation_that_can_be_had_as_csv_or_another_kind_has_a_row_for_that():
    asked = {
        (row.operation, row.accept) for row in ROWS if row.accept and not OPERATIONS[row.operation].operation.files
    }
    declared = {
        (name, kind)
        for name, one in OPERATIONS.items()
        for kind in (*(["text/csv"] if one.operation.csv else []), *one.operation.kinds)
    }
    assert declared == asked


def test_no_row_is_written_twice():
    written = [str(row) for row in ROWS]
    assert len(written) == len(set(written)), sorted(row for row in written if written.count(row) > 1)


def test_a_wrong_row_fails(world, tokens):
    """The negative control: the list is open to every reader, so a row that says otherwise is caught."""
    row = ApiRow("requests_list", frozenset())
    partner = world.people[Role.PARTNER]
    assert asked_and_undone(row, world, "own", partner, tokens[Role.PARTNER, ALL])[0] is Answer.REACHED
    assert asked_and_undone(row, world, "own", partner, "cbt_" + "x" * 43)[0] is Answer.LOGIN
