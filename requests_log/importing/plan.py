"""What importing a file would do to the register. Reads only.

Two or three queries, however many rows (SQLite takes one more for every 999 requests that are matched).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from cbtracker.web.tables.faults import Fault, in_order
from requests_log.directory import read_directory
from requests_log.models import LoggedRequest, Status, Workstream

from .differences import Difference, differences
from .files import ParsedFile, RequestKey, request_key
from .rows import Known, ParsedRow


@dataclass(frozen=True)
class Step:
    """What happens to one row: a new request where `entry` is None, else its differences, if any."""

    row: ParsedRow
    entry: LoggedRequest | None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What an import would do; with `faults` it must do nothing."""

    file: ParsedFile
    steps: tuple[Step, ...] = ()
    faults: tuple[Fault, ...] = ()
    new_workstreams: tuple[str, ...] = ()

    @cached_property
    def created(self) -> tuple[Step, ...]:
        """Rows that become new requests."""
        return tuple(step for step in self.steps if step.entry is None)

    @cached_property
    def changed(self) -> tuple[Step, ...]:
        """Rows that change a request."""
        return tuple(step for step in self.steps if step.entry is not None and step.differences)

    @cached_property
    def unchanged(self) -> tuple[Step, ...]:
        """Rows that say what the register says."""
        return tuple(step for step in self.steps if step.entry is not None and not step.differences)

    @property
    def changes_nothing(self) -> bool:
        """Whether the register says all of it already."""
        return not self.created and not self.changed

    @cached_property
    def fingerprint(self) -> str:
        """The file and the versions of requests that the plan rests on. A preview that has another is stale."""
        rest = [(step.entry.pk, step.entry.version) if step.entry else (0, step.row.number) for step in self.steps]
        return hashlib.sha256(repr((self.file.digest, rest)).encode()).hexdigest()


def read_known(*, on: date) -> Known:
    """What rows may name, as the database has it on the day `on`."""
    return Known(read_directory(on=on), tuple(Workstream.objects.values_list("name", flat=True)))


def make_plan(file: ParsedFile, *, effective_at: datetime, now: datetime) -> Plan:
    """Compare `file` with the register. `effective_at` is when its changes are to take effect."""
    if file.faults:
        return Plan(file, faults=file.faults)
    matches, faults = _match(file.rows)
    entries = LoggedRequest.objects.select_related("lead", "workstream").in_bulk(set(matches.values()))
    steps = []
    for row in file.rows:
        entry = entries[matches[row.number]] if row.number in matches else None
        steps.append(Step(row, entry, differences(row, entry) if entry else ()))
    faults += [fault for step in steps for fault in _refusals(step, effective_at)]
    if effective_at > now:
        faults.append(Fault(0, "", "The date it takes effect must not be in the future."))
    return Plan(file, tuple(steps), in_order(faults), _new_workstreams(file.rows))


def _new_workstreams(rows: Iterable[ParsedRow]) -> tuple[str, ...]:
    """The workstreams that rows name and the register does not have, in the file's order."""
    named = dict.fromkeys(row.workstream for row in rows if row.workstream)
    known = set(Workstream.objects.filter(name__in=named).values_list("name", flat=True)) if named else set()
    return tuple(name for name in named if name not in known)


def _match(rows: Iterable[ParsedRow]) -> tuple[dict[int, int], list[Fault]]:
    """The primary key of the request that each row (by number) is, and the rows that could be several."""
    by_reference: dict[str, int] = {}
    by_key: dict[RequestKey, list[tuple[int, str]]] = defaultdict(list)
    known = LoggedRequest.objects.order_by("pk").values_list("pk", "reference", "areas_label", "issue")
    for pk, reference, areas_label, issue in known:
        by_reference[reference] = pk
        by_key[request_key(areas_label, issue)].append((pk, reference))
    matches: dict[int, int] = {}
    taken: dict[int, int] = {}
    faults = []
    for row in rows:
        found = by_key.get(request_key(row.areas.label, row.issue), [])
        if row.reference in by_reference:
            found = [(by_reference[row.reference], row.reference)]
        if len(found) > 1:
            names = ", ".join(reference for _, reference in found)
            message = f"{names} have these areas and this issue. Give the reference of the one you mean."
            faults.append(Fault(row.number, "reference", message))
        elif found:
            pk, reference = found[0]
            if taken.setdefault(pk, row.number) != row.number:
                message = f"Row {taken[pk]} is {reference} too. Keep one of them."
                faults.append(Fault(row.number, "issue", message))
            matches[row.number] = pk
    return matches, faults


def _refusals(step: Step, effective_at: datetime) -> list[Fault]:
    """Why the register cannot take this step."""
    entry = step.entry
    if entry is None or not step.differences:
        return []
    faults = []
    if entry.status == Status.DUPLICATE:
        message = f"{entry.reference} is marked as a duplicate of another request. Take the row out or reopen it first."
        faults.append(Fault(step.row.number, "reference", message))
    if entry.effective_at > effective_at:
        day = timezone.localtime(entry.effective_at).strftime("%-d %B %Y at %H:%M")
        message = f"{entry.reference} has a change that took effect on {day}. Choose a later date."
        faults.append(Fault(step.row.number, "", message))
    return faults
