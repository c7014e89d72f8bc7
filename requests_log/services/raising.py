"""Raising a request of Whitehall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import NotPermitted, Scope, require
from areas.models import AreaMember, Authority
from cbtracker.accounts.permissions import Permission, Role
from requests_log.models import PROGRAMME_WIDE, Action, AreaScope, LoggedRequest
from requests_log.services.creation import Draft, create_requests
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea, with_members

NAMES_ANY_AREA = frozenset({Role.SECRETARIAT, Role.CHAMPION})


@dataclass(frozen=True)
class _Place:
    scope: Scope

    def access_scope(self) -> Scope:
        return self.scope


def _require_raise(by: Any, areas: AreasNamed) -> None:
    require(by, Permission.RAISE_REQUEST)
    if areas.scope in PROGRAMME_WIDE and by.role not in NAMES_ANY_AREA:
        raise NotPermitted("only the secretariat and champions raise requests for many or all areas")
    for item in areas.items:
        require(by, Permission.RAISE_REQUEST, on=_Place(Scope(areas=frozenset({item.area.pk}))))
        if item.authority is not None:
            require(by, Permission.RAISE_REQUEST, on=_Place(Scope(authorities=frozenset({item.authority.pk}))))


@transaction.atomic
def raise_request(
    *,
    by: Any,
    issue: str,
    areas: AreasNamed,
    departments: DepartmentsNamed | None = None,
    detail: str = "",
    kind: str = "",
    nature: str = "",
    theme: str = "",
    source: str = "",
    raised_on: date | None = None,
    now: datetime | None = None,
    effective_at: datetime | None = None,
) -> LoggedRequest:
    """Raise a request for `areas`; `departments` may be left to triage. It waits for the secretariat.

    Raises NotPermitted where an area, or an authority in it, is not the person's to speak for; else ValidationError.
    """
    now = now or timezone.now()
    _require_raise(by, areas)
    areas = with_members(areas, on=timezone.localdate(effective_at or now))
    if issue.strip() and not areas.scope:
        raise ValidationError({"areas": "Choose whom the request is for."})
    draft = Draft(
        issue=issue,
        areas=areas,
        departments=departments or DepartmentsNamed(),
        detail=detail,
        kind=kind,
        nature=nature,
        theme=theme,
        source=source,
        raised_by=by,
        raised_on=raised_on or timezone.localdate(effective_at or now),
    )
    return _raise(draft, by=by, now=now, effective_at=effective_at)


@transaction.atomic
def raise_for_place(
    *,
    by: Any,
    issue: str,
    authority: Authority,
    label: str,
    departments: DepartmentsNamed,
    detail: str,
    source: str,
    now: datetime,
) -> LoggedRequest:
    """Raise a request for a place of `authority`; for services that have asked for a permission of their own.

    It names the area that the authority is in. An authority need not be in one (F003 ¶5-8): then the request names no
    area and bears `label`, as one does whose paper printed a place that is no area. Raises ValidationError.
    """
    today = timezone.localdate(now)
    member = AreaMember.objects.in_force(today).select_related("area").filter(authority=authority).first()
    named = AreasNamed(label=label)
    if member is not None:
        named = with_members(AreasNamed(AreaScope.NAMED, (NamedArea(member.area, authority),)), on=today)
    draft = Draft(
        issue=issue,
        areas=named,
        departments=departments,
        detail=detail,
        source=source,
        raised_by=by,
        raised_on=today,
    )
    return _raise(draft, by=by, now=now)


def _raise(draft: Draft, *, by: Any, now: datetime, effective_at: datetime | None = None) -> LoggedRequest:
    if not draft.issue.strip():
        raise ValidationError({"issue": "Enter what you need Whitehall to do."})
    [entry] = create_requests([draft], by=by, action=Action.RAISED, now=now, effective_at=effective_at)
    return entry
