"""Records of workstrands 3 and 4 (F003)."""

from rollout.workstrands.models.analysis import (
    ChainLink,
    DeliveryChain,
    OptionYear,
    OutcomeMeasure,
    PlanGap,
    PlanOption,
    PlanOutcome,
)
from rollout.workstrands.models.budget import BudgetLine
from rollout.workstrands.models.checklists import ChecklistItem, ItemNote, PlanItem
from rollout.workstrands.models.milestones import Milestone, MilestoneSlip
from rollout.workstrands.models.outlines import OutlineAnswer, OutlineProposal, OutlineSignOff
from rollout.workstrands.models.plans import GovernmentDecision, OperationalPlan, PlanFinding, PlanVersion
from rollout.workstrands.models.practice import PracticeItem
from rollout.workstrands.models.selecting import Assessor, Judgement, OutlineDecision, StrandPlace
from rollout.workstrands.models.strands import (
    NEIGHBOURHOODS,
    PLACES,
    SLOTS,
    Criterion,
    EarlierArea,
    Prospectus,
    Workstrand,
)
from rollout.workstrands.models.team import AgencyAgreement, PlanBarrier, SupportItem, TeamMember
from rollout.workstrands.models.uploads import BudgetUpload

__all__ = [
    "NEIGHBOURHOODS",
    "PLACES",
    "SLOTS",
    "AgencyAgreement",
    "Assessor",
    "BudgetLine",
    "BudgetUpload",
    "ChainLink",
    "ChecklistItem",
    "Criterion",
    "DeliveryChain",
    "EarlierArea",
    "GovernmentDecision",
    "ItemNote",
    "Judgement",
    "Milestone",
    "MilestoneSlip",
    "OperationalPlan",
    "OptionYear",
    "OutcomeMeasure",
    "OutlineAnswer",
    "OutlineDecision",
    "OutlineProposal",
    "OutlineSignOff",
    "PlanBarrier",
    "PlanFinding",
    "PlanGap",
    "PlanItem",
    "PlanOption",
    "PlanOutcome",
    "PlanVersion",
    "PracticeItem",
    "Prospectus",
    "StrandPlace",
    "SupportItem",
    "TeamMember",
    "Workstrand",
]
