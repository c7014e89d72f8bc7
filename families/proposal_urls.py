"""Addresses of areas' proposals, which `families.urls` takes in: /families/proposals/."""

from django.urls import URLPattern, path

from families.views.proposal_forms import ClarifyProposal, EnterProposal
from families.views.proposals import ConfirmProposal, ProposalPage, ProposalsPage

PROPOSALS: list[URLPattern] = [
    path("proposals/", ProposalsPage.as_view(), name="proposals"),
    path("proposals/<slug:slug>/", ProposalPage.as_view(), name="proposal"),
    path("proposals/<slug:slug>/enter/", EnterProposal.as_view(), name="propose"),
    path("proposals/<slug:slug>/clarify/", ClarifyProposal.as_view(), name="clarify_proposal"),
    path("proposals/<slug:slug>/confirm/", ConfirmProposal.as_view(), name="confirm_proposal"),
]
