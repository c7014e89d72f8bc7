"""Reading conversations with authorities: the list, and one with its notes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from areas.access import can
from cbtracker.accounts.permissions import Permission, Role
from cbtracker.web.lists import FilteredList
from requests_log.sights import sees_whitehall
from rollout.filters.conversations import DEFAULT_ORDER, ORDERS, ConversationFilterSet
from rollout.models import Conversation, ConversationNote
from rollout.selectors.conversations import listed_conversations, listed_in_order, notes_of
from rollout.services.conversations import may_retract
from rollout.views.base import RolloutReader


class ConversationReader(RolloutReader):
    """Pages of conversations: not found for those whose role reads none (DESIGN §6)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 unless the person may read conversations."""
        if not can(request.user, Permission.READ_CONVERSATIONS):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def conversation(self, pk: int) -> Conversation:
        """The conversation as the person may read it, or 404."""
        rows = Conversation.objects.as_read_by(self.user, today=timezone.localdate())
        return get_object_or_404(rows.select_related("authority", "opened_by", "closed_by"), pk=pk)

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """Draw `template`."""
        return render(self.request, f"rollout/conversations/{template}.html", context, status=status)


class ConversationList(ConversationReader, FilteredList):
    """Conversations, those with the latest note first; for a locality lead those with own authorities before others."""

    filterset_class = ConversationFilterSet
    template_name = "rollout/conversations/list.html"
    orders: ClassVar[dict[str, str]] = ORDERS
    default_order = DEFAULT_ORDER

    def get_queryset(self) -> QuerySet[Conversation]:
        """Those that the person may read, each knowing whether its authority is the person's own."""
        return listed_conversations(self.user, today=timezone.localdate())

    def page_order(self, order: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """A lead's own places come first."""
        return listed_in_order(self.user, order)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether the person may open one."""
        is_lead = self.user.role == Role.LOCALITY_LEAD
        return super().get_context_data(may_open=can(self.user, Permission.CONVERSE), is_lead=is_lead, **kwargs)


class ConversationPage(ConversationReader):
    """One conversation: what is to be done next, then its notes, the newest first."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        talk = self.conversation(pk)
        rows = ConversationNote.objects.visible_to(self.user).filter(conversation=talk)
        return self.page(
            "conversation",
            talk=talk,
            notes=[(note, may_retract(self.user, note)) for note in notes_of(talk, self.user)],
            actions=rows.waiting(),
            may_converse=can(self.user, Permission.CONVERSE, on=talk),
            sees_all=sees_whitehall(self.user),
            today=timezone.localdate(),
        )
