"""The list of outline proposals and the page of one, for all who may read them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.lists import FilteredList
from cbtracker.web.streaming import csv_response
from rollout.views.base import RolloutReader
from rollout.workstrands.filters.outlines import DEFAULT_ORDER, ORDERS, OutlineFilterSet
from rollout.workstrands.models import OutlineProposal
from rollout.workstrands.outline_answers import outline_sections
from rollout.workstrands.outline_presenters import OUTLINE_COLUMNS, ListedOutline, outline_history, outline_rows
from rollout.workstrands.selectors.outlines import decision_of, listed_outlines, sight_of_outline
from rollout.workstrands.views.outlines.base import outlines_of
from rollout.workstrands.views.selecting.on_outline import outcome_part


class OutlineReader(RolloutReader):
    """Pages for those who may read any outline proposal."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 before anything is read."""
        if not can(request.user, Permission.READ_OUTLINES):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class OutlineList(OutlineReader, FilteredList):
    """Outline proposals by place or by date; nothing ranks them."""

    filterset_class = OutlineFilterSet
    template_name = "workstrands/outlines/list.html"
    orders: ClassVar[dict[str, str]] = ORDERS
    default_order = DEFAULT_ORDER

    def get_queryset(self) -> QuerySet[OutlineProposal]:
        """Those that the person may see."""
        return listed_outlines(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lines."""
        context = super().get_context_data(**kwargs)
        lines = [ListedOutline(one) for one in context["page"].rows]
        return {**context, "lines": lines, "query": self.request.GET.urlencode()}


class OutlinesCsv(OutlineList):
    """The same as a file, by place."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Send the file; a filter that cannot be read gives the page with the fault."""
        if context["form"].errors:
            return super().render_to_response(context, **kwargs)
        return csv_response("outlines", OUTLINE_COLUMNS, outline_rows(self.object_list.order_by("place", "id")))


class OutlinePageOfOne(OutlineReader):
    """One outline proposal: where it is, what it says, and what became of it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show as much of it as the person may see."""
        outline = get_object_or_404(outlines_of(self.user), pk=pk)
        sight = sight_of_outline(self.user, outline)
        context = {
            "outline": outline,
            "strand": outline.strand,
            "line": ListedOutline(outline),
            "sight": sight,
            "sections": outline_sections(outline, reachable=sight.contacts),
            "decision": decision_of(outline, self.user),
            "history": outline_history(outline, sight),
            "may_edit": can(self.user, Permission.EDIT_OUTLINE, on=outline),
            **outcome_part(outline, self.user),
        }
        return render(request, "workstrands/outlines/outline.html", context)
