"""Where the operations of nominations, conversations and the offer hang."""

from __future__ import annotations

from cbtracker.rest.keys import KEYS, regex
from cbtracker.rest.routes import Route
from rollout.api import conversations, nominations, offer
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
TEXT = f"offer/texts/{regex('version')}"
COMMENT = f"offer/comments/{regex('id')}"
OFFER: list[Route] = [
    Route("offer", "offer", offer.PublishedOffers, {"get": "retrieve"}),
    Route("offer/elements", "offer_elements", offer.PublishedOffers, {"get": "elements"}),
    Route("offer/versions", "offer_versions", offer.Histories, {"get": "versions"}),
    Route("offer/drafts", "offer_drafts", offer.Histories, {"get": "drafts"}),
    Route("offer/draft", "offer_draft", offer.Drafts, {"get": "retrieve", "patch": "update"}),
    Route("offer/draft/publication", "offer_publication", offer.Drafts, {"post": "publish"}),
    Route(TEXT, "offer_text", offer.Texts, {"get": "retrieve"}),
    Route(f"{TEXT}/comments", "offer_text_comments", offer.Comments, CREATE),
    Route("offer/comments", "offer_comments", offer.Comments, LIST),
    Route(COMMENT, "offer_comment", offer.Comments, {"get": "retrieve"}),
    Route(f"{COMMENT}/reply", "offer_comment_answer", offer.Comments, {"post": "reply"}),
]
ROUTES: list[Route] = [*NOMINATIONS, *CONVERSATIONS, *OFFER]
