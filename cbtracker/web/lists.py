"""A list with filters on the left and keyset pages, for lists that are read as models."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse, QueryDict
from django_filters.views import FilterView

from cbtracker.web.answers import form_status
from cbtracker.web.formats import as_date
from cbtracker.web.links import querystring
from cbtracker.web.pagination import capped_count, keyset_page
from cbtracker.web.sorting import Sort


class FilteredList(FilterView):
    """Gives the template `form`, `page`, `count`, `sort`, `applied` and `clear_url` (docs/pages.md, "A list").

    `orders` are the keys that the list may be sorted by and the fields behind them, `default_order` one of
    them. A filter that cannot be understood is named beside the field, with status 422.
    """

    orders: ClassVar[dict[str, str]]
    default_order: ClassVar[str]

    def page_order(self, order: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """The order of the rows, from the `order` that the address asks for."""
        return order

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read one page of the filtered rows, and count them."""
        form, params = self.filterset.form, self.request.GET
        sort = Sort(params, self.orders, self.default_order)
        return super().get_context_data(
            form=form,
            sort=sort,
            page=keyset_page(self.object_list, order=self.page_order(sort.order), params=params),
            count=capped_count(self.object_list),
            applied=applied_filters(form, params),
            clear_url="?",
            **kwargs,
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Answer 422 when a filter is wrong."""
        return super().render_to_response(context, status=form_status(context["form"]), **kwargs)


def applied_filters(form: forms.BaseForm, params: QueryDict) -> list[dict[str, str]]:
    """Return each filter in use: its text, and the address of the list without it."""
    if not form.is_valid():
        return []
    return [
        {"text": f"{form[name].label}: {_said(form.fields[name], value)}", "href": _without(form, name, params)}
        for name, value in form.cleaned_data.items()
        if value
    ]


def _without(form: forms.BaseForm, name: str, params: QueryDict) -> str:
    parts = [key for key in params if key == name or key.startswith(f"{name}_")]
    others = set(form.fields) - {name}
    return querystring(params, **{part: None for part in parts if part not in others})


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(value, dt.date):
        return as_date(value)
    choices = [] if isinstance(field, forms.ModelChoiceField) else getattr(field, "choices", [])
    return str(dict(choices).get(value, value))
