"""The list of nominations and the page of one, for all who may read them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.lists import FilteredList
from cbtracker.web.streaming import csv_response
from rollout.filters.nominations import DEFAULT_ORDER, ORDERS, NominationFilterSet
from rollout.models import Nomination
from rollout.nomination_answers import answer_sections, nomination_title
from rollout.nomination_presenters import NOMINATION_COLUMNS, ListedNomination, history_of, nomination_rows
from rollout.selectors.nominations import (
    conversations_of,
    listed_nominations,
    members_of,
    requests_of,
    sight_of,
)
from rollout.views.base import RolloutReader


class NominationList(RolloutReader, FilteredList):
    """Nominations by place or by date; nothing orders them by anything else."""

    permission = Permission.READ_NOMINATIONS
    filterset_class = NominationFilterSet
    template_name = "rollout/nominations/list.html"
    orders: ClassVar[dict[str, str]] = ORDERS
    default_order = DEFAULT_ORDER

    def get_queryset(self) -> QuerySet[Nomination]:
        """The nominations that the person may see."""
        return listed_nominations(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lines, and what the person may do."""
        context = super().get_context_data(**kwargs)
        lines = [ListedNomination(one) for one in context["page"].rows]
        may_nominate = can(self.user, Permission.EDIT_NOMINATION)
        return {**context, "lines": lines, "may_nominate": may_nominate, "query": self.request.GET.urlencode()}


class NominationsCsv(NominationList):
    """The same nominations as a file, in alphabetical order of their places."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Send the file; a filter that cannot be read gives the page with the fault."""
        if context["form"].errors:
            return super().render_to_response(context, **kwargs)
        rows = self.object_list.order_by("place", "id")
        return csv_response("nominations", NOMINATION_COLUMNS, nomination_rows(rows))


class NominationPage(RolloutReader):
    """One nomination: where it is, who signs, what it says, and what has come of it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show as much of it as the person may see."""
        nomination = self.nomination(pk)
        sight = sight_of(self.user, nomination)
        context = {
            "nomination": nomination,
            "place": nomination_title(nomination),
            "line": ListedNomination(nomination),
            "sight": sight,
            "now": timezone.now(),
            "members": members_of(nomination, timezone.localdate()),
            "sections": answer_sections(nomination, reachable=sight.contacts),
            "entries": requests_of(nomination, self.user),
            "conversations": conversations_of(nomination, self.user),
            "history": history_of(nomination, sight),
            "may_edit": can(self.user, Permission.EDIT_NOMINATION, on=nomination),
            "may_acknowledge": can(self.user, Permission.ACKNOWLEDGE_NOMINATION),
        }
        return render(request, "rollout/nominations/nomination.html", context)

    def nomination(self, pk: int) -> Nomination:
        """The nomination, or 404."""
        rows = Nomination.objects.visible_to(self.user).select_related(
            "lead_authority", "started_by", "submitted_by", "acknowledged_by", "withdrawn_by", "area"
        )
        return get_object_or_404(rows.prefetch_related("authorities"), pk=pk)
