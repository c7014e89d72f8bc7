"""What the page of an authority says of its conversations and documents, and of support to it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from areas.access import can
from areas.authority_parts import Part
from areas.candidates import pools_of, said_since
from areas.models import Area, Authority
from cbtracker.accounts.permissions import Permission
from rollout.models import AreaDocument, Conversation
from rollout.selectors.conversations import talks_with
from rollout.selectors.document_places import key_of
from rollout.selectors.documents import documents_of
from rollout.selectors.support import support_of_authority


def conversations_part(authority: Authority, user: Any) -> Part:
    """The open conversations with `authority` and their next actions, for those who may read any."""
    if not can(user, Permission.READ_CONVERSATIONS, on=Conversation(authority=authority)):
        return Part("rollout/conversations/_on_authority.html", {"may_read": False})
    today = timezone.localdate()
    said = {
        "may_read": True,
        "talks": talks_with([authority], user, today=today),
        "may_converse": can(user, Permission.CONVERSE, on=Conversation(authority=authority)),
        "today": today,
    }
    return Part("rollout/conversations/_on_authority.html", said)


def support_part(authority: Authority, user: Any) -> Part:
    """Support to `authority`, and the lists that name it a candidate for an early start (F000 ¶10-14)."""
    tags = [(tag, said_since(tag.since)) for tag in pools_of(authority, user)]
    support = support_of_authority(authority, user, now=timezone.now())
    return Part("rollout/support/_on_authority.html", {"support": support, "tags": tags})


def documents_part(authority: Authority, user: Any) -> Part:
    """The documents of `authority` and of the area that it is in, for those who may read them."""
    area = next((member.area for member in authority.areas_now), None)  # type: ignore[attr-defined]
    of = AreaDocument(area=area) if area else AreaDocument(authority=authority)
    if not can(user, Permission.READ_AREA_DOCUMENTS, on=of):
        return Part("rollout/documents/_on_authority.html", {"may_read": False})
    place: Area | Authority = area or authority
    may_add = can(user, Permission.EDIT_AREA_DOCUMENTS, on=of)
    said = {
        "may_read": True,
        "documents": documents_of(area, [authority], user),
        "add_to": key_of(place) if may_add else "",
    }
    return Part("rollout/documents/_on_authority.html", said)
