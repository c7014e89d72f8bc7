"""Each filter of the register, and what a value that cannot be read gets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from requests_log.filters import LoggedRequestFilterSet
from requests_log.models import LoggedRequest, RequestDepartment
from requests_log.options import Option, read_options
from requests_log.services import mark_addressed, say_persists, triage, watch
from requests_log.services.workstreams import create_workstream
from tests.factories.register import LoggedRequestFactory
from tests.integration.requests_log.reading import say, text_of
from tests.integration.requests_log.world import NOON, World, accepted, raised


class Asked:
    """As much of an HTTP request as a FilterSet reads."""

    def __init__(self, user) -> None:
        self.user = user


def found(world: World, role: str = "secretariat", **query) -> set[LoggedRequest]:
    user = world.person(role)
    data = {name: value if isinstance(value, list) else [value] for name, value in query.items()}
    from django.http import QueryDict

    params = QueryDict(mutable=True)
    for name, values in data.items():
        params.setlist(name, values)
    filterset = LoggedRequestFilterSet(params, LoggedRequest.objects.visible_to(user), request=Asked(user))
    assert filterset.is_valid(), filterset.errors
    return set(filterset.qs)


@pytest.mark.parametrize("role", ["secretariat", "partner"])
def test_by_area_and_department(world, role):
    one = accepted(world, world.dfe, area=world.swindon)
    two = accepted(world, world.moj, area=world.barnet)
    both = accepted(world, world.dfe, world.moj, area=world.barnet)
    everyone = accepted(world, scope="all", area=world.barnet)
    assert found(world, role, area="swindon") == {one}
    assert found(world, role, department="MoJ") == {two, both, everyone}
    assert found(world, role, department="DfE", area="barnet") == {both, everyone}


@pytest.mark.parametrize("role", ["secretariat", "partner"])
def test_by_one_or_several_statuses_alone_and_with_a_department(world, role):
    waiting, accepted_one, in_hand = raised(world), accepted(world), accepted(world)
    say(world, in_hand, "Under way.")
    assert found(world, role, status="raised") == {waiting}
    assert found(world, role, status=["raised", "in_hand"]) == {waiting, in_hand}
    assert found(world, role, status="in_hand", department="DfE") == {in_hand}
    assert found(world, role, status=["accepted", "in_hand"], department="DfE") == {accepted_one, in_hand}


def test_by_timescale_workstream_and_level_of_attention(world):
    secretary = world.person("secretariat")
    data = create_workstream(by=secretary, name="Data sharing")
    through, dated = accepted(world), accepted(world)
    change = {
        "timescale": "workstream",
        "workstream": data,
        "due_on": None,
        "attention": "dg",
        "attention_reason": "Why",
    }
    triage(through, by=secretary, expected_version=through.shared_version, reason="It fits.", **change)
    assert found(world, timescale="workstream") == {through}
    assert found(world, timescale="by_date") == {dated}
    assert found(world, workstream="data-sharing") == {through}
    assert found(world, attention=["dg", "political"]) == {through}


def test_by_kind_nature_and_theme(world):
    one = raised(world, kind="pooling", nature="legislation", theme="Older people")
    two = raised(world, kind="flexibility", nature="practice", theme="Schools")
    assert found(world, kind="pooling") == {one}
    assert found(world, nature=["practice", "unclear"]) == {two}
    assert found(world, theme="older") == {one}


def test_by_due_date_with_both_days_included(world):
    entry = accepted(world)
    assert entry.due_on == date(2011, 4, 1)
    assert found(world, due_from="1/4/2011", due_to="2011-04-01") == {entry}
    assert found(world, due_from="2/4/2011") == set()
    assert found(world, due_to="31 March 2011") == set()


def test_a_request_is_stale_when_nothing_was_said_for_longer_than_the_setting(world, settings):
    settings.STALE_AFTER_DAYS = 14
    silent, fresh, old = accepted(world), accepted(world), accepted(world)
    say(world, fresh, "Today.")
    say(world, old, "Long ago.")
    LoggedRequest.objects.filter(pk=old.pk).update(fresh_at=timezone.now() - timedelta(days=15))
    assert found(world, stale="yes") == {silent, old}
    settings.STALE_AFTER_DAYS = 16
    assert found(world, stale="yes") == {silent}


def test_an_ended_request_is_neither_stale_nor_overdue(world):
    entry, ended = accepted(world), accepted(world)
    secretary = world.person("secretariat")
    mark_addressed(ended, by=secretary, expected_version=ended.shared_version, outcome="agreed", text="Yes.")
    assert found(world, overdue="yes") == {entry}
    assert found(world, stale="yes") == {entry}


def test_by_what_the_reader_watches(world):
    mine, theirs = accepted(world), accepted(world)
    watch(mine, by=world.person("champion"))
    watch(theirs, by=world.person("secretariat"))
    assert found(world, "champion", watched="yes") == {mine}


def test_by_a_barrier_that_persists(world):
    entry, _other = accepted(world), accepted(world)
    secretary = world.person("secretariat")
    mark_addressed(entry, by=secretary, expected_version=entry.shared_version, outcome="agreed", text="Yes.")
    say_persists(entry, by=world.person("officer"), text="No.")
    assert found(world, persists="yes") == {entry}


def test_by_confidence_of_the_positions_that_the_reader_may_see(world):
    entry = accepted(world)
    say(world, entry, "Fine.", confidence="on_track")
    say(world, entry, "Not fine.", confidence="off_track", audience="whitehall")
    assert found(world, "champion", confidence="off_track") == {entry}
    assert found(world, "partner", confidence="off_track") == set()
    assert found(world, "partner", confidence="on_track") == {entry}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("area=narnia", "Select area from the list"),
        ("department=MinLuv", "Select department from the list"),
        ("workstream=none", "Select workstream from the list"),
        ("status=finished", "Select status from the list"),
        ("confidence=certain&confidence=at_risk", "Select confidence from the list"),
        ("stale=maybe", "Select stale from the list"),
        ("due_from=31/2/2011", "Due from must be a real date, like 1/4/2011"),
        ("due_to=soon", "Due before must be a real date, like 1/4/2011"),
        ("due_from=1/5/2011&due_to=1/4/2011", "Due before must be the same as or after due from"),
        ("q=%00", "Search must not contain control characters"),
        (f"q={'long' * 60}", "Search must be 200 characters or fewer"),
        ("theme=%1b", "Theme must not contain control characters"),
    ],
)
def test_a_value_that_cannot_be_read_is_a_clear_422_with_no_rows(client, world, query, message):
    entry = accepted(world)
    client.force_login(world.person("secretariat"))
    for address in (f"/requests/?{query}", f"/requests/export.csv?{query}", f"/requests/export.xlsx?{query}"):
        page = client.get(address)
        assert page.status_code == 422, address
        html = text_of(page)
        assert message in html.replace("&#39;", "'")
        assert html.count(message) >= 2, "in the summary and at the field"
        assert "There is a problem" in html
        assert entry.reference not in html


def test_values_with_everything_that_could_break_out_are_only_shown(client, world):
    client.force_login(world.person("secretariat"))
    html = text_of(client.get("/requests/", {"q": '"><script>alert(1)</script>', "area": '"><b>'}))
    assert "<script>alert" not in html
    assert '"><b>' not in html


def test_the_options_are_what_visible_to_gives(world, django_assert_num_queries):
    create_workstream(by=world.person("secretariat"), name="Data sharing")
    user = world.person("secretariat")
    with django_assert_num_queries(1):
        options = read_options(user)
    assert options.areas == (
        Option(world.swindon.pk, "swindon", "Swindon"),
        Option(world.barnet.pk, "barnet", "Barnet"),
    )
    assert [option.key for option in options.departments] == ["DfE", "MoJ", "DCLG"]
    assert [option.label for option in options.workstreams] == ["Data sharing"]
    assert read_options(world.person("administrator")).areas == ()


def _fill(world) -> None:
    """Enough requests of others, and statistics of them, that the plan is not one for a table of a few rows."""
    entries = LoggedRequestFactory.create_batch(400)
    departments = (world.moj, world.dclg, world.moj, world.dfe)
    RequestDepartment.objects.bulk_create(
        RequestDepartment(entry=entry, department=departments[n % 4], order=1, status=entry.status, updated_at=NOON)
        for n, entry in enumerate(entries)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE requests_log_loggedrequest, requests_log_requestdepartment")


@pytest.mark.postgresql
def test_a_page_for_a_department_and_status_walks_the_index_of_its_parts(world):
    from django.http import QueryDict

    from requests_log.listing import list_values

    _fill(world)
    user = world.person("champion")
    params = QueryDict("department=DfE&status=accepted")
    filterset = LoggedRequestFilterSet(params, LoggedRequest.objects.visible_to(user), request=Asked(user))
    assert filterset.is_valid()
    rows = list_values(filterset, filterset.qs).order_by("-part_updated_at", "-part_entry")[:26]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    plan = rows.explain()
    assert "request_dept_status_newest" in plan
    assert "Sort" not in plan
