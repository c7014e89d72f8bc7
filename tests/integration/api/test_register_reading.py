"""The register is read by API as its pages show it: the list, as CSV, as it was, and how a request came to stand."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from cbtracker.rest.models import Scope
from cbtracker.web.streaming import XLSX_TYPE
from requests_log.models import LoggedRequest, RequestLink, Watch
from requests_log.services import Words, reply, state_position, triage
from requests_log.services.naming import AreasNamed, NamedArea
from requests_log.services.positions import position_version
from tests.integration.api.conftest import pointers
from tests.integration.requests_log.reading import say, text_of
from tests.integration.requests_log.world import NOON, World, accepted, again, make_world, raised, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def references(answer) -> list[str]:
    return [row["reference"] for row in answer.json()["results"]]


def statements(client, path, **headers) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path, **headers)
    assert answer.status_code == 200, answer.content
    return len([one for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_a_line_names_places_by_their_keys_or_in_full_and_holds_only_what_is_asked_for(api, world):
    entry = accepted(world, world.dfe, world.moj)
    client = api(world.person("partner"))
    [line] = client.get("requests/").json()["results"]
    assert (line["areas"], line["departments"]) == (["swindon"], ["DfE", "MoJ"])
    [line] = client.get("requests/?fields=status,areas&expand=areas").json()["results"]
    assert line == {
        "reference": entry.reference,
        "status": "accepted",
        "areas": [{"slug": "swindon", "name": "Swindon", "authority": ""}],
    }
    assert set(pointers(client.get("requests/?expand=status"))) == {"expand"}


def rows_of_book(answer) -> list[tuple]:
    """The cells of the XLSX file that `answer` is."""
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return list(book.active.iter_rows(values_only=True))


def test_the_list_as_csv_and_as_xlsx_is_the_export_of_the_page(api, world, client):
    accepted(world, issue="=SUM(A1)")
    raised(world, issue="Another, of Barnet", area=world.barnet)
    officer = world.person("officer")
    client.force_login(officer)
    page = text_of(client.get("/requests/export.csv?status=accepted"))
    answer = api(officer).get("requests/?status=accepted", Accept="text/csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert text_of(answer) == page
    assert len(list(csv.reader(io.StringIO(page)))) == 2
    assert api(world.person("administrator")).get("requests/", Accept="text/csv").status_code == 404
    book = api(officer).get("requests/?status=accepted", Accept=XLSX_TYPE)
    assert book["Content-Type"] == XLSX_TYPE
    assert rows_of_book(book) == rows_of_book(client.get("/requests/export.xlsx?status=accepted"))
    assert api(officer, Scope.READ).get("requests/", Accept=XLSX_TYPE).status_code == 403
    assert api(officer).get("requests/?as_at=2011-03-22", Accept=XLSX_TYPE).status_code == 422


def test_the_register_is_read_as_it_was_in_the_order_of_the_paper(api, world):
    first, second = accepted(world, now=NOON), accepted(world, now=NOON + timedelta(hours=1), area=world.barnet)
    say(world, first, "It moved since.")
    later = (NOON + timedelta(hours=2)).isoformat().replace("+00:00", "Z")
    client = api(world.person("secretariat"))
    assert references(client.get("requests/?sort=changed")) == [second.reference, first.reference]
    then = client.get(f"requests/?as_at={later}")
    assert references(then) == [first.reference, second.reference]
    assert then.json()["results"][0]["position"] == ""
    assert then.json()["count"] == 2
    one = client.get(f"requests/?as_at={later}&size=1")
    assert references(one) == [first.reference]
    assert references(client.client.get(one.json()["next"], headers={"Authorization": f"Bearer {client.token}"})) == [
        second.reference
    ]
    assert references(client.get("requests/?as_at=2011-01-01")) == []


def test_what_is_read_as_it_was_is_not_filtered_and_is_not_of_the_future(api, world):
    client = api(world.person("secretariat"))
    for query in ("status=accepted", "sort=due", "q=pool"):
        assert set(pointers(client.get(f"requests/?as_at=2011-03-22&{query}"))) == {"as_at"}
    for wrong in ("2999-01-01", "soon", "", "2011-02-30"):
        assert set(pointers(client.get(f"requests/?as_at={wrong}"))) == {"as_at"}
    assert client.get("requests/?as_at=2011-03-22", Accept="text/csv").status_code == 422


def test_an_officer_reads_what_was_theirs_then_and_is_now(api, world):
    """Given from Barnet to Swindon: before that it was none of Swindon's, in list, history and positions."""
    entry = accepted(world, area=world.barnet)
    state(world, entry, "Said while it was Barnet's")
    before = timezone.now()
    entry = again(entry)
    places = AreasNamed("named", (NamedArea(world.swindon),))
    triage(entry, by=world.person("secretariat"), expected_version=entry.shared_version, areas=places)
    state(world, entry, "Said while it is Swindon's")
    moment = before.isoformat().replace("+00:00", "Z")
    officer, partner = api(world.person("officer")), api(world.person("partner"))
    address = f"requests/{entry.reference}"
    assert references(officer.get(f"requests/?as_at={moment}")) == []
    assert references(partner.get(f"requests/?as_at={moment}")) == [entry.reference]
    said = {
        who: [row["text"] for row in one.get(f"{address}/positions/").json()["results"]]
        for who, one in {"officer": officer, "partner": partner}.items()
    }
    assert said["officer"] == ["Said while it is Swindon's"]
    assert said["partner"] == ["Said while it is Swindon's", "Said while it was Barnet's"]
    told = [row["version"] for row in officer.get(f"{address}/revisions/").json()["results"]]
    assert told == [5, 4]
    assert officer.get(f"{address}/revisions/3/").status_code == 404
    assert partner.get(f"{address}/revisions/3/").status_code == 200


