"""Where the sign-off of a draft stands, for whatever is signed (ADR 16)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from cbtracker.web.formats import as_date, as_datetime
from rollout.models.sign_offs import AskedToSign


class Sign(StrEnum):
    """Where a sign-off stands; the values are what the task list says."""

    NOT_ASKED = "Not asked yet"
    ASKED = "Asked"
    EXPIRED = "Link expired"
    SENT_BACK = "Sent back"
    OVERTAKEN = "Ask again"
    SIGNED = "Signed"


def sign_of(asked: AskedToSign | None, now: datetime) -> Sign:
    """Where a sign-off stands at `now`, by the asking that came last; None where nobody was asked."""
    if asked is None:
        return Sign.NOT_ASKED
    if asked.sent_back_at is not None:
        return Sign.SENT_BACK
    if asked.ended_at is not None:
        return Sign.OVERTAKEN
    if asked.signed_at is not None:
        return Sign.SIGNED
    return Sign.ASKED if asked.expires_at > now else Sign.EXPIRED


def said_of(sign: Sign, asked: AskedToSign | None) -> str:
    """It in a sentence, with its dates."""
    if asked is None:
        return "Nobody has been asked to sign yet"
    did = "signed" if asked.signed_at else "was asked"
    return {
        Sign.ASKED: f"{asked.full_name} was asked on {as_date(asked.asked_at)}. The link works until "
        f"{as_datetime(asked.expires_at)}",
        Sign.EXPIRED: f"The link that {asked.full_name} was sent expired on {as_date(asked.expires_at)}. Ask again",
        Sign.SENT_BACK: f"{asked.full_name} sent it back on {as_date(asked.sent_back_at)}",
        Sign.OVERTAKEN: f"The answers were changed after {asked.full_name} {did}. Ask again",
        Sign.SIGNED: f"{asked.full_name} signed on {as_date(asked.signed_at)}",
    }.get(sign, "")
