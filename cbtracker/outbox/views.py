"""The page of messages: what waits, what was sent, and what failed and why."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from cbtracker.outbox.filters import OutboxMessageFilterSet
from cbtracker.outbox.models import OutboxMessage
from cbtracker.web.lists import FilteredList

COLOURS = {"queued": "grey", "sending": "light-blue", "sent": "green", "failed": "red", "dropped": "grey"}


class MessageList(FilteredList):
    """Messages, the newest first; never what they say. Not found for those who may not see them."""

    filterset_class = OutboxMessageFilterSet
    template_name = "accounts/outbox_messages.html"
    orders: ClassVar[dict[str, str]] = {"queued": "created_at"}
    default_order = "-queued"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 404 unless the person reads the audit."""
        if not request.user.reads_audit:  # type: ignore[union-attr]
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[OutboxMessage]:
        """The messages that the person may see, with their recipients."""
        return OutboxMessage.objects.visible_to(self.request.user).select_related("recipient").defer("payload")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say how many have failed, whatever the filters hide."""
        failed = OutboxMessage.objects.visible_to(self.request.user).filter(state=OutboxMessage.State.FAILED).count()
        return super().get_context_data(failed=failed, colours=COLOURS, **kwargs)