def test_what_whitehall_says_among_itself_is_in_no_answer_to_others(api, world):
    entry = accepted(world)
    state(world, entry, "For areas")
    state(world, entry, "Among us", audience="whitehall")
    secretariat, officer = api(world.person("secretariat")), api(world.person("officer"))
    address = f"requests/{entry.reference}"
    pages = ("positions/", "revisions/", "revisions/3/", "", "watch/", "links/")
    assert "Among us" in secretariat.get(f"{address}/positions/").content.decode()
    assert secretariat.get(f"{address}/revisions/").json()["count"] == 4
    assert officer.get(f"{address}/revisions/").json()["count"] == 3
    assert officer.get(f"{address}/revisions/4/").status_code == 404
    assert "id" not in officer.get(f"{address}/positions/").json()["results"][0]  # the gaps would tell of others
    for page in pages:
        assert "Among us" not in officer.get(f"{address}/{page}").content.decode(), page


def test_the_history_says_who_changed_what_and_why_and_one_revision_the_whole_request(api, world):
    entry = accepted(world)
    say(world, entry, "It is with lawyers.", confidence="at_risk")
    reply(again(entry), by=world.person("officer"), text="We are waiting")
    client = api(world.person("locality_lead"))
    address = f"requests/{entry.reference}/revisions/"
    history = client.get(address).json()["results"]
    assert [row["action"] for row in history] == ["replied", "position", "triaged", "raised"]
    assert history[0]["changes"] == [{"what": "Reply of the area", "old": "Not given", "new": "We are waiting"}]
    assert history[1]["positions"][0]["text"] == "It is with lawyers."
    one = client.get(f"{address}3/").json()
    assert (one["by"], one["request"]["reply"], one["request"]["version"]) == ("A Secretariat", None, 3)
    since = client.get(f"{address}4/?since=2").json()
    assert {"Position", "Reply of the area"} <= {row["what"] for row in since["changes"]}
    assert set(pointers(client.get(f"{address}2/?since=3"))) == {"since"}
    assert client.get(f"{address}9/").status_code == 404
    first = client.get(f"{address}?size=3").json()
    rest = client.client.get(first["next"], headers={"Authorization": f"Bearer {client.token}"}).json()
    assert [row["version"] for row in (*first["results"], *rest["results"])] == [4, 3, 2, 1]


