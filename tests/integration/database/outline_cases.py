"""Cases of constraints on the sign-offs of outline proposals, as in `cases`."""

from __future__ import annotations

from datetime import timedelta

from tests.factories.workstrands import WRITTEN, OutlineProposalFactory, OutlineSignOffFactory
from tests.integration.database.cases import check, twice

OUTLINES = [
    check(
        "outline_sign_off_post_may_sign",
        OutlineSignOffFactory,
        {"post": "chair"},
        {"post": "chair", "side": "community"},
    ),
    check(
        "outline_sign_off_is_signed_in_time",
        OutlineSignOffFactory,
        {"signed_at": WRITTEN + timedelta(days=14)},
        {"signed_at": WRITTEN + timedelta(days=13)},
    ),
    check(
        "outline_sign_off_sent_back_says_what_should_change",
        OutlineSignOffFactory,
        {"sent_back_at": WRITTEN},
        {"sent_back_at": WRITTEN, "comment": "Name the police"},
    ),
    twice(
        "one_person_signs_for_a_side",
        OutlineSignOffFactory,
        lambda: {"outline": OutlineProposalFactory()},
        lambda: {"ended_at": WRITTEN},
    ),
]
