"""The operational plan of a selected place as a paper (F003 ¶10, Annex B ¶2), from the plan as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from cbtracker.papers.plan_tables import (
    agreements,
    budget_by_body,
    budget_by_year,
    chains,
    checklists,
    gaps,
    milestones,
    options,
    outcomes,
    people,
    support,
)
from cbtracker.papers.structure import Block, BoardPaper, Heading, ListBlock, ListItem, Paragraph
from cbtracker.web.formats import as_date_of_iso
from cbtracker.web.texts.printable import encodable, printable
from rollout.workstrands.models import GovernmentDecision, PlanFinding

FORMATS = ("html", "pdf", "odt", "docx")
NOT_COMMITTED = "Testing this plan commits nobody to implementing any part of it (F003 paragraph 12)."
NOT_AGREED = "As it is written now: not an agreed version."
NO_SUMMARY = "What the budget would look like, and how it would work, is not written yet."
STRANDS = {3: "Workstrand 3: neighbourhood-level Community Budgets", 4: "Workstrand 4: a single budget for a place"}
Data = Mapping[str, Any]


def plan_paper(
    data: Data, totals: Sequence[Data], *, as_at: datetime, marking: str, audience: str, version: str = ""
) -> BoardPaper:
    """The paper of a plan.

    `data` is what `rollout.workstrands.plan_data.plan_as_data` gave, now or when a version was frozen, and `totals`
    what `budget_totals` did. `version` says which version it is and who agreed it; blank: the plan as it is now.
    `audience` is for whom it was prepared, blank for nobody in particular.
    """
    title = _clean(f"Operational plan: {data['place']['name']}")
    blocks = (
        Heading(1, title),
        Paragraph(NOT_COMMITTED),
        *_part("What the budget would look like and how it would work", [_text(data["summary"] or NO_SUMMARY)]),
        *_part("The place", [_place(data["place"])]),
        *_part("What the plan covers", checklists(data)),
        *_part("Milestones", milestones(data), "No milestones are set."),
        *_part("Outcomes", outcomes(data), "No outcomes are written down yet."),
        *_part("Who delivers what today", chains(data), "No delivery chains are written down yet."),
        *_part("Options", options(data), "No options are appraised yet."),
        *_part("From how it is to how it is to be", gaps(data), "No gaps are listed yet."),
        *_part("Shadow budget", [*budget_by_year(totals), *budget_by_body(totals)], "The budget has no lines yet."),
        *_part("Joint team", people(data), "Nobody is on the joint team yet."),
        *_part("Agencies’ agreement", agreements(data), "No agency was asked yet."),
        *_part("Support", support(data), "No support is agreed yet."),
        *_part("Barriers that are requests of Whitehall", _barriers(data), "No barriers were found yet."),
        *_part("What testing found", _dated(data["findings"], PlanFinding.Kind, "kind", "found_on"), "Nothing yet."),
        *_part("Government’s decision", _decisions(data), "Government has not decided yet."),
    )
    return BoardPaper(
        title=title,
        marking=_clean(marking),
        as_at=as_at,
        audience=audience,
        blocks=tuple(blocks),
        lines=(),
        details=(STRANDS[data["place"]["strand"]], _clean(version or NOT_AGREED)),
        landscape=True,
        of_requests=False,
    )


def _part(heading: str, blocks: Iterable[Block], otherwise: str = "") -> list[Block]:
    found = list(blocks)
    return [Heading(2, heading), *(found or [Paragraph(otherwise)])]


def _place(place: Data) -> ListBlock:
    said = [
        ("Local authority", place["authority"]),
        ("Neighbourhood", place["neighbourhood"]),
        ("Boundary", place["boundary"]),
        ("Who could hold the budget", place["budget_holder"]),
    ]
    return ListBlock(False, 1, tuple(ListItem(_clean(f"{name}: {text}")) for name, text in said if text))


def _barriers(data: Data) -> list[Block]:
    items = tuple(ListItem(_clean(f"{one['reference']}: {one['issue']}")) for one in data["barriers"])
    return [ListBlock(False, 1, items)] if items else []


def _decisions(data: Data) -> list[Block]:
    return [
        Paragraph(_clean(one["text"]), lead=_clean(f"{_label(GovernmentDecision.Extent, one['extent'])}, {_when(one)}"))
        for one in data["decisions"]
    ]


def _when(decision: Data) -> str:
    return f"{as_date_of_iso(decision['decided_on'])}, by {decision['decided_by']}"


def _dated(rows: Iterable[Data], kinds: Any, kind: str, day: str) -> list[Block]:
    return [
        Paragraph(_clean(one["text"]), lead=f"{_label(kinds, one[kind])}, {as_date_of_iso(one[day])}") for one in rows
    ]


def _text(text: str) -> Paragraph:
    return Paragraph(_clean(text))


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label)


def _clean(text: str) -> str:
    return encodable(printable(text))
