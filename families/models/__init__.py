"""Estimates of families with multiple problems, what they are made of, and what areas propose beside them."""

from families.models.cohorts import NATIONAL_TOTALS, Cohort
from families.models.inputs import Indicator, IndicatorScore, Population, PopulationBase
from families.models.interventions import Intervention
from families.models.proposals import Proposal, ProposalRevision
from families.models.runs import Estimate, EstimateRun
from families.models.uploads import KEPT_FOR, InputUpload

__all__ = [
    "KEPT_FOR",
    "NATIONAL_TOTALS",
    "Cohort",
    "Estimate",
    "EstimateRun",
    "Indicator",
    "IndicatorScore",
    "InputUpload",
    "Intervention",
    "Population",
    "PopulationBase",
    "Proposal",
    "ProposalRevision",
]
