"""Addresses of the workstrands, in the namespace `workstrands`; the practice library hangs at /practice/."""

from django.urls import include, path

from rollout.workstrands.views.analysis.addresses import URLS as ANALYSIS
from rollout.workstrands.views.budget.addresses import URLS as BUDGET
from rollout.workstrands.views.importing.addresses import URLS as IMPORTING
from rollout.workstrands.views.outlines.addresses import URLS as OUTLINES
from rollout.workstrands.views.parts.addresses import URLS as PARTS
from rollout.workstrands.views.plans.addresses import URLS as PLANS
from rollout.workstrands.views.practice.addresses import URLS as PRACTICE
from rollout.workstrands.views.selecting.addresses import URLS as SELECTING
from rollout.workstrands.views.strands.addresses import URLS as STRANDS
from rollout.workstrands.views.team.addresses import URLS as TEAM

app_name = "workstrands"

urlpatterns = [
    path("practice/", include(PRACTICE)),
    path(
        "workstrands/",
        include([*STRANDS, *OUTLINES, *SELECTING, *PLANS, *TEAM, *ANALYSIS, *BUDGET, *IMPORTING, *PARTS]),
    ),
]
