"""Pages by key, on the database that the suite runs on."""

from __future__ import annotations

import base64
import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, QuerySet
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cbtracker.accounts.models import User
from cbtracker.web.cursors import Key
from cbtracker.web.errors import ClearNotFound
from cbtracker.web.pagination import CappedCount, KeysetPage, capped_count, keyset_page
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

START = dt.datetime(2011, 3, 22, 17, 0, tzinfo=dt.UTC)
MOMENTS = st.sampled_from([START + dt.timedelta(days=n, microseconds=n) for n in range(4)])
ROWS = st.lists(st.tuples(st.sampled_from(["Ann", "Bob", "Élodie", "zoë"]), MOMENTS, st.none() | MOMENTS), max_size=14)
ORDERS = st.sampled_from(
    [
        [("date_joined", "desc"), ("id", "desc")],
        [("full_name", "asc"), ("date_joined", "desc"), ("id", "asc")],
        [("access_ended_at", "desc"), ("id", "desc")],
        [("access_ended_at", "asc"), ("id", "desc")],
        [("full_name", "desc"), ("access_ended_at", "asc"), ("id", "asc")],
        [("id", "asc")],
    ]
)


def people(rows: list[tuple[str, dt.datetime, dt.datetime | None]]) -> QuerySet[Any, Any]:
    User.objects.all().delete()
    User.objects.bulk_create(
        User(email=f"{n}@example.org", full_name=name, date_joined=joined, access_ended_at=ended, role="partner")
        for n, (name, joined, ended) in enumerate(rows)
    )
    return User.objects.values("id", "full_name", "date_joined", "access_ended_at")


def turn(rows: QuerySet[Any, Any], address: str, order: Any, size: int) -> KeysetPage:
    return keyset_page(rows, order=order, params=QueryDict(address.lstrip("?")), size=size)


def in_order(rows: QuerySet[Any, Any], order: Any) -> list[Any]:
    by = [
        getattr(F(name), way)(nulls_last=True) if name == "access_ended_at" else getattr(F(name), way)()
        for name, way in order
    ]
    return list(rows.order_by(*by))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, order=ORDERS, size=st.integers(1, 5))
def test_walking_forward_gives_every_row_once_in_order_and_walking_back_the_same_pages(db, rows, order, size):
    found = people(rows)
    pages = [turn(found, "q=x", order, size)]
    while pages[-1].next:
        pages.append(turn(found, pages[-1].next, order, size))
    assert [row for page in pages for row in page.rows] == in_order(found, order)
    assert not pages[0].previous
    back = [pages[-1]]
    while back[-1].previous:
        back.append(turn(found, back[-1].previous, order, size))
    assert [page.rows for page in reversed(back)] == [page.rows for page in pages]
    assert not back[-1].previous
    assert bool(back[-1].next) == (len(pages) > 1)


def test_links_keep_the_filters_and_name_one_cursor_only():
    people([("Ann", START, None)] * 5)
    order = [("id", "asc")]
    second = turn(User.objects.values("id"), turn(User.objects.values("id"), "q=a b", order, 2).next, order, 2)
    assert second.first == "?q=a+b"
    assert second.next.startswith("?q=a+b&after=")
    assert second.previous.startswith("?q=a+b&before=")


def test_models_page_as_values_do():
    people([("Ann", START, None)] * 3)
    order = [("date_joined", "desc"), ("id", "desc")]
    first = turn(User.objects.all(), "", order, 2)
    second = turn(User.objects.all(), first.next, order, 2)
    assert [user.id for user in [*first.rows, *second.rows]] == sorted(User.objects.values_list("id", flat=True))[::-1]


def test_row_added_before_the_reader_is_found_by_walking_back():
    found = people([("Ann", START, None)] * 4)
    order = [("full_name", "asc"), ("id", "asc")]
    second = turn(found, turn(found, "", order, 2).next, order, 2)
    UserFactory(full_name="Aaron")
    back = turn(found, second.previous, order, 2)
    assert back.previous, "a row stands before these now"
    assert [row["full_name"] for row in turn(found, back.previous, order, 2).rows] == ["Aaron", "Ann"]


