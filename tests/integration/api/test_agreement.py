"""Page, API and CSV agree: whatever is filtered and sorted, by whomever, they give the same rows in the same order."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from requests_log.models import Action, Freedom, LoggedRequest, Watch, Workstream
from requests_log.services.creation import Draft, create_requests
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from tests.integration.requests_log.reading import text_of
from tests.integration.requests_log.world import NOON, World, make_world, state

pytestmark = pytest.mark.django_db
REFERENCE = re.compile(r'scope="row"[^>]*>(?:<div.*?Select </span>)?(CB-\d+)')
FREEDOM = re.compile(r'<article class="cb-freedom">\s*<h2[^>]*>(.*?)</h2>')
NEXT = re.compile(r'href="([^"]*)" rel="next"')
ROLES = ["secretariat", "champion", "locality_lead", "officer", "partner"]
STATUSES = ["raised", "accepted", "in_hand", "addressed", "withdrawn"]
TIMESCALES = ["by_date", "workstream", "after_april"]
WORDS = ["pool", "schools funding", "lawyers", "among us", "CB-0003", "nothing of the kind", "school"]


def _some(values: list[str]) -> st.SearchStrategy:
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)


FILTERS = {
    "q": st.sampled_from(WORDS),
    "area": st.sampled_from(["swindon", "barnet"]),
    "department": st.sampled_from(["DfE", "MoJ", "DCLG"]),
    "status": _some(STATUSES),
    "timescale": _some(TIMESCALES),
    "workstream": st.just("data"),
    "confidence": _some(["on_track", "at_risk"]),
    "kind": _some(["flexibility", "pooling"]),
    "theme": st.sampled_from(["famil", "Work"]),
    "due_from": st.sampled_from(["2011-04-10", "20/4/2011"]),
    "due_to": st.sampled_from(["2011-04-15", "2011-06-01"]),
    "stale": st.just("yes"),
    "overdue": st.just("yes"),
    "watched": st.just("yes"),
}
SORT = st.sampled_from(["changed", "reference", "due", "paper", "relevance"]).flatmap(
    lambda sort: st.sampled_from([sort, f"-{sort}"])
)
# Few filters at a time, so that something is left to compare.
ASKED = st.builds(
    lambda names, every, sort: {name: every[name] for name in names} | ({"sort": sort} if sort else {}),
    st.lists(st.sampled_from(sorted(FILTERS)), max_size=2, unique=True),
    st.fixed_dictionaries(FILTERS),
    st.none() | SORT,
)


@pytest.fixture
def world() -> World:
    """Thirty requests of every kind, some with positions for areas and some with positions for Whitehall only."""
    world = make_world()
    data = Workstream.objects.create(slug="data", name="Data", order=1)
    create_requests([_draft(world, data, n) for n in range(30)], by=None, action=Action.IMPORTED, now=NOON)
    entries = list(LoggedRequest.objects.filter(status__in=["accepted", "in_hand"]).order_by("-number"))
    for number, entry in enumerate(entries[::2]):
        audience = "whitehall" if number % 3 == 0 else "areas"
        state(world, entry, f"{'Among us' if number % 3 == 0 else 'It is with lawyers'} {number}", audience=audience)
    for entry in entries[1::3]:
        Freedom.objects.create(entry=entry, text=f"Any school may pool {entry.pk}", declared_at=NOON)
        for role in ROLES[:4]:
            Watch.objects.create(entry=entry, user=world.people[role], since=NOON)
    return world


def _draft(world: World, data: Workstream, number: int) -> Draft:
    places = [[world.swindon], [world.barnet], [world.swindon, world.barnet], []][number % 4]
    departments = [[world.dfe], [world.moj], [world.dfe, world.moj]][number % 3]
    status, timescale = STATUSES[number % 5], TIMESCALES[number % 3]
    addressed = status == "addressed"
    return Draft(
        issue=f"Let schools pool funding {number}" if number % 2 else f"Share records {number}",
        areas=AreasNamed("named" if places else "all", tuple(map(NamedArea, places))),
        departments=DepartmentsNamed("named", tuple(departments)),
        kind=["flexibility", "pooling", ""][number % 3],
        theme="Families" if number % 4 else "Work",
        status=status,
        timescale="" if status == "raised" else timescale,
        due_on=date(2011, 4, 1) + timedelta(days=number % 7 * 5) if number % 2 else None,
        workstream=data if timescale == "workstream" and status != "raised" else None,
        outcome="agreed" if addressed else "",
        outcome_text="It was agreed" if addressed else "",
        outcome_on=date(2011, 3, 1) if addressed else None,
    )


def page_rows(client: Client, address: str, pattern: re.Pattern[str]) -> tuple[int, list[str]]:
    """The status of the page, and what `pattern` finds on it and on those that follow."""
    found: list[str] = []
    while True:
        answer = client.get(address)
        text = text_of(answer)
        found += [html.unescape(one) for one in pattern.findall(text)]
        following = NEXT.search(text)
        if following is None:
            return answer.status_code, found
        address = address.split("?")[0] + html.unescape(following[1])


def api_rows(client: Any, path: str, field: str) -> tuple[int, list[str]]:
    """The status of the answer, and `field` of its rows and of those that follow by its cursors."""
    found: list[str] = []
    answer = client.get(path)
    while answer.status_code == 200:
        told = answer.json()
        found += [row[field] for row in told["results"]]
        if told["next"] is None:
            break
        answer = client.get(told["next"].partition("/api/v1/")[2])
    return answer.status_code, found


def csv_rows(answer: Any) -> list[str]:
    return (
        [row["reference"] for row in csv.DictReader(io.StringIO(text_of(answer)))] if answer.status_code == 200 else []
    )


def agree(signed_in: Client, client: Any, query: str, size: int, asked_of_api: str | None = None) -> int:
    """Compare page, API and CSV for `query`; returns how many rows they agree on."""
    asked = query if asked_of_api is None else asked_of_api
    page = page_rows(signed_in, f"/requests/?{query}", REFERENCE)
    told = api_rows(client, f"requests/?{asked}&size={size}", "reference")
    assert told == page
    assert sorted(set(told[1])) == sorted(told[1])
    sheet = csv_rows(client.get(f"requests/?{asked}", Accept="text/csv"))
    assert set(sheet) == set(told[1])
    assert sheet == (csv_rows(signed_in.get(f"/requests/export.csv?{query}")) if told[0] == 200 else [])
    return len(told[1])


@pytest.fixture
def readers(world: World, api: Any) -> dict[str, tuple[Client, Any]]:
    """By role: somebody's browser and their client of the API."""
    found = {}
    for role in ROLES:
        browser = Client()
        browser.force_login(world.person(role))
        found[role] = (browser, api(world.person(role)))
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(role=st.sampled_from(ROLES), asked=ASKED, size=st.sampled_from([7, 25]))
def test_page_api_and_csv_give_the_same_requests_in_the_same_order(readers, role, asked, size):
    agree(*readers[role], urlencode(asked, doseq=True), size)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(role=st.sampled_from(ROLES), words=st.sampled_from(["", "school", "pool any", "Barnet", "nothing"]))
def test_page_and_api_give_the_same_freedoms_in_the_same_order(readers, role, words):
    signed_in, client = readers[role]
    page = page_rows(signed_in, f"/freedoms/?{urlencode({'q': words})}", FREEDOM)
    assert api_rows(client, f"freedoms/?{urlencode({'q': words})}&size=3", "issue") == page


def test_a_difference_between_page_and_api_is_found(readers):
    """The negative control: another filter, another order, and a page that has too few rows, each is seen."""
    browser, client = readers["secretariat"]
    assert agree(browser, client, "sort=due", 7) == 30
    for page, told in [("status=accepted", "status=in_hand"), ("sort=due", "sort=-due"), ("", "watched=yes")]:
        with pytest.raises(AssertionError):
            agree(browser, client, page, 7, asked_of_api=told)
    officer = readers["officer"][1]
    with pytest.raises(AssertionError):
        agree(browser, officer, "", 25)
    assert page_rows(browser, "/freedoms/", FREEDOM)[1]
