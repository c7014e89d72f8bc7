"""The requests that have to do with one: related ones and duplicates."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from requests_log.models import LoggedRequest, RequestLink
from requests_log.sights import sees_every_request

SIDES = ("from_entry", "to_entry")
LINK_COLUMNS = ("reference", "issue", "status")
LINK_WORDS = {
    ("related", True): "Related to",
    ("related", False): "Related to",
    ("duplicate", True): "Duplicate of",
    ("duplicate", False): "Has a duplicate",
}


def linked_requests(entry: LoggedRequest, user: Any) -> list[dict[str, Any]]:
    """Related and duplicate requests that `user` may know of: how, reference, issue and status. One query."""
    links = RequestLink.objects.filter(Q(from_entry=entry) | Q(to_entry=entry))
    if not sees_every_request(user):
        visible = LoggedRequest.objects.visible_to(user)
        for side in SIDES:
            links = links.filter(Exists(visible.filter(pk=OuterRef(f"{side}_id"))))
    columns = [f"{side}__{name}" for side in SIDES for name in LINK_COLUMNS]
    rows = links.order_by("kind", "pk").values_list("kind", "from_entry_id", *columns)
    found = []
    for kind, from_id, *texts in rows:
        outward = from_id == entry.pk
        other = dict(zip(LINK_COLUMNS, texts[3:] if outward else texts[:3], strict=True))
        found.append({"how": LINK_WORDS[kind, outward], **other})
    return found


def related_links(entry: LoggedRequest) -> Any:
    """The links of `entry` to related requests, duplicates left out, in the order in which they were made."""
    both = Q(from_entry=entry) | Q(to_entry=entry)
    return RequestLink.objects.filter(both, kind=RequestLink.Kind.RELATED).order_by("pk")
