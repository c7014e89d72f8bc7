"""What an area brings together by year: every write (F004 C ¶7-8)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from areas.access import require
from areas.models import Area, FundingStream, Resource
from areas.models.resources import LARGEST_AMOUNT, NOTE_LENGTH
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.audit.services import record

NOT_ON_MENU = "Not on the menu"


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What is said of one resource. `amount_pence` None: not yet known, which is not zero.

    `year` is the one in which the financial year begins; either a `stream` of the funding menu or `other_stream`.
    """

    year: int
    contributor: str
    manner: str
    stream: FundingStream | None = None
    other_stream: str = ""
    amount_pence: int | None = None
    note: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON for the audit."""
        return {**_values(self), "stream": self.stream.name if self.stream else ""}


@transaction.atomic
def add_resource(*, area: Area, contribution: Contribution, by: Any) -> Resource:
    """Add a resource to `area`. Raises NotPermitted, ValidationError."""
    require(by, Permission.EDIT_PLACE, on=area)
    _check(contribution)
    resource = Resource(area=area, **_values(contribution))
    resource.full_clean()
    resource.save()
    _audit(by, "resource.added", resource, {"after": contribution.as_data()})
    return resource


@transaction.atomic
def change_resource(*, resource: Resource, contribution: Contribution, expected_version: int, by: Any) -> Resource:
    """Make `resource` say what `contribution` says. Raises NotPermitted, StaleVersion, ValidationError."""
    require(by, Permission.EDIT_PLACE, on=resource.area)
    _check(contribution)
    before = contribution_of(resource)
    proposed = Resource(pk=resource.pk, area=resource.area, version=expected_version, **_values(contribution))
    proposed.full_clean(validate_unique=False)
    values = {**_values(contribution), "version": F("version") + 1}
    _claim(Resource.objects.filter(pk=resource.pk, version=expected_version).update(**values), resource)
    proposed.version = expected_version + 1
    _audit(by, "resource.changed", proposed, {"before": before.as_data(), "after": contribution.as_data()})
    return proposed


@transaction.atomic
def remove_resource(*, resource: Resource, expected_version: int, by: Any) -> None:
    """Remove `resource`; the audit keeps what it said. Raises NotPermitted, StaleVersion."""
    require(by, Permission.EDIT_PLACE, on=resource.area)
    _audit(by, "resource.removed", resource, {"before": contribution_of(resource).as_data()})
    deleted, _ = Resource.objects.filter(pk=resource.pk, version=expected_version).delete()
    _claim(deleted, resource)


def faults_of_stream(stream: FundingStream | None, other_stream: str) -> dict[str, str]:
    """What is wrong by field, unless there is one stream: of the menu, or another."""
    if stream and other_stream:
        return {"other_stream": f"Choose “{NOT_ON_MENU}” as the stream, or leave other stream blank"}
    if not stream and not other_stream:
        return {"other_stream": "Select a funding stream, or enter another one"}
    return {}


def contribution_of(resource: Resource) -> Contribution:
    """Return what `resource` says."""
    return Contribution(**{one.name: getattr(resource, one.name) for one in fields(Contribution)})


def _check(contribution: Contribution) -> None:
    """Raise ValidationError that names the fields to mend."""
    faults = faults_of_stream(contribution.stream, contribution.other_stream)
    if len(contribution.note) > NOTE_LENGTH:
        faults["note"] = f"Note must be {NOTE_LENGTH:,} characters or fewer"
    if contribution.amount_pence is not None and not 0 <= contribution.amount_pence <= LARGEST_AMOUNT:
        faults["amount_pence"] = "Amount must be £10 trillion or less, and not below zero"
    if faults:
        raise ValidationError(faults)


def _audit(by: Any, verb: str, resource: Resource, data: dict[str, Any]) -> None:
    """Record what was done. The label names the area only: administrators read labels, and no programme data."""
    area = resource.area.name
    record(by=by, verb=verb, on=resource, label=f"Resource of {area}", data={"area": area, **data})


def _values(contribution: Contribution) -> dict[str, Any]:
    return {one.name: getattr(contribution, one.name) for one in fields(Contribution)}


def _claim(rows: int, resource: Resource) -> None:
    """Raise StaleVersion unless the conditional statement reached the row."""
    if rows != 1:
        current = Resource.objects.select_related("stream", "area").filter(pk=resource.pk).first()
        raise StaleVersion(current)
