"""A line of the shadow budget as the page's list shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from areas.resource_years import year_label
from cbtracker.web.formats import as_money
from rollout.workstrands.models import BudgetLine, OperationalPlan

_COMMUNITY = dict(BudgetLine.Community.choices)
_KIND = dict(BudgetLine.Kind.choices)
_ARRANGEMENT = dict(BudgetLine.Arrangement.choices)
_CONTROL = dict(BudgetLine.Control.choices)
_CONFIDENCE = {"": "", **{value: f"{label} confidence" for value, label in BudgetLine.Confidence.choices}}


@dataclass(frozen=True)
class Shown:
    """Texts of a line, and where it is changed and removed (blank where the reader may not)."""

    name: str
    body: str
    service: str
    about: tuple[str, ...]
    year: str
    kind: str
    arrangement: str
    control: str
    amount: str
    sure: tuple[str, ...]
    change: str = ""
    remove: str = ""


def shown(lines: Iterable[BudgetLine], plan: OperationalPlan, *, may_edit: bool) -> list[Shown]:
    """The texts of `lines`, without another query."""
    root = reverse("workstrands:add_part", args=[plan.place.slug, "lines"]).removesuffix("add/")
    return [_shown(line, f"{root}{line.pk}/" if may_edit else "") for line in lines]


def _shown(line: BudgetLine, address: str) -> Shown:
    kind: Any = _COMMUNITY[line.community_kind] if line.community_kind else ""
    return Shown(
        name=str(line),
        body=line.body,
        service=line.service,
        about=_those_said(line.funding, line.note),
        year=year_label(line.year),
        kind=f"{_KIND[line.kind]}: {str(kind).lower()}" if kind else str(_KIND[line.kind]),
        arrangement=str(_ARRANGEMENT[line.arrangement]),
        control=line.controller or str(_CONTROL[line.controlled_by]),
        amount=as_money(line.amount_pence),
        sure=_those_said(_CONFIDENCE[line.confidence], line.evidence),
        change=f"{address}change/" if address else "",
        remove=f"{address}remove/" if address else "",
    )


def _those_said(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)
