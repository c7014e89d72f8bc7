"""What the API tells of what is not for its reader: nothing, by no text, date, number, version, cursor or count."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from urllib.parse import unquote

import pytest

from cbtracker.accounts.permissions import Role
from requests_log.models import LoggedRequest
from requests_log.services import Words, mark_duplicate, state_position, triage, watch
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from tests.integration.api.conftest import ApiClient
from tests.integration.requests_log.world import NOON, accepted, raised

LATER = NOON + timedelta(days=19)
SECRET = "Barnet wants to keep this among its own"
READERS = [Role.OFFICER, Role.PARTNER]
LISTS = [
    *("requests/", "requests/?size=1", "requests/?sort=-changed&size=1", "requests/?department=DfE&size=1"),
    *("requests/?sort=due&size=1&fields=reference", "requests/?q=pool&size=1", "requests/?confidence=off_track"),
    *("requests/?expand=areas,departments", "requests/?as_at=2011-04-06", "freedoms/", "workstreams/"),
    "changes/?since=2011-03-18&until=2011-04-06",
]
OF_ONE = [
    *("", "?as_at=2011-04-06", "?expand=areas,departments", "positions/", "positions/?size=1", "revisions/"),
    *("revisions/?size=1", "revisions/1/", "revisions/2/", "revisions/3/", "revisions/4/", "revisions/5/"),
    *("links/", "watch/"),
]


@pytest.fixture(autouse=True)
def no_throttle(settings):
    settings.API_PER_MINUTE_PERSON = settings.API_PER_MINUTE_TOKEN = 10**6


def read(client: ApiClient, *entries: LoggedRequest) -> dict[str, tuple]:
    """Every answer about these requests, each followed through `next`: status, ETag, and the text with its cursors."""
    found: dict[str, tuple] = {}
    waiting = LISTS + [f"requests/{entry.reference}/{below}" for entry in entries for below in OF_ONE]
    for address in waiting:
        answer = client.get(address)
        found[address] = (answer.status_code, answer.get("ETag"), answer.text + cursors(answer.text))
        following = answer.json().get("next") if answer.status_code == 200 else None
        if following and len(waiting) < 200:
            waiting.append(following.partition("/api/v1/")[2])
    found["csv"] = tuple(b"".join(client.get("requests/", Accept="text/csv").streaming_content).decode().splitlines())
    found["stale"] = tuple(
        client.post(f"requests/{entry.reference}/withdrawal/", {"reason": "No"}, match=0).text for entry in entries
    )
    return found


def cursors(text: str) -> str:
    """What stands in the cursors of an answer."""
    found = (unquote(one) for one in re.findall(r"(?:after|before)=([^&\"]+)", text))
    return " ".join(base64.urlsafe_b64decode(one + "=" * (-len(one) % 4)).decode(errors="replace") for one in found)


def stated(world, entry: LoggedRequest, text: str, audience: str, now, **more) -> None:
    words, by = Words(text, audience=audience, **more), world.person("secretariat")
    entry.refresh_from_db()
    state_position(entry, by=by, expected_version=entry.position_version, words=words, now=now)


@pytest.mark.parametrize("role", READERS)
def test_nothing_that_is_said_in_whitehall_moves_an_answer(world, role):
    entry, beside, client = accepted(world), accepted(world), ApiClient(world.person(role))
    for one in (entry, beside):
        stated(world, one, "We are looking", "areas", NOON)
    before = read(client, entry, beside)
    assert "We are looking" in before["requests/"][2]
    assert sum(answer[0] == 200 for answer in before.values() if isinstance(answer[0], int)) > 20
    assert ('"status": 412' in before["stale"][0]) is (role == Role.OFFICER), "with what is there now"
    more = {"confidence": "off_track", "next_step": "Ask the lawyers", "next_step_on": LATER.date()}
    stated(world, entry, "Ministers object", "whitehall", LATER, **more)
    watch(entry, by=world.person("champion"))
    after = read(client, entry, beside)
    assert {address for address, answer in after.items() if answer != before[address]} == set()
    whitehall = read(ApiClient(world.person(Role.CHAMPION)), entry)
    assert "Ministers object" in whitehall["requests/"][2], "the negative control: it is there to be found"
    assert "2011-04-05" in whitehall["requests/?sort=-changed&size=1"][2]


def test_an_officer_reads_nothing_of_the_time_before_a_request_was_theirs(world):
    entry, secretariat = raised(world, area=world.barnet, issue=SECRET), world.person("secretariat")
    both = AreasNamed("named", (NamedArea(world.barnet), NamedArea(world.swindon)))
    asked = {"timescale": "by_date", "departments": DepartmentsNamed(items=(world.dfe,))}
    for change in ({"issue": "Share data", **asked}, {"areas": both}, {"theme": "Health"}):
        entry.refresh_from_db()
        triage(entry, by=secretariat, expected_version=entry.shared_version, now=LATER, **change)
    officer = read(ApiClient(world.person(Role.OFFICER)), entry)
    assert "Share data" in officer["requests/"][2]
    assert [address for address, answer in officer.items() if SECRET in str(answer)] == []
    partner = read(ApiClient(world.person(Role.PARTNER)), entry)
    assert [address for address, answer in partner.items() if SECRET in str(answer)], "the negative control"


def test_the_request_that_one_duplicates_is_named_only_to_those_who_may_know_of_it(world):
    other, entry = raised(world, area=world.barnet, issue=SECRET), raised(world)
    mark_duplicate(entry, by=world.person("secretariat"), expected_version=1, of=other)
    officer = read(ApiClient(world.person(Role.OFFICER)), entry)
    told = [address for address, answer in officer.items() if other.reference in str(answer) or SECRET in str(answer)]
    assert told == []
    partner = read(ApiClient(world.person(Role.PARTNER)), entry)
    assert other.reference in partner[f"requests/{entry.reference}/links/"][2]
