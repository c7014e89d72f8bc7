"""Cases of constraints on conversations with authorities, as in `cases`."""

from __future__ import annotations

from datetime import date

from tests.factories import conversations, people
from tests.factories.register import MOMENT
from tests.integration.database.cases import Case, check

CONVERSATIONS = [
    check("conversation_has_a_subject", conversations.ConversationFactory, {"subject": ""}, {"subject": "x"}),
    Case(
        "conversation_closed_says_who",
        lambda: conversations.ConversationFactory(closed_at=MOMENT, opened_at=MOMENT),
        lambda: conversations.ConversationFactory(closed_at=MOMENT, opened_at=MOMENT, closed_by=people.UserFactory()),
    ),
    check("conversation_note_has_a_text", conversations.ConversationNoteFactory, {"text": ""}, {"text": "x"}),
    check(
        "conversation_audience_is_known",
        conversations.ConversationNoteFactory,
        {"audience": "nobody"},
        {"audience": "whitehall"},
    ),
    check(
        "conversation_note_is_of_the_programme",
        conversations.ConversationNoteFactory,
        {"on": date(2010, 10, 19)},
        {"on": date(2010, 10, 20)},
    ),
    check(
        "conversation_action_says_what",
        conversations.ConversationNoteFactory,
        {"next_action_owner": "DCLG"},
        {"next_action_owner": "DCLG", "next_action": "Send the evidence"},
    ),
    check(
        "conversation_action_follows_its_note",
        conversations.ConversationNoteFactory,
        {"next_action": "x", "next_action_on": date(2011, 5, 31)},
        {"next_action": "x", "next_action_on": date(2011, 6, 1)},
    ),
    Case(
        "conversation_action_done_says_who",
        lambda: conversations.ConversationNoteFactory(done_at=MOMENT, done_by=people.UserFactory()),
        lambda: conversations.ConversationNoteFactory(done_at=MOMENT, done_by=people.UserFactory(), next_action="x"),
    ),
    Case(
        "conversation_note_retracted_says_why",
        lambda: conversations.ConversationNoteFactory(retracted_at=MOMENT, retracted_by=people.UserFactory()),
        lambda: conversations.ConversationNoteFactory(
            retracted_at=MOMENT, retracted_by=people.UserFactory(), retraction="Another authority's"
        ),
    ),
]
