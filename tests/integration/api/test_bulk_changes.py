"""Many requests are changed at once by API for one reason, all or none, and back again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_log.models import Action, ChangeBatch, LoggedRequest, Revision, Status, Workstream
from requests_log.services import mark_addressed
from requests_log.services.creation import Draft, create_requests
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from tests.integration.api.conftest import pointers
from tests.integration.requests_log.pages import everything
from tests.integration.requests_log.world import NOON, World, accepted, again, make_world, raised, state

pytestmark = pytest.mark.django_db
BULK = "bulk-changes/"


@pytest.fixture
def world() -> World:
    return make_world()


def seen(*entries):
    return [{"reference": entry.reference, "version": again(entry).version} for entry in entries]


def many(world, number):
    """Requests in work, made in few statements."""
    draft = Draft(
        issue="Let schools pool funding",
        areas=AreasNamed("named", (NamedArea(world.swindon),)),
        departments=DepartmentsNamed(items=(world.dfe,)),
        status=Status.ACCEPTED,
        timescale="by_date",
        raised_on=NOON.date(),
    )
    by = world.person("secretariat")
    return create_requests([draft] * number, by=by, action=Action.RAISED, now=datetime(2011, 3, 1, tzinfo=UTC))


def test_a_selection_is_changed_for_one_reason_read_again_and_taken_back(api, world):
    one, two, three = accepted(world, world.dfe), accepted(world, world.dfe, world.moj), accepted(world)
    Workstream.objects.create(slug="data", name="Data sharing", order=1)
    before = [again(entry).record for entry in (one, two)]
    client = api(world.person("secretariat"))
    body = {"requests": seen(one, two), "reason": "The group decided so", "workstream": "data", "departments": ["MoJ"]}
    made = client.post(BULK, body, key="one")
    assert made.status_code == 201, made.content
    assert client.post(BULK, body, key="one").json() == made.json()
    assert (made.json()["changed"], made.json()["reversal_faults"]) == (2, [])
    for entry in (again(one), again(two)):
        assert (entry.timescale, entry.workstream.slug, entry.departments_label) == ("workstream", "data", "MoJ")
        assert [row.department for row in entry.request_departments.all()] == [world.moj]
        assert entry.revisions.last().reason == "The group decided so"
    assert again(three).version == three.version
    address = made["Location"].removeprefix("/api/v1/")
    assert client.get(address).json() == made.json()
    rows = client.get(f"{address}requests/").json()["results"]
    assert [(row["reference"], row["action"]) for row in rows] == [(e.reference, "changed") for e in (one, two)]
    undone = client.post(f"{address}reversal/", {"reason": "The wrong list"})
    assert (undone.status_code, undone.json()["reverses"]) == (201, made.json()["id"])
    assert [again(entry).record for entry in (one, two)] == before
    listed = client.get(BULK).json()["results"]
    assert [(row["kind"], row["reversed_by"]) for row in listed] == [
        ("reversal", None),
        ("bulk", undone.json()["id"]),
    ]
    twice = client.post(f"{address}reversal/", {"reason": "Twice"})
    assert (twice.status_code, "reversed already" in twice.json()["detail"]) == (409, True)


def test_where_one_has_changed_since_none_is_changed_and_the_answer_says_which(api, world):
    one, two, three = accepted(world), accepted(world), accepted(world)
    body = {"requests": seen(one, two, three), "reason": "My long reason", "timescale": "after_april"}
    state(world, two, "The letter was sent")
    state(world, three, "So was this")
    before = everything()
    client = api(world.person("secretariat"))
    answer = client.post(BULK, body)
    assert answer.status_code == 412
    current = answer.json()["current"]
    assert [(row["reference"], row["positions"][0]["text"]) for row in current] == [
        (two.reference, "The letter was sent"),
        (three.reference, "So was this"),
    ]
    assert everything() == before
    assert client.post(BULK, {**body, "requests": seen(one, two, three)}).status_code == 201


def test_what_is_wrong_with_a_bulk_change_is_said_at_its_place_and_nothing_is_changed(api, world):
    entry, waiting, ended = accepted(world), raised(world), accepted(world)
    by = world.person("secretariat")
    mark_addressed(ended, by=by, expected_version=ended.shared_version, outcome="agreed", text="Done")
    good = {"requests": seen(entry), "reason": "So", "timescale": "after_april"}
    unknown = [*seen(entry), {"reference": "CB-9999", "version": 1}, {"reference": "<script>", "version": "x"}]
    asked = [
        ({"reason": " "}, {"#/reason"}),
        ({"requests": []}, {"#/requests"}),
        ({"requests": seen(entry) * 2}, {"#/requests"}),
        ({"requests": seen(entry) * 501}, {"#/requests"}),
        ({"requests": seen(waiting)}, {"#/requests"}),
        ({"requests": seen(ended)}, {"#/requests"}),
        ({"requests": unknown[:2]}, {"#/requests/1/reference"}),
        ({"requests": unknown}, {"#/requests/2/reference", "#/requests/2/version"}),
        ({"timescale": "soon"}, {"#/timescale"}),
        ({"timescale": "by_date"}, {"#/timescale"}),
        ({"workstream": "none"}, {"#/workstream"}),
        ({"departments": []}, {"#/departments"}),
        ({"departments": ["DfE"], "lead": "MoJ"}, {"#/lead"}),
        ({"due_on": None}, {"#/due_on"}),
        ({"contact": "Ann"}, {"#/contact"}),
    ]
    before = everything()
    client = api(by)
    for change, places in asked:
        answer = client.post(BULK, {**good, **change})
        assert answer.status_code == 422, (change, answer.content)
        assert set(pointers(answer)) == places, change
    assert set(pointers(client.post(BULK, {"requests": seen(entry), "reason": "So"}))) == {"#/timescale"}
    assert everything() == before


def test_a_change_over_which_others_were_made_stays_and_each_of_them_is_named(api, world):
    entries = [accepted(world), accepted(world)]
    client = api(world.person("secretariat"))
    made = client.post(BULK, {"requests": seen(*entries), "reason": "So", "due_on": "2011-03-25"})
    for entry in entries:
        state(world, entry, "Since then")
    address = f"{BULK}{made.json()['id']}/reversal/"
    before = everything()
    assert set(pointers(client.post(address, {"reason": ""}))) == {"#/reason"}
    answer = client.post(address, {"reason": "Undo"})
    assert answer.status_code == 409
    said = [one["detail"] for one in answer.json()["errors"]]
    assert [text.split()[0] for text in said] == [entry.reference for entry in entries]
    assert client.get(f"{BULK}{made.json()['id']}/").json()["reversal_faults"] == said
    assert client.get(f"{BULK}999999999/").status_code == 404
    assert everything() == before


def test_five_hundred_requests_cost_one_conditional_update_each_and_few_statements_besides(api, world):
    client = api(world.person("secretariat"))
    costs = []
    for number in (10, 500):
        entries = many(world, number)
        rows = [{"reference": entry.reference, "version": 1} for entry in entries]
        body = {"requests": rows, "reason": "So", "departments": ["MoJ"], "timescale": "after_april"}
        with CaptureQueriesContext(
            connection,
        ) as queries:
            made = client.post(BULK, body)
        assert (made.status_code, made.json()["changed"]) == (201, number)
        costs.append(len(queries) - number)
    assert costs[1] <= 40
    assert LoggedRequest.objects.filter(departments_label="MoJ", timescale="after_april").count() == 510
    assert Revision.objects.filter(batch__kind=ChangeBatch.Kind.BULK).count() == 510


def test_a_list_of_many_costs_what_a_list_of_few_does(api, world):
    client = api(world.person("secretariat"))
    costs = []
    for _ in range(2):
        for entry in many(world, 4):
            client.post(BULK, {"requests": seen(entry), "reason": "So", "timescale": "after_april"})
        with CaptureQueriesContext(connection) as queries:
            listed = client.get(BULK)
        costs.append(len(queries))
    assert (listed.json()["count"], costs[0]) == (8, costs[1])
