"""Cases of constraints on the offer and its take-up, as in `cases`."""

from __future__ import annotations

from datetime import date

from tests.factories import offer, people
from tests.factories.places import AreaFactory
from tests.factories.rollout import OfferElementFactory
from tests.integration.database.cases import Case, check, twice


def ended(**fields: object) -> object:
    """A take-up that ended on 1 June 2011."""
    return offer.TakeUpFactory(**{"ended_on": date(2011, 6, 1), "ended_at": offer.SAID_AT, **fields})


def answered(**fields: object) -> object:
    """A comment that somebody answered."""
    return offer.OfferCommentFactory(answered_at=offer.SAID_AT, answered_by=people.UserFactory(), **fields)


OFFER = [
    twice("offer_text_number_is_used_once", offer.OfferTextFactory, lambda: {"number": 901}, lambda: {"number": 902}),
    check("offer_text_number_is_from_one", offer.OfferTextFactory, {"number": 0}, {"number": 901}),
    check("offer_text_has_words", offer.OfferTextFactory, {"words": ""}, {"words": "x"}),
    twice(
        "offer_version_number_is_used_once", offer.OfferVersionFactory, lambda: {"number": 901}, lambda: {"number": 902}
    ),
    check("offer_version_number_is_from_one", offer.OfferVersionFactory, {"number": 0}, {"number": 901}),
    check("offer_version_says_what_changed", offer.OfferVersionFactory, {"note": ""}, {"note": "x"}),
    check("offer_comment_has_words", offer.OfferCommentFactory, {"words": ""}, {"words": "x"}),
    Case("offer_comment_answered_says_who_and_what", lambda: answered(), lambda: answered(reply="It does now")),
    twice(
        "area_takes_up_an_element_once_at_a_time",
        offer.TakeUpFactory,
        lambda: {"area": AreaFactory(), "element": OfferElementFactory()},
        lambda: {"ended_on": date(2011, 6, 1), "ended_at": offer.SAID_AT, "ended_by": people.UserFactory()},
    ),
    check(
        "take_up_is_of_the_programme",
        offer.TakeUpFactory,
        {"since": date(2010, 10, 19)},
        {"since": date(2010, 10, 20)},
    ),
    Case(
        "take_up_ends_after_it_began",
        lambda: ended(since=date(2011, 6, 2), ended_by=people.UserFactory()),
        lambda: ended(since=date(2011, 6, 1), ended_by=people.UserFactory()),
    ),
    Case("take_up_ended_says_when_and_who", lambda: ended(), lambda: ended(ended_by=people.UserFactory())),
]
