"""What the pages of the two workstrands read, each as its reader may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cbtracker.web.formats import plural
from rollout.workstrands.models import Criterion, EarlierArea, OperationalPlan, Prospectus, StrandPlace, Workstrand

LED_BY_COMMUNITY = 1
"""Of the 13 earlier areas (F003 ¶6)."""


@dataclass(frozen=True)
class SelectedPlace:
    """A selected place; `may_read_plan`: whether the reader may open its plan."""

    place: StrandPlace
    may_read_plan: bool


def places_of(strand: Workstrand, user: Any) -> list[SelectedPlace]:
    """The places of `strand`, those that take part before those that have ended, by their slots; in two queries."""
    rows = StrandPlace.objects.visible_to(user).filter(strand=strand)
    read = set(OperationalPlan.objects.visible_to(user).filter(place__strand=strand).values_list("place", flat=True))
    places = sorted(
        rows.select_related("authority", "neighbourhood", "strand"), key=lambda one: (not one.is_active, one.slot)
    )
    return [SelectedPlace(place, place.pk in read) for place in places]


def prospectus_of(strand: Workstrand, user: Any) -> Prospectus | None:
    """The prospectus of `strand`, where there is one that `user` may see."""
    return Prospectus.objects.visible_to(user).filter(strand=strand).first()


def criteria_of(strand: Workstrand, user: Any) -> list[Criterion]:
    """The criteria of `strand` in their order."""
    return list(Criterion.objects.visible_to(user).filter(strand=strand))


@dataclass(frozen=True)
class EarlierAreas:
    """The 13 earlier areas, and how what is filled in goes with what the paper says of them."""

    rows: list[EarlierArea]

    @property
    def named(self) -> int:
        """How many have a name."""
        return sum(bool(one.name) for one in self.rows)

    @property
    def community_led(self) -> int:
        """How many are filled in as led by the community."""
        return sum(one.led_by == EarlierArea.LedBy.COMMUNITY for one in self.rows)

    @property
    def differs(self) -> str:
        """In what they differ from the paper, which says that the community led one of them; blank while they do not.

        With blanks left there may be one yet; nothing is enforced, for the paper may be wrong.
        """
        all_said = all(one.led_by for one in self.rows)
        if self.community_led == LED_BY_COMMUNITY or (self.community_led == 0 and not all_said):
            return ""
        return f"Here {plural(self.community_led, 'area is', 'areas are')} recorded as led by the community"


def earlier_areas(user: Any) -> EarlierAreas:
    """All 13, in one query."""
    return EarlierAreas(list(EarlierArea.objects.visible_to(user).select_related("authority")))
