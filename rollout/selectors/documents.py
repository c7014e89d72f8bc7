"""Documents as pages and sheets about a place read them, each in one query."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from areas.models import Area, Authority
from requests_log.sights import Reader, Sight
from rollout.models import AreaDocument


def documents_listed(user: Any) -> QuerySet[AreaDocument]:
    """The current documents that `user` may read, with `place_name`, the name of the place of each."""
    rows = AreaDocument.objects.visible_to(user).current().select_related("area", "authority")
    return rows.annotate(place_name=Coalesce("area__name", "authority__short_name"))


def documents_of(area: Area | None, authorities: Iterable[Authority], user: Any) -> list[AreaDocument]:
    """The current documents of `area` and of `authorities` as `user` may read them, the newest first."""
    own = Q(authority__in=[one.pk for one in authorities])
    rows = AreaDocument.objects.visible_to(user).current().filter(own | Q(area=area) if area else own)
    return list(rows.select_related("area", "authority").newest_first())


def documents_then(areas: Iterable[Area], reader: Reader, *, at: datetime) -> dict[int, list[AreaDocument]]:
    """The documents that were current at the moment `at`, by the primary key of each of `areas` (with `members_now`).

    Whoever reads as an audience without a person reads them as Whitehall, or not at all.
    """
    if isinstance(reader, Sight):
        rows = AreaDocument.objects.defer("content") if reader is Sight.WHITEHALL else AreaDocument.objects.none()
    else:
        rows = AreaDocument.objects.visible_to(reader)
    newer = AreaDocument.objects.filter(replaces=OuterRef("pk"), added_at__lte=at)
    there = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=at)
    found = list(rows.filter(there, ~Exists(newer), added_at__lte=at).order_by("kind", "-dated", "pk"))
    members = {area.pk: {one.authority_id for one in area.members_now} for area in areas}  # type: ignore[attr-defined]
    return {
        key: [one for one in found if one.area_id == key or one.authority_id in authorities]
        for key, authorities in members.items()
    }


def versions_of(document: AreaDocument, user: Any) -> list[AreaDocument]:
    """All versions of `document` that `user` may read, the newest first: those before it and those after it."""
    rows = AreaDocument.objects.visible_to(user).filter(area=document.area_id, authority=document.authority_id)
    known = {one.pk: one for one in rows.select_related("added_by", "withdrawn_by")}
    after = {one.replaces_id: one.pk for one in known.values() if one.replaces_id}
    newest = document.pk
    while newest in after:
        newest = after[newest]
    chain = [known[newest]]
    while chain[-1].replaces_id in known:
        chain.append(known[chain[-1].replaces_id])
    return chain
