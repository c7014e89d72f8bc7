"""Brings the reference tables of the database to what the files say; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from areas.models import Area, AreaMember, Authority, CandidatePool, Department, Phase
from areas.services.reference.files import ReferenceFault, Row, read_each, read_rows, refused
from areas.services.reference.pools import bring_pools
from areas.services.reference.tables import (
    ALIASES,
    AREAS,
    AUTHORITIES,
    DEPARTMENTS,
    FUNDING_MENU,
    PHASES,
    TILES,
    Fields,
    Known,
    Table,
)
from cbtracker.audit.services import record

REFERENCE = Path(__file__).resolve().parents[2] / "reference"


@dataclass
class LoadResult:
    """How many rows of each kind were created, changed and left as they were."""

    created: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)

    def count(self, what: dict[str, int], model: type[models.Model], number: int = 1) -> None:
        """Add `number` rows of `model` to `what`, one of the three counts."""
        name = str(model._meta.verbose_name_plural)
        what[name] = what.get(name, 0) + number

    @property
    def changed_anything(self) -> bool:
        """Whether the database is not as it was."""
        return any(self.created.values()) or any(self.changed.values())


Loader = Callable[[LoadResult], None]
_LOADERS: list[Loader] = []


def also_load(loader: Loader) -> None:
    """Let an app above load its own reference rows after these, in the same transaction; asked for in its `ready()`.

    `loader` counts in the LoadResult what it did, and raises ReferenceFault.
    """
    if loader not in _LOADERS:
        _LOADERS.append(loader)


@transaction.atomic
def load_reference(*, by: Any = None, directory: Path = REFERENCE) -> LoadResult:
    """Load authorities, areas, departments, phases, aliases, the funding menu and candidate pools from `directory`,
    then what apps above have asked for.

    A second run changes nothing. `by` is the user, or None for the system. Raises ReferenceFault naming file and
    row, and then changes nothing. Sources: `areas/reference/SOURCES.md`.
    """
    result, known = LoadResult(), Known(tiles=_tiles(directory))
    for table in (PHASES, AUTHORITIES, DEPARTMENTS, AREAS, ALIASES, FUNDING_MENU):
        _load(table, directory, known, result)
    _answerers(directory, known, result)
    _members(directory, known, result)
    for done in bring_pools(directory, known):
        result.count(getattr(result, done), CandidatePool)
    for loader in _LOADERS:
        loader(result)
    if result.changed_anything:
        data = {"created": result.created, "changed": result.changed}
        record(by=by, verb="reference.loaded", on=Phase.objects.earliest("order"), label="Reference data", data=data)
    return result


def _tiles(directory: Path) -> dict[str, tuple[int, int]]:
    rows = list(read_rows(directory / TILES, ["gss_code", "col", "row"]))
    found = dict(read_each(rows, lambda row: (row.required("gss_code"), (row.number_in("col"), row.number_in("row")))))
    if len(set(found.values())) != len(rows):
        raise ReferenceFault([f"{TILES}: two authorities have the same tile, or one has two"])
    return found


def _load(table: Table, directory: Path, known: Known, result: LoadResult) -> None:
    rows = list(read_rows(directory / table.file, table.columns.split()))
    fields = read_each(rows, lambda row: table.read(row, known))
    read = list(zip(rows, fields, strict=True))
    if table.repeats:
        read = list({values[table.key]: (row, values) for row, values in reversed(read)}.values())[::-1]
    _refuse_twins(table, read)
    present = {getattr(one, table.key): one for one in table.model._default_manager.all()}
    of_row = {row.number: values for row, values in read}
    kept = read_each([row for row, _ in read], lambda row: _bring(table, of_row[row.number], present, result))
    known.rows[table.model] = {getattr(one, name): one for one in kept for name in (table.key, table.also) if name}


def _refuse_twins(table: Table, read: list[tuple[Row, Fields]]) -> None:
    unique = [one.name for one in table.model._meta.fields if one.unique]
    faults = []
    for name in unique:
        seen: dict[Any, int] = {}
        for row, values in read:
            if name in values and seen.setdefault(values[name], row.number) != row.number:
                faults.append(row.fault(f"{name}: “{values[name]}” is already in row {seen[values[name]]}"))
    if faults:
        raise ReferenceFault(faults)


def _bring(table: Table, values: Fields, present: dict[Any, Any], result: LoadResult) -> models.Model:
    """Create the row, or change it to `values` if it differs. Raises CellFault for what the model refuses."""
    one = present.get(values[table.key]) or table.model()
    edited = table.keeps_edited and getattr(one, "version", 1) > 1
    differing = [
        name for name, value in values.items() if one._state.adding or (not edited and getattr(one, name) != value)
    ]
    if not differing:
        result.count(result.unchanged, table.model)
        return one
    for name in differing:
        setattr(one, name, values[name])
    try:
        one.clean_fields()
    except ValidationError as wrong:
        raise refused(wrong) from None
    result.count(result.created if one._state.adding else result.changed, table.model)
    one.save()
    return one


def _answerers(directory: Path, known: Known, result: LoadResult) -> None:
    """Say which department answers for each body, once all of them are there."""

    def answer(row: Row) -> None:
        name = row.text("answered_by")
        body = known.find(Department, row.required("abbreviation"), "abbreviation")
        answerer = known.find(Department, name, "answered_by") if name else None
        if body.answered_by_id != (answerer.pk if answerer else None):
            body.answered_by = answerer
            body.save(update_fields=["answered_by"])

    read_each(list(read_rows(directory / DEPARTMENTS.file, DEPARTMENTS.columns.split())), answer)


def _members(directory: Path, known: Known, result: LoadResult) -> None:
    """Add the members of each area from the day its phase was set up; dates already there are left alone."""
    rows = list(read_rows(directory / AREAS.file, AREAS.columns.split()))
    present = set(AreaMember.objects.values_list("area_id", "authority_id"))
    members = list(_new_members(rows, known, present))
    AreaMember.objects.bulk_create(members)
    if members:
        result.count(result.created, AreaMember, len(members))
    if len(rows) > len(members):
        result.count(result.unchanged, AreaMember, len(rows) - len(members))


def _new_members(rows: list[Row], known: Known, present: set[tuple[int, int]]) -> Iterator[AreaMember]:
    for row in rows:
        area = known.find(Area, row.text("area_slug"), "area_slug")
        authority = known.find(Authority, row.text("gss_code"), "gss_code")
        if (area.pk, authority.pk) not in present:
            yield AreaMember(area=area, authority=authority, from_on=area.phase.starts_on)
