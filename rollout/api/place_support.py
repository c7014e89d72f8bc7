"""What support a place has: an authority, and those that are the reader's own (F000 ¶10-14)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from areas.models import Authority
from cbtracker.rest.operation import operation
from rollout.api.place_support_shapes import PlaceSupportOut, SetOfPlaceOut, WorkshopToComeOut
from rollout.api.support_kinds import READ
from rollout.api.support_records import of_hub, of_pair
from rollout.selectors.support import PlaceSupport, own_places, read_support, support_of_authority


def of_support(authority: Authority, found: PlaceSupport) -> dict[str, Any]:
    """What `authority` can count on."""
    return {
        "authority": authority.gss_code,
        "name": authority.short_name,
        "workshops": [_named(one, WorkshopToComeOut) for one in found.workshops],
        "hubs": [of_hub(one) for one in found.hubs],
        "regions_without_hub": found.regions_without_hub,
        "helped_by": [of_pair(one) for one in found.helped_by],
        "helps": [of_pair(one) for one in found.helps],
        "learning_sets": [_named(one, SetOfPlaceOut) for one in found.sets],
    }


def _named(row: Any, shape: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in shape.names()}


class SupportOfPlaces(ProgrammeViewSet):
    """What there is for one place, or for the reader's own."""

    tag = "Support"

    @operation("List the support of your own authorities", permission=READ, gives=PlaceSupportOut, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """The authorities of an officer or locality lead by name, each with its support of today; for others none."""
        book = read_support(request.user, now=timezone.now())
        own = own_places(request.user, book, on=timezone.localdate())
        return self.whole(of_support(one.authority, one.support) for one in own)

    @operation("Read the support of an authority", permission=READ, gives=PlaceSupportOut)
    def retrieve(self, request: Any, code: str) -> HttpResponseBase:
        """Open hubs, pairs and learning sets that hold, and workshops to come, for an authority or through its area."""
        authority = self.find(Authority.objects.visible_to(request.user), gss_code=code)
        return self.answer(of_support(authority, support_of_authority(authority, request.user, now=timezone.now())))
