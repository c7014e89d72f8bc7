"""What pages and the API read of papers: those that there are, what was issued of one, and what follows it."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from cbtracker.papers.models import Paper, Rendition
from cbtracker.papers.models.choices import Audience, PaperKind, PaperState
from cbtracker.web.formats import as_datetime

IN_FULL_FIRST = tuple(Audience.values)
ISSUED_ORDER = (("issued_at", "desc"), ("id", "desc"))


def paper_rows(user: Any) -> QuerySet[Paper]:
    """The papers that `user` may know of, each with what it names."""
    return Paper.objects.visible_to(user).select_related(
        "body", "meeting", "compared_with", "supplement_to", "corrects", "issued_by", "changed_by"
    )


def issued_board_papers(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """Of `papers` the issued ones that are no tabled updates: what is listed, and whose bodies can be chosen."""
    return papers.filter(state=PaperState.ISSUED, kind=PaperKind.BOARD)


def with_updates(issued: QuerySet[Paper], papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """Add to each of `issued` `issued_updates`: those of `papers` that were tabled as its update."""
    updates = papers.filter(state=PaperState.ISSUED, kind=PaperKind.TABLED_UPDATE).order_by("issued_at", "pk")
    return issued.select_related("body", "meeting", "corrected_by").prefetch_related(
        Prefetch("updates", queryset=updates.select_related("corrected_by"), to_attr="issued_updates")
    )


def drafts_of(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    """Of `papers` the drafts, the last changed first."""
    drafts = papers.filter(state=PaperState.DRAFT)
    return drafts.select_related("body", "meeting", "changed_by").order_by("-changed_at")


def renditions_for(user: Any, paper: Paper) -> list[Rendition]:
    """The renditions of `paper` that `user` may read, the fullest first; without their texts."""
    found = Rendition.objects.visible_to(user).filter(paper=paper).defer("structure", "knew")
    return sorted(found, key=lambda one: IN_FULL_FIRST.index(one.audience))


def issues_of(user: Any, paper: Paper) -> QuerySet[Paper]:
    """The issues of `paper` that `user` may know of, the newest first; drafts are none."""
    rows = Paper.objects.visible_to(user).filter(series=paper.series, state=PaperState.ISSUED)
    return rows.select_related("issued_by").order_by("-issue_number")


def updates_of(user: Any, paper: Paper) -> QuerySet[Paper]:
    """The tabled updates to any issue of `paper` that were issued and that `user` may know of."""
    rows = Paper.objects.visible_to(user).filter(supplement_to__series=paper.series, state=PaperState.ISSUED)
    return rows.order_by("created_at")


def who_issued(paper: Paper) -> str:
    """A sentence that says who issued `paper` and when."""
    return f"{paper.issued_by} issued “{paper}” on {as_datetime(paper.issued_at)}."
