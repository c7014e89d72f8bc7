"""Addresses of conversations with authorities: /conversations/…"""

from __future__ import annotations

from django.urls import URLPattern, path

from rollout.views.conversation_forms import (
    AddNote,
    CloseConversation,
    MarkDone,
    OpenConversation,
    ReopenConversation,
    RetractNote,
)
from rollout.views.conversations import ConversationList, ConversationPage

CONVERSATIONS: list[URLPattern] = [
    path("conversations/", ConversationList.as_view(), name="conversations"),
    path("conversations/open/", OpenConversation.as_view(), name="open_conversation"),
    path("conversations/<int:pk>/", ConversationPage.as_view(), name="conversation"),
    path("conversations/<int:pk>/note/", AddNote.as_view(), name="add_note"),
    path("conversations/<int:pk>/notes/<int:note>/done/", MarkDone.as_view(), name="action_done"),
    path("conversations/<int:pk>/notes/<int:note>/retract/", RetractNote.as_view(), name="retract_note"),
    path("conversations/<int:pk>/close/", CloseConversation.as_view(), name="close_conversation"),
    path("conversations/<int:pk>/reopen/", ReopenConversation.as_view(), name="reopen_conversation"),
]
