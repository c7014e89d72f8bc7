"""What people type into the practice library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Q

from areas.access import can, duties_of
from areas.forms import PoundsField
from areas.models import Area, Authority, Neighbourhood
from cbtracker.accounts.permissions import Permission
from cbtracker.web.forms import GovukForm
from rollout.workstrands.forms.base import choice, day, words
from rollout.workstrands.models import NEIGHBOURHOODS, PLACES, PracticeItem
from rollout.workstrands.models.practice import LINK_LENGTH, SUMMARY_LENGTH, TEXT_LENGTH
from rollout.workstrands.models.strands import NAME_LENGTH

PLACE_FIELDS = ("area", "authority", "neighbourhood")
STRANDS = [("", "Neither"), (str(NEIGHBOURHOODS), "3: neighbourhoods"), (str(PLACES), "4: a single budget for a place")]


def places_of(user: Any) -> Iterator[tuple[str, str, Any]]:
    """The places that `user` may write about: the field of the item, what it is, and the place."""
    own, every = duties_of(user), can(user, Permission.PUBLISH_PRACTICE)
    rows: tuple[tuple[str, str, Any, Any], ...] = (
        ("area", "area", Area.objects.visible_to(user), Q(pk__in=own.areas)),
        ("authority", "authority", Authority.objects.visible_to(user), Q(pk__in=own.authorities)),
        (
            "neighbourhood",
            "neighbourhood",
            Neighbourhood.objects.visible_to(user),
            Q(pk__in=own.neighbourhoods) | Q(authority__in=own.authorities),
        ),
    )
    for field, said, places, mine in rows:
        for place in places if every else places.filter(mine):
            yield field, said, place


class PracticeForm(GovukForm):
    """An item of the library."""

    title = words("Title", NAME_LENGTH)
    kind = choice(PracticeItem, "kind", "What it is")
    theme = choice(PracticeItem, "theme", "Theme")
    strand = forms.ChoiceField(label="Workstrand", choices=STRANDS, required=False)
    place = forms.ChoiceField(label="Place that it is about")
    dated = day("Date", help_text="For example, 5 12 2011")
    summary = words("Summary", SUMMARY_LENGTH, lines=3, help_text="Lists show it. Say what others can take from it")
    text = words("The whole of it", TEXT_LENGTH, lines=12, help_text="Leave a blank line between paragraphs")
    savings_pence = PoundsField(
        label="Savings", required=False, help_text="In pounds. Leave it blank where none are stated: blank is not zero"
    )
    evidence = words("Where the figures are from", 300, required=False)
    link = forms.URLField(label="Link to more", max_length=LINK_LENGTH, required=False, assume_scheme="https")

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = {f"{field}:{place.slug}": (field, place) for field, _, place in places_of(user)}
        named = [(key, f"{place} ({field})") for key, (field, place) in self.places.items()]
        field: Any = self.fields["place"]
        field.required = not can(user, Permission.PUBLISH_PRACTICE)
        field.choices = [("", "" if field.required else "No place of its own"), *named]

    def values(self) -> dict[str, Any]:
        """Return what was typed, by the names of the item's fields."""
        said = dict(self.cleaned_data)
        chosen = self.places.get(said.pop("place"))
        strand = said["strand"]
        places = {name: chosen[1] if chosen and chosen[0] == name else None for name in PLACE_FIELDS}
        return {
            **said,
            **places,
            "strand": int(strand) if strand else None,
        }


def said_of_practice(item: PracticeItem) -> dict[str, Any]:
    """What the form says of `item`."""
    names = ("title", "kind", "theme", "dated", "summary", "text", "savings_pence", "evidence", "link")
    place = next((f"{name}:{getattr(item, name).slug}" for name in PLACE_FIELDS if getattr(item, name)), "")
    strand = "" if item.strand is None else str(item.strand)
    return {**{name: getattr(item, name) for name in names}, "place": place, "strand": strand}
