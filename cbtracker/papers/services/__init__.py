"""Every write to bodies, meetings and papers: one service each, keyword arguments, `by=`, atomic."""

from cbtracker.papers.services.drafting import (
    AlreadyIssued,
    StalePaper,
    change_draft,
    create_draft,
    discard_draft,
)
from cbtracker.papers.services.following import start_reissue, start_tabled_update
from cbtracker.papers.services.issuing import issue_paper

__all__ = [
    "AlreadyIssued",
    "StalePaper",
    "change_draft",
    "create_draft",
    "discard_draft",
    "issue_paper",
    "start_reissue",
    "start_tabled_update",
]
