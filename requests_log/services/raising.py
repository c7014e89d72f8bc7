"""Raising a request of Whitehall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from areas.access import NotPermitted, Scope, require
from cbtracker.accounts.permissions import Permission, Role
from requests_log.models import PROGRAMME_WIDE, Action, LoggedRequest
from requests_log.services.creation import Draft, create_requests
from requests_log.services.naming import AreasNamed, DepartmentsNamed, with_members

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
    if not issue.strip():
        raise ValidationError({"issue": "Enter what you need Whitehall to do."})
    if not areas.scope:
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
    [entry] = create_requests([draft], by=by, action=Action.RAISED, now=now, effective_at=effective_at)
    return entry
