"""What an agreed version of a plan said, as tables, and in what it differs from the plan as it is now.

Requests that a plan met as barriers are told to those only who see them on the plan's own page, or in the register
(DESIGN rule 2).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cbtracker.web.formats import as_date_of_iso, as_money
from requests_log.models import LoggedRequest
from rollout.workstrands.models import (
    AgencyAgreement,
    BudgetLine,
    ChecklistItem,
    GovernmentDecision,
    OperationalPlan,
    PlanFinding,
    PlanItem,
    PlanOutcome,
    SupportItem,
    TeamMember,
)
from rollout.workstrands.plan_data import Data
from rollout.workstrands.selectors.barriers import barriers_shown

Row = Mapping[str, Any]
SECTIONS = {
    "checklist": "Checklist items",
    "milestones": "Milestones",
    "team": "People on the joint team",
    "agreements": "Agreements of agencies",
    "support": "Support",
    "barriers": "Barriers",
    "outcomes": "Outcomes",
    "chains": "Delivery chains",
    "options": "Options",
    "gaps": "Gaps",
    "findings": "Findings",
    "decisions": "Decisions of Government",
    "budget": "Budget lines",
}
TERMS = {
    "summary": "Summary",
    "first_year": "First financial year",
    "last_year": "Last financial year",
    "discount_rate": "Discount rate",
    "discount_source": "Where the rate is from",
    "place": "The place",
}


@dataclass(frozen=True)
class Table:
    """One part of what a version said."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Difference:
    """How many of a kind a version has and the plan now, and how many are in one of them only."""

    title: str
    then: int
    now: int
    gone: int
    new: int


def readable(data: Data, user: Any, *, plan: OperationalPlan) -> Data:
    """What `plan` said, without the requests that `user` sees neither among its barriers nor in the register."""
    references = [one["reference"] for one in data.get("barriers", ())]
    seen: set[str] = set()
    if references:
        seen.update(barriers_shown(plan, user).order_by().values_list("entry__reference", flat=True))
        rows = LoggedRequest.objects.visible_to(user).filter(reference__in=references)
        seen.update(rows.order_by().values_list("reference", flat=True))
    return {**data, "barriers": [one for one in data.get("barriers", ()) if one["reference"] in seen]}


def differences(then: Data, now: Data) -> list[Difference]:
    """In which kinds of part `now` is not what `then` was, in counts; a part that was changed counts on both sides."""
    found = []
    for key, title in SECTIONS.items():
        before, after = _counted(then.get(key, ())), _counted(now.get(key, ()))
        gone, new = (before - after).total(), (after - before).total()
        if gone or new:
            found.append(Difference(title, before.total(), after.total(), gone, new))
    return found


def terms_changed(then: Data, now: Data) -> list[str]:
    """Which of a plan's own terms are not what they were, by name."""
    return [title for key, title in TERMS.items() if then.get(key) != now.get(key)]


def _counted(rows: Iterable[Any]) -> Counter[str]:
    return Counter(json.dumps(row, sort_keys=True) for row in rows)


def tables(data: Data, totals: Iterable[Row]) -> list[Table]:
    """What a version said, part by part; parts without rows are left out."""
    made = [
        *_checklists(data.get("checklist", ())),
        _budget(totals),
        *(_table(key, data.get(key, ())) for key in COLUMNS),
    ]
    return [table for table in made if table.rows]


def _checklists(rows: Iterable[Row]) -> list[Table]:
    made = []
    for key, label in ChecklistItem.Checklist.choices:
        of = [row for row in rows if row["checklist"] == key]
        cells = tuple(
            (
                f"{row['letter']}) {row['text']}",
                label_of(PlanItem.State, row["state"]),
                row["owner"] or "Nobody",
                as_date_of_iso(row["due_on"]) or "No date",
                row["evidence"],
            )
            for row in of
        )
        made.append(Table(str(label), ("Item", "State", "Who saw to it", "Due on", "What showed it, or why"), cells))
    return made


def _budget(totals: Iterable[Row]) -> Table:
    """By kind and year; amounts that were not known are counted beside the sums."""
    sums: dict[tuple[str, int], list[int]] = {}
    for row in totals:
        of = sums.setdefault((row["kind"], row["year"]), [0, 0, 0])
        for place, name in enumerate(("pence", "lines", "unknown")):
            of[place] += row[name]
    rows = tuple(
        (label_of(BudgetLine.Kind, kind), f"{year} to {year + 1}", as_money(pence), f"{lines:,}", f"{unknown:,}")
        for (kind, year), (pence, lines, unknown) in sorted(sums.items())
    )
    return Table("Shadow budget", ("Kind", "Financial year", "Known amounts", "Lines", "Not yet known"), rows)


def _table(key: str, rows: Iterable[Row]) -> Table:
    columns = COLUMNS[key]
    cells = tuple(tuple(str(show(row)) for show in columns.values()) for row in rows)
    return Table(SECTIONS[key], tuple(columns), cells)


def label_of(choices: Any, value: str) -> str:
    """The words for `value` of `choices`; the value itself where it is no longer one."""
    return str(dict(choices.choices).get(value, value))


def _day(name: str, none: str = "") -> Any:
    return lambda row: as_date_of_iso(row[name]) or none


def _words(name: str) -> Any:
    return lambda row: row[name] or ""


def _label(name: str, choices: Any) -> Any:
    return lambda row: label_of(choices, row[name])


COLUMNS: dict[str, dict[str, Any]] = {
    "milestones": {
        "Milestone": _words("title"),
        "Due on": _day("due_on"),
        "First due on": _day("first_due_on"),
        "Reached on": _day("met_on", "Not reached"),
    },
    "team": {
        "Name": _words("full_name"),
        "Body": _words("body"),
        "From": _label("side", TeamMember.Side),
        "Post": _words("post"),
    },
    "agreements": {
        "Agency": _words("body"),
        "Answer": _label("state", AgencyAgreement.State),
        "Date": _day("dated"),
        "Conditions or reason": _words("conditions"),
    },
    "support": {
        "Support": _label("kind", SupportItem.Kind),
        "What": _words("what"),
        "Who provides it": _words("provider"),
    },
    "barriers": {"Request": _words("reference"), "Issue": _words("issue")},
    "outcomes": {
        "Outcome": _words("title"),
        "Level": _label("level", PlanOutcome.Level),
        "Measures": lambda row: "; ".join(one["name"] for one in row["measures"]),
    },
    "chains": {
        "Service": _words("service"),
        "Who delivers it": lambda row: "; ".join(one["organisation"] for one in row["links"]),
    },
    "options": {"Option": _words("title"), "What it is": _words("about")},
    "gaps": {"Gap": _words("subject"), "What is required": _words("required"), "Due on": _day("due_on", "No date")},
    "findings": {
        "Finding": _label("kind", PlanFinding.Kind),
        "Why": _words("text"),
        "Found on": _day("found_on"),
    },
    "decisions": {
        "Decision": _label("extent", GovernmentDecision.Extent),
        "What is agreed, and what is not": _words("text"),
        "Decided on": _day("decided_on"),
        "By": _words("decided_by"),
    },
}
"""What is shown of each kind of part: a title of a column, and what a row says there."""
