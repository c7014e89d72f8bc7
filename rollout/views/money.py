"""What areas ask of departments in money: all areas, one area, and the same as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views import View

from areas.access import can
from areas.models import Area
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import OK, form_status
from cbtracker.web.lists import applied_filters
from cbtracker.web.streaming import csv_response
from rollout.filters.money import MoneyFilterSet
from rollout.selectors.money import (
    ADVANCE_COLUMNS,
    advance_rows,
    advances_in,
    advances_name,
    areas_with_money,
    money_of,
)


class MoneyReader(View):
    """Pages about money: not found for those who read none (DESIGN §6)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 before anything is read."""
        self.user: Any = request.user
        if not can(self.user, Permission.READ_FINANCE):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""
        return render(self.request, f"rollout/{template}.html", context, status=status)

    def area(self, slug: str) -> Area:
        """The area, or 404."""
        return get_object_or_404(Area.objects.visible_to(self.user), slug=slug)


class _MoneyList(MoneyReader):
    """Reads the filters in the address."""

    def read(self, request: HttpRequest) -> MoneyFilterSet:
        """The areas that the filters leave, in alphabetical order."""
        return MoneyFilterSet(request.GET, queryset=areas_with_money(self.user), request=request)

    def show(self, found: MoneyFilterSet) -> HttpResponse:
        """The page, or what is wrong in the filters."""
        form = found.form
        areas = list(found.qs) if form.is_valid() else []
        applied = applied_filters(form, self.request.GET)
        query = self.request.GET.urlencode()
        context = {"form": form, "areas": areas, "applied": applied, "clear_url": "?", "query": query}
        return self.page("finance", form_status(form), **context)


class MoneyPage(_MoneyList):
    """Every area of which the person may see some money."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return self.show(self.read(request))


class AdvancesCsv(_MoneyList):
    """Advances with their schedules, of the areas that the page shows with the same filters."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Send the file; a filter that cannot be understood gives the page with the fault."""
        found = self.read(request)
        if not found.form.is_valid():
            return self.show(found)
        advances = advances_in(found.qs, self.user, state=found.form.cleaned_data["advance"])
        return csv_response(advances_name(), ADVANCE_COLUMNS, advance_rows(advances))


class AreaMoneyPage(MoneyReader):
    """One area's advances and routes to finance."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show them."""
        area = self.area(slug)
        money = money_of(area, self.user)
        if money is None:
            raise Http404
        may_ask = can(self.user, Permission.ASK_FINANCE, on=area)
        return self.page("money", money=money, area=area, may_ask=may_ask)
