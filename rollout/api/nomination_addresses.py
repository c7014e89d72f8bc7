"""Where the operations of nominations, conversations and the offer hang."""

from __future__ import annotations

from cbtracker.rest.keys import KEYS, regex
from cbtracker.rest.routes import Route
from rollout.api import conversations, nominations
from rollout.api import nomination_answering as answering

ONE = f"nominations/{regex('id')}"
UPDATE, CREATE, LIST = {"patch": "update"}, {"post": "create"}, {"get": "list"}

NOMINATIONS: list[Route] = [
    Route("nominations", "nominations", nominations.Nominations, {"get": "list", "post": "create"}),
    Route(ONE, "nomination", nominations.Nominations, {"get": "retrieve"}),
    Route(f"{ONE}/history", "nomination_history", nominations.Histories, LIST),
    Route(f"{ONE}/freedoms", "nomination_freedoms", nominations.LikelyFreedoms, LIST),
    Route(f"{ONE}/answers/who", "nomination_who", answering.WhoAnswers, UPDATE),
    Route(f"{ONE}/answers/focus", "nomination_focus", answering.FocusAnswers, UPDATE),
    Route(f"{ONE}/answers/pace", "nomination_pace", answering.PaceAnswers, UPDATE),
    Route(f"{ONE}/answers/partners", "nomination_partners", answering.PartnersAnswers, UPDATE),
    Route(f"{ONE}/answers/offer", "nomination_offer", answering.OfferAnswers, UPDATE),
    Route(f"{ONE}/answers/barriers", "nomination_barriers", answering.BarriersAnswers, UPDATE),
    Route(f"{ONE}/sign-offs", "nomination_sign_offs", nominations.SignOffs, CREATE),
    Route(f"{ONE}/submission", "nomination_submission", nominations.Submissions, CREATE),
    Route(f"{ONE}/acknowledgement", "nomination_acknowledgement", nominations.Acknowledgements, CREATE),
    Route(f"{ONE}/withdrawal", "nomination_withdrawal", nominations.Withdrawals, CREATE),
    Route(f"{ONE}/resumption", "nomination_resumption", nominations.Resumptions, CREATE),
]
TALK = f"conversations/{regex('id')}"
NOTE = f"conversations/(?P<conversation__id>{KEYS['id'].pattern})/notes/{regex('id')}"
CONVERSATIONS: list[Route] = [
    Route("conversations", "conversations", conversations.Conversations, {"get": "list", "post": "create"}),
    Route(TALK, "conversation", conversations.Conversations, {"get": "retrieve"}),
    Route(f"{TALK}/notes", "conversation_notes", conversations.Notes, CREATE),
    Route(f"{NOTE}/done", "conversation_done", conversations.DoneActions, CREATE),
    Route(f"{NOTE}/retraction", "conversation_retraction", conversations.Retractions, CREATE),
    Route(f"{TALK}/closure", "conversation_closure", conversations.Closures, CREATE),
    Route(f"{TALK}/reopening", "conversation_reopening", conversations.Reopenings, CREATE),
]
ROUTES: list[Route] = [*NOMINATIONS, *CONVERSATIONS]