def test_related_requests_are_linked_once_and_taken_back(api, world):
    entry, other = accepted(world), accepted(world, area=world.barnet)
    client = api(world.person("secretariat"))
    address = f"requests/{entry.reference}/links/"
    for _ in range(2):
        assert client.post(address, {"to": other.reference}).status_code == 201
    assert [row["reference"] for row in client.get(address).json()["results"]] == [other.reference]
    assert api(world.person("officer")).get(address).json()["results"] == []
    assert set(pointers(client.post(address, {"to": "CB-9999"}))) == {"#/to"}
    assert set(pointers(client.post(address, {"to": entry.reference}))) == {"#/to"}
    assert client.delete(f"{address}{entry.reference}/").status_code == 404
    assert client.delete(f"{address}{other.reference}/").status_code == 204
    assert RequestLink.objects.count() == 0


def test_who_watches_a_request_is_counted_for_whitehall_and_not_named(api, world):
    entry, hidden = accepted(world), accepted(world, area=world.barnet)
    client = api(world.person("officer"))
    Watch.objects.create(entry=entry, user=world.person("partner"), since=NOON)
    address = f"requests/{entry.reference}/watch/"
    for _ in range(2):
        assert client.send("PUT", address).json() == {"watched": True, "watchers": None}
    assert api(world.person("champion")).get(address).json() == {"watched": False, "watchers": 2}
    assert [client.delete(address).status_code for _ in range(2)] == [204, 204]
    assert client.get(address).json() == {"watched": False, "watchers": None}
    assert api(world.person("champion")).get(address).json() == {"watched": False, "watchers": 1}
    assert client.send("PUT", f"requests/{hidden.reference}/watch/").status_code == 404
    assert Watch.objects.filter(entry=hidden).count() == 0


@pytest.mark.parametrize("role", ["secretariat", "officer"])
def test_no_operation_asks_the_database_more_often_the_more_there_is(api, world, role):
    client = api(world.person(role))
    entry = accepted(world)
    say(world, entry, "It is with lawyers.")
    RequestLink.objects.create(from_entry=entry, to_entry=accepted(world), kind="related")
    moment = (NOON + timedelta(days=1)).isoformat().replace("+00:00", "Z")
    one = f"requests/{entry.reference}/"
    paths = ["requests/", f"requests/?as_at={moment}", "requests/?department=DfE&status=accepted&expand=areas"]
    paths += [one, *(f"{one}{part}/" for part in ("positions", "revisions", "revisions/2", "links", "watch"))]
    few = [statements(client, path) for path in paths]
    for number in range(4):
        other = accepted(world, issue=f"Issue {number}")
        RequestLink.objects.create(from_entry=entry, to_entry=other, kind="related")
        for department in (None, world.dfe):
            current = LoggedRequest.objects.get(pk=entry.pk)
            state_position(
                current,
                by=world.person("secretariat"),
                expected_version=position_version(current, department),
                words=Words(text=f"Words {number}"),
                department=department,
            )
    assert [statements(client, path) for path in paths] == few


def test_to_state_a_position_asks_the_database_as_often_however_much_was_said(api, world):
    client = api(world.person("champion"))
    entry = accepted(world)
    counts = []
    for number in range(4):
        read = client.get(f"requests/{entry.reference}/")
        with CaptureQueriesContext(connection) as captured:
            said = client.post(f"requests/{entry.reference}/positions/", {"text": f"Words {number}"}, match=read)
        assert said.status_code == 200
        counts.append(len([one for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert len(set(counts)) == 1
    assert counts[0] <= 11
