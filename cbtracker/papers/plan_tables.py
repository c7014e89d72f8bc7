"""The tables of an operational plan's paper, each from a part of the plan as plain data; none where nothing is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from areas.resource_years import Total, year_label
from cbtracker.papers.structure import Block, Column, ListBlock, ListItem, Paragraph, Table
from cbtracker.web.formats import UNKNOWN_MONEY, as_date_of_iso, as_money, plural
from cbtracker.web.texts.printable import encodable, printable
from rollout.workstrands.appraisal import Amounts, appraise
from rollout.workstrands.models import (
    AgencyAgreement,
    BudgetLine,
    ChainLink,
    ChecklistItem,
    PlanItem,
    PlanOutcome,
    SupportItem,
    TeamMember,
)

Data = Mapping[str, Any]
NOBODY, NO_DATE = "Nobody yet", "No date"


def checklists(data: Data) -> list[Block]:
    """A table for each list of the paper, letter by letter."""
    columns = (
        Column("Item", 8),
        Column("What", 32),
        Column("State", 12),
        Column("Who", 15),
        Column("Due", 13),
        Column("Evidence", 20),
    )
    found = []
    for checklist in ChecklistItem.Checklist:
        rows = [one for one in data["checklist"] if one["checklist"] == checklist]
        found += _table(f"{checklist.label} ({_span(rows)})" if rows else "", columns, map(_item, rows))
    return found


def _span(rows: Sequence[Data]) -> str:
    return f"{rows[0]['letter']} to {rows[-1]['letter']}"


def _item(item: Data) -> Sequence[str]:
    evidence = "\n".join(filter(None, (item["evidence"], item["evidence_link"])))
    state = _label(PlanItem.State, item["state"])
    return (item["letter"], item["text"], state, item["owner"] or NOBODY, _day(item["due_on"]), evidence)


def milestones(data: Data) -> list[Block]:
    """When each is to be reached, and why its day moved."""
    columns = (Column("Milestone", 34), Column("First said", 16), Column("Due", 16), Column("Reached", 16))
    rows = [(*_milestone(one), _slips(one)) for one in data["milestones"]]
    return _table("Milestones", (*columns, Column("Why it moved", 18)), rows)


def _milestone(one: Data) -> tuple[str, ...]:
    reached = as_date_of_iso(one["met_on"]) if one["met_on"] else "Not yet"
    return (one["title"], as_date_of_iso(one["first_due_on"]), as_date_of_iso(one["due_on"]), reached)


def _slips(one: Data) -> str:
    return "\n".join(f"To {as_date_of_iso(slip['to_on'])}: {slip['reason']}" for slip in one["slips"])


def outcomes(data: Data) -> list[Block]:
    """Each measure of each outcome; an outcome without one has a row too."""
    columns = (
        Column("Outcome", 28),
        Column("Level", 12),
        Column("Measure", 24),
        Column("Where it stands", 18),
        Column("Expected", 18),
    )
    rows = [
        (outcome["title"], _label(PlanOutcome.Level, outcome["level"]), *_measure(measure))
        for outcome in data["outcomes"]
        for measure in outcome["measures"] or [None]
    ]
    return _table("National and local outcomes", columns, rows)


def _measure(measure: Data | None) -> tuple[str, str, str]:
    if measure is None:
        return ("No measure yet", "", "")
    stands = ", ".join(filter(None, (measure["baseline"], _day(measure["baseline_on"], ""))))
    expected = ", ".join(filter(None, (measure["expected"], _day(measure["expected_by"], ""))))
    return (measure["name"], stands or "Not known", expected or "Not known")


def chains(data: Data) -> list[Block]:
    """Each service, and who passes it on to whom."""
    found: list[Block] = []
    for chain in data["chains"]:
        items = tuple(
            ListItem(_clean(f"{link['organisation']} ({_label(ChainLink.Sector, link['sector'])}): {link['does']}"))
            for link in chain["links"]
        )
        found.append(Paragraph(_clean(chain["note"] or "Today:"), lead=_clean(chain["service"])))
        found += [ListBlock(True, 1, items)] if items else []
    return found


def options(data: Data) -> list[Block]:
    """Costs and benefits of each option by year, and its net present value at the plan's rate."""
    found: list[Block] = []
    for option in data["options"]:
        preferred = f" Preferred: {option['preferred_why']}" if option["preferred"] else ""
        found.append(Paragraph(_clean(f"{option['about']}{preferred}"), lead=_clean(option["title"])))
        columns = (Column("Year", 34), Column("Cost", 33, numeric=True), Column("Benefit", 33, numeric=True))
        rows = [
            (year_label(one["year"]), as_money(one["cost_pence"]), as_money(one["benefit_pence"]))
            for one in option["years"]
        ]
        found += _table(f"Costs and benefits: {option['title']}", columns, rows)
        found.append(_present_value(option, data))
    return found


