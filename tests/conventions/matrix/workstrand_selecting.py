"""Rows of the matrix: assessors, judgements, the selection of two places and its end.

The partner is an assessor of workstrand 4 (the own side) and of no other; the champion is one of both, for Whitehall.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from cbtracker.accounts.permissions import Role
from tests.conventions.matrix.rows import SECRETARIAT, WHITEHALL, Row
from tests.conventions.matrix.workstrand_plans import place
from tests.factories.workstrands import (
    WRITTEN,
    AssessorFactory,
    CriterionFactory,
    JudgementFactory,
    OutlineDecisionFactory,
    OutlineProposalFactory,
    WorkstrandFactory,
)

ASSESSORS = WHITEHALL | {Role.PARTNER}
"""Who reads what assessors of the own side's workstrand declare and say."""

JUDGES, OTHER_JUDGES = frozenset({Role.PARTNER, Role.CHAMPION}), frozenset({Role.CHAMPION})
DECLARES = SECRETARIAT | {Role.PARTNER}


def furnish(world: Any) -> None:
    """For each side a workstrand with assessors, an outline proposal that is judged and one that is decided."""
    champion, partner = world.people[Role.CHAMPION], world.people[Role.PARTNER]
    sides = (
        (
            world.own,
            4,
            {"user": partner, "body": "lg_group"},
            [{}, {"withdrawn_at": WRITTEN, "withdrawn_by": champion}],
        ),
        (world.other, 3, {}, [_ward("Castle Ward"), _ward("Priory Ward")]),
    )
    for side, number, who, about in sides:
        strand, side.assessed = WorkstrandFactory(number=number), number
        government = AssessorFactory(strand=strand, user=champion)
        side.assessor = AssessorFactory(strand=strand, **who)
        of = {"strand": strand, "authority": side.authority, "submitted": True}
        side.judged_outline, side.decided_outline = (OutlineProposalFactory(**of, **more) for more in about)
        judge = side.assessor if who else government
        said = {"outline": side.judged_outline, "criterion": CriterionFactory(strand=strand)}
        side.judgement = JudgementFactory(assessor=judge, **said)
        side.outline_decision = OutlineDecisionFactory(outline=side.decided_outline, decided_by=champion)


def _ward(name: str) -> dict[str, str]:
    return {"neighbourhood_name": name, "boundary": "The ring road", "organisation": "A trust"}


def strand(side: Any, user: Any) -> dict[str, Any]:
    """The side's workstrand."""
    return {"number": side.assessed}


def assessor(side: Any, user: Any) -> dict[str, Any]:
    """An assessor of it: on the own side the partner."""
    return {"pk": side.assessor.pk}


def outline(side: Any, user: Any) -> dict[str, Any]:
    """An outline proposal that waits for a decision."""
    return {"pk": side.judged_outline.pk}


def decided(side: Any, user: Any) -> dict[str, Any]:
    """One that is decided."""
    return {"pk": side.decided_outline.pk}


def both(name: str, own: Set[Role], other: Set[Role], kwargs: Any) -> list[Row]:
    """The page with a form, and sending it."""
    return [Row(f"workstrands:{name}", method, own, other, kwargs=kwargs) for method in ("GET", "POST")]


ROWS: list[Row] = [
    Row("workstrands:assessors", "GET", ASSESSORS, WHITEHALL, kwargs=strand),
    Row("workstrands:judgements", "GET", ASSESSORS, WHITEHALL, kwargs=strand),
    *both("name_assessor", SECRETARIAT, SECRETARIAT, strand),
    *both("change_assessor", SECRETARIAT, SECRETARIAT, assessor),
    *both("stand_down", SECRETARIAT, SECRETARIAT, assessor),
    *both("declare_interests", DECLARES, SECRETARIAT, assessor),
    *both("judge", JUDGES, OTHER_JUDGES, outline),
    *both("select_outline", SECRETARIAT, SECRETARIAT, outline),
    *both("decline_outline", SECRETARIAT, SECRETARIAT, outline),
    *both("correct_decision", SECRETARIAT, SECRETARIAT, decided),
    *both("end_place", SECRETARIAT, SECRETARIAT, place),
]
