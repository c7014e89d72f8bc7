"""Every kind of part that a plan has."""

from __future__ import annotations

from rollout.workstrands.views.analysis.parts import PARTS as ANALYSIS
from rollout.workstrands.views.budget.parts import PARTS as BUDGET
from rollout.workstrands.views.parts.nouns import Noun
from rollout.workstrands.views.plans.parts import PARTS as PLANS
from rollout.workstrands.views.team.parts import PARTS as TEAM

NOUNS: dict[str, Noun] = {noun.slug: noun for noun in (*PLANS, *TEAM, *ANALYSIS, *BUDGET)}
