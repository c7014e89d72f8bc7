"""The shadow budget of a place: its lines, what they come to, and the same as a picture."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from areas.resource_years import year_label
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import form_status
from cbtracker.web.lists import applied_filters
from cbtracker.web.pagination import keyset_page
from cbtracker.web.sorting import Sort
from rollout.workstrands.budget_drawing import draw
from rollout.workstrands.filters.budget import DEFAULT_ORDER, ORDERS, BudgetFilterSet, line_order
from rollout.workstrands.models import BudgetLine, OperationalPlan
from rollout.workstrands.selectors.budget import Totals, in_words, read_totals, years_of
from rollout.workstrands.views.base import PlanPage
from rollout.workstrands.views.budget.rows import shown
from rollout.workstrands.views.budget.tables import tables_of

NEVER_BLANK = ("body", "service", "year", "kind")


class BudgetPage(PlanPage):
    """All lines, or those that the filters leave."""

    def get(self, request: HttpRequest, place: str) -> HttpResponse:
        """Show them, page by page, with the totals of the whole budget and of the filters."""
        lines = lines_of(self.plan, self.user)
        found = BudgetFilterSet(request.GET, lines, request=request)
        whole = read_totals(lines)
        applied = applied_filters(found.form, request.GET)
        valid = found.is_valid() if request.GET else True
        rows = found.qs if valid else lines.none()
        chosen = read_totals(rows) if applied else (whole if valid else None)
        _offer_years(found.form, self.plan, whole)
        may_edit = self.may(Permission.EDIT_STRAND_PLAN)
        context = {**self._list(rows, may_edit), **self._told(whole, chosen if applied else None)}
        count = chosen.whole.lines if chosen else 0
        return self.page("budget", form_status(found.form), form=found.form, applied=applied, count=count, **context)

    def _list(self, rows: QuerySet[BudgetLine], may_edit: bool) -> dict[str, Any]:
        sort = Sort(self.request.GET, ORDERS, DEFAULT_ORDER)
        page = keyset_page(rows, order=line_order(sort.order), params=self.request.GET, never_blank=NEVER_BLANK)
        query = self.request.GET.urlencode()
        return {
            "sort": sort,
            "page": page,
            "lines": shown(page.rows, self.plan, may_edit=may_edit),
            "may_edit": may_edit,
            "clear_url": "?",
            "query": f"?{query}" if query else "",
        }

    def _told(self, whole: Totals, chosen: Totals | None) -> dict[str, Any]:
        return {
            "whole": in_words(whole.whole),
            "has_lines": bool(whole.whole.lines),
            "chosen": in_words(chosen.whole) if chosen else "",
            "tables": tables_of(whole, chosen),
            "drawing": draw(whole),
        }


def lines_of(plan: OperationalPlan, user: Any) -> QuerySet[BudgetLine]:
    """The lines of `plan` that `user` may read."""
    return BudgetLine.objects.visible_to(user).filter(plan=plan)


def _offer_years(form: Any, plan: OperationalPlan, totals: Totals) -> None:
    """Offer the plan's years in place of all that there could be, and those of lines that stand outside of it."""
    years = sorted({*plan.years, *years_of(totals)})
    chosen = form.data.get("year", "") if form.is_bound else ""
    offered = [(str(one), year_label(one)) for one in years]
    known = [pair for pair in form.fields["year"].choices if pair[0] in {"", chosen}]
    form.fields["year"].choices = sorted({*known, *offered})
