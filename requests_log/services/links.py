"""Related requests, watching, and saved views: what people keep beside the requests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import NotPermitted, require
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record as record_audit
from requests_log.models import LoggedRequest, RequestLink, SavedView, Watch


@transaction.atomic
def link_related(entry: LoggedRequest, *, by: Any, to: LoggedRequest, now: datetime | None = None) -> RequestLink:
    """Say that two requests have to do with each other."""
    require(by, Permission.TRIAGE, on=entry)
    if entry.pk == to.pk:
        raise ValidationError({"to": "Choose another request."})
    first, second = sorted((entry, to), key=lambda row: row.pk)
    link, made = RequestLink.objects.get_or_create(from_entry=first, to_entry=second, kind=RequestLink.Kind.RELATED)
    if made:
        record_audit(by=by, verb="request.linked", on=entry, data={"to": to.reference}, now=now)
    return link


@transaction.atomic
def unlink(link: RequestLink, *, by: Any, now: datetime | None = None) -> None:
    """Take back a link between related requests."""
    require(by, Permission.TRIAGE, on=link.from_entry)
    if link.kind != RequestLink.Kind.RELATED:
        raise ValidationError("Reopen the request to say that it is not a duplicate.")
    record_audit(by=by, verb="request.unlinked", on=link.from_entry, data={"to": link.to_entry.reference}, now=now)
    link.delete()


@transaction.atomic
def watch(entry: LoggedRequest, *, by: Any, now: datetime | None = None) -> Watch:
    """Keep `by` informed about the request. Raises NotPermitted where they may not know of it."""
    require(by, Permission.WATCH)
    if not LoggedRequest.objects.visible_to(by).filter(pk=entry.pk).exists():
        raise NotPermitted("nobody watches what they may not know of")
    kept, _ = Watch.objects.get_or_create(entry=entry, user=by, defaults={"since": now or timezone.now()})
    return kept


@transaction.atomic
def unwatch(entry: LoggedRequest, *, by: Any) -> None:
    """Stop keeping `by` informed about the request."""
    require(by, Permission.WATCH)
    Watch.objects.filter(entry=entry, user=by).delete()


@transaction.atomic
def save_view(*, by: Any, name: str, query: str, shared: bool = False, now: datetime | None = None) -> SavedView:
    """Keep a filter of the list under a name of one's own; the same name again replaces it."""
    require(by, Permission.SAVE_VIEW)
    if shared:
        require(by, Permission.SHARE_VIEW)
    if not name.strip():
        raise ValidationError({"name": "Enter a name for the view."})
    if len(query) > 1000:
        raise ValidationError({"name": "This filter is too long to save. Choose fewer values."})
    view, _ = SavedView.objects.update_or_create(
        user=by,
        name=name.strip(),
        defaults={"query": query, "shared": shared, "created_at": now or timezone.now()},
    )
    return view


@transaction.atomic
def share_view(view: SavedView, *, by: Any, shared: bool) -> SavedView:
    """Share one's own view with everybody who may share, or stop sharing it."""
    require(by, Permission.SHARE_VIEW)
    if view.user_id != by.pk:
        raise NotPermitted("only its owner shares a view")
    view.shared = shared
    view.save(update_fields=["shared"])
    return view


@transaction.atomic
def delete_view(view: SavedView, *, by: Any) -> None:
    """Delete one's own view."""
    if view.user_id != by.pk:
        raise NotPermitted("only its owner deletes a view")
    view.delete()