def _present_value(option: Data, data: Data) -> Paragraph:
    rate, first, last = data["discount_rate"], data["first_year"], data["last_year"]
    amounts = [
        Amounts(one["year"], one["cost_pence"], one["benefit_pence"])
        for one in option["years"]
        if first <= one["year"] <= last
    ]
    found = appraise(amounts, first_year=first, last_year=last, rate=rate)
    unknown = f", and {plural(found.unknown, 'amount')} not yet known" if found.unknown else ""
    source = f" ({data['discount_source']})" if data["discount_source"] else ""
    said = f"{as_money(found.net_present_value)}{unknown}, at {Decimal(rate) / 100:f}% a year{source}"
    return Paragraph(_clean(said), lead="Net present value of what is known" if found.unknown else "Net present value")


def gaps(data: Data) -> list[Block]:
    """From as-is to to-be."""
    columns = (
        Column("What", 16),
        Column("How it is", 20),
        Column("How it is to be", 20),
        Column("What is required", 22),
        Column("Who", 11),
        Column("Due", 11),
    )
    rows = [
        (*(one[name] for name in ("subject", "as_is", "to_be", "required")), one["owner"] or NOBODY, _gap_day(one))
        for one in data["gaps"]
    ]
    return _table("Gap analysis", columns, rows)


def _gap_day(gap: Data) -> str:
    return f"Closed on {as_date_of_iso(gap['closed_on'])}" if gap["closed_on"] else _day(gap["due_on"])


def budget_by_year(totals: Sequence[Data]) -> list[Block]:
    """What is brought in each year, by kind."""
    kinds = [kind for kind in BudgetLine.Kind if any(one["kind"] == kind for one in totals)]
    share = 80 // (len(kinds) + 1)
    columns = (
        Column("Year", 100 - share * (len(kinds) + 1)),
        *(Column(kind.label, share, numeric=True) for kind in kinds),
        Column("All", share, numeric=True),
    )
    rows = [
        (year_label(year), *(_sum(totals, year=year, kind=kind) for kind in kinds), _sum(totals, year=year))
        for year in sorted({one["year"] for one in totals})
    ]
    every = ("All years", *(_sum(totals, kind=kind) for kind in kinds), _sum(totals))
    return _table("The budget by year and kind", columns, [*rows, every] if rows else [])


def budget_by_body(totals: Sequence[Data]) -> list[Block]:
    """What each body brings in each year."""
    years = sorted({one["year"] for one in totals})
    share = 70 // (len(years) + 1)
    columns = (
        Column("Body", 100 - share * (len(years) + 1)),
        *(Column(year_label(year), share, numeric=True) for year in years),
        Column("All years", share, numeric=True),
    )
    rows = [
        (body, *(_sum(totals, body=body, year=year) for year in years), _sum(totals, body=body))
        for body in sorted({one["body"] for one in totals})
    ]
    return _table("The budget by body and year", columns, rows)


def _sum(totals: Sequence[Data], **of: Any) -> str:
    rows = [one for one in totals if all(one[name] == value for name, value in of.items())]
    if not rows:
        return "None"
    known, unknown, lines = (sum(one[name] for one in rows) for name in ("pence", "unknown", "lines"))
    return Total("", "", known, unknown, lines).text


def people(data: Data) -> list[Block]:
    """Who works solely on the plan, and who does their own job meanwhile."""
    columns = (
        Column("Name", 22),
        Column("From", 14),
        Column("Body and post", 28),
        Column("On the team", 18),
        Column("Backfilled", 18),
    )
    return _table("The single team", columns, map(_person, data["team"]))


def _person(one: Data) -> Sequence[str]:
    post = ", ".join(filter(None, (one["body"], one["post"])))
    until = f" to {as_date_of_iso(one['to_on'])}" if one["to_on"] else " onwards"
    cost = as_money(one["backfill_pence"]) if one["backfill_pence"] is not None else UNKNOWN_MONEY
    backfilled = f"{one['backfilled_by']}: {cost}" if one["backfilled_by"] else "Not backfilled"
    side = _label(TeamMember.Side, one["side"])
    return (one["full_name"], side, post, f"{as_date_of_iso(one['from_on'])}{until}", backfilled)


def agreements(data: Data) -> list[Block]:
    """Where each agency stands on the single budget."""
    columns = (Column("Agency", 28), Column("Answer", 20), Column("Date", 17), Column("Conditions or reason", 35))
    rows = [
        (one["body"], _label(AgencyAgreement.State, one["state"]), as_date_of_iso(one["dated"]), one["conditions"])
        for one in data["agreements"]
    ]
    return _table("Agreement to the single budget", columns, rows)


def support(data: Data) -> list[Block]:
    """What is provided to the place, and by whom."""
    columns = (Column("What", 40), Column("Kind", 20), Column("Who provides it", 22), Column("Cost", 18, numeric=True))
    rows = [
        (one["what"], _label(SupportItem.Kind, one["kind"]), one["provider"], as_money(one["cost_pence"]))
        for one in data["support"]
    ]
    return _table("The package of support", columns, rows)


def _table(caption: str, columns: tuple[Column, ...], rows: Iterable[Sequence[str]]) -> list[Block]:
    found = tuple(tuple(_clean(cell) for cell in row) for row in rows)
    return [Table(_clean(caption), columns, found)] if found else []


def _day(text: str | None, otherwise: str = NO_DATE) -> str:
    return as_date_of_iso(text) if text else otherwise


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label)


def _clean(text: str) -> str:
    return encodable(printable(text))
