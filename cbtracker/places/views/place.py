"""One page with everything about a place."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.views.generic import DetailView

from areas.access import can
from areas.listing import area_in_full
from areas.models import Area, Resource
from areas.resource_years import by_year
from areas.selectors import without_lead
from areas.views import ProgrammeReader
from cbtracker.accounts.permissions import Permission
from cbtracker.places.navigation import address
from cbtracker.places.requests_of_place import groups_of
from cbtracker.places.timeline import area_events, newest, people_events
from cbtracker.web.formats import LONDON
from families.parts import rows_on_page
from families.proposal_presenters import stands
from families.selectors.proposals import newest_of
from rollout.models import AreaDocument
from rollout.selectors.conversations import talks_with
from rollout.selectors.document_places import key_of
from rollout.selectors.documents import documents_of
from rollout.selectors.money import money_in_short
from rollout.selectors.nominations import nomination_of_area
from rollout.selectors.steps import standings_among
from rollout.selectors.support import support_of_area
from rollout.selectors.take_up import take_up_of


class PlacePage(ProgrammeReader, DetailView):
    """Members, leads, engagement, take-up of the offer, requests, timeline and resources of an area."""

    template_name = "places/place.html"
    context_object_name = "area"

    def get_queryset(self) -> QuerySet[Area]:
        """Areas with everything that hangs on them, each kind in one query."""
        resources = Resource.objects.visible_to(self.request.user).select_related("stream")
        areas = area_in_full(self.request.user, on=timezone.localdate())
        return areas.prefetch_related(Prefetch("resources", queryset=resources, to_attr="resources_ever"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The place as the person may see it."""
        area, user = self.object, self.request.user
        leads = [lead for member in area.members_now for lead in member.authority.leads]
        people = people_events(leads, area.champions_ever, with_notes=can(user, Permission.READ_WHITEHALL_POSITIONS))
        members = [member.authority for member in area.members_now]
        return super().get_context_data(
            engagement=standings_among(members, user, as_at=timezone.localdate()),
            support=support_of_area(area, members, user, now=timezone.now()),
            nomination=nomination_of_area(area, user),
            talks=talks_with(members, user, today=timezone.localdate()),
            today=timezone.localdate(),
            documents=documents_of(area, members, user),
            reads_documents=can(user, Permission.READ_AREA_DOCUMENTS, on=AreaDocument(area=area)),
            add_documents_to=key_of(area) if can(user, Permission.EDIT_AREA_DOCUMENTS, on=area) else "",
            annex_d=rows_on_page(area, user, today=timezone.localdate(timezone=LONDON)),
            taken=[one for one in take_up_of(area, user) if one.ended_on is None],
            without_lead=without_lead(members, timezone.localdate()),
            may_assign=can(user, Permission.ASSIGN_LEADS),
            reads_papers=can(user, Permission.READ_PAPERS),
            reads_requests=can(user, Permission.READ_REGISTER),
            groups=groups_of(area, user),
            events=newest([*area_events(area, user), *people]),
            years=by_year(area.resources_ever),
            money=money_in_short(area, user),
            **_families_of(area, user),
            may_edit=can(user, Permission.EDIT_PLACE, on=area),
            raise_url=address("requests:raise") if can(user, Permission.RAISE_REQUEST, on=area) else "",
            list_url=f"{address('requests:list')}?area={area.slug}",
            **kwargs,
        )


def _families_of(area: Area, user: Any) -> dict[str, Any]:
    """Where the newest version of what the area proposes stands, for those who may read it; figures are in the rows."""
    if not can(user, Permission.READ_PROPOSALS, on=area):
        return {"reads_proposals": False}
    newest = newest_of(area, user)
    return {"reads_proposals": True, "proposal": newest, "proposal_stands": stands(newest)}
