"""Returns to calls: who replied, with nothing to add, additions or a comment, and who did not (F004 ¶5).

Counts and names are for every audience. What a place said is for Whitehall: no area reads another one's return.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from cbtracker.papers.sections.registry import SectionContent, SectionContext, SectionUnavailable
from cbtracker.papers.structure import Block, BulletList, Column, Heading, Paragraph, Sheet, Table
from cbtracker.web.formats import LONDON, as_date, as_datetime
from cbtracker.web.texts.printable import lines_of, printable
from requests_log.call_results import CallResult, PlaceReply, Replies, call_result
from requests_log.call_words import result_sentences
from requests_log.models import Call, ReturnKind
from requests_log.presenters import shortened
from requests_log.sights import Sight

TITLE = "Returns to calls"
CALLS = "calls"
NO_REPLY = "No reply"
SHORT_ISSUE = 200
COLUMNS = (Column("Answer", 25), Column("Places", 15, numeric=True), Column("Which", 60))
PUBLIC = ("call", "asked_on", "answer_by", "place", "member", "answer", "late", "replied_on")
WHITEHALL = (*PUBLIC, "text", "requests")


def build_returns(context: SectionContext) -> SectionContent:
    """The result of each call that was chosen, as at the paper's moment; of none chosen, of those since the last paper.

    Raises SectionUnavailable where a call is gone, was issued later, or there is none.
    """
    calls = _chosen(context) if context.options.get(CALLS) else _since_the_last_paper(context)
    results = [call_result(call, as_at=context.as_at, known_at=context.known_at) for call in calls]
    in_full = context.sight is Sight.WHITEHALL
    blocks = [Heading(2, TITLE), *(block for result in results for block in _blocks(result, in_full=in_full))]
    rows = tuple(row for result in results for row in _rows(result, in_full=in_full))
    return SectionContent(tuple(blocks), sheets=(Sheet("Returns", WHITEHALL if in_full else PUBLIC, rows),))


def _chosen(context: SectionContext) -> list[Call]:
    wanted = context.options[CALLS]
    keys = [int(key) for key in (wanted if isinstance(wanted, list | tuple) else [wanted]) if str(key).isdecimal()]
    found = Call.objects.in_bulk(keys)
    calls = sorted(found.values(), key=lambda call: (call.issued_at, call.pk))
    if len(calls) < len(set(keys)) or not calls:
        raise SectionUnavailable("A call that this section is about is no longer there. Choose the calls again.")
    for call in calls:
        if call.issued_at > context.as_at:
            when = f"The call “{call.title}” was issued on {as_date(call.issued_at)}, after the moment of this paper."
            raise SectionUnavailable(f"{when} Choose other calls, or a later moment.")
    return calls


def _since_the_last_paper(context: SectionContext) -> Sequence[Call]:
    """The calls that could still be answered after the compared paper; without one, every call."""
    rows = Call.objects.filter(issued_at__lte=context.as_at).order_by("issued_at", "pk")
    if context.compared is not None:
        rows = rows.filter(due_on__gte=timezone.localdate(context.compared.as_at, LONDON))
    if not rows:
        raise SectionUnavailable(
            f"No call was open before {as_datetime(context.as_at)}. Choose a call, or take the section out."
        )
    return list(rows)


def _blocks(result: CallResult, *, in_full: bool) -> Iterator[Block]:
    call = result.call
    asked = f"Asked on {as_date(call.issued_at)}, to be answered by {as_date(result.due_on)}."
    yield Heading(3, printable(call.title))
    yield Paragraph(f"{asked} {' '.join(result_sentences(result))}")
    yield Table(f"Answers to “{printable(call.title)}”", COLUMNS, tuple(_counts(result)))
    if in_full:
        for place in (*result.additions, *result.comment):
            yield from _said(place)


def _counts(result: CallResult) -> Iterator[tuple[str, str, str]]:
    parts: tuple[tuple[str, Replies], ...] = (
        (ReturnKind.NIL.label, result.nil),
        (ReturnKind.ADDITIONS.label, result.additions),
        (ReturnKind.COMMENT.label, result.comment),
        (NO_REPLY, result.no_reply),
        ("Of the replies, late", result.late),
    )
    for label, places in parts:
        yield label, str(len(places)), ", ".join(printable(place.name) for place in places) or "None"


def _said(place: PlaceReply) -> Iterator[Block]:
    if place.text:
        yield Paragraph("\n".join(lines_of(place.text)), lead=printable(place.name))
    if place.additions:
        items = tuple(f"{one.reference}: {shortened(printable(one.issue), SHORT_ISSUE)}" for one in place.additions)
        yield BulletList(f"Additions of {printable(place.name)}", items)


def _rows(result: CallResult, *, in_full: bool) -> Iterator[tuple[str, ...]]:
    call: Any = result.call
    labels = {**dict(ReturnKind.choices), "": NO_REPLY}
    for place in result.places:
        late = "" if not place.kind else "Yes" if place.late else "No"
        replied = timezone.localdate(place.replied_at, LONDON).isoformat() if place.replied_at else ""
        asked = timezone.localdate(call.issued_at, LONDON).isoformat()
        row = (
            call.title,
            asked,
            result.due_on.isoformat(),
            place.place,
            place.member,
            labels[place.kind],
            late,
            replied,
        )
        yield (*row, place.text, ", ".join(one.reference for one in place.additions)) if in_full else row
