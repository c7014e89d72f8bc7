"""Saved views: named filters of the list of requests."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from rest_framework import serializers

from areas.access import can
from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from cbtracker.rest.shapes import Flag, In, Out, Text, text_of
from requests_log.models import SavedView
from requests_log.options import shared_views
from requests_log.saved_queries import tidy_query
from requests_log.services import delete_view, save_view, share_view

MAY_NOT_SHARE = "Your role shares no views. Save it for yourself."


class SavedViewOut(Out):
    """A saved view: one of yours, or one that `by` shares. `requests` is where its requests are."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    query = serializers.CharField(allow_blank=True)
    requests = serializers.CharField()
    shared = serializers.BooleanField()
    own = serializers.BooleanField()
    by = serializers.CharField()
    keys = ("id",)
    example = {
        "id": 7,
        "name": "Ours, overdue",
        "query": "department=DfE&overdue=yes",
        "requests": "/api/v1/requests/?department=DfE&overdue=yes",
        "shared": False,
        "own": True,
        "by": "A champion",
    }


class SavedViewIn(In):
    """A filter to keep: what follows “?” in the address of a list of requests. Of that only filters and the order."""

    name = text_of(SavedView, "name")
    query = Text(max_length=4000, allow_blank=True, required=False, default="", lines=False)
    shared = Flag(required=False, default=False)
    example = {"name": "Ours, overdue", "query": "department=DfE&overdue=yes"}


class SharingIn(In):
    """Whether everybody in Whitehall shall have the view."""

    shared = Flag()
    example = {"shared": True}


class SavedViews(ProgrammeViewSet):
    """One's own views and those that others share."""

    tag = "Saved views"

    def rows(self) -> QuerySet[SavedView]:
        """What the reader may open."""
        return SavedView.objects.filter(shared_views(self.request.user)).select_related("user").order_by("name", "pk")

    def own(self, id: str) -> SavedView:
        """The reader's own view; 404 for somebody else's."""
        view: SavedView = self.find(self.rows().filter(user=self.request.user), pk=int(id))
        return view

    def represent(self, row: SavedView) -> Any:
        """A view as the operation gives it out."""
        return super().represent(self._said(row))

    def represent_all(self, rows: Any) -> Any:
        """Several of them."""
        return super().represent_all([self._said(row) for row in rows])

    def _said(self, row: SavedView) -> dict[str, Any]:
        own = row.user_id == self.request.user.pk
        address = f"{reverse('api:requests')}?{row.query}"
        return {
            **{name: getattr(row, name) for name in ("id", "name", "query", "shared")},
            "requests": address,
            "own": own,
            "by": str(row.user),
        }

    def version_of(self, row: Any) -> Any:
        """None: nobody else changes one's own."""
        raise AttributeError("a saved view has no versions")

    @operation("List saved views", permission=Permission.SAVE_VIEW, gives=SavedViewOut, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """Your views and those that others share with you."""
        return self.whole(self.rows())

    @operation("Read a saved view", permission=Permission.SAVE_VIEW, gives=SavedViewOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """One of your views, or one that somebody shares with you."""
        return self.answer(self.find(pk=int(id)))

    @operation("Save a view", permission=Permission.SAVE_VIEW, status=201, takes=SavedViewIn, gives=SavedViewOut)
    def create(self, request: Any) -> HttpResponseBase:
        """Keep a filter under a name. A view of yours with the same name is replaced."""
        said = self.said()
        if said["shared"] and not can(request.user, Permission.SHARE_VIEW):
            raise ValidationError({"shared": MAY_NOT_SHARE})
        view = save_view(by=request.user, **{**said, "query": tidy_query(said["query"])})
        return self.answer(view, location=reverse("api:saved_view", kwargs={"id": view.pk}))

    @operation("Share a saved view", permission=Permission.SHARE_VIEW, takes=SharingIn, gives=SavedViewOut)
    def partial_update(self, request: Any, id: str) -> HttpResponseBase:
        """Share one of your own views with everybody in Whitehall, or stop sharing it."""
        view = self.own(id)
        said = self.said(partial=True)
        return self.answer(share_view(view, by=request.user, **said) if said else view)

    @operation("Delete a saved view", permission=Permission.SAVE_VIEW, status=204)
    def destroy(self, request: Any, id: str) -> HttpResponseBase:
        """Delete one of your own."""
        delete_view(self.own(id), by=request.user)
        return self.nothing()
