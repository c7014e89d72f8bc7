"""The register's list."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django_filters.views import FilterView

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG, OK
from cbtracker.web.links import querystring
from cbtracker.web.pagination import CappedCount, KeysetPage, capped_count, keyset_page
from requests_log.filter_panel import applied_filters, panel
from requests_log.filters import LoggedRequestFilterSet
from requests_log.listing import NEVER_BLANK, keyset_order, list_line, list_sort, list_values
from requests_log.models import LoggedRequest
from requests_log.models.querysets import LoggedRequestQuerySet
from requests_log.views.permitted import PermittedView

EMPTY_PAGE = KeysetPage(rows=[], previous="", next="", first="?")


class LoggedRequestList(PermittedView, FilterView):
    """Requests that match the filters, 25 a page; 422 where a filter cannot be read, with the fault at its field."""

    filterset_class = LoggedRequestFilterSet
    template_name = "requests_log/list.html"
    filterset: LoggedRequestFilterSet

    def get_queryset(self) -> LoggedRequestQuerySet:
        """What the reader may know of."""
        return LoggedRequest.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page of rows, how many there are, and the filters."""
        filterset, params = self.filterset, self.request.GET
        form = filterset.form
        faulty = filterset.is_bound and bool(form.errors)
        sort = list_sort(filterset, params)
        page, count = (EMPTY_PAGE, CappedCount(0, False)) if faulty else self._page(sort)
        return {
            "form": form,
            "panel": panel(filterset),
            "applied": applied_filters(filterset, params),
            "clear_url": reverse("requests:list"),
            "lines": [list_line(row, filterset.area_prefix) for row in page.rows],
            "page": page,
            "count": count,
            "sort": sort,
            "views": filterset.options.views,
            "links": self._links(params),
            "faulty": faulty,
        }

    def _page(self, sort: Any) -> tuple[KeysetPage, CappedCount]:
        rows = self.filterset.qs
        values = list_values(self.filterset, rows)
        order = keyset_order(self.filterset, sort)
        page = keyset_page(values, order=order, params=self.request.GET, never_blank=NEVER_BLANK)
        return page, capped_count(rows.values("pk"))

    def _links(self, params: QueryDict) -> dict[str, str]:
        query = querystring(params)
        user = self.request.user
        return {
            "csv": f"{reverse('requests:export_list', kwargs={'format': 'csv'})}{query}",
            "xlsx": f"{reverse('requests:export_list', kwargs={'format': 'xlsx'})}{query}",
            "save": f"{reverse('requests:saved_views')}{querystring({'query': query.removeprefix('?')})}",
            "may_export": "yes" if can(user, Permission.EXPORT_REGISTER) else "",
            "may_save": "yes" if can(user, Permission.SAVE_VIEW) else "",
            "bulk": reverse("requests:bulk") if can(user, Permission.BULK_CHANGE) else "",
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """200, or 422 for filters that cannot be read."""
        kwargs.setdefault("status", FORM_WRONG if context["faulty"] else OK)
        return super().render_to_response(context, **kwargs)
