"""Addresses of the same list with something changed, and its sorting."""

import pytest
from django.http import QueryDict

from cbtracker.web.links import querystring
from cbtracker.web.sorting import Sort

ORDERS = {"updated": "updated_at", "due": "due_on"}


def test_change_keeps_the_other_filters_and_drops_the_page():
    params = QueryDict("department=dfe&department=dwp&after=abc")
    assert querystring(params, sort="-due") == "?department=dfe&department=dwp&sort=-due"


def test_none_takes_a_filter_away():
    assert querystring(QueryDict("q=x&status=raised"), q=None) == "?status=raised"


def test_list_gives_every_value():
    assert querystring(QueryDict(""), area=["a", "b"]) == "?area=a&area=b"


def test_address_without_parameters_still_leaves_the_present_ones():
    assert querystring(QueryDict("q=x"), q=None) == "?"


def test_parameters_of_the_request_are_not_changed():
    params = QueryDict("q=x", mutable=True)
    querystring(params, q="y")
    assert params.urlencode() == "q=x"


def test_mapping_serves_as_well_as_a_query():
    assert querystring({"q": "a b", "page": 2}) == "?q=a+b&page=2"


@pytest.mark.parametrize("asked", ["", "sort=nonsense", "sort=--due", "sort=-"])
def test_unknown_order_is_the_default_one(asked):
    assert Sort(QueryDict(asked), ORDERS, "-updated").current == "-updated"


def test_sorted_column_says_which_way_and_its_link_turns_it():
    sort = Sort(QueryDict("q=x&sort=due"), ORDERS, "-updated")
    assert (sort.aria("due"), sort.aria("updated")) == ("ascending", "none")
    assert sort.href("due") == "?q=x&sort=-due"
    assert sort.href("updated") == "?q=x&sort=updated"
    assert sort.order == [("due_on", "asc"), ("id", "asc")]
