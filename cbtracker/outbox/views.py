"""The pages of messages: what waits, what was sent, what failed and why; and, in the demonstration, what they said."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.generic import DetailView, View

from cbtracker.outbox.filters import OutboxMessageFilterSet
from cbtracker.outbox.models import OutboxEvent, OutboxMessage, SentHere
from cbtracker.outbox.registry import in_words
from cbtracker.outbox.services import SEND_AGAIN_WITHIN
from cbtracker.web.lists import FilteredList
from cbtracker.web.pagination import capped_count, keyset_page

COLOURS = {"queued": "grey", "sending": "light-blue", "sent": "green", "failed": "red", "dropped": "grey"}
# An email is shown, never run: no script, no form, nothing fetched; its links open in place of the page around it.
FRAME_POLICY = (
    "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


class MessageList(FilteredList):
    """Messages, the newest first; never what they say. Not found for those who may not see them."""

    filterset_class = OutboxMessageFilterSet
    template_name = "outbox/messages.html"
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
        return super().get_context_data(failed=failed, colours=COLOURS, in_words=in_words, **kwargs)


class MessagePage(DetailView):
    """One message and what happened to it, try by try; never what it says."""

    template_name = "outbox/message.html"
    context_object_name = "message"

    def get_queryset(self) -> QuerySet[OutboxMessage]:
        """The messages that the person may see, with their recipients."""
        return OutboxMessage.objects.visible_to(self.request.user).select_related("recipient").defer("payload")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what happened, and whether the message can be sent again."""
        message = self.object
        is_failed = message.state == OutboxMessage.State.FAILED
        return super().get_context_data(
            events=OutboxEvent.objects.visible_to(self.request.user).filter(message=message),
            kind=in_words(message.kind),
            colour=COLOURS[message.state],
            is_failed=is_failed,
            can_be_sent_again=is_failed and message.due_at >= timezone.now() - SEND_AGAIN_WITHIN,
            send_again_days=SEND_AGAIN_WITHIN.days,
            **kwargs,
        )


class SentHereMixin:
    """What the demonstration sent, as the person may see it. There are no such pages outside the demonstration."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 404 outside the demonstration."""
        if not settings.DEMONSTRATION:
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_queryset(self) -> QuerySet[SentHere]:
        """The person's own emails; all for those who read the audit."""
        return SentHere.objects.visible_to(self.request.user)


class SentHereList(SentHereMixin, View):
    """The emails that the demonstration sent, the newest first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of them."""
        emails = self.get_queryset().defer("text", "html")
        page = keyset_page(emails, order=[("id", "desc")], params=request.GET)
        return render(request, "outbox/sent_here.html", {"page": page, "count": capped_count(emails)})


class SentHerePage(SentHereMixin, DetailView):
    """One email of the demonstration, as text and as it looks."""

    template_name = "outbox/sent_here_email.html"
    context_object_name = "email"


class SentHereFrame(SentHereMixin, View):
    """The HTML of one email alone, under a policy of its own, for the frame on its page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer with the email's HTML."""
        email = get_object_or_404(self.get_queryset(), pk=pk)
        html = email.html.replace("<head>", '<head><base target="_top">', 1)
        return HttpResponse(html, headers={"Content-Security-Policy": FRAME_POLICY, "X-Frame-Options": "SAMEORIGIN"})
