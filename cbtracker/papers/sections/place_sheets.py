"""Place sheets in a paper: those of the chosen places, each on a page of its own."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from areas.models import Area
from areas.place_facts import with_facts
from cbtracker.papers.place_sheet import sheet_blocks
from cbtracker.papers.sections.registry import SectionContent, SectionContext, SectionUnavailable
from cbtracker.papers.structure import Block, Heading
from cbtracker.web.formats import LONDON
from rollout.models import EngagementStep
from rollout.selectors.coverage import read_standings
from rollout.selectors.documents import documents_then

TITLE = "Place sheets"
AREAS, ALL = "areas", "all"


def build_place_sheets(context: SectionContext) -> SectionContent:
    """A sheet for each place of the option "areas": primary keys, or "all" (the default).

    Raises SectionUnavailable where none is chosen and where one that was chosen is gone.
    """
    blocks: list[Block] = [Heading(2, TITLE, starts_page=True)]
    records = context.current.records.values()
    standings = read_standings(
        EngagementStep.objects.all(), as_at=timezone.localdate(context.as_at, LONDON), known_at=context.known_at
    )
    chosen = _chosen(context)
    documents = documents_then(chosen, context.sight, at=min(context.as_at, context.known_at))
    for number, area in enumerate(chosen):
        blocks.append(Heading(3, area.name, starts_page=number > 0))
        blocks += sheet_blocks(
            area,
            records,
            standings=standings,
            documents=documents[area.pk],
            reader=context.sight,
            as_at=context.as_at,
            now=context.known_at,
        )
    return SectionContent(tuple(blocks))


def _chosen(context: SectionContext) -> list[Area]:
    asked: Any = context.options.get(AREAS, ALL)
    areas = with_facts(Area.objects.all(), timezone.localdate(context.as_at, LONDON))
    if asked == ALL:
        return list(areas)
    if not isinstance(asked, list) or not asked or not all(isinstance(key, int) for key in asked):
        raise SectionUnavailable("No place is chosen. Choose the places to print a sheet of, or take the section out.")
    found = list(areas.filter(pk__in=asked))
    if len(found) < len(set(asked)):
        raise SectionUnavailable("A place that was chosen is no longer there. Choose the places again.")
    return found
