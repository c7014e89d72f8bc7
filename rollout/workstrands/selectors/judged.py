"""What assessors have judged, and what is missing before an outline proposal can be selected (F003 Annex A, How)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, QuerySet

from rollout.workstrands.models import NEIGHBOURHOODS, Assessor, Criterion, Judgement, OutlineProposal, Workstrand

Body = Assessor.Body
SELECT_WITH = {NEIGHBOURHOODS: (Body.LG_GROUP, Body.VCS)}
"""Who else takes part in selecting the two areas, by workstrand (F003 Annex A)."""


def counting(outline: OutlineProposal) -> QuerySet[Judgement]:
    """Judgements of `outline` by those who declared their interests and are not recused from its authority."""
    rows = Judgement.objects.filter(outline=outline, assessor__declared_on__isnull=False)
    return rows.exclude(assessor__recused_from=outline.authority_id)


def missing_judgements(outline: OutlineProposal) -> list[str]:
    """Say, criterion by criterion, whose judgement is missing: somebody's, and of whom F003 wants to be involved."""
    said = counting(outline).values_list("criterion_id", "assessor__body")
    return missing_of(outline.strand_id, outline.strand.criteria.all(), said)


def missing_of(strand: int, criteria: Iterable[Criterion], said: Iterable[tuple[int, str]]) -> list[str]:
    """The same, where what was `said` is known: pairs of a criterion's key and the body of who judged by it."""
    bodies: dict[int, set[str]] = {}
    for judged, body in said:
        bodies.setdefault(judged, set()).add(body)
    wanted = SELECT_WITH.get(strand, ())
    missing = []
    for criterion in criteria:
        there = bodies.get(criterion.pk, set())
        if not there:
            missing.append(f"No assessor has judged “{criterion}”")
        elif absent := [body for body in wanted if body not in there]:
            missing.append(f"No assessor of the {_either(absent)} has judged “{criterion}”")
    return missing


def absent_bodies(strand: Workstrand, assessors: Iterable[Assessor]) -> list[str]:
    """Labels of whom F003 wants to be involved in `strand` and who has nobody among `assessors`."""
    there = {one.body for one in assessors if one.stood_down_on is None}
    return [IN_WORDS[body] for body in SELECT_WITH.get(strand.number, ()) if body not in there]


IN_WORDS: dict[str, str] = {Body.LG_GROUP: "Local Government Group", Body.VCS: "voluntary and community sector"}


def _either(bodies: Iterable[str]) -> str:
    return " or the ".join(IN_WORDS[body] for body in bodies)


def by_people(rows: QuerySet[Judgement]) -> QuerySet[Judgement]:
    """`rows` with who said it, by criterion and then by people's names: no order of merit."""
    return rows.select_related("criterion", "assessor__user").order_by(
        "outline", "criterion__order", F("assessor__user__full_name"), "pk"
    )
