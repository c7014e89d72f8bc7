"""Conversations of locality leads and the secretariat with authorities (F000 ¶14)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import TooLate
from cbtracker.rest.operation import operation
from cbtracker.web.sorting import Sort
from requests_log.models import Audience
from requests_log.sights import sees_whitehall
from rollout.api.conversation_shapes import (
    ConversationIn,
    ConversationLine,
    ConversationNoteIn,
    ConversationOut,
    NoteRetractionIn,
)
from rollout.filters.conversations import DEFAULT_ORDER, ORDERS, ConversationFilterSet
from rollout.models import Conversation, ConversationNote
from rollout.selectors.conversations import listed_conversations, listed_in_order, notes_of
from rollout.services import NoteTerms, open_conversation
from rollout.services.conversations import (
    add_note,
    close_conversation,
    mark_done,
    may_retract,
    reopen_conversation,
    retract_note,
)

CHANGES: Mapping[str, Any] = {"permission": Permission.CONVERSE, "gives": ConversationOut, "late": True}
CLOSED = "This conversation has been closed. Reopen it first."


class OfConversations(ProgrammeViewSet):
    """A viewset of conversations, or of something that belongs to one."""

    tag = "Conversations"

    def rows(self) -> QuerySet[Conversation]:
        """Those that the reader may know of, with what is derived from the notes that they may read."""
        rows = Conversation.objects.as_read_by(self.request.user, today=timezone.localdate())
        return rows.select_related("authority", "closed_by")

    def conversation(self, permission: Permission | None = None) -> Conversation:
        """The conversation of the address; 404 unless the person may do `permission` in it."""
        found: Conversation = self.find(pk=self.kwargs.get("conversation__id", self.kwargs.get("id")))
        if permission is not None:
            self.require(permission, found)
        return found

    def note(self, talk: Conversation) -> ConversationNote:
        """The note of the address, of `talk` and visible to the reader; 404 without one."""
        rows = ConversationNote.objects.visible_to(self.request.user).filter(conversation=talk)
        found: ConversationNote = self.find(rows.select_related("conversation__authority"), pk=self.kwargs["id"])
        return found

    def terms(self, said: Mapping[str, Any]) -> NoteTerms:
        """What a note says. Raises ValidationError where an officer would keep it from their own authority."""
        if said.get("audience", Audience.AREAS) != Audience.AREAS and not sees_whitehall(self.request.user):
            raise ValidationError({"audience": "What officers write is shared. Leave this out."})
        return NoteTerms(**said)

    def changed(self, talk: Conversation) -> HttpResponseBase:
        """The conversation as it is now that it was changed."""
        return self.answer(self.find(pk=talk.pk), location=self.place_of(talk) if self.operation.status == 201 else "")

    def place_of(self, talk: Conversation) -> str:
        """Its address."""
        path = reverse("api:conversation", kwargs={"id": talk.pk})
        return str(self.request.build_absolute_uri(path))

    def represent(self, row: Conversation) -> Any:
        """The conversation with its notes. Since when it is: to officers since the first note shared with them."""
        since = row.opened_at if sees_whitehall(self.request.user) else row.began_at  # type: ignore[attr-defined]
        names = ("id", "subject", "closed_at", "closed_by", "open_actions", "overdue_actions", "next_due_on")
        said = {name: getattr(row, name) for name in names}
        place = {"authority": row.authority.gss_code, "name": row.authority.short_name}
        return super().represent({**said, **place, "since": since, "notes": notes_of(row, self.request.user)})


class Conversations(OfConversations):
    """Conversations."""

    @operation(
        "List conversations",
        permission=Permission.READ_CONVERSATIONS,
        gives=ConversationLine,
        many=True,
        paged=True,
        filters=ConversationFilterSet,
        sorts=tuple(ORDERS),
    )
    def list(self, request: Any) -> HttpResponseBase:
        """Those that you may read, the latest note first; for a locality lead those with own places before others."""
        rows = self.filtered(listed_conversations(request.user, today=timezone.localdate())).qs
        order = Sort(self.params, ORDERS, DEFAULT_ORDER).order
        return self.page(rows, order=listed_in_order(request.user, order))

    @operation(
        "Open a conversation",
        permission=Permission.CONVERSE,
        takes=ConversationIn,
        gives=ConversationOut,
        status=201,
    )
    def create(self, request: Any) -> HttpResponseBase:
        """Open one with an authority of your own, with the first note."""
        said = self.said()
        about = {name: said.pop(name) for name in ("authority", "subject")}
        terms = self.terms(said)
        return self.changed(open_conversation(**about, by=request.user, now=timezone.now(), first_note=terms))

    @operation("Read a conversation", permission=Permission.READ_CONVERSATIONS, gives=ConversationOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """A conversation with its notes that you may read. Officers read what was shared with their authority."""
        return self.answer(self.conversation())


class Notes(OfConversations):
    """What was said."""

    @operation("Add a note", takes=ConversationNoteIn, status=201, **CHANGES)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Keep what was said on a day, and what is to be done next."""
        talk = self.conversation(Permission.CONVERSE)
        terms = self.terms(self.said())
        if talk.closed_at is not None:
            raise TooLate(CLOSED)
        add_note(conversation=talk, terms=terms, by=request.user, now=timezone.now())
        return self.changed(talk)


class DoneActions(OfConversations):
    """Next actions that were done."""

    @operation("Mark a next action as done", **CHANGES)
    def create(self, request: Any, conversation__id: str, id: str) -> HttpResponseBase:
        """Say that the next action of a note was done."""
        talk = self.conversation(Permission.CONVERSE)
        if not mark_done(note=self.note(talk), by=request.user, now=timezone.now()):
            raise TooLate("There is nothing to be done here, or no longer.")
        return self.changed(talk)


class Retractions(OfConversations):
    """Notes that were a mistake."""

    @operation("Retract a note", takes=NoteRetractionIn, **CHANGES)
    def create(self, request: Any, conversation__id: str, id: str) -> HttpResponseBase:
        """Take back a note of your own (the secretariat: any): it is kept with the reason, its next action dropped."""
        talk = self.conversation(Permission.CONVERSE)
        note = self.note(talk)
        if not may_retract(request.user, note):
            raise Http404
        reason = self.said()["reason"]
        if note.retracted_at is not None:
            raise TooLate("This note has already been retracted.")
        retract_note(note=note, reason=reason, by=request.user, now=timezone.now())
        return self.changed(talk)


class Closures(OfConversations):
    """Closing."""

    @operation("Close a conversation", **CHANGES)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Close it when nothing more is to be said or done: it is kept, its next actions are no longer listed."""
        talk = self.conversation(Permission.CONVERSE)
        if not close_conversation(conversation=talk, by=request.user, now=timezone.now()):
            raise TooLate("This conversation has been closed already.")
        return self.changed(talk)


class Reopenings(OfConversations):
    """Opening again."""

    @operation("Reopen a conversation", **CHANGES)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Open a closed conversation again."""
        talk = self.conversation(Permission.CONVERSE)
        if not reopen_conversation(conversation=talk, by=request.user, now=timezone.now()):
            raise TooLate("This conversation is open.")
        return self.changed(talk)
