"""What people read of the practice library."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from rollout.workstrands.models import PracticeItem, StrandPlace


def library(user: Any) -> QuerySet[PracticeItem]:
    """What `user` may read, who need not have an account, with the places that it is about."""
    return PracticeItem.objects.visible_to(user).select_related("area", "authority", "neighbourhood")


def learned_in(place: StrandPlace, user: Any) -> QuerySet[PracticeItem]:
    """What was learned in `place`: of its neighbourhood, or of its authority in strand 4."""
    if place.neighbourhood_id:
        return library(user).filter(neighbourhood=place.neighbourhood_id)
    return library(user).filter(authority=place.authority_id)


def place_name(item: PracticeItem) -> str:
    """The place that `item` is about; blank for none."""
    place = item.area or item.authority or item.neighbourhood
    return "" if place is None else str(place)
