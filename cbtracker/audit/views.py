"""The page of audit events: who did what, when, to which record."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from cbtracker.audit.filters import AuditEventFilterSet
from cbtracker.audit.models import AuditEvent
from cbtracker.audit.presenters import rows
from cbtracker.web.lists import FilteredList


class AuditEventList(FilteredList):
    """Events, the newest first. Not found for those who may not read them."""

    filterset_class = AuditEventFilterSet
    template_name = "accounts/audit_events.html"
    orders: ClassVar[dict[str, str]] = {"at": "at"}
    default_order = "-at"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 404 unless the person reads the audit."""
        if not request.user.reads_audit:  # type: ignore[union-attr]
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[AuditEvent]:
        """The events that the person may see."""
        return AuditEvent.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Make the lines; what requests say is not for the administrator (DESIGN §1)."""
        context = super().get_context_data(**kwargs)
        reader = self.request.user
        events = rows(context["page"].rows, with_details=reader.is_whitehall)
        return {**context, "events": events}
