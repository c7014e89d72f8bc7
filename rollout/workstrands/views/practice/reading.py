"""The practice library, for everybody: what is published is read without an account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.formats import as_date, as_money
from cbtracker.web.lists import FilteredList
from cbtracker.web.streaming import csv_response
from rollout.views.open_pages import OpenPage
from rollout.workstrands.filters.practice import DEFAULT_ORDER, PRACTICE_ORDERS, PracticeFilterSet
from rollout.workstrands.models import PracticeItem
from rollout.workstrands.selectors.practice import library, place_name

COLUMNS = ("title", "kind", "theme", "workstrand", "place", "date", "summary", "savings_pence", "evidence", "link")


@dataclass(frozen=True)
class Listed:
    """An item as lists show it."""

    item: PracticeItem

    @property
    def place(self) -> str:
        """The place that it is about."""
        return place_name(self.item)


def practice_rows(items: QuerySet[PracticeItem]) -> Iterator[tuple[Any, ...]]:
    """The rows of a file of `items`, by `COLUMNS`."""
    for one in items.iterator(chunk_size=500):
        said = (one.title, one.get_kind_display(), one.get_theme_display(), one.strand, place_name(one), one.dated)
        yield (*said, one.summary, one.savings_pence, one.evidence, one.link)


class PracticeList(OpenPage, FilteredList):
    """What one may read of the library, by date or title."""

    route = "workstrands:practice"
    filterset_class = PracticeFilterSet
    template_name = "workstrands/practice/list.html"
    orders: ClassVar[dict[str, str]] = dict(PRACTICE_ORDERS)
    default_order = DEFAULT_ORDER

    def get_queryset(self) -> QuerySet[PracticeItem]:
        """What is published, and drafts for those who write of their places."""
        return library(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lines, and whether the person may write."""
        context = super().get_context_data(open_pages=self.links(), **kwargs)
        return {
            **context,
            "lines": [Listed(one) for one in context["page"].rows],
            "may_write": can(self.request.user, Permission.EDIT_PRACTICE),
            "query": self.request.GET.urlencode(),
        }


class PracticeCsv(PracticeList):
    """The same as a file, the newest first."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Send the file; a filter that cannot be read gives the page with the fault."""
        if context["form"].errors:
            return super().render_to_response(context, **kwargs)
        return csv_response("practice", COLUMNS, practice_rows(self.object_list.order_by("-dated", "-pk")))


class PracticePage(OpenPage):
    """One item."""

    route = "workstrands:practice"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show it."""
        user: Any = request.user
        item = get_object_or_404(library(user), slug=slug)
        may_publish = can(user, Permission.PUBLISH_PRACTICE)
        context = {
            "item": item,
            "facts": list(_facts(item)),
            "may_edit": can(user, Permission.EDIT_PRACTICE, on=item),
            "may_publish": may_publish,
            "may_change": may_publish or item.published_at is None,
            "open_pages": self.links(),
        }
        return render(request, "workstrands/practice/item.html", context)


def _facts(item: PracticeItem) -> Iterator[dict[str, str]]:
    if place := place_name(item):
        yield {"key": "Place", "value": place}
    if item.strand:
        yield {"key": "Workstrand", "value": str(item.strand)}
    yield {"key": "Theme", "value": item.get_theme_display()}
    yield {"key": "Date", "value": as_date(item.dated)}
    yield {"key": "Savings", "value": "Not stated" if item.savings_pence is None else as_money(item.savings_pence)}
    if item.evidence:
        yield {"key": "Where the figures are from", "value": item.evidence}
