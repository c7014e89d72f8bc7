"""Drafts of nominations: begun, and answered page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from areas.access import NotPermitted, Scope, require
from areas.models import Authority
from areas.services.forming import check_area_name
from cbtracker.accounts.permissions import Permission
from cbtracker.web.formats import as_date
from rollout.models import Nomination, NominationAuthority
from rollout.models.nominations import EARLIEST_START, LATEST_START
from rollout.nomination_pages import MOST_BARRIERS, MOST_CONTACTS, Page
from rollout.services.nominations.claims import NominationClosed, audit, check_draft, check_may_nominate, claim, drafts

__all__ = ["NominationClosed", "keep_page", "keep_who", "start_nomination"]


class _OneAuthority:
    def __init__(self, authority: Authority) -> None:
        self.pk = authority.pk

    def access_scope(self) -> Scope:
        return Scope(authorities=frozenset({self.pk}))


@transaction.atomic
def start_nomination(*, authority: Authority, by: Any, now: datetime) -> Nomination:
    """The authority's open nomination; a draft where there is none, so that two officers share one.

    Raises NotPermitted; ValidationError where the authority is live or in an area.
    """
    require(by, Permission.EDIT_NOMINATION, on=_OneAuthority(authority))
    Authority.objects.select_for_update().get(pk=authority.pk)
    there = Nomination.objects.filter(members__authority=authority, members__left_at__isnull=True).first()
    if there is not None:
        return there
    check_may_nominate([authority])
    nomination = Nomination.objects.create(
        lead_authority=authority, started_by=by, started_at=now, changed_by=by, changed_at=now
    )
    NominationAuthority.objects.create(nomination=nomination, authority=authority)
    audit(by, "started", nomination, now, authority=authority.gss_code)
    return nomination


@transaction.atomic
def keep_who(
    nomination: Nomination,
    *,
    authorities: Sequence[Authority],
    name: str,
    contacts: Sequence[Mapping[str, str]],
    by: Any,
    expected_version: int,
    now: datetime,
) -> Nomination:
    """Keep who nominates: the authorities together, what their area is called, and whom to ask.

    `name` may be blank for one authority: the area is called as it is. `contacts` are mappings of name, job_title,
    email and phone. Raises NotPermitted, StaleVersion, NominationClosed; ValidationError by field for an authority that
    is live, in an area or in another open nomination, and where none of them is the person's own.
    """
    require(by, Permission.EDIT_NOMINATION, on=nomination)
    check_draft(nomination)
    _check_who(nomination, authorities, name, contacts, by)
    before = list(nomination.members.order_by("authority__short_name").values_list("authority_id", flat=True))
    lead = nomination.lead_authority if nomination.lead_authority in authorities else authorities[0]
    page = {Page.WHO.value: {"contacts": [dict(one) for one in contacts]}}
    kept = _keep(nomination, page, by, expected_version, now, name=name, lead_authority=lead)
    _set_authorities(kept, authorities)
    if set(before) != {one.pk for one in authorities} or name != nomination.name:
        _end_sign_offs(kept, now)
    audit(by, "answered", kept, now, page=Page.WHO.value)
    return kept


@transaction.atomic
def keep_page(
    nomination: Nomination,
    *,
    page: str,
    answers: Mapping[str, Any],
    by: Any,
    expected_version: int,
    now: datetime,
    wanted_start: date | None = None,
) -> Nomination:
    """Keep the answers to a page of questions other than the first, in the shape that `rollout.nomination_pages` tells.

    `wanted_start` comes with the page on pace. Sign-offs of other answers end. Raises NotPermitted, StaleVersion,
    NominationClosed; ValidationError for a page that is not there and a start outside the programme.
    """
    require(by, Permission.EDIT_NOMINATION, on=nomination)
    columns: dict[str, Any] = {}
    if page not in Page.values or page == Page.WHO:
        raise ValidationError("There is no such page of questions")
    if page == Page.PACE:
        _check_start(wanted_start)
        columns["wanted_start"] = wanted_start
    if page == Page.BARRIERS and len(answers.get("barriers", ())) > MOST_BARRIERS:
        raise ValidationError({"barriers": f"Enter up to {MOST_BARRIERS} barriers. You can raise more later"})
    kept = _keep(nomination, {page: dict(answers)}, by, expected_version, now, **columns)
    audit(by, "answered", kept, now, page=page)
    return kept


def _keep(
    nomination: Nomination, page: dict[str, Any], by: Any, expected_version: int, now: datetime, **columns: Any
) -> Nomination:
    """Write one page beside the others, and end the sign-offs where it says something else than before."""
    values = {"answers": {**nomination.answers, **page}, **columns}
    changed = any(getattr(nomination, name) != value for name, value in values.items())
    kept = claim(nomination, drafts(), expected_version, **values, changed_by=by, changed_at=now)
    if changed:
        _end_sign_offs(kept, now)
    return kept


def _end_sign_offs(nomination: Nomination, now: datetime) -> None:
    nomination.sign_offs.filter(ended_at__isnull=True).update(ended_at=now)


def _set_authorities(nomination: Nomination, authorities: Sequence[Authority]) -> None:
    nomination.members.exclude(authority__in=authorities).delete()
    there = set(nomination.members.values_list("authority_id", flat=True))
    try:
        with transaction.atomic():
            NominationAuthority.objects.bulk_create(
                NominationAuthority(nomination=nomination, authority=one) for one in authorities if one.pk not in there
            )
    except IntegrityError:  # another nomination took one of them in the same moment
        check_may_nominate(authorities, nomination=nomination)
        raise


def _check_who(
    nomination: Nomination, authorities: Sequence[Authority], name: str, contacts: Sequence[Any], by: Any
) -> None:
    if not authorities:
        raise ValidationError({"authorities": "Select at least one authority"})
    if not any(_is_own(one, by) for one in authorities):
        raise ValidationError({"authorities": "Select your own authority among them"})
    if not 1 <= len(contacts) <= MOST_CONTACTS:
        raise ValidationError({"contacts": f"Enter 1 to {MOST_CONTACTS} people whom we can ask"})
    if len(authorities) > 1 and not name:
        raise ValidationError({"name": "Enter what the area of these authorities is to be called"})
    check_may_nominate(authorities, nomination=nomination)
    check_area_name(name or authorities[0].short_name)


def _is_own(authority: Authority, by: Any) -> bool:
    try:
        require(by, Permission.EDIT_NOMINATION, on=_OneAuthority(authority))
    except NotPermitted:
        return False
    return True


def _check_start(wanted: date | None) -> None:
    if wanted is None or not EARLIEST_START <= wanted <= LATEST_START:
        span = f"{as_date(EARLIEST_START)} to {as_date(LATEST_START)}"
        raise ValidationError({"wanted_start": f"Enter a date from {span}, the years of the programme"})
