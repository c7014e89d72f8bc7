"""Cases of constraints on nominations and their sign-offs, as in `cases`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.factories import people
from tests.factories.nominations import MOMENT, NominationAuthorityFactory, NominationFactory, SignOffFactory
from tests.factories.places import AuthorityFactory
from tests.integration.database.cases import Case, check, twice

DAY = timedelta(days=1)


def nomination(**fields: Any) -> Any:
    """A nomination that somebody acknowledged or withdrew."""
    return NominationFactory(acknowledged_by=people.UserFactory(), **fields)


def withdrawn(**fields: Any) -> Any:
    """A nomination with a reason for withdrawing."""
    return NominationFactory(withdrawal="Elections", **fields)


NOMINATIONS = [
    check(
        "nomination_submitted_makes_an_area",
        NominationFactory,
        {"submitted": True, "area": None},
        {"submitted": True},
    ),
    Case(
        "nomination_acknowledged_once_submitted",
        lambda: nomination(acknowledged_at=MOMENT),
        lambda: nomination(acknowledged_at=MOMENT + 15 * DAY, submitted=True),
    ),
    check("nomination_withdrawn_says_by_whom", withdrawn, {}, {"withdrawn": True}),
    check(
        "nomination_starts_within_the_programme",
        NominationFactory,
        {"wanted_start": date(2011, 3, 31)},
        {"wanted_start": date(2011, 4, 1)},
    ),
    twice(
        "nomination_names_an_authority_once",
        NominationAuthorityFactory,
        lambda: {"nomination": NominationFactory(members=[]), "authority": AuthorityFactory(), "left_at": MOMENT},
        lambda: {"authority": AuthorityFactory()},
    ),
    twice(
        "authority_is_in_one_open_nomination",
        NominationAuthorityFactory,
        lambda: {"authority": AuthorityFactory()},
        lambda: {"left_at": MOMENT},
    ),
    check("sign_off_post_may_sign", SignOffFactory, {"post": "councillor"}, {"post": "leader"}),
    check(
        "sign_off_is_signed_in_time",
        SignOffFactory,
        {"signed_at": MOMENT + 14 * DAY},
        {"signed_at": MOMENT + 13 * DAY},
    ),
    check(
        "sign_off_sent_back_says_what_should_change",
        SignOffFactory,
        {"sent_back_at": MOMENT + DAY},
        {"sent_back_at": MOMENT + DAY, "comment": "Name the police"},
    ),
    twice(
        "one_person_signs_for_an_authority",
        SignOffFactory,
        lambda: {"nomination": NominationFactory()},
        lambda: {"ended_at": MOMENT},
    ),
]
