"""The place sheet: one page on a place, as at a moment, as one reader may see it (issue 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from areas.models import Area
from areas.place_facts import PlaceFacts, place_facts, with_facts
from areas.resource_years import by_year
from cbtracker.accounts.permissions import Role
from cbtracker.papers.annex_d import annex_d_rows
from cbtracker.papers.structure import Block, BoardPaper, BulletList, Column, Heading, Paragraph, Table
from cbtracker.web.formats import LONDON, UNKNOWN_MONEY, as_date, as_date_of_iso, as_money
from cbtracker.web.texts.printable import encodable, printable
from families.presenters import CAVEAT
from families.selectors.annex_d import read_rows_of
from requests_log.models import Outcome, Status, Timescale
from requests_log.place_requests import PlaceRequests, place_requests, reads_requests_of, records_about
from requests_log.records import Record
from requests_log.sights import Reader
from rollout.models import AreaDocument, EngagementStep
from rollout.nomination_presenters import nomination_as_at
from rollout.selectors.coverage import Standing, read_standings
from rollout.selectors.documents import documents_then

FORMATS = ("html", "pdf", "odt")
NOT_FOR_THEM = "Requests of this place are not listed: they are for the place itself, Whitehall and partners."
NO_OPEN, NO_ADDRESSED = "No open request names this place.", "No request of this place has been addressed yet."
NO_POSITION = "No position has been stated yet."
NOBODY, NO_LEAD_AUTHORITY = "None named", "None of the members leads on its own"
UNDECIDED = "Not decided yet"
_MOST_WIDE, _SHORT = 8, 110
_AUDIENCES = {Role.OFFICER: "areas", Role.PARTNER: "partners"}


def place_sheet(area: Area, *, user: Any, as_at: datetime | None, now: datetime, marking: str) -> BoardPaper:
    """The sheet of `area` at the aware moment `as_at` (None: `now`), as `user` may read it today and could then.

    Its rows of Annex D are in a person's own sheet only, never in the sheets of a paper.
    """
    moment = as_at or now
    found = with_facts(Area.objects.visible_to(user).filter(pk=area.pk), _day(moment)).get()
    title = encodable(printable(f"Place sheet: {area.name}"))
    records = records_about(area.pk, user, moment, is_now=as_at is None)
    standings = read_standings(EngagementStep.objects.visible_to(user), as_at=_day(moment), known_at=now)
    families = annex_d_rows(read_rows_of(user, found, as_at=_day(moment)))
    return BoardPaper(
        title=title,
        marking=encodable(printable(marking)),
        as_at=moment,
        audience=_AUDIENCES.get(user.role, "Whitehall"),
        blocks=(
            Heading(1, title),
            *sheet_blocks(
                found,
                records,
                standings=standings,
                documents=documents_then([found], user, at=moment)[found.pk],
                reader=user,
                as_at=moment,
                now=now,
                nomination=nomination_as_at(area, user, moment),
            ),
            *families,
        ),
        lines=(),
        caveat=CAVEAT if families else "",
    )


def sheet_blocks(
    area: Area,
    records: Iterable[Record],
    *,
    standings: Mapping[int, Standing],
    documents: Sequence[AreaDocument] = (),
    reader: Reader,
    as_at: datetime,
    now: datetime,
    nomination: str = "",
) -> tuple[Block, ...]:
    """What the sheet of `area` (of `areas.place_facts.with_facts`) says below its own heading, without more headings.

    `records` are what `reader` may see at `as_at`, `standings` where each authority with a step stood on that day,
    and `documents` those of the place that were current then, as far as `reader` may know of them. `nomination` is
    what is known of the one that the area was made of, blank where there is none.
    Resources have no history: they are as recorded at `now`.
    """
    facts = place_facts(area)
    blocks = (
        _about(facts, _day(as_at), _engagement(area, standings), _documents(documents), nomination),
        *_requests(place_requests(area.pk, records), reads_all=reads_requests_of(area.pk, reader)),
        *_resources(facts, None if _day(as_at) == _day(now) else _day(now)),
    )
    return tuple(blocks)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment, LONDON)


def _engagement(area: Any, standings: Mapping[int, Standing]) -> str:
    """Where each member stands, those that stand at the same step since the same day together."""
    found: dict[str, list[str]] = {}
    for member in area.members_now:
        standing = standings.get(member.authority_id, Standing())
        said = f"{standing.label} since {as_date(standing.since)}" if standing.since else standing.label
        found.setdefault(said, []).append(member.authority.short_name)
    if len(area.members_now) == 1:
        return next(iter(found))
    return "\n".join(f"{said}: {', '.join(names)}" for said, names in found.items())


def _documents(documents: Sequence[AreaDocument]) -> str:
    """Each document on a line: what it is, its title and its date."""
    return "\n".join(f"{one.get_kind_display()}: {one.title}, {as_date(one.dated)}" for one in documents)


def _about(facts: PlaceFacts, on: date, engagement: str, documents: str, nomination: str) -> Table:
    whose = [f"{lead.name} ({', '.join(lead.authorities)})" for lead in facts.leads]
    if len(facts.members) == 1:
        whose = [lead.name for lead in facts.leads]
    alone = facts.members == (facts.lead_authority,)
    rows = (
        ("Phase", facts.phase),
        ("Authority" if len(facts.members) == 1 else "Authorities", ", ".join(facts.members) or NOBODY),
        *([] if alone else [("Lead authority", facts.lead_authority or NO_LEAD_AUTHORITY)]),
        ("Area champion", facts.champion or NOBODY),
        ("Locality leads", "\n".join(whose) or NOBODY),
        *([("Engagement", engagement)] if engagement else []),
        *([("Nomination", nomination)] if nomination else []),
        *([("Documents", documents)] if documents else []),
        *([("Themes", ", ".join(facts.themes))] if facts.themes else []),
    )
    columns = (Column("About the place", 24), Column(f"On {as_date(on)}", 76))
    return Table(_clean(f"{facts.name} on {as_date(on)}"), columns, _cleaned(rows))


def _requests(found: PlaceRequests, *, reads_all: bool) -> Iterator[Block]:
    if not reads_all and not (found.open or found.addressed):
        yield Paragraph(NOT_FOR_THEM)
    else:
        yield _table("Open requests", "Where it stands", found.open, empty=NO_OPEN)
        yield _table("Addressed requests", "Outcome", found.addressed, empty=NO_ADDRESSED)
    number = f"{len(found.wide_open)} open, {len(found.wide_addressed)} addressed"
    if not found.wide_open:
        yield Paragraph(f"Requests for many or all areas: {number}.")
        return
    items = [_short(record) for record in found.wide_open[:_MOST_WIDE]]
    more = len(found.wide_open) - _MOST_WIDE
    yield BulletList(
        f"Requests for many or all areas ({number}), open", (*items, *([f"and {more} more"] if more > 0 else []))
    )


def _table(caption: str, last_column: str, records: Sequence[Record], *, empty: str) -> Block:
    if not records:
        return Paragraph(empty, lead=caption)
    columns = (Column("Request", 11), Column("Issue", 34), Column("Dept", 11), Column(last_column, 44))
    return Table(f"{caption} ({len(records)})", columns, _cleaned(_row(record) for record in records))


def _row(record: Record) -> tuple[str, ...]:
    data = record.data
    others = "" if data["scope"] == "named" and len(data["areas"]) == 1 else f"\n({data['areas_label']})"
    return (
        data["reference"],
        f"{data['issue']}{others}",
        data["departments_label"] or UNDECIDED,
        f"{_standing(record)}\n{record.position_text or NO_POSITION}",
    )


def _standing(record: Record) -> str:
    """In words where a request stands: its outcome, or its status and by when or through what it is to be resolved."""
    data = record.data
    if data["status"] == Status.ADDRESSED:
        return str(Outcome(data["outcome"]).label) if data["outcome"] else "Addressed"
    status = str(Status(data["status"]).label)
    if data["timescale"] == Timescale.WORKSTREAM and data["workstream"]:
        return f"{status}, through the workstream {data['workstream']['name']}"
    if data["timescale"] == Timescale.AFTER_APRIL:
        return f"{status}, for after April"
    return f"{status}, due {as_date_of_iso(data['due_on'])}" if data["due_on"] else status


def _short(record: Record) -> str:
    issue = " ".join(printable(record.data["issue"]).split())
    if len(issue) > _SHORT:
        issue = f"{issue[:_SHORT].rsplit(' ', 1)[0]} …"
    departments = record.data["departments_label"]
    return _clean(f"{record.data['reference']}: {issue}" + (f" ({departments})" if departments else ""))


def _resources(facts: PlaceFacts, recorded_on: date | None) -> Iterator[Block]:
    caption = "Resources: what the partners bring" + (f", as recorded on {as_date(recorded_on)}" if recorded_on else "")
    if not facts.resources:
        yield Paragraph("No resource has been recorded yet.", lead="Resources")
        return
    rows = []
    for year in by_year(facts.resources):
        for one in year.resources:
            amount = UNKNOWN_MONEY if one.amount_pence is None else as_money(one.amount_pence)
            stream = one.stream.name if one.stream else one.other_stream
            rows.append((year.label, one.contributor, stream, str(one.get_manner_display()), amount))
        if len(year.resources) > 1:
            rows.append((year.label, "Total", "", "", year.total.text))
    columns = (
        Column("Year", 14),
        Column("Contributor", 27),
        Column("Stream", 29),
        Column("How", 10),
        Column("Amount", 20, numeric=True),
    )
    yield Table(caption, columns, _cleaned(rows))


def _clean(text: str) -> str:
    return encodable(printable(text))


def _cleaned(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_clean(cell) for cell in row) for row in rows)
