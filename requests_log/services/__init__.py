"""Every write to the register: one service each, keyword arguments, `by=`, atomic."""

from requests_log.services.batches import bulk_change, reverse_batch
from requests_log.services.core import StaleVersion
from requests_log.services.freedoms import declare_freedom
from requests_log.services.lifecycle import mark_addressed, mark_duplicate, reopen, withdraw
from requests_log.services.links import delete_view, link_related, save_view, share_view, unlink, unwatch, watch
from requests_log.services.positions import Words, confirm_no_change, state_next_step, state_position
from requests_log.services.raising import raise_for_place, raise_request
from requests_log.services.replies import reply, say_persists
from requests_log.services.triage import triage

__all__ = [
    "StaleVersion",
    "Words",
    "bulk_change",
    "confirm_no_change",
    "declare_freedom",
    "delete_view",
    "link_related",
    "mark_addressed",
    "mark_duplicate",
    "raise_for_place",
    "raise_request",
    "reopen",
    "reply",
    "reverse_batch",
    "save_view",
    "say_persists",
    "share_view",
    "state_next_step",
    "state_position",
    "triage",
    "unlink",
    "unwatch",
    "watch",
    "withdraw",
]
