"""Submitting a nomination: once, however many press the button; it makes the area and raises the barriers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from areas.access import forget_duties, require
from areas.models import Area, Authority, Department
from areas.services.forming import form_area, phase_of_start
from cbtracker.accounts.permissions import Permission
from cbtracker.outbox.services import enqueue
from requests_log.models import AreaScope
from requests_log.services import raise_request
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from rollout.models import ENGAGED, Nomination, Step
from rollout.nomination_pages import Page, missing_pages
from rollout.services.nominations.claims import (
    NominationClosed,
    audit,
    check_may_nominate,
    claim,
    drafts,
    occasion,
    stand_at,
    standing_of,
)
from rollout.services.nominations.signing import unsigned_authorities

RECEIVED = "nomination_received"


@transaction.atomic
def submit(nomination: Nomination, *, by: Any, now: datetime) -> Nomination:
    """Submit the nomination: its authorities stand at “nominated”, their area is made, its barriers become requests.

    What was signed is submitted, whatever page the person had open. A nomination that has been submitted comes back as
    it is: the second of two who press the button sees the first one's. Raises NotPermitted, NominationClosed where it
    was withdrawn; ValidationError where a page or a sign-off is missing or an authority may no longer nominate.
    """
    require(by, Permission.EDIT_NOMINATION, on=nomination)
    locked = Nomination.objects.select_for_update().get(pk=nomination.pk)
    if locked.submitted_at is not None and locked.withdrawn_at is None:
        return locked
    authorities = list(Authority.objects.filter(nominated_in__nomination=locked))
    if locked.withdrawn_at is not None:
        raise NominationClosed(locked)
    _check_ready(locked, authorities)
    area = _form(locked, authorities, by, now)
    submitted = claim(locked, drafts(), None, submitted_at=now, submitted_by=by, area=area)
    for authority in authorities:
        if standing_of(authority) not in ENGAGED:
            stand_at(submitted, authority, Step.NOMINATED, by=by, now=now)
    forget_duties(by)
    _raise_barriers(submitted, area, by, now)
    _tell(submitted, now)
    audit(by, "submitted", submitted, now, area=area.slug)
    return submitted


def _check_ready(nomination: Nomination, authorities: list[Authority]) -> None:
    if missing := missing_pages(nomination):
        raise ValidationError([f"Answer “{page.label}” before you submit" for page in missing])
    if unsigned := unsigned_authorities(nomination):
        raise ValidationError([f"Wait until the second person has signed for {one}" for one in unsigned])
    check_may_nominate(authorities, nomination=nomination)


def _form(nomination: Nomination, authorities: list[Authority], by: Any, now: datetime) -> Area:
    assert nomination.wanted_start is not None  # noqa: S101 the page on pace was answered
    return form_area(
        name=nomination.name or nomination.lead_authority.short_name,
        authorities=authorities,
        lead=nomination.lead_authority,
        phase=phase_of_start(nomination.wanted_start),
        by=by,
        now=now,
    )


def _raise_barriers(nomination: Nomination, area: Area, by: Any, now: datetime) -> None:
    """Raise each barrier as a request of the new area; triage finds departments where none was named."""
    departments = {one.abbreviation: one for one in Department.objects.all()}
    for barrier in nomination.answers[Page.BARRIERS.value]["barriers"]:
        named = tuple(departments[name] for name in barrier.get("departments", ()) if name in departments)
        raise_request(
            by=by,
            issue=barrier["issue"],
            detail=barrier.get("detail", ""),
            areas=AreasNamed(scope=AreaScope.NAMED, items=(NamedArea(area),)),
            departments=DepartmentsNamed(items=named),
            source=str(nomination),
            now=now,
        )


def _tell(nomination: Nomination, now: datetime) -> None:
    """Queue the message that it came, with a copy of the answers, for each who is named in it."""
    contacts = {one["email"].lower() for one in nomination.answers[Page.WHO.value]["contacts"]}
    signers = set(nomination.sign_offs.current().values_list("email", flat=True))
    submitter = nomination.submitted_by
    assert submitter is not None  # noqa: S101 it has just been submitted
    for address in sorted(contacts | signers | {submitter.email.lower()}):
        enqueue(
            kind=RECEIVED,
            dedupe_key=occasion(RECEIVED, nomination, address),
            to_address=address,
            payload={"nomination": nomination.pk},
            now=now,
        )
