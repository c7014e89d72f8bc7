"""What one row of an import makes: a draft of a new request, or the change of one that is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from areas.models import Area, Authority, Department
from requests_log.importing.differences import TIMESCALES
from requests_log.importing.plan import Step
from requests_log.importing.rows import ParsedRow
from requests_log.importing.sections import Section
from requests_log.labels import ParsedAreas, ParsedDepartments
from requests_log.models import (
    FREEDOM_OUTCOMES,
    Action,
    ChangeBatch,
    DepartmentScope,
    LoggedRequest,
    Position,
    Status,
    Workstream,
)
from requests_log.services.core import Change, changed_record, commit_many
from requests_log.services.creation import Draft
from requests_log.services.freedoms import keep_freedom
from requests_log.services.lifecycle import NO_OUTCOME
from requests_log.services.naming import (
    DEFAULT_LEAD,
    AreasNamed,
    DepartmentsNamed,
    NamedArea,
    departments_from_record,
    set_areas,
    set_departments,
)
from requests_log.services.positions import Words


@dataclass(frozen=True)
class Names:
    """The rows of the database that labels stand for; read once per import, in four queries."""

    areas: dict[str, Area]
    authorities: dict[str, Authority]
    departments: dict[str, Department]
    workstreams: dict[str, Workstream]

    @classmethod
    def read(cls) -> Names:
        """Read all of them."""
        return cls(
            areas={row.slug: row for row in Area.objects.all()},
            authorities={row.gss_code: row for row in Authority.objects.all()},
            departments={row.abbreviation: row for row in Department.objects.all()},
            workstreams={row.name: row for row in Workstream.objects.all()},
        )

    def areas_named(self, parsed: ParsedAreas) -> AreasNamed:
        """The areas of a label, which is kept as printed."""
        items = (NamedArea(self.areas[slug], self.authorities[gss] if gss else None) for slug, gss in parsed.items)
        return AreasNamed(parsed.scope, tuple(items), parsed.label)

    def departments_named(self, parsed: ParsedDepartments, lead: str) -> DepartmentsNamed:
        """The departments of a label, which is kept as printed; `lead` is blank where the file names none."""
        items = tuple(self.departments[name] for name in parsed.departments)
        return DepartmentsNamed(parsed.scope, items, self._lead(parsed, lead), parsed.label)

    def _lead(self, parsed: ParsedDepartments, lead: str) -> Department | None:
        if lead or parsed.departments:
            return self.departments[lead or parsed.departments[0]]
        return self.departments[DEFAULT_LEAD] if parsed.scope == DepartmentScope.ALL else None


def draft_of(row: ParsedRow, names: Names, *, on: date, source: str) -> Draft:
    """The new request that `row` says; `on` is the day on which the import takes effect."""
    addressed = row.section is Section.ADDRESSED
    given = {"status": Status.ADDRESSED, "outcome": row.outcome, "outcome_text": row.position, "outcome_on": on}
    stands = {
        "status": Status.IN_HAND if row.position else Status.ACCEPTED,
        "timescale": "" if addressed else TIMESCALES[row.section],
        "workstream": names.workstreams.get(row.workstream),
        "position": row.position,
    }
    return Draft(
        issue=row.issue,
        areas=names.areas_named(row.areas),
        departments=names.departments_named(row.departments, row.lead),
        kind=row.kind,
        due_on=row.due_on,
        source=source,
        raised_on=row.raised_on or on,
        number=int(row.reference.removeprefix("CB-")) if row.reference else None,
        freedom=row.position if addressed and row.outcome in FREEDOM_OUTCOMES else "",
        **(given if addressed else stands),
    )


def apply_steps(
    steps: Sequence[Step], names: Names, *, by: Any, effective: datetime, now: datetime, batch: ChangeBatch
) -> None:
    """Change the request of each step as its row says, with one revision. Raises StaleVersion when overtaken."""
    making = [(step.entry, _Making(step, names, by=by, at=effective)) for step in steps if step.entry is not None]
    changes = [(entry, each.change(entry, batch)) for entry, each in making]
    commit_many(changes, by=by, now=now, effective_at=effective)
    Position.objects.bulk_create(
        Position(entry=entry, text=each.step.row.position, stated_by=by, effective_at=effective, recorded_at=now)
        for entry, each in making
        if each.states_position
    )
    for entry, each in making:
        each.keep_rows(entry, now)


@dataclass
class _Making:
    """The change that one row makes of one request."""

    step: Step
    names: Names
    by: Any
    at: datetime
    fields: dict[str, Any] = field(default_factory=dict)
    recorded: dict[str, Any] = field(default_factory=dict)
    areas: AreasNamed | None = None
    departments: DepartmentsNamed | None = None
    states_position: bool = False
    freedom: str = ""

    def change(self, current: LoggedRequest, batch: ChangeBatch) -> Change:
        """The columns, the record and the tokens that move."""
        columns = {difference.column for difference in self.step.differences}
        self._plain(columns)
        if "areas" in columns:
            self._areas()
        if columns & {"departments", "lead"}:
            self._departments(current)
        if self.step.row.section is Section.ADDRESSED:
            self._addressed(current, columns)
        else:
            self._open(current, columns)
        return Change(
            Action.IMPORTED,
            changed_record(current, **self.fields | self.recorded),
            fields=self.fields,
            reason=batch.reason,
            shared=columns != {"position"} or not self.states_position,
            position=self.states_position,
            fresh_departments=None if self.states_position else frozenset(),
            batch=batch,
        )

    def keep_rows(self, entry: LoggedRequest, now: datetime) -> None:
        """The rows beside the request's own that the change touches."""
        if self.areas is not None:
            set_areas(entry, self.areas)
        if self.departments is not None:
            set_departments(entry, self.departments)
        if self.freedom:
            keep_freedom(entry, text=self.freedom, by=self.by, now=now)

    def _plain(self, columns: set[str]) -> None:
        for name in columns & {"issue", "kind", "raised_on", "due_on"}:
            self.fields[name] = getattr(self.step.row, name)

    def _areas(self) -> None:
        self.areas = self.names.areas_named(self.step.row.areas)
        self.fields |= self.areas.columns()
        self.recorded["areas"] = self.areas.record()

    def _departments(self, current: LoggedRequest) -> None:
        row = self.step.row
        self.departments = (
            self.names.departments_named(row.departments, row.lead)
            if row.departments.label
            else departments_from_record(
                current.record["departments"],
                scope=current.department_scope,
                label=current.departments_label if current.departments_printed else "",
                lead_id=self.names.departments[row.lead].pk,
            )
        )
        lead = self.departments.lead
        self.fields |= self.departments.columns()
        self.recorded |= {
            "departments": self.departments.record(),
            "lead": lead.abbreviation if lead else "",
            "lead_id": lead.pk if lead else None,
        }

    def _addressed(self, current: LoggedRequest, columns: set[str]) -> None:
        row = self.step.row
        if "section" in columns:
            self.fields |= {
                "status": Status.ADDRESSED,
                "outcome": row.outcome,
                "outcome_on": timezone.localdate(self.at),
            }
        if "outcome" in columns:
            self.fields["outcome"] = row.outcome
        if columns & {"section", "position"}:
            self.fields["outcome_text"] = row.position
        outcome = self.fields.get("outcome", current.outcome)
        if columns & {"section", "position", "outcome"} and outcome in FREEDOM_OUTCOMES:
            self.freedom = row.position
            self.recorded["freedom"] = {"text": row.position, "by": str(self.by or ""), "at": self.at.isoformat()}

    def _open(self, current: LoggedRequest, columns: set[str]) -> None:
        row = self.step.row
        if "section" in columns:
            self._move(current)
        if "workstream" in columns:
            chosen = self.names.workstreams[row.workstream]
            self.fields["workstream"] = chosen
            self.recorded["workstream"] = {"id": chosen.pk, "slug": chosen.slug, "name": chosen.name}
        if "position" in columns:
            self.states_position = True
            stated = Words(row.position).record(by=self.by, at=self.at)
            self.recorded |= {"position": stated, "area_position": stated}
            if current.status in (Status.ACCEPTED, Status.REOPENED):
                self.fields["status"] = Status.IN_HAND

    def _move(self, current: LoggedRequest) -> None:
        """Print the request in another section of Annex A, whatever its status was."""
        section = self.step.row.section
        self.fields["timescale"] = TIMESCALES[section]
        if section is not Section.WORKSTREAM:
            self.fields["workstream"] = self.recorded["workstream"] = None
        if current.status == Status.ADDRESSED:
            self.fields |= {**NO_OUTCOME, "status": Status.REOPENED}
            self.recorded["objection"] = None
        elif current.status in (Status.RAISED, Status.WITHDRAWN):
            self.fields["status"] = Status.IN_HAND if self.step.row.position else Status.ACCEPTED
