"""Which areas take up which element of the offer; always in the order of the offer and of the alphabet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from areas.models import Area
from rollout.models import OfferElement, TakeUp


@dataclass(frozen=True)
class ElementTakeUp:
    """An element with the areas that take it up now, by name."""

    element: OfferElement
    take_up: list[TakeUp]


def take_up_by_element(user: Any) -> list[ElementTakeUp]:
    """Return every element that is offered, or that an area still takes up, in the order of the offer; two queries."""
    rows = TakeUp.objects.visible_to(user).current().select_related("area").order_by("area__name")
    by_element: dict[int, list[TakeUp]] = {}
    for row in rows:
        by_element.setdefault(row.element_id, []).append(row)
    elements = OfferElement.objects.visible_to(user)
    found = [ElementTakeUp(element, by_element.get(element.pk, [])) for element in elements]
    return [one for one in found if one.element.is_current or one.take_up]


def take_up_of(area: Area, user: Any) -> list[TakeUp]:
    """Return everything that `area` takes up or took up: what goes on first, each in the order of the offer."""
    rows = TakeUp.objects.visible_to(user).filter(area=area).select_related("element", "recorded_by", "ended_by")
    return sorted(rows, key=lambda one: one.ended_on is not None)
