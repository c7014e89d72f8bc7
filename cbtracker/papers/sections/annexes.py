"""Annex A and Annex B of the register, as the paper's audience may read them (F004 A, B)."""

from __future__ import annotations

from cbtracker.papers.assembly import request_line
from cbtracker.papers.requests_paper import annex_a, annex_b, print_order
from cbtracker.papers.sections.registry import SectionContent, SectionContext
from cbtracker.papers.structure import RequestLine, WorkstreamStatus


def build_annex_a(context: SectionContext) -> SectionContent:
    """Requests that are still to be concluded."""
    ordered = _ordered(context)
    statuses = [WorkstreamStatus(one.workstream, one.text) for one in context.current.content.statuses]
    lines = tuple(line for line in ordered if line.annex == "A")
    return SectionContent(annex_a(ordered, statuses), lines)


def build_annex_b(context: SectionContext) -> SectionContent:
    """Requests that have been addressed."""
    ordered = _ordered(context)
    return SectionContent(annex_b(ordered), tuple(line for line in ordered if line.annex == "B"))


def _ordered(context: SectionContext) -> list[RequestLine]:
    return print_order(request_line(line) for line in context.current.content.lines)
