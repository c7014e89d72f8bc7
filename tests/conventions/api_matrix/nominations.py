"""Nominations, conversations and the offer."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from tests.conventions.api_matrix.rows import ApiRow
from tests.conventions.matrix.rows import EVERYONE, NOBODY, PROGRAMME, READERS, SECRETARIAT, WHITEHALL

OFFICERS = frozenset({Role.OFFICER})


def start(side: Any, user: Any) -> dict[str, Any]:
    return {"authority": side.authority.gss_code}


def draft(side: Any, user: Any) -> dict[str, Any]:
    return {"id": side.draft.pk}


def told(side: Any, user: Any) -> dict[str, Any]:
    """One that was submitted, and withdrawn later."""
    return {"id": side.told.pk}


def left(side: Any, user: Any) -> dict[str, Any]:
    return {"id": side.left.pk}


OWN_DRAFT = {"own": OFFICERS, "other": NOBODY, "kwargs": draft}
NOMINATIONS = [
    ApiRow("nominations_list", READERS),
    ApiRow("nominations_list", READERS, accept="text/csv"),
    ApiRow("nominations_create", OFFICERS, body=start),
    ApiRow("nomination_retrieve", READERS, other=READERS - OFFICERS, kwargs=told),
    ApiRow("nomination_history_list", WHITEHALL | OFFICERS, other=WHITEHALL, kwargs=draft),
    ApiRow("nomination_freedoms_list", **OWN_DRAFT),
    ApiRow("nomination_who_update", **OWN_DRAFT),
    ApiRow("nomination_focus_update", **OWN_DRAFT),
    ApiRow("nomination_pace_update", **OWN_DRAFT),
    ApiRow("nomination_partners_update", **OWN_DRAFT),
    ApiRow("nomination_offer_update", **OWN_DRAFT),
    ApiRow("nomination_barriers_update", **OWN_DRAFT),
    ApiRow("nomination_sign_offs_create", **OWN_DRAFT),
    ApiRow("nomination_submission_create", **OWN_DRAFT),
    ApiRow("nomination_acknowledgement_create", SECRETARIAT, kwargs=told),
    ApiRow("nomination_withdrawal_create", **OWN_DRAFT),
    ApiRow("nomination_resumption_create", OFFICERS, other=NOBODY, kwargs=left),
]
CONVERSERS = SECRETARIAT | OFFICERS | {Role.LOCALITY_LEAD}


def talk(side: Any, user: Any) -> dict[str, Any]:
    return {"id": side.talk.pk}


def note(side: Any, user: Any) -> dict[str, Any]:
    return {"conversation__id": side.talk.pk, "id": side.talk_note.pk}


CONVERSATIONS = [
    ApiRow("conversations_list", WHITEHALL | OFFICERS),
    ApiRow("conversations_create", CONVERSERS),
    ApiRow("conversation_retrieve", WHITEHALL | OFFICERS, other=WHITEHALL, kwargs=talk),
    ApiRow("conversation_notes_create", CONVERSERS, other=SECRETARIAT, kwargs=talk),
    ApiRow("conversation_done_create", CONVERSERS, other=SECRETARIAT, kwargs=note),
    ApiRow("conversation_retraction_create", SECRETARIAT, kwargs=note),
    ApiRow("conversation_closure_create", CONVERSERS, other=SECRETARIAT, kwargs=talk),
    ApiRow("conversation_reopening_create", CONVERSERS, other=SECRETARIAT, kwargs=talk),
]
DRAFTERS = SECRETARIAT | {Role.PARTNER}


def text(side: Any, user: Any) -> dict[str, Any]:
    return {"version": side.offer_text.number}


def comment(side: Any, user: Any) -> dict[str, Any]:
    return {"id": side.offer_comment.pk}


OFFER = [
    ApiRow("offer_retrieve", EVERYONE),
    ApiRow("offer_elements_elements", PROGRAMME),
    ApiRow("offer_versions_versions", READERS),
    ApiRow("offer_drafts_drafts", READERS),
    ApiRow("offer_draft_retrieve", READERS),
    ApiRow("offer_draft_update", DRAFTERS),
    ApiRow("offer_publication_publish", SECRETARIAT),
    ApiRow("offer_text_retrieve", READERS, kwargs=text),
    ApiRow("offer_text_comments_create", READERS, kwargs=text),
    ApiRow("offer_comments_list", READERS),
    ApiRow("offer_comment_retrieve", READERS, kwargs=comment),
    ApiRow("offer_comment_answer_reply", DRAFTERS, kwargs=comment),
]
ROWS: list[ApiRow] = [*NOMINATIONS, *CONVERSATIONS, *OFFER]
