"""Coverage: how many of the 152 authorities are engaged, as at the paper's moment (F000 ¶3, ¶9).

The same numbers for every audience: how the rollout goes is no secret, and says nothing of how a place is doing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from cbtracker.papers.sections.registry import SectionContent, SectionContext
from cbtracker.papers.structure import Block, Column, Heading, Paragraph, Sheet, Table
from cbtracker.web.formats import LONDON, as_date
from rollout.models import EngagementStep
from rollout.presenters import COMING, COVERAGE_COLUMNS, NOT_YET, coverage_rows, month_words
from rollout.selectors.coming import Coming, read_coming
from rollout.selectors.coverage import BASIS, LABELS, STEPS, Coverage, percentage, read_coverage

TITLE = "Coverage"


def build_coverage(context: SectionContext) -> SectionContent:
    """The numbers as at the day of the paper's moment, by what had been recorded, and the compared paper's number."""
    found = _read(context.as_at, context.known_at)
    coming = read_coming(found, known_at=context.known_at)
    blocks: tuple[Block, ...] = (Heading(2, TITLE), *_words(found, context), _steps(found), _regions(found))
    if found.points:
        blocks = (*blocks, _over_time(found))
    rows = tuple(coverage_rows(found, coming))
    return SectionContent((*blocks, *_coming(coming)), sheets=(Sheet("Coverage", COVERAGE_COLUMNS, rows),))


def _read(as_at: datetime, known_at: datetime) -> Coverage:
    day: date = timezone.localdate(as_at, LONDON)
    return read_coverage(EngagementStep.objects.all(), as_at=day, known_at=known_at)


def _words(found: Coverage, context: SectionContext) -> Iterator[Paragraph]:
    yield Paragraph(f"As at {as_date(found.as_at)}, {found.sentence}: nominated, planning or live.")
    if context.compared is not None:
        then = _read(context.compared.as_at, context.compared.known_at)
        yield Paragraph(
            f"In “{context.compared.title}”, as at {as_date(then.as_at)}, it was {then.engaged} of {then.total}."
        )
    yield Paragraph(f"Half of them, {found.half}, by April 2012 is a {BASIS}. The aim is all of England by April 2013.")


def _steps(found: Coverage) -> Table:
    columns = (Column("Step", 70), Column("Authorities", 30, numeric=True))
    rows = tuple((LABELS[step], str(found.steps[step])) for step in STEPS)
    return Table("Authorities by the step at which they stand", columns, (*rows, ("Total", str(found.total))))


def _regions(found: Coverage) -> Table:
    columns = (Column("Region", 50), Column("Engaged", 25, numeric=True), Column("Authorities", 25, numeric=True))
    rows = tuple((one.name, str(one.engaged), str(one.total)) for one in found.regions)
    return Table(
        "Engaged authorities by region, in alphabetical order",
        columns,
        (*rows, ("England", str(found.engaged), str(found.total))),
    )


def _over_time(found: Coverage) -> Table:
    columns = (Column("From", 50), Column("Engaged", 25, numeric=True), Column(f"Of {found.total}", 25, numeric=True))
    rows = ((as_date(one.on), str(one.engaged), percentage(one.engaged, found.total)) for one in found.points)
    return Table("Engaged authorities on each day on which the number changed", columns, tuple(rows))


def _coming(coming: Coming) -> Iterator[Block]:
    """What nominations say, told apart from what has happened; nothing where none says that more is to come."""
    if not coming.months:
        return
    yield Paragraph(f"{coming.sentence}. {NOT_YET}")
    columns = (
        Column("Month", 50),
        Column("Want to start", 25, numeric=True),
        Column("Live then, if all do", 25, numeric=True),
    )
    rows = tuple((month_words(one), str(one.authorities), str(one.live)) for one in coming.months)
    yield Table(COMING, columns, rows)
