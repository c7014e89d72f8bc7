"""Workstreams: lines of work that gather requests (F004 A ¶2-4)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from areas.access import can
from areas.models import Area
from cbtracker.accounts.permissions import Permission
from cbtracker.web.pagination import capped_count
from requests_log.actions import ActionLink
from requests_log.models import LoggedRequest, Workstream, WorkstreamStatus
from requests_log.presenters import STATUS_COLOURS, label_of, shortened
from requests_log.services.workstreams import end_workstream_status
from requests_log.sights import sees_whitehall
from requests_log.views.permitted import PermittedView

REQUESTS_SHOWN = 50
ACTIONS = (
    ("add_workstream_status", "Say where it stands"),
    ("add_workshop", "Add a workshop"),
    ("change_workstream", "Change details"),
)


class WorkstreamView(PermittedView):
    """A page about one workstream."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Remember which."""
        super().setup(request, *args, **kwargs)
        self.slug: str = kwargs.get("slug", "")

    def find(self) -> Workstream:
        """The workstream, or 404."""
        return get_object_or_404(Workstream.objects.visible_to(self.request.user), slug=self.slug)


class WorkstreamList(PermittedView):
    """Every workstream with what stands about it now."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them, each with its sentences that hold."""
        rows = Workstream.objects.visible_to(request.user)
        stands: dict[int, list[str]] = {}
        current = WorkstreamStatus.objects.filter(workstream__in=rows, ended_at__isnull=True)
        for pk, text in current.order_by("effective_at", "id").values_list("workstream_id", "text"):
            stands.setdefault(pk, []).append(text)
        context = {
            "workstreams": [{"workstream": row, "statuses": stands.get(row.pk, [])} for row in rows],
            "may_edit": can(request.user, Permission.EDIT_WORKSTREAMS),
        }
        return render(request, "requests_log/workstreams.html", context)


class WorkstreamDetail(WorkstreamView):
    """One workstream: its requests, who considers it, who is interested, workshops and dated statuses."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show it."""
        workstream = self.find()
        statuses = list(workstream.statuses.order_by("-effective_at", "-id").select_related("by"))
        requests = LoggedRequest.objects.visible_to(request.user).filter(workstream=workstream)
        context = {
            "workstream": workstream,
            "areas": Area.objects.visible_to(request.user).filter(workstreams=workstream).values("name", "slug"),
            "workshops": workstream.workshops.all(),
            "current": [row for row in statuses if row.ended_at is None],
            "ended": [row for row in statuses if row.ended_at is not None],
            "lines": self._lines(requests),
            "count": capped_count(requests),
            "may_edit": can(request.user, Permission.EDIT_WORKSTREAMS),
            "actions": self._actions(workstream),
        }
        return render(request, "requests_log/workstream.html", context)

    def _actions(self, workstream: Workstream) -> list[ActionLink]:
        if not can(self.request.user, Permission.EDIT_WORKSTREAMS):
            return []
        slug = {"slug": workstream.slug}
        return [ActionLink(text, reverse(f"requests:{route}", kwargs=slug)) for route, text in ACTIONS]

    def _lines(self, requests: Any) -> list[dict[str, Any]]:
        position = "position_text" if sees_whitehall(self.request.user) else "area_position_text"
        names = ("reference", "issue", "areas_label", "departments_label", "status", position)
        rows = requests.order_by("paper_order").values_list(*names)[:REQUESTS_SHOWN]
        return [
            {
                "reference": reference,
                "issue": shortened(issue, 220),
                "who": " · ".join(part for part in (areas, departments) if part),
                "status": label_of("status", status),
                "colour": STATUS_COLOURS[status],
                "position": shortened(said, 160),
            }
            for reference, issue, areas, departments, status, said in rows
        ]


class EndStatus(WorkstreamView):
    """Say that one of a workstream's sentences no longer holds."""

    permission = Permission.EDIT_WORKSTREAMS

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """End it; ending it twice changes nothing."""
        status = get_object_or_404(WorkstreamStatus, pk=pk, workstream=self.find())
        end_workstream_status(status, by=request.user)
        return redirect("requests:workstream", slug=slug)
