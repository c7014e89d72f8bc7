"""Saved views: named filters of the list, one's own and shared ones."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG
from cbtracker.web.forms import GovukForm, PlainTextField
from cbtracker.web.links import querystring
from requests_log.filter_panel import applied_filters
from requests_log.filters import LoggedRequestFilterSet
from requests_log.models import LoggedRequest, SavedView
from requests_log.options import shared_views
from requests_log.saved_queries import tidy_query
from requests_log.services import delete_view, save_view, share_view
from requests_log.views.permitted import PermittedView


class SaveViewForm(GovukForm):
    """A name for the filter that the list was left with."""

    name = PlainTextField(label="Name of the view", max_length=100)
    shared = forms.BooleanField(label="Share it with everybody in Whitehall", required=False)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["shared"]


class SavedViews(PermittedView):
    """One's views and the shared ones; saving the filter that `?query=` brings."""

    permission = Permission.SAVE_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them, with a form where there is a filter to save."""
        query = tidy_query(request.GET.get("query", ""))
        return self._show(self._form(initial={"query": query}), query)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save the filter under its name."""
        form = self._form(request.POST)
        query = tidy_query(request.POST.get("query", ""))
        if form.is_valid():
            try:
                view = save_view(
                    by=request.user,
                    name=form.cleaned_data["name"],
                    query=query,
                    shared=form.cleaned_data.get("shared", False),
                )
            except ValidationError as fault:
                form.add_error(None, fault)
            else:
                messages.success(request, f"The view “{view.name}” is saved")
                return redirect(f"{reverse('requests:list')}?{view.query}")
        return self._show(form, query, status=FORM_WRONG)

    def _form(self, *args: Any, **kwargs: Any) -> SaveViewForm:
        return SaveViewForm(*args, may_share=can(self.request.user, Permission.SHARE_VIEW), **kwargs)

    def _show(self, form: SaveViewForm, query: str, status: int = 200) -> HttpResponse:
        user = self.request.user
        params = QueryDict(query)
        filterset = LoggedRequestFilterSet(params, LoggedRequest.objects.none(), request=self.request)
        views = SavedView.objects.filter(shared_views(user)).select_related("user").order_by("name", "pk")
        context = {
            "form": form,
            "query": query,
            "chosen": [item["text"] for item in applied_filters(filterset, params)],
            "own": [view for view in views if view.user_id == user.pk],
            "others": [view for view in views if view.user_id != user.pk],
            "may_share": can(user, Permission.SHARE_VIEW),
            "list_url": f"{reverse('requests:list')}{querystring(params)}",
        }
        return render(self.request, "requests_log/saved_views.html", context, status=status)


class OwnView(PermittedView, ABC):
    """Something done to one's own saved view; somebody else's is a 404."""

    permission = Permission.SAVE_VIEW

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it and go back to the list of views."""
        view = get_object_or_404(SavedView, pk=pk, user=request.user)
        messages.success(request, self.act(view))
        return redirect("requests:saved_views")

    @abstractmethod
    def act(self, view: SavedView) -> str:
        """Do it; returns what was done."""


class DeleteView(OwnView):
    """Delete a saved view."""

    def act(self, view: SavedView) -> str:
        """Delete it."""
        name = view.name
        delete_view(view, by=self.request.user)
        return f"The view “{name}” is deleted"


class ShareView(OwnView):
    """Share a saved view, or stop sharing it."""

    permission = Permission.SHARE_VIEW

    def act(self, view: SavedView) -> str:
        """Share it when `shared=yes` was sent."""
        if self.request.POST.get("shared") not in ("yes", "no"):
            raise Http404
        share_view(view, by=self.request.user, shared=self.request.POST["shared"] == "yes")
        return f"The view “{view.name}” is {'shared' if view.shared else 'no longer shared'}"
