"""The shadow budget of a place: its lines, what they come to, and the same beside an agreed version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone

from cbtracker.rest.operation import Query, operation
from cbtracker.web.sorting import Sort
from cbtracker.web.streaming import csv_response
from rollout.workstrands.api.budget_shapes import BudgetComparedOut, BudgetLineIn, BudgetLineOut, BudgetTotalsOut
from rollout.workstrands.api.parts import READ, PartKind, PlanParts, part_of_plan
from rollout.workstrands.budget_exporting import HEADER, export_name, export_rows
from rollout.workstrands.filters.budget import DEFAULT_ORDER, ORDERS, BudgetFilterSet, line_order, sorted_lines
from rollout.workstrands.importing.totals import Sum, Sums
from rollout.workstrands.models import BudgetLine, PlanVersion
from rollout.workstrands.selectors.budget import Totals, read_totals
from rollout.workstrands.selectors.budget_compared import Change, compare_with, version_of
from rollout.workstrands.services.budget import LINES

WHICH = {"version": Query("The number of an agreed version of the plan; without it, the latest", "1")}


def _lines(user: Any) -> Any:
    return BudgetLine.objects.visible_to(user).select_related("plan__place")


LINE = PartKind(
    "a line of the shadow budget",
    "lines of the shadow budget",
    "budget_line",
    LINES,
    _lines,
    BudgetLineIn,
    BudgetLineOut,
)


class BudgetLines(part_of_plan(LINE)):  # type: ignore[misc]
    """Lines of a budget: those of a page, filtered as the page filters them."""

    @operation(
        "List the lines of a shadow budget",
        permission=READ,
        gives=BudgetLineOut,
        many=True,
        paged=True,
        filters=BudgetFilterSet,
        sorts=tuple(ORDERS),
        csv=True,
        csv_permission=READ,
    )
    def list(self, request: Any, slug: str) -> HttpResponseBase:
        """Who brings what, in which year: the lines that the filters leave, in the order of the page.

        As CSV all of them, in the columns that an import reads.
        """
        plan = self.plan(None, slug)
        lines = self.filtered(BudgetLine.objects.visible_to(request.user).filter(plan=plan)).qs
        if self.wants_csv:
            name = export_name(plan, timezone.localdate())
            return csv_response(name, HEADER, export_rows(sorted_lines(lines, self.params)))
        order = line_order(Sort(self.params, ORDERS, DEFAULT_ORDER).order)
        return self.page(lines, order=order)


class BudgetTotals(PlanParts):
    """What the lines come to."""

    kind = LINE

    @operation("Total a shadow budget", permission=READ, gives=BudgetTotalsOut, filters=BudgetFilterSet)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """By body, kind, community resource, arrangement, who controls it and year; blanks are counted, not added.

        Of the whole budget, or of what the filters leave.
        """
        lines = self.rows().filter(plan=self.plan(None, slug)).select_related(None)
        return self.answer(_of_totals(read_totals(self.filtered(lines).qs)))


class BudgetCompared(PlanParts):
    """The budget beside an agreed version."""

    kind = LINE

    @operation("Compare a shadow budget with an agreed version", permission=READ, gives=BudgetComparedOut, query=WHICH)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """What differs by body, kind and year, with sums of everything. 404 where no such version was agreed."""
        plan = self.plan(None, slug)
        versions = PlanVersion.objects.visible_to(request.user).filter(plan=plan).defer("data")
        version = version_of(versions.order_by("-number"), self.params.get("version", ""))
        if version is None:
            return self.find(versions.none())
        found = compare_with(version, plan)
        return self.answer(
            {
                "version": version.number,
                "agreed_on": version.agreed_on,
                "whole": _of_change(found.whole),
                **{name: _of_changes(getattr(found, name)) for name in ("changes", "by_body", "by_kind", "by_year")},
            }
        )

    def version_of(self, row: Any) -> Any:
        """None: a comparison has no version of its own."""
        return None


def _of_sum(total: Sum) -> dict[str, Any]:
    known = total.lines > total.unknown
    return {"lines": total.lines, "pence": total.pence if known else None, "unknown": total.unknown}


def _of_sums(sums: Sums) -> list[dict[str, Any]]:
    return [{"of": str(key), **_of_sum(total)} for key, total in sorted(sums.by.items(), key=lambda item: str(item[0]))]


def _of_totals(totals: Totals) -> dict[str, Any]:
    return {
        "whole": _of_sum(totals.whole),
        "by_body": _of_sums(totals.body),
        "by_kind": _of_sums(totals.kind),
        "by_community_kind": _of_sums(totals.community),
        "by_arrangement": _of_sums(totals.arrangement),
        "by_controlled_by": _of_sums(totals.control),
        "by_year": _of_sums(totals.year),
    }


def _of_change(change: Change) -> dict[str, Any]:
    said = {"body": change.body, "kind": change.kind, "year": change.year or None}
    sums = {"before": _of_sum(change.before), "now": _of_sum(change.now)}
    return {**said, **sums, "difference_pence": change.pence}


def _of_changes(changes: Iterable[Change]) -> list[dict[str, Any]]:
    return [_of_change(one) for one in changes]
