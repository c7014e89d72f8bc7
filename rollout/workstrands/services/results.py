"""What testing a single budget found, and what Government decided of it (F003 ¶10, ¶12)."""

from __future__ import annotations

from rollout.services.kept import Faults, check_days
from rollout.workstrands.models import GovernmentDecision, PlanFinding
from rollout.workstrands.services.parts import STRANDS, PartService


def _check_finding(finding: PlanFinding) -> Faults:
    faults: Faults = {}
    check_days(faults, ("found_on", finding.found_on), ("found_on", None))
    return faults


def _check_decision(decision: GovernmentDecision) -> Faults:
    faults: Faults = {}
    check_days(faults, ("decided_on", decision.decided_on), ("decided_on", None))
    return faults


FINDINGS = PartService(PlanFinding, check=_check_finding)
"""Kept by the plan's people: that it is unworkable is a result like any other."""

DECISIONS = PartService(GovernmentDecision, keeping=STRANDS, check=_check_decision)
"""Kept by the secretariat: whether, and to what extent, Government agrees."""
