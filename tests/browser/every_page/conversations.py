"""Conversations with the own side's authority, and its documents, for the worlds that pages are read in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from cbtracker.accounts.models import User
from cbtracker.web.formats import LONDON
from rollout.services import NoteTerms, open_conversation
from rollout.services.conversations import add_note, close_conversation, mark_done, retract_note
from rollout.services.documents import DocumentTerms, SentFile, add_document, replace_document, withdraw_document
from tests.browser.every_page.texts import Texts
from tests.factories.documents import DOCX, PDF


def converse(own: Any, by: User, officer: User, texts: Texts, *, now: datetime) -> None:
    """Notes of every kind in the matrix's conversation, one that is overdue, and a conversation that was closed."""
    today = now.astimezone(LONDON).date()
    action, owner = texts.sentence[:500], texts.job[:150]
    long_ago = NoteTerms(
        text=texts.detail,
        on=today - timedelta(days=90),
        next_action=action,
        next_action_on=today - timedelta(days=5),
        next_action_owner=owner,
    )
    add_note(conversation=own.talk, terms=long_ago, by=officer, now=now)
    hidden = NoteTerms(text=texts.detail, audience="whitehall", next_action=action, next_action_on=today)
    add_note(conversation=own.talk, terms=hidden, by=by, now=now)
    done = add_note(conversation=own.talk, terms=NoteTerms(text=texts.sentence, next_action=action), by=by, now=now)
    mark_done(note=done, by=officer, now=now)
    mistaken = add_note(conversation=own.talk, terms=NoteTerms(text=texts.detail), by=officer, now=now)
    retract_note(note=mistaken, reason=texts.sentence[:1000], by=officer, now=now)
    over = open_conversation(
        authority=own.authority, subject=texts.title[:200], by=by, now=now, first_note=texts.sentence
    )
    close_conversation(conversation=over, by=by, now=now)


def keep_documents(own: Any, by: User, texts: Texts, *, now: datetime) -> None:
    """Two versions of the matrix's plan, a link, and a submission that was withdrawn."""
    today, title = now.astimezone(LONDON).date(), texts.title[:200]
    newer = DocumentTerms(kind="plan", title=title, dated=today, file=SentFile(f"{title}.docx", DOCX))
    own.document = replace_document(old=own.document, terms=newer, by=by, now=now)
    link = f"https://www.example.org/{title[:100].replace(' ', '-')}"
    add_document(
        place=own.area, terms=DocumentTerms(kind="agreement", title=title, dated=today, link=link), by=by, now=now
    )
    sent = DocumentTerms(kind="submission", title=title, dated=today, file=SentFile("a.pdf", PDF))
    withdrawn = add_document(place=own.area, terms=sent, by=by, now=now)
    withdraw_document(document=withdrawn, reason=texts.sentence[:1000], by=by, now=now)
