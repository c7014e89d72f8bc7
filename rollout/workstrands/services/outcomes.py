"""National and local outcomes that a single budget would deliver, and what shows whether they come (F003 Annex C e)."""

from __future__ import annotations

from rollout.services.kept import Faults, check_days
from rollout.workstrands.models import OutcomeMeasure, PlanOutcome
from rollout.workstrands.services.parts import PartService


def _check_outcome(outcome: PlanOutcome) -> Faults:
    faults: Faults = {}
    check_days(faults, ("agreed_on", outcome.agreed_on), ("agreed_on", None))
    return faults


def _check_measure(measure: OutcomeMeasure) -> Faults:
    """What is expected needs no figure of today, but it cannot be expected before the day of that figure."""
    faults: Faults = {}
    check_days(faults, ("baseline_on", measure.baseline_on), ("expected_by", measure.expected_by))
    if measure.baseline_on and not measure.baseline:
        faults.setdefault("baseline", "Enter where it stands, or leave the date blank")
    if measure.expected_by and not measure.expected:
        faults.setdefault("expected", "Enter what is expected, or leave the date blank")
    return faults


OUTCOMES = PartService(PlanOutcome, check=_check_outcome)
MEASURES = PartService(OutcomeMeasure, parent="outcome", check=_check_measure)