def test_list_that_shrank_under_the_reader_offers_a_way_back():
    found = people([("Ann", START, None)] * 4)
    first = turn(found, "q=x", [("id", "asc")], 2)
    User.objects.exclude(id__in=[row["id"] for row in first.rows]).delete()
    after = turn(found, first.next, [("id", "asc")], 2)
    assert after.rows == []
    assert after.previous == "?q=x"


def token(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "bad",
    [
        "x",
        "é",
        "!!!!",
        "A" * 5000,
        token(),
        token("2011-03-22T17:00:00+00:00"),
        token("2011-03-22T17:00:00+00:00", "1"),
        token("2011-03-22T17:00:00+00:00", 1, 1),
        token("2011-03-22T17:00:00", 1),
        token("2011-13-22T17:00:00+00:00", 1),
        token("9999-12-31T23:59:59-23:00", 1),
        token("nonsense", 1),
        token(None, 1),
        token(["2011"], 1),
        token("2011-03-22T17:00:00+00:00", 10**30),
        token("2011-03-22T17:00:00+00:00", True),
        token("2011-03-22T17:00:00+00:00", 1.5),
        base64.urlsafe_b64encode(b'{"a":1}').decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
        base64.urlsafe_b64encode(b"[" * 1400).decode(),
    ],
)
@pytest.mark.parametrize("way", ["after", "before"])
def test_cursor_that_the_list_did_not_make_is_a_page_that_is_not_there(way, bad):
    with pytest.raises(ClearNotFound):
        keyset_page(User.objects.all(), order=[("date_joined", "desc"), ("id", "desc")], params={way: bad})


@pytest.mark.parametrize("text", ["a\0b", 1, "\ud800"])
def test_text_in_a_cursor_is_text_that_a_database_can_compare(text):
    with pytest.raises(ClearNotFound):
        keyset_page(User.objects.all(), order=[("full_name", "asc"), ("id", "asc")], params={"after": token(text, 1)})


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_no_text_as_a_cursor_breaks_the_list(db, text):
    order, params = [("full_name", "asc"), ("id", "asc")], {"after": text}
    if text:
        with pytest.raises(ClearNotFound, match="first page"):
            keyset_page(User.objects.all(), order=order, params=params)
    else:
        assert keyset_page(User.objects.all(), order=order, params=params).rows == []


def test_page_is_one_query_without_an_offset():
    found = people([("Ann", START, None)] * 6)
    first = turn(found, "", [("date_joined", "desc"), ("id", "desc")], 2)
    with CaptureQueriesContext(connection) as queries:
        turn(found, first.next, [("date_joined", "desc"), ("id", "desc")], 2)
    sql = queries.captured_queries[0]["sql"]
    assert len(queries) == 1
    assert "OFFSET" not in sql
    assert "NULLS" not in sql, "a plain index must fit"


def test_field_that_cursors_do_not_carry_is_refused_by_name():
    with pytest.raises(TypeError, match="is_active"):
        Key.of(User.objects.all(), "is_active", "asc")


def test_annotated_and_joined_fields_may_be_sorted_by():
    rows = User.objects.annotate(joined=F("date_joined")).values("id", "joined")
    UserFactory(), UserFactory(), UserFactory()
    order = [("joined", "desc"), ("id", "desc")]
    first = turn(rows, "", order, 2)
    assert len(turn(rows, first.next, order, 2).rows) == 1


@pytest.mark.parametrize(("rows", "cap", "said"), [(0, 3, "0"), (3, 3, "3"), (4, 3, "over 3")])
def test_count_stops_at_its_cap(rows, cap, said):
    people([("Ann", START, None)] * rows)
    with CaptureQueriesContext(connection) as queries:
        assert str(capped_count(User.objects.order_by("full_name"), cap)) == said
    assert len(queries) == 1
    assert f"LIMIT {cap + 1}" in queries.captured_queries[0]["sql"]


def test_large_counts_are_written_with_a_comma():
    assert str(capped_count(User.objects.none())) == "0"
    assert str(CappedCount(1000, capped=True)) == "over 1,000"
