"""Every write to nominations: begun, answered, signed, submitted, acknowledged, withdrawn and resumed."""

from rollout.services.nominations.acknowledging import acknowledge
from rollout.services.nominations.changing import NominationClosed, keep_page, keep_who, start_nomination
from rollout.services.nominations.leaving import resume, withdraw
from rollout.services.nominations.signing import (
    LinkClosed,
    ask_sign_off,
    find_answered,
    find_sign_off,
    send_back,
    sign,
)
from rollout.services.nominations.submitting import submit

__all__ = [
    "LinkClosed",
    "NominationClosed",
    "acknowledge",
    "ask_sign_off",
    "find_answered",
    "find_sign_off",
    "keep_page",
    "keep_who",
    "resume",
    "send_back",
    "sign",
    "start_nomination",
    "submit",
    "withdraw",
]
