"""Proposals: entered by the area, clarified by its champion or lead, confirmed by the secretariat (F004 C ¶5)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
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
from cbtracker.web.formats import LONDON, as_date
from families.models import Proposal, ProposalRevision
from families.models.proposals import ROLL_OUT_YEARS, TEXT_LENGTH

Action = ProposalRevision.Action
LARGEST = 1_000_000


@dataclass(frozen=True, kw_only=True)
class ProposalWords:
    """What is said of a proposal: additional to whom, of which families, from when step by step, and in words."""

    additional: str = ""
    covers: str = ""
    incremental_from: int | None = None
    basis: str = ""
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class ProposalTerms(ProposalWords):
    """A whole proposal: families in each period as a range, a point (both ends alike) or blank, and what is said."""

    first_low: int | None = None
    first_high: int | None = None
    period_low: int | None = None
    period_high: int | None = None


def terms_of(revision: ProposalRevision) -> ProposalTerms:
    """What `revision` says."""
    return ProposalTerms(**{name: getattr(revision, name) for name in ProposalTerms.__dataclass_fields__})


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
    if last is not None:
        _require_open(last, by)
    return _write(area, terms, Action.ENTERED, expected_version, by, now, effective_on)


@transaction.atomic
def clarify(
    *, area: Area, words: ProposalWords, expected_version: int, by: Any, now: datetime, effective_on: date | None = None
) -> ProposalRevision:
    """Make clear whom a proposal is about; its figures stay the area's own (F004 C ¶5).

    What was confirmed is the secretariat's to clarify. Raises NotPermitted, StaleVersion, ValidationError by field.
    """
    require(by, Permission.CLARIFY_PROPOSAL, on=area)
    last = _last(area)
    if last is None:
        raise ValidationError("The area has proposed nothing yet")
    _require_open(last, by)
    terms = replace(terms_of(last), **asdict(words))
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


def is_open_to(last: ProposalRevision | None, by: Any) -> bool:
    """Whether `by` may still add to a proposal that stands as `last`: once it is confirmed, the secretariat alone."""
    return last is None or last.action != Action.CONFIRMED or by.role == Role.SECRETARIAT


def _require_open(last: ProposalRevision, by: Any) -> None:
    if not is_open_to(last, by):
        raise NotPermitted("a confirmed proposal is the secretariat's to change")


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
    """Raise ValidationError with every fault at the field that is to be mended."""
    faults = {**_faults_of_range(terms, "first"), **_faults_of_range(terms, "period")}
    for name in ("basis", "comment"):
        if len(getattr(terms, name)) > TEXT_LENGTH:
            faults[name] = f"{name.capitalize()} must be {TEXT_LENGTH:,} characters or fewer"
    if terms.additional not in ProposalRevision.Additional.values:
        faults["additional"] = "Select whether the families are additional"
    if terms.covers not in ProposalRevision.Covers.values:
        faults["covers"] = "Select which families the figures are of"
    if terms.incremental_from is not None and terms.incremental_from not in ROLL_OUT_YEARS:
        faults["incremental_from"] = "Select a financial year of the Spending Review period"
    earlier = proposal.revisions.order_by("-effective_on").first()
    if day > timezone.localdate(now, LONDON):
        faults["effective_on"] = "Effective date must be today or in the past"
    elif earlier is not None and day < earlier.effective_on:
        faults["effective_on"] = (
            f"Effective date must be {as_date(earlier.effective_on)} or later: the version before holds from then"
        )
    if faults:
        raise ValidationError(faults)


def _faults_of_range(terms: ProposalTerms, name: str) -> dict[str, str]:
    """What is wrong with the ends of one period, by the field of the end that is to be mended."""
    ends = {f"{name}_{end}": getattr(terms, f"{name}_{end}") for end in ("low", "high")}
    faults = {
        field: f"Number of families must be from 0 to {LARGEST:,}"
        for field, number in ends.items()
        if number is not None and not 0 <= number <= LARGEST
    }
    low, high = ends.values()
    if (low is None) != (high is None):
        missing = f"{name}_low" if low is None else f"{name}_high"
        faults[missing] = "Enter both ends of the range, or leave both blank. For one number, enter it twice"
    elif low is not None and not faults and low > high:
        faults[f"{name}_high"] = "Highest number must be the same as the lowest number or more"
    return faults
