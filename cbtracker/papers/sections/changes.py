"""What changed since the compared paper, as the paper's audience may know it (F004 ¶5; issue 3, "Changes since")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cbtracker.papers.sections.registry import SectionContent, SectionContext, SectionUnavailable
from cbtracker.papers.structure import Block, BulletList, Comparison, Heading, Paragraph, Part, Sheet
from cbtracker.web.diff import compare
from cbtracker.web.formats import as_date, as_datetime
from cbtracker.web.texts.printable import lines_of, printable
from requests_log.changes_since import Changes, Fact, Kind, RequestChange, compare_snapshots
from requests_log.changes_since.rows import HEADER, change_rows
from requests_log.paper_source import PaperLine, StatusLine
from requests_log.presenters import shortened

ONLY_CHANGED = "only_changed"
SHEET_NAME = "Changes"
NO_POSITION = "No position has been stated yet."
SHORT_ISSUE = 90


def build_changes(context: SectionContext) -> SectionContent:
    """The line of totals, then a heading for each kind with its requests, the weightiest first.

    With the option "only_changed" requests that were only confirmed, or of which there is no word, are counted but not
    named. Raises SectionUnavailable where there is no earlier paper to compare with.
    """
    compared = context.compared
    if compared is None:
        raise SectionUnavailable("Choose the paper that this one is compared with.")
    if compared.as_at > context.as_at:
        later = f"“{compared.title}” is as at {as_datetime(compared.as_at)}, later than this paper."
        raise SectionUnavailable(f"{later} Compare with an earlier one.")
    changes = compare_snapshots(context.previous, context.current)
    only_changed = bool(context.options.get(ONLY_CHANGED))
    since = f"“{printable(compared.title)}”, which is as at {as_datetime(compared.as_at)}"
    blocks = (
        Heading(2, "Changes since the last paper"),
        Paragraph(f"Since {since}.", lead=changes.line),
        *change_blocks(changes, only_changed=only_changed),
    )
    return SectionContent(blocks, sheets=(changes_sheet(changes, only_changed=only_changed),))


def changes_sheet(changes: Changes, *, only_changed: bool = False) -> Sheet:
    """The changes as rows of data."""
    return Sheet(SHEET_NAME, HEADER, tuple(change_rows(changes, only_changed=only_changed)))


def change_blocks(changes: Changes, *, only_changed: bool = False) -> Iterator[Block]:
    """A heading for each kind of change with its requests, then the statuses of workstreams."""
    for kind in changes.totals:
        if kind.is_change:
            yield Heading(3, kind.heading)
            for request in changes.of(kind):
                yield from request_blocks(request)
    if changes.begun or changes.ended:
        yield Heading(3, "Workstreams")
        yield from _statuses("New", changes.begun)
        yield from _statuses("No longer so", changes.ended)
    if not only_changed:
        for kind in (kind for kind in changes.totals if not kind.is_change):
            yield BulletList(kind.heading, tuple(_short(request) for request in changes.of(kind)))


def request_blocks(request: RequestChange) -> Iterator[Block]:
    """A request with all that changed about it."""
    yield Paragraph(printable(request.line.issue), lead=_named(request.line))
    for fact in request.facts:
        yield _fact_block(request, fact)


def _named(line: PaperLine) -> str:
    areas, departments = printable(line.areas), printable(line.departments)
    label = f"{areas} ({departments})" if areas and departments else areas or departments
    return ", ".join(part for part in (label, line.reference) if part)


def _fact_block(request: RequestChange, fact: Fact) -> Block:
    if fact.comparable and fact.old and fact.new and not fact.note:
        parts = compare(printable(fact.old), printable(fact.new))
        return Comparison(fact.what, tuple(Part(part.kind, part.text) for part in parts))
    return BulletList(_label(request, fact), tuple(_items(request, fact)))


def _label(request: RequestChange, fact: Fact) -> str:
    if fact.kind is Kind.NEW:
        return "Outcome" if request.line.section == "addressed" else "Current status"
    return fact.what


def _items(request: RequestChange, fact: Fact) -> Iterator[str]:
    """What changed, a sentence an item: short ones from … to …, long ones was … and is now …."""
    if fact.note:
        yield fact.note
    if fact.kind in (Kind.SLIPPED, Kind.DATED, Kind.MOVED, Kind.WORKSTREAM):
        yield f"From {printable(fact.old)} to {printable(fact.new)}"
    else:
        yield from _said(request, fact)
    for reason in fact.reasons:
        yield f"Reason: {printable(reason)}"


def _said(request: RequestChange, fact: Fact) -> Iterator[str]:
    old, new = (" ".join(lines_of(text)) for text in (fact.old, fact.new))
    if old:
        yield f"It said: {old}"
    if new and old:
        yield f"It now says: {new}"
    elif new:
        yield from lines_of(fact.new)
    elif request.new and not old:
        yield NO_POSITION
    elif not request.new and not (old or fact.note or fact.reasons):
        yield "It had no position."


def _short(request: RequestChange) -> str:
    """A request that did not change, on one line."""
    name = ", ".join(part for part in (request.line.reference, printable(request.line.areas)) if part)
    spoken = f"last word on {as_date(request.spoken_at)}" if request.spoken_at else "no position stated yet"
    return f"{name}: {shortened(printable(request.line.issue), SHORT_ISSUE)} ({spoken})"


def _statuses(label: str, statuses: Iterable[StatusLine]) -> Iterator[Block]:
    items = tuple(f"{printable(status.workstream)}: {' '.join(lines_of(status.text))}" for status in statuses)
    if items:
        yield BulletList(label, items)
