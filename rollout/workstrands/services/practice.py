"""The practice library: written by places and the secretariat, published by the secretariat (F003 A, C j)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from areas.access import can, require
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from rollout.services.kept import Faults, Keeping, check_days, refuse
from rollout.workstrands.models import NEIGHBOURHOODS, PLACES, PracticeItem

PRACTICE = Keeping(Permission.EDIT_PRACTICE, "workstrands")
PUBLISHING = Keeping(Permission.PUBLISH_PRACTICE, "workstrands")
LARGEST_SAVINGS = 10**14
SLUG_LENGTH = 75
SAME_MOMENT = "Somebody wrote something of the same title in the same moment. Send it again"
PUBLISHED = "This is published. Ask the secretariat to take it off the open pages before you change it"


@transaction.atomic
def write_practice(*, values: Mapping[str, Any], by: Any, now: datetime) -> PracticeItem:
    """Write a draft that says `values`, fields of `PracticeItem`; it is about a place of `by`'s own, or about none.

    Only the secretariat writes about no place. Raises NotPermitted, ValidationError by field.
    """
    item = PracticeItem(written_by=by, **values)
    item.slug = _slug(item.title)
    refuse(_faults(item))
    return PRACTICE.write_new(item, by=by, now=now, on=item, taken={"title": SAME_MOMENT})


@transaction.atomic
def change_practice(
    *, item: PracticeItem, values: Mapping[str, Any], expected_version: int, by: Any, now: datetime
) -> PracticeItem:
    """Make `item` say `values`; its address stays. What is published only its publishers change.

    Raises NotPermitted, StaleVersion, ValidationError by field.
    """
    require(by, Permission.EDIT_PRACTICE, on=item)
    proposed = PracticeItem.objects.filter(pk=item.pk).first()
    if proposed is None:
        raise StaleVersion(None)
    if proposed.published_at is not None and not can(by, Permission.PUBLISH_PRACTICE):
        raise ValidationError(PUBLISHED)
    for name, value in values.items():
        setattr(proposed, name, value)
    require(by, Permission.EDIT_PRACTICE, on=proposed)
    refuse(_faults(proposed))
    return PRACTICE.write_change(item, values, expected_version=expected_version, by=by, now=now, on=item)


@transaction.atomic
def publish_practice(*, item: PracticeItem, expected_version: int, by: Any, now: datetime) -> PracticeItem:
    """Let everybody read `item`. Raises NotPermitted, StaleVersion; ValidationError where it is published already."""
    if PracticeItem.objects.published().filter(pk=item.pk, version=expected_version).exists():
        raise ValidationError("This is published already")
    return PUBLISHING.write_change(item, {"published_at": now}, expected_version=expected_version, by=by, now=now)


@transaction.atomic
def withdraw_practice(*, item: PracticeItem, expected_version: int, by: Any, now: datetime) -> PracticeItem:
    """Make `item` a draft again. Raises NotPermitted, StaleVersion; ValidationError where it is one."""
    if PracticeItem.objects.filter(pk=item.pk, version=expected_version, published_at__isnull=True).exists():
        raise ValidationError("This is not published")
    return PUBLISHING.write_change(item, {"published_at": None}, expected_version=expected_version, by=by, now=now)


def _faults(item: PracticeItem) -> Faults:
    faults: Faults = {}
    check_days(faults, ("dated", item.dated), ("dated", None))
    if item.savings_pence is not None and not 0 <= item.savings_pence <= LARGEST_SAVINGS:
        faults["savings_pence"] = "Savings must be from nothing to £1 trillion"
    if item.savings_pence is not None and not item.evidence.strip():
        faults["evidence"] = "Enter where the savings figure is from"
    if item.strand not in (None, NEIGHBOURHOODS, PLACES):
        faults["strand"] = f"Enter {NEIGHBOURHOODS} or {PLACES}, or leave it blank"
    if sum(place is not None for place in (item.area_id, item.authority_id, item.neighbourhood_id)) > 1:
        faults["place"] = "Select one place"
    return faults


def _slug(title: str) -> str:
    """An address that no other item has: the title, numbered where it is taken."""
    wanted = slugify(title)[:SLUG_LENGTH].strip("-") or "practice"
    taken = set(PracticeItem.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (wanted, *numbered) if one not in taken)
