"""Proposals: entered by the area, clarified by its champion or lead, confirmed by the secretariat (F004 C ¶5)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from areas.access import NotPermitted, require
from areas.models import Area
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission, Role
from cbtracker.audit.services import record
from cbtracker.web.formats import LONDON
from families.models import Proposal, ProposalRevision
from families.models.proposals import TEXT_LENGTH

Action = ProposalRevision.Action
LARGEST = 1_000_000


@dataclass(frozen=True, kw_only=True)
class ProposalTerms:
    """What a proposal says: families in each period as a range, a point (both ends alike) or blank, and of whom."""

    first_low: int | None = None
    first_high: int | None = None
    period_low: int | None = None
    period_high: int | None = None
    additional: str = ""
    covers: str = ""
    basis: str = ""
    comment: str = ""


def terms_of(revision: ProposalRevision) -> ProposalTerms:
    """What `revision` says."""
    return ProposalTerms(**{name: getattr(revision, name) for name in ProposalTerms.__dataclass_fields__})


def newest(proposal: Proposal) -> ProposalRevision | None:
    """The newest revision of `proposal`; None before the first."""
    return proposal.revisions.order_by("-version").first()


@transaction.atomic
def propose(
    *,
    area: Area,
    terms: ProposalTerms,
    expected_version: int,
    by: Any,
    now: datetime,
    effective_on: date | None = None,
) -> ProposalRevision:
    """Enter what `area` proposes; by its officers until it is confirmed, by the secretariat at any time.

    `expected_version` 0: nothing was there. Raises NotPermitted, StaleVersion, ValidationError by field.
    """
    require(by, Permission.EDIT_PROPOSAL, on=area)
    Proposal.objects.get_or_create(area=area)
    last = _last(area)
    if last is not None and last.action == Action.CONFIRMED and by.role != Role.SECRETARIAT:
        raise NotPermitted("a confirmed proposal is the secretariat's to change")
    return _write(area, terms, Action.ENTERED, expected_version, by, now, effective_on)


@transaction.atomic
def clarify(
    *, area: Area, terms: ProposalTerms, expected_version: int, by: Any, now: datetime, effective_on: date | None = None
) -> ProposalRevision:
    """Make clear whom a proposal is about; its figures stay the area's own (F004 C ¶5).

    Raises NotPermitted, StaleVersion; ValidationError where figures differ or nothing was proposed.
    """
    require(by, Permission.CLARIFY_PROPOSAL, on=area)
    last = _last(area)
    if last is None:
        raise ValidationError("The area has proposed nothing yet")
    figures = ("first_low", "first_high", "period_low", "period_high")
    if any(getattr(terms, name) != getattr(last, name) for name in figures):
        raise ValidationError("Clarify the words only: figures are the area's to change")
    return _write(area, terms, Action.CLARIFIED, expected_version, by, now, effective_on)


@transaction.atomic
def confirm(*, area: Area, expected_version: int, by: Any, now: datetime) -> ProposalRevision:
    """Confirm a proposal as it stands. Raises NotPermitted, StaleVersion, ValidationError."""
    require(by, Permission.CONFIRM_PROPOSAL)
    last = _last(area)
    if last is None:
        raise ValidationError("The area has proposed nothing yet")
    if last.action == Action.CONFIRMED:
        raise ValidationError("This proposal has been confirmed already")
    return _write(area, terms_of(last), Action.CONFIRMED, expected_version, by, now, None)


def _last(area: Area) -> ProposalRevision | None:
    return ProposalRevision.objects.filter(proposal__area=area).order_by("-version").first()


def _write(
    area: Area,
    terms: ProposalTerms,
    action: str,
    expected_version: int,
    by: Any,
    now: datetime,
    effective_on: date | None,
) -> ProposalRevision:
    """Claim the next version and keep what it says."""
    day = effective_on or timezone.localdate(now, LONDON)
    rows = Proposal.objects.filter(area=area)
    if not rows.filter(version=expected_version).update(version=F("version") + 1):
        raise StaleVersion(rows.first())
    proposal = rows.get()
    _check(terms, day, proposal, now)
    revision = ProposalRevision.objects.create(
        proposal=proposal,
        version=proposal.version,
        action=action,
        effective_on=day,
        recorded_at=now,
        by=by,
        **asdict(terms),
    )
    data = {"version": revision.version, "on": day.isoformat()}
    record(by=by, verb=f"proposal.{action}", on=proposal, label=f"Proposal of {area}", data=data, now=now)
    return revision


def _check(terms: ProposalTerms, day: date, proposal: Proposal, now: datetime) -> None:
    faults: dict[str, str] = {}
    for name, label in (("first", "2011/12"), ("period", "the Spending Review period")):
        low, high = getattr(terms, f"{name}_low"), getattr(terms, f"{name}_high")
        if (low is None) != (high is None):
            faults[f"{name}_high"] = f"Enter both ends for {label}, or leave both blank"
        elif low is not None and not 0 <= low <= high <= LARGEST:
            faults[f"{name}_high"] = f"Enter numbers for {label} from 0 to {LARGEST:,}, the lower one first"
    for name in ("basis", "comment"):
        if len(getattr(terms, name)) > TEXT_LENGTH:
            faults[name] = f"{name.capitalize()} must be {TEXT_LENGTH:,} characters or fewer"
    if terms.additional not in ProposalRevision.Additional.values:
        faults["additional"] = "Select whether the families are additional"
    if terms.covers not in ProposalRevision.Covers.values:
        faults["covers"] = "Select which families the figures are of"
    earlier = proposal.revisions.order_by("-effective_on").first()
    if day > timezone.localdate(now, LONDON) or (earlier is not None and day < earlier.effective_on):
        faults["effective_on"] = "Date must be today or in the past, and not before that of the version before"
    if faults:
        raise ValidationError(faults)
