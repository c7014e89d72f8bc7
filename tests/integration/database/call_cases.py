"""Cases of the constraints on calls and returns."""

from __future__ import annotations

from datetime import date, timedelta

from tests.factories import calls, places
from tests.factories.register import MOMENT, LoggedRequestFactory
from tests.integration.database.cases import Case, check, twice

CALLS = [
    check("call_says_what_it_asks", calls.CallFactory, {"question": ""}, {"question": "x"}),
    check("call_asked_of_is_known", calls.CallFactory, {"asked_of": "ministers"}, {"asked_of": "authorities"}),
    check(
        "call_is_extended_to_a_later_date",
        calls.CallExtensionFactory,
        {"due_on": date(2011, 3, 29)},
        {"due_on": date(2011, 3, 30)},
    ),
    check("call_extension_has_a_reason", calls.CallExtensionFactory, {"reason": ""}, {"reason": "x"}),
    Case(
        "call_asks_one_area_or_one_authority",
        lambda: calls.CallAddresseeFactory(authority=places.AuthorityFactory()),
        lambda: calls.CallAddresseeFactory(area=None, authority=places.AuthorityFactory()),
    ),
    twice(
        "call_asks_an_area_once",
        calls.CallAddresseeFactory,
        lambda: {"call": calls.CallFactory(), "area": places.AreaFactory()},
        lambda: {"area": places.AreaFactory()},
    ),
    twice(
        "call_asks_an_authority_once",
        calls.CallAddresseeFactory,
        lambda: {"call": calls.CallFactory(), "area": None, "authority": places.AuthorityFactory()},
        lambda: {"authority": places.AuthorityFactory()},
    ),
    check("return_kind_is_known", calls.ReturnFactory, {"kind": "bid"}, {"kind": "additions"}),
    check("return_comment_has_a_text", calls.ReturnFactory, {"kind": "comment"}, {"kind": "comment", "text": "x"}),
    twice(
        "return_names_a_request_once",
        calls.ReturnAdditionFactory,
        lambda: {"of": calls.ReturnFactory(), "entry": LoggedRequestFactory()},
        lambda: {"entry": LoggedRequestFactory()},
    ),
    twice(
        "return_version_is_given_once",
        calls.ReturnRevisionFactory,
        lambda: {"of": calls.ReturnFactory()},
        lambda: {"version": 2},
    ),
    check(
        "return_revision_is_not_of_the_future",
        calls.ReturnRevisionFactory,
        {"effective_at": MOMENT + timedelta(seconds=1)},
        {"effective_at": MOMENT},
    ),
]
