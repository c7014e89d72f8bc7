"""Reads the permission matrix: see the package's docstring for how to add a route."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import include, path, resolve, reverse

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix import (
    accounts,
    areas,
    bodies,
    calls,
    conversations,
    digests,
    documents,
    families,
    families_proposals,
    families_runs,
    imports,
    money,
    nominating,
    nominations,
    offer,
    papers,
    place_sheet,
    plan_papers,
    requests_reading,
    rollout,
    support,
    timeline,
    tokens,
    web,
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
from tests.conventions.matrix.routes import Route, every_route
from tests.conventions.matrix.rows import EVERYONE, HIDDEN, LOGIN, NOBODY, REACHED, Answer, Row
from tests.conventions.matrix.world import World, build_world
from tests.silent_server import nobody_answers

MODULES: list[ModuleType] = [
    money,
    accounts,
    areas,
    requests_reading,
    writing,
    calls,
    conversations,
    digests,
    documents,
    families_proposals,
    families_runs,
    families,
    imports,
    nominations,
    nominating,
    bodies,
    papers,
    place_sheet,
    rollout,
    support,
    timeline,
    offer,
    tokens,
    web,
    workstrand_plans,  # the rest of the workstrands furnish what it makes
    workstrand_analysis,
    workstrand_budget,
    workstrand_outlines,
    workstrand_importing,
    workstrand_practice,
    workstrand_selecting,
    workstrand_strands,
    workstrand_team,
    plan_papers,
]
ROWS: list[Row] = [row for module in MODULES for row in module.ROWS]
FORM_AGAIN = {400, 409, 412, 413, 422, 428, 429}


def product_routes() -> list[Route]:
    """The pages; operations of the API have a matrix of their own (`tests/conventions/api_matrix`)."""
    return [route for route in every_route() if not route.name.startswith("api:")]


def answer_of(response) -> Answer:
    if response.status_code == 404:
        return HIDDEN
    if response.status_code in {301, 302, 303}:
        sign_in = reverse(settings.LOGIN_URL)
        return LOGIN if response["Location"].startswith(f"{sign_in}?next=") else REACHED
    if 200 <= response.status_code < 300 or response.status_code in FORM_AGAIN:
        return REACHED
    return Answer.WRONG


def ask(row: Row, world: World, side_name: str, user, client: Client):
    side = world.side(side_name)
    address = reverse(row.route, kwargs=dict(row.kwargs(side, user)))
    query = urlencode(dict(row.query(side, user)))
    address = f"{address}?{query}" if query else address
    data = dict(row.data(side, user)) if row.method != "GET" else None
    response = getattr(client, row.method.lower())(address, data)
    if response.streaming:
        b"".join(response.streaming_content)
    return response


def asked_and_undone(row: Row, world: World, side_name: str, user) -> tuple[Answer, int]:
    """Ask as `user` (None: not signed in) and take back whatever the request wrote."""
    client = world.stranger()
    with transaction.atomic():
        if user is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = world.session_of(user)
        response = ask(row, world, side_name, user, client)
        transaction.set_rollback(True)
    if user is not None:
        user.__dict__.pop("_duties", None)
    return answer_of(response), response.status_code


@pytest.fixture(scope="module", autouse=True)
def no_route_talks_to_broker_or_mail_server() -> Iterator[None]:
    """Whatever is asked below: no connection is opened to Redis or a mail server, which would hang."""
    with nobody_answers() as server:
        yield
        assert server.accepted == 0


@pytest.fixture(scope="module")
def furnished(for_the_module) -> World:
    made = build_world()
    for module in MODULES:
        module.furnish(made)
    for user in made.people.values():
        made.session_of(user)
    return made


@pytest.fixture
def world(furnished, db, settings) -> World:
    settings.ACCOUNT_RATE_LIMITS = False
    settings.DEMONSTRATION = False
    return furnished


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_route_is_reached_by_the_roles_of_its_row_and_hidden_from_all_others(row: Row, world: World):
    faults = []
    for side_name in ("own", "other"):
        for role in Role:
            expected = REACHED if role in row.roles(side_name) and not row.hidden else HIDDEN
            answer, status = asked_and_undone(row, world, side_name, world.people[role])
            if answer is not expected:
                faults.append(f"{role.value}, {side_name}: {answer.value} ({status}), expected {expected.value}")
        answer, status = asked_and_undone(row, world, side_name, None)
        if answer is not row.anonymous:
            faults.append(f"not signed in, {side_name}: {answer.value} ({status}), expected {row.anonymous.value}")
    assert not faults, f"{row}:\n" + "\n".join(faults)


def test_every_route_has_a_name():
    unnamed = [route.path for route in product_routes() if not route.name]
    assert not unnamed, f"routes without a name: {unnamed}"


def faults_of_coverage(routes: list[Route], rows: list[Row]) -> list[str]:
    asked = {(row.route, row.method) for row in rows}
    named = {row.route for row in rows}
    known = {route.name for route in routes}
    faults = [f"no row for the route {route.name} ({route.path})" for route in routes if route.name not in named]
    faults += [f"no route for the row {row}" for row in rows if row.route not in known]
    for route in routes:
        if route.name in named:
            faults += [f"no row for {m} {route.name}" for m in sorted(route.methods) if (route.name, m) not in asked]
    return sorted(set(faults))


def test_every_route_and_method_has_a_row_and_every_row_a_route():
    faults = faults_of_coverage(product_routes(), ROWS)
    assert not faults, "\n".join(faults)


def test_no_row_is_written_twice():
    written = [str(row) for row in ROWS]
    assert len(written) == len(set(written)), sorted(row for row in written if written.count(row) > 1)


def test_the_open_routes_are_exactly_the_rows_that_are_open_to_people_not_signed_in():
    open_routes = {route.name for route in product_routes() if route.is_open}
    open_rows = {row.route for row in ROWS if row.anonymous is not LOGIN}
    assert open_routes == open_rows


def test_a_new_route_without_a_row_and_a_row_without_a_route_are_found():
    extra = Route("requests:brand_new", "/requests/brand-new/", lambda request: None)
    assert "no row for the route requests:brand_new (/requests/brand-new/)" in faults_of_coverage([extra], [])
    assert faults_of_coverage([], [Row("gone", "GET", EVERYONE)]) == ["no route for the row GET gone"]


def test_a_method_that_a_view_class_answers_without_a_row_is_found():
    login = resolve(reverse("account_login")).func
    route = Route("account_login", "/account/login/", login)
    assert "no row for POST account_login" in faults_of_coverage([route], [Row("account_login", "GET", EVERYONE)])


@pytest.mark.urls(__name__)
def test_a_wrong_row_fails(world):
    """The negative control: the view below is open to everybody signed in, so a row that says otherwise is caught."""
    row = Row("control", "GET", NOBODY)
    assert asked_and_undone(row, world, "own", world.people[Role.PARTNER])[0] is REACHED
    assert asked_and_undone(row, world, "own", None)[0] is LOGIN, "a view is closed unless it says that it is open"


def control(request):
    from django.http import HttpResponse

    return HttpResponse("reached")


urlpatterns = [
    path("control/", control, name="control"),
    path("account/", include("cbtracker.accounts.sign_in_urls")),
]
