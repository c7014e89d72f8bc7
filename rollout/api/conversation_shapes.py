"""What the API gives out and takes in of conversations with authorities."""

from __future__ import annotations

from rest_framework import serializers

from cbtracker.rest.shapes import Day, In, Moment, Named, Out, choice_of, text_of
from requests_log.models import Audience
from rollout.models import Conversation, ConversationNote
from rollout.selectors.conversations import authorities_to_talk_with


class ConversationNoteOut(Out):
    """What was said on a day, and what is to be done next. A retracted note is kept, with the reason."""

    id = serializers.IntegerField()
    on = serializers.DateField()
    text = serializers.CharField()
    audience = serializers.ChoiceField(choices=Audience.choices)
    next_action = serializers.CharField(allow_blank=True)
    next_action_on = serializers.DateField(allow_null=True)
    next_action_owner = serializers.CharField(allow_blank=True)
    done_at = Moment(allow_null=True)
    done_by = serializers.CharField(allow_null=True)
    written_by = serializers.CharField(allow_null=True)
    recorded_at = Moment()
    retracted_at = Moment(allow_null=True)
    retracted_by = serializers.CharField(allow_null=True)
    retraction = serializers.CharField(allow_blank=True)
    keys = ("id", "on", "text")


class ConversationLine(Out):
    """A conversation in a list. What is counted are the notes that you may read."""

    id = serializers.IntegerField()
    authority = serializers.CharField(source="authority.gss_code")
    name = serializers.CharField(source="authority_name")
    subject = serializers.CharField()
    closed_at = Moment(allow_null=True)
    latest_on = serializers.DateField(allow_null=True)
    notes = serializers.IntegerField(source="note_count")
    open_actions = serializers.IntegerField()
    overdue_actions = serializers.IntegerField()
    next_due_on = serializers.DateField(allow_null=True)
    keys = ("id",)
    example = {
        "id": 7,
        "authority": "E10000016",
        "name": "Kent",
        "subject": "An early start",
        "closed_at": None,
        "latest_on": "2011-09-05",
        "notes": 2,
        "open_actions": 1,
        "overdue_actions": 0,
        "next_due_on": "2011-09-30",
    }


class ConversationOut(Out):
    """A conversation with an authority, and its notes that you may read, the newest first."""

    id = serializers.IntegerField()
    authority = serializers.CharField()
    name = serializers.CharField()
    subject = serializers.CharField()
    since = Moment(allow_null=True)
    closed_at = Moment(allow_null=True)
    closed_by = serializers.CharField(allow_null=True)
    open_actions = serializers.IntegerField()
    overdue_actions = serializers.IntegerField()
    next_due_on = serializers.DateField(allow_null=True)
    notes = ConversationNoteOut(many=True)
    keys = ("id",)
    example = {
        "id": 7,
        "authority": "E10000016",
        "name": "Kent",
        "subject": "An early start",
        "since": "2011-09-05T09:00:00Z",
        "closed_at": None,
        "open_actions": 1,
        "notes": [],
    }


class ConversationNoteIn(In):
    """A note. It is not changed later: it can be retracted, and another written. What officers write is shared."""

    text = text_of(ConversationNote, "text")
    on = Day(required=False, allow_null=True)
    audience = choice_of(ConversationNote, "audience", required=False)
    next_action = text_of(ConversationNote, "next_action")
    next_action_on = Day(required=False, allow_null=True)
    next_action_owner = text_of(ConversationNote, "next_action_owner")
    example = {
        "text": "They would like to begin in the autumn.",
        "next_action": "Send them the evidence",
        "next_action_on": "2030-09-30",
        "next_action_owner": "Jo Clerk",
    }


class ConversationIn(ConversationNoteIn):
    """With whom, about what, and the first note."""

    authority = Named(authorities_to_talk_with, key="gss_code", what="authority")
    subject = text_of(Conversation, "subject")
    example = {**ConversationNoteIn.example, "authority": "E10000016", "subject": "An early start"}


class NoteRetractionIn(In):
    """Why a note was a mistake."""

    reason = text_of(ConversationNote, "retraction", required=True, allow_blank=False)
    example = {"reason": "It was about another authority"}
