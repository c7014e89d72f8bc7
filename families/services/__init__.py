"""Every write to estimates and proposals."""

from families.services.inputs import InputWords, add_indicator, add_population
from families.services.proposals import ProposalTerms, ProposalWords, clarify, confirm, propose
from families.services.runs import make_current, make_run

__all__ = [
    "InputWords",
    "ProposalTerms",
    "ProposalWords",
    "add_indicator",
    "add_population",
    "clarify",
    "confirm",
    "make_current",
    "make_run",
    "propose",
]
