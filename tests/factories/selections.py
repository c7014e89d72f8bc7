"""Outline proposals that assessors have judged, for tests that select: not factories of models."""

from __future__ import annotations

from typing import Any

from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import Assessor, OutlineProposal
from tests.factories.people import person
from tests.factories.workstrands import (
    AssessorFactory,
    CriterionFactory,
    JudgementFactory,
    OutlineProposalFactory,
    WorkstrandFactory,
)

BODIES = {"government": Role.CHAMPION, "lg_group": Role.PARTNER, "vcs": Role.PARTNER}


def criteria_of(number: int, *titles: str) -> list[Any]:
    """Criteria of a workstrand, in this order."""
    strand = WorkstrandFactory(number=number)
    return [
        CriterionFactory(strand=strand, key=f"criterion-{number}-{order}", order=order, title=title)
        for order, title in enumerate(titles, start=1)
    ]


def assessor_of(number: int, body: str, **more: Any) -> Assessor:
    """Somebody who speaks for `body` and has declared their interests."""
    user = more.pop("user", None) or person(BODIES[body], email=f"{body}-{number}@assessors.example")
    return AssessorFactory(strand=WorkstrandFactory(number=number), user=user, body=body, **more)


def submitted(number: int, authority: Any, **more: Any) -> OutlineProposal:
    """An outline proposal of `authority` that was submitted; in strand 3 of a neighbourhood."""
    if number == 3:
        more = {"neighbourhood_name": "Castle Ward", "boundary": "The ring road", **more}
    return OutlineProposalFactory(strand=WorkstrandFactory(number=number), authority=authority, submitted=True, **more)


def judge_all(outline: OutlineProposal, *assessors: Assessor) -> OutlineProposal:
    """Each of `assessors` has judged `outline` by every criterion."""
    for assessor in assessors:
        for criterion in outline.strand.criteria.all():
            JudgementFactory(assessor=assessor, outline=outline, criterion=criterion)
    return outline
