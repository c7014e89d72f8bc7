"""How the plan of an import is shown and said."""

from __future__ import annotations

from dataclasses import dataclass

from requests_log.importing.differences import SECTION_LABELS, Difference
from requests_log.importing.plan import Plan, Step
from requests_log.services.register_import import Imported

SHOWN_ROWS = 200  # of a long import, as many new and as many changed requests


@dataclass(frozen=True)
class NewRow:
    """A row that becomes a request."""

    number: int
    section: str
    areas: str
    issue: str
    departments: str
    position: str


@dataclass(frozen=True)
class ChangedRow:
    """A row that changes a request: what it says now and what it would say."""

    number: int
    reference: str
    issue: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class ShownPlan:
    """A plan as its page shows it: the first rows, and how many more there are."""

    fingerprint: str
    changes_nothing: bool
    created: list[NewRow]
    created_count: int
    changed: list[ChangedRow]
    changed_count: int
    unchanged_count: int
    workstreams: tuple[str, ...]
    warnings: tuple[str, ...]


def plan_shown(plan: Plan) -> ShownPlan:
    """What the preview shows of `plan`."""
    return ShownPlan(
        fingerprint=plan.fingerprint,
        changes_nothing=plan.changes_nothing,
        created=[_new(step) for step in plan.created[:SHOWN_ROWS]],
        created_count=len(plan.created),
        changed=[_changed(step) for step in plan.changed[:SHOWN_ROWS]],
        changed_count=len(plan.changed),
        unchanged_count=len(plan.unchanged),
        workstreams=plan.new_workstreams,
        warnings=plan.file.warnings,
    )


def _new(step: Step) -> NewRow:
    row = step.row
    label = SECTION_LABELS[row.section]
    return NewRow(row.number, label, row.areas.label, row.issue, row.departments.label, row.position)


def _changed(step: Step) -> ChangedRow:
    entry = step.entry
    return ChangedRow(step.row.number, entry.reference if entry else "", step.row.issue, step.differences)


def said_of(result: Imported) -> str:
    """What an import did, in a sentence."""
    if result.batch is None:
        return "Nothing to import: the register says all of it already"
    created, changed = len(result.plan.created), len(result.plan.changed)
    return f"Imported {result.batch.file_name}: {created} created, {changed} changed"
