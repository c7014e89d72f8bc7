"""Rows of the matrix: the open pages, the offer and its take-up."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import EVERYONE, PROGRAMME, REACHED, READERS, SECRETARIAT, Row
from tests.factories.offer import OfferCommentFactory, OfferTextFactory, OfferVersionFactory, TakeUpFactory

# The champion of this world is of neither department that drafts the offer: `test_offer_text.py` tries those who are.
DRAFTERS = SECRETARIAT | {Role.PARTNER}
RECORDERS = SECRETARIAT | {Role.OFFICER, Role.LOCALITY_LEAD}


def furnish(world: Any) -> None:
    """A published text, a draft after it, a comment on each, and something that each side's area takes up.

    The offer is nobody's own: both sides have the same.
    """
    published, draft = OfferTextFactory(number=1), OfferTextFactory(number=2)
    OfferVersionFactory(number=1, text=published)
    world.own.offer_text = world.other.offer_text = draft
    world.own.offer_comment = world.other.offer_comment = OfferCommentFactory(text=draft)
    for side in (world.own, world.other):
        side.take_up = TakeUpFactory(area=side.area)


def text(side: Any, user: Any) -> dict[str, Any]:
    """The draft."""
    return {"number": side.offer_text.number}


def comment(side: Any, user: Any) -> dict[str, Any]:
    """A comment that waits for an answer."""
    return {"pk": side.offer_comment.pk}


def area(side: Any, user: Any) -> dict[str, Any]:
    """The side's area."""
    return {"slug": side.area.slug}


def taken(side: Any, user: Any) -> dict[str, Any]:
    """What the side's area takes up."""
    return {**area(side, user), "pk": side.take_up.pk}


ROWS: list[Row] = [
    Row("rollout:offer", "GET", EVERYONE, anonymous=REACHED),
    Row("rollout:open_timeline", "GET", EVERYONE, anonymous=REACHED),
    Row("rollout:open_freedoms", "GET", EVERYONE, anonymous=REACHED),
    Row("rollout:offer_history", "GET", READERS),
    Row("rollout:offer_text", "GET", READERS, kwargs=text),
    Row("rollout:offer_text", "POST", READERS, kwargs=text),
    Row("rollout:edit_offer", "GET", DRAFTERS),
    Row("rollout:edit_offer", "POST", DRAFTERS),
    Row("rollout:publish_offer", "GET", SECRETARIAT),
    Row("rollout:publish_offer", "POST", SECRETARIAT),
    Row("rollout:answer_comment", "GET", DRAFTERS, kwargs=comment),
    Row("rollout:answer_comment", "POST", DRAFTERS, kwargs=comment),
    Row("rollout:take_up", "GET", PROGRAMME),
    Row("rollout:area_take_up", "GET", PROGRAMME, kwargs=area),
    Row("rollout:record_take_up", "GET", RECORDERS, SECRETARIAT, kwargs=area),
    Row("rollout:record_take_up", "POST", RECORDERS, SECRETARIAT, kwargs=area),
    Row("rollout:end_take_up", "GET", RECORDERS, SECRETARIAT, kwargs=taken),
    Row("rollout:end_take_up", "POST", RECORDERS, SECRETARIAT, kwargs=taken),
]
