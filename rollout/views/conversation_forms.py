"""Writing in conversations with authorities: opening one, a note, doing, retracting, closing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from areas.access import can
from areas.models import Authority
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG
from cbtracker.web.once import once
from requests_log.sights import sees_whitehall
from rollout.forms.conversations import NoteForm, OpenForm, RetractNoteForm
from rollout.models import Conversation, ConversationNote
from rollout.selectors.conversations import authorities_to_talk_with
from rollout.services import open_conversation
from rollout.services.conversations import (
    add_note,
    close_conversation,
    mark_done,
    may_retract,
    reopen_conversation,
    retract_note,
)
from rollout.views.conversations import ConversationReader


class _Writer(ConversationReader):
    """Hides the page from those who do not converse there."""

    http_method_names = ["get", "head", "options", "post"]

    def own_conversation(self, pk: int) -> Conversation:
        """The conversation, or 404 where the person only reads it."""
        talk = self.conversation(pk)
        if not can(self.user, Permission.CONVERSE, on=talk):
            raise Http404
        return talk

    def note(self, talk: Conversation, pk: int) -> ConversationNote:
        """The note of `talk` that the person may read, or 404."""
        rows = ConversationNote.objects.visible_to(self.user).filter(conversation=talk)
        return get_object_or_404(rows.select_related("conversation__authority", "written_by"), pk=pk)

    def back(self, talk: Conversation, message: str) -> HttpResponse:
        """Go back to the conversation, saying what was done."""
        messages.success(self.request, message)
        return redirect("rollout:conversation", pk=talk.pk)


class OpenConversation(_Writer):
    """With which authority, about what, and the first note."""

    def form(self, data: Any = None) -> OpenForm:
        """The form with the authorities that the person may converse with, beginning with the one of the address."""
        choices = list(authorities_to_talk_with(self.user).values_list("slug", "short_name"))
        asked = {"authority": self.request.GET.get("authority", "")}
        return OpenForm(data, authorities=choices, shared_only=not sees_whitehall(self.user), initial=asked)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 unless the person may open one."""
        if not can(request.user, Permission.CONVERSE):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.page("open", form=self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open it once, however often the form is sent, or show what is wrong."""
        form = self.form(request.POST)
        if form.is_valid():
            try:
                return self._opened(form)
            except ValidationError as wrong:
                form.add_error(None, wrong)
        return self.page("open", FORM_WRONG, form=form)

    def _opened(self, form: OpenForm) -> HttpResponse:
        authority = Authority.objects.get(slug=form.cleaned_data["authority"])
        said = {"authority": authority, "subject": form.cleaned_data["subject"]}
        with once(self.request) as first:
            if first:
                talk = open_conversation(**said, by=self.user, now=timezone.now(), first_note=form.terms())
            else:
                talk = Conversation.objects.visible_to(self.user).filter(**said, opened_by=self.user).latest("pk")
        return self.back(talk, "Conversation opened")


class AddNote(_Writer):
    """What was said, and what is to be done next."""

    def form(self, data: Any = None) -> NoteForm:
        """The form; an officer's notes are always shared."""
        return NoteForm(data, shared_only=not sees_whitehall(self.user))

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the empty form."""
        return self.page("note", talk=self.own_conversation(pk), form=self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write it once, however often the form is sent, or show what is wrong."""
        talk, form = self.own_conversation(pk), self.form(request.POST)
        if form.is_valid():
            try:
                with once(request) as first:
                    if first:
                        add_note(conversation=talk, terms=form.terms(), by=self.user, now=timezone.now())
            except ValidationError as wrong:
                form.add_error(None, wrong)
            else:
                return self.back(talk, "Note added")
        return self.page("note", FORM_WRONG, talk=talk, form=form)


class MarkDone(_Writer):
    """The button that says that a next action was done."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int, note: int) -> HttpResponse:
        """Say so; somebody else may have been first."""
        talk = self.own_conversation(pk)
        is_first = mark_done(note=self.note(talk, note), by=self.user, now=timezone.now())
        return self.back(talk, "Next action marked as done" if is_first else "It was no longer to be done")


class RetractNote(_Writer):
    """A note that was written by mistake."""

    def own_note(self, talk: Conversation, pk: int) -> ConversationNote:
        """The note, or 404 where the person may not take it back."""
        note = self.note(talk, pk)
        if not may_retract(self.user, note):
            raise Http404
        return note

    def get(self, request: HttpRequest, pk: int, note: int) -> HttpResponse:
        """Ask why."""
        talk = self.own_conversation(pk)
        return self._ask(talk, self.own_note(talk, note), RetractNoteForm())

    def post(self, request: HttpRequest, pk: int, note: int) -> HttpResponse:
        """Retract it, or show what is wrong."""
        talk, form = self.own_conversation(pk), RetractNoteForm(request.POST)
        found = self.own_note(talk, note)
        if found.retracted_at is None and form.is_valid():
            try:
                retract_note(note=found, reason=form.cleaned_data["reason"], by=self.user, now=timezone.now())
            except ValidationError as wrong:
                form.add_error(None, wrong)
            else:
                return self.back(talk, "Note retracted")
        return self._ask(talk, found, form, FORM_WRONG)

    def _ask(self, talk: Conversation, note: ConversationNote, form: BaseForm, status: int = 200) -> HttpResponse:
        if note.retracted_at is not None:
            return self.back(talk, "This note has already been retracted")
        return self.page("retract", status, talk=talk, note=note, form=form)


class CloseConversation(_Writer):
    """The button that closes a conversation."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Close it."""
        talk = self.own_conversation(pk)
        close_conversation(conversation=talk, by=self.user, now=timezone.now())
        return self.back(talk, "Conversation closed")


class ReopenConversation(_Writer):
    """The button that opens a closed conversation again."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open it again."""
        talk = self.own_conversation(pk)
        reopen_conversation(conversation=talk, by=self.user, now=timezone.now())
        return self.back(talk, "Conversation reopened")
