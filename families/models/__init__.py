"""Estimates of families with multiple problems, what they are made of, and what areas propose beside them."""

from families.models.cohorts import NATIONAL_TOTALS, Cohort
from families.models.inputs import Indicator, IndicatorScore, Population, PopulationBase
from families.models.interventions import Intervention
from families.models.proposals import Proposal, ProposalRevision
from families.models.runs import Estimate, EstimateRun
from families.models.uploads import InputUpload

__all__ = [
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
