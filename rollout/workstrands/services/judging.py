"""Assessors judge outline proposals by each criterion, in words and with a reason: nothing is scored (F003 A, B ¶4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from areas.access import NotPermitted, require
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from rollout.services.kept import refuse
from rollout.workstrands.models import Assessor, Criterion, Judgement, OutlineDecision, OutlineProposal
from rollout.workstrands.services.assessors import OWN


class MayNotJudge(ValidationError):
    """The assessor has not declared their interests, or is recused. Nothing was written."""


class OutlineSettled(ValidationError):
    """The outline proposal is a draft, was withdrawn, or is decided. Nothing was written."""


@dataclass(frozen=True)
class Said:
    """A judgement in words, and why."""

    verdict: str
    reason: str


def assessor_for(outline: OutlineProposal, by: Any) -> Assessor:
    """Return `by` as the assessor who may judge `outline` now.

    Raises NotPermitted for who is none, MayNotJudge before the declaration and for authorities that they are recused
    from.
    """
    require(by, Permission.ASSESS_OUTLINES)
    rows = Assessor.objects.filter(strand=outline.strand_id, user=by, stood_down_on__isnull=True)
    assessor = rows.select_related("user").first()
    if assessor is None:
        raise NotPermitted(f"{by} is no assessor of workstrand {outline.strand_id}")
    if assessor.declared_on is None:
        raise MayNotJudge("Declare your interests before you judge outline proposals")
    if assessor.recused_from.filter(pk=outline.authority_id).exists():
        raise MayNotJudge(f"You do not judge outline proposals of {outline.authority}, as you declared")
    return assessor


def held(outline: OutlineProposal) -> OutlineProposal:
    """Return `outline` as it is now, submitted and not withdrawn, for this transaction alone. Raises OutlineSettled."""
    row: OutlineProposal = OutlineProposal.objects.select_for_update(of=("self",)).get(pk=outline.pk)
    if row.state is OutlineProposal.State.WITHDRAWN:
        raise OutlineSettled(f"{row} was withdrawn")
    if row.state is OutlineProposal.State.DRAFT:
        raise OutlineSettled(f"{row} has not been submitted yet")
    return row


@transaction.atomic
def judge(outline: OutlineProposal, *, criterion: Criterion, said: Said, by: Any, now: datetime) -> Judgement:
    """Say what `by` thinks of `outline` by one criterion, for the first time.

    Raises NotPermitted, MayNotJudge, OutlineSettled, ValidationError.
    """
    assessor = _open(outline, by)
    return _add(assessor, outline, criterion, said, by, now)


@transaction.atomic
def change_judgement(judgement: Judgement, *, said: Said, expected_version: int, by: Any, now: datetime) -> Judgement:
    """Say it anew. Raises NotPermitted unless it is `by`'s own, MayNotJudge, OutlineSettled, StaleVersion."""
    assessor = _open(judgement.outline, by)
    if judgement.assessor_id != assessor.pk:
        raise NotPermitted(f"{by} did not make this judgement")
    return _change(judgement, said, expected_version, by, now)


@transaction.atomic
def judge_outline(
    outline: OutlineProposal, *, said: Mapping[Criterion, Said], expected_version: int, by: Any, now: datetime
) -> None:
    """Keep what `by` says of several criteria, all or nothing; what is not in `said` stays as it is.

    `expected_version` is that of all their judgements together: `version_of`. Raises NotPermitted, MayNotJudge,
    OutlineSettled, StaleVersion; ValidationError by the keys of criteria.
    """
    assessor = _open(outline, by)
    Assessor.objects.select_for_update(of=("self",)).get(pk=assessor.pk)  # one page of theirs at a time
    there = own_judgements(outline, by)
    if version_of(there) != expected_version:
        raise StaleVersion(outline)
    for criterion, one in said.items():
        before = there.get(criterion.pk)
        if before is None:
            _add(assessor, outline, criterion, one, by, now)
        elif (before.verdict, before.reason) != (one.verdict, one.reason):
            _change(before, one, before.version, by, now)


def own_judgements(outline: OutlineProposal, by: Any) -> dict[int, Judgement]:
    """What `by` said of `outline` so far, by the key of the criterion."""
    rows = Judgement.objects.filter(outline=outline, assessor__user=by, assessor__stood_down_on__isnull=True)
    return {one.criterion_id: one for one in rows}


def version_of(judgements: Mapping[int, Judgement]) -> int:
    """The version of all judgements together: it grows with each that is made or changed, and none is removed."""
    return sum(one.version for one in judgements.values())


def check_judging(outline: OutlineProposal, by: Any) -> None:
    """Raise NotPermitted, MayNotJudge or OutlineSettled unless `by` may judge `outline` now; to be asked beforehand."""
    with transaction.atomic():
        _open(outline, by)


def _open(outline: OutlineProposal, by: Any) -> Assessor:
    assessor = assessor_for(outline, by)
    row = held(outline)
    if OutlineDecision.objects.filter(outline=row).exists():
        raise OutlineSettled(f"{row} is decided, so judgements of it stay as they are")
    return assessor


def _add(
    assessor: Assessor, outline: OutlineProposal, criterion: Criterion, said: Said, by: Any, now: datetime
) -> Judgement:
    if criterion.strand_id != outline.strand_id:
        refuse({"criterion": f"“{criterion}” is no criterion of workstrand {outline.strand_id}"})
    row = Judgement(assessor=assessor, outline=outline, criterion=criterion, verdict=said.verdict, reason=said.reason)
    taken = {"criterion": f"You have judged “{criterion}” already. Change what you said"}
    return OWN.write_new(row, by=by, now=now, taken=taken)


def _change(judgement: Judgement, said: Said, expected_version: int, by: Any, now: datetime) -> Judgement:
    values = {"verdict": said.verdict, "reason": said.reason}
    return OWN.write_change(judgement, values, expected_version=expected_version, by=by, now=now)
