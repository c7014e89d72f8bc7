"""The register's list: what it shows, in which order, cut into pages, in few statements."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from areas.models import Department
from requests_log.models import LoggedRequest
from tests.integration.requests_log.pages import signed_in
from tests.integration.requests_log.reading import say, statements, text_of
from tests.integration.requests_log.world import NOON, World, accepted, raised

REFERENCE = re.compile(r'scope="row"[^>]*>(?:<div.*?Select </span>)?(CB-\d+)')
NEXT = re.compile(r'href="([^"]*)" rel="next"')


@pytest.fixture
def secretariat(client, world: World):
    client.force_login(world.person("secretariat"))
    return client


def references(page) -> list[str]:
    return REFERENCE.findall(text_of(page))


def many(world: World, count: int) -> None:
    for number in range(count):
        accepted(world, world.dfe, world.moj, issue=f"Issue {number}", now=NOON + timedelta(minutes=number))


def test_a_line_says_what_is_asked_by_whom_of_whom_and_where_it_stands(secretariat, world):
    entry = accepted(world, world.dfe, world.moj, issue="Let schools pool funding")
    say(world, entry, "The Minister is looking at it.", confidence="at_risk")
    html = text_of(secretariat.get("/requests/"))
    assert "Requests (1)" in html
    for text in (
        entry.reference,
        "Let schools pool funding",
        "Swindon · DfE, MoJ",
        "The Minister",
        "At risk",
        "1 Apr 2011",
    ):
        assert text in html
    assert f'href="/requests/{entry.reference}/"' in html


def test_what_was_changed_last_comes_first(secretariat, world):
    first, second = accepted(world), accepted(world)
    assert references(secretariat.get("/requests/")) == [second.reference, first.reference]
    say(world, first, "It moved.")
    assert references(secretariat.get("/requests/")) == [first.reference, second.reference]


@pytest.mark.parametrize(
    ("sort", "column", "direction"),
    [("reference", "Reference", "ascending"), ("-due", "Due", "descending"), ("-changed", "Changed", "descending")],
)
def test_the_column_sorted_by_says_so_to_a_screen_reader(secretariat, world, sort, column, direction):
    accepted(world)
    html = text_of(secretariat.get(f"/requests/?sort={sort}"))
    assert re.search(rf'aria-sort="{direction}">\s*<a[^>]*>{column}', html)


def test_requests_without_a_due_date_come_last(secretariat, world):
    undated, dated = raised(world), accepted(world)
    assert references(secretariat.get("/requests/?sort=due")) == [dated.reference, undated.reference]


QUERIES = ["", "sort=reference", "sort=due", "department=DfE", "department=DfE&status=accepted", "q=issue"]


def test_every_request_is_on_one_page_and_on_one_only(secretariat, world):
    many(world, 53)
    every = sorted(LoggedRequest.objects.values_list("reference", flat=True))
    for query in QUERIES:
        address, seen = f"/requests/?{query}", []
        for _ in range(3):
            html = text_of(secretariat.get(address))
            seen += REFERENCE.findall(html)
            following = NEXT.search(html)
            address = "/requests/" + following[1].replace("&amp;", "&") if following else ""
        assert not address, query
        assert sorted(seen) == every, query


def test_a_page_that_ends_with_a_request_without_a_due_date_has_a_next_one(secretariat, world):
    for _ in range(26):
        raised(world)
    first = text_of(secretariat.get("/requests/?sort=due"))
    following = secretariat.get("/requests/" + NEXT.search(first)[1].replace("&amp;", "&"))
    assert (following.status_code, len(references(following))) == (200, 1)


def test_a_page_that_the_list_did_not_make_is_not_there(secretariat, world):
    assert secretariat.get("/requests/?after=bm9uc2Vuc2U").status_code == 404


def test_the_count_stops_at_a_cap(secretariat, world, monkeypatch):
    many(world, 4)
    monkeypatch.setattr("requests_log.views.reading.lists.capped_count", lambda rows: _capped(rows, 3))
    assert "Requests (over 3)" in text_of(secretariat.get("/requests/"))


def _capped(rows, cap):
    from cbtracker.web.pagination import capped_count

    return capped_count(rows, cap)


MOST = 6
READ_BY = [
    ("champion", "department=DfE&status=accepted"),
    ("champion", ""),
    ("secretariat", "q=issue"),
    ("officer", "department=DfE&status=accepted&area=swindon"),
    ("partner", "stale=yes&watched=yes"),
]


def test_the_list_takes_as_many_statements_for_fifty_rows_as_for_five(world):
    clients = {role: signed_in(world.person(role)) for role, _ in READ_BY}

    def cost() -> dict[tuple[str, str], int]:
        return {(role, query): statements(clients[role], f"/requests/?{query}") for role, query in READ_BY}

    many(world, 5)
    cost()
    few = cost()
    many(world, 45)
    Department.objects.create(abbreviation="XX", name="One department more", order=99)
    assert cost() == few
    assert max(few.values()) <= MOST


def test_a_filtered_list_can_be_shared_by_its_address(client, world):
    kept, _left = accepted(world, world.moj), accepted(world, world.dfe)
    for role in ("secretariat", "partner"):
        client.force_login(world.person(role))
        page = client.get("/requests/?department=MoJ&sort=reference")
        assert references(page) == [kept.reference]
        assert "Department: MoJ" in text_of(page)


def test_an_administrator_has_no_list(client, world):
    client.force_login(world.person("administrator"))
    assert client.get("/requests/").status_code == 404


def test_an_officer_does_not_see_other_areas_requests(client, world):
    own, foreign = accepted(world), accepted(world, area=world.barnet)
    client.force_login(world.person("officer"))
    page = client.get("/requests/")
    assert references(page) == [own.reference]
    assert foreign.reference not in text_of(page)
    assert references(client.get("/requests/?area=barnet")) == []
