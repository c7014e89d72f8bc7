"""Pages of assessors, judgements and the selection, and what they hold in the sweep's worlds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from rollout.workstrands.models import Assessor, Criterion, Judgement, OutlineDecision, StrandPlace
from tests.browser.every_page.page import EMPTIED, Page
from tests.browser.every_page.texts import Texts
from tests.conventions.matrix.world import World
from tests.factories.people import UserFactory
from tests.factories.workstrands import AssessorFactory, JudgementFactory, OutlineAnswerFactory, StrandPlaceFactory

PAGES = [
    Page("workstrands:assessors", "empty full long"),
    Page("workstrands:judgements", "empty full long"),
    Page("workstrands:name_assessor", "empty error long", wrong=EMPTIED),
    Page("workstrands:change_assessor", "full error long", wrong=EMPTIED),
    Page("workstrands:declare_interests", "empty full error long", wrong=EMPTIED),
    Page("workstrands:stand_down", "full error long", wrong=EMPTIED),
    Page("workstrands:judge", "empty full error long", wrong=EMPTIED),
    Page("workstrands:select_outline", "empty full error long", wrong=EMPTIED),
    Page("workstrands:decline_outline", "full error long", wrong=EMPTIED),
    Page("workstrands:correct_decision", "full error long", wrong=EMPTIED),
    Page("workstrands:end_place", "full error long", wrong=EMPTIED),
]


def judge_outlines(world: World, by: User, texts: Texts) -> None:
    """Assessors of each body with declarations, judgements by every criterion, a decision, and a place that ended."""
    own, outline = world.own, world.own.judged_outline
    strand, reason = outline.strand, texts.detail[:2000]
    said = {"organisation": texts.title[:150], "declaration": reason}
    Assessor.objects.filter(strand=strand).update(**said)
    vcs = AssessorFactory(strand=strand, user=_partner(texts, "Vera"), body="vcs", **said)
    vcs.recused_from.add(own.authority, world.other.authority)
    AssessorFactory(strand=strand, user=_partner(texts, "Gone"), body="vcs", stood_down_on=date(2011, 10, 1), **said)
    for criterion in Criterion.objects.filter(strand=strand):
        OutlineAnswerFactory(outline=outline, criterion=criterion, text=texts.detail[:4000])
        for assessor in Assessor.objects.filter(strand=strand, stood_down_on__isnull=True):
            if not Judgement.objects.filter(assessor=assessor, outline=outline, criterion=criterion).exists():
                JudgementFactory(assessor=assessor, outline=outline, criterion=criterion, verdict="in_part")
    Judgement.objects.filter(outline=outline).update(reason=reason)
    OutlineDecision.objects.filter(outline=own.decided_outline).update(reason=texts.detail[:4000], decided_by=by)
    _replace(own, texts)


def _partner(texts: Texts, name: str) -> User:
    return UserFactory(role=Role.PARTNER, full_name=texts.name(name))


def _replace(own: Any, texts: Texts) -> None:
    """The own side's place took the slot of one that ended."""
    place, why = own.strand_place, texts.detail[:4000]
    gone = StrandPlaceFactory(
        of_neighbourhood=True,
        authority=own.authority,
        outline=place.outline,
        slot=place.slot,
        name=f"{texts.place} before"[-150:],
        reason=why,
        selected_on=place.selected_on - timedelta(days=60),
        ended_on=place.selected_on,
        ended_reason=why,
    )
    StrandPlace.objects.filter(pk=place.pk).update(replaces=gone, reason=why)
