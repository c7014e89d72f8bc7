"""The workstrands, their criteria and their checklists, loaded from `rollout/workstrands/reference/` (F003)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from areas.services.reference import LoadResult
from areas.services.reference.files import Row, read_each, read_rows, refused
from rollout.workstrands.models import ChecklistItem, Criterion, EarlierArea, Workstrand
from rollout.workstrands.models.strands import EARLIER_AREAS

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
Fields = dict[str, Any]


@transaction.atomic
def load_workstrands(result: LoadResult, *, folder: Path = REFERENCE) -> None:
    """Bring workstrands, criteria and checklists to what the files in `folder` say, and count them in `result`.

    The 13 earlier areas are made blank, and left as they are once they are there. Raises ReferenceFault naming file and
    row, and then changes nothing. Sources are in SOURCES.md beside the files.
    """
    _load(result, folder / "strands.csv", Workstrand, ("number",), _strand)
    _load(result, folder / "criteria.csv", Criterion, ("key",), _criterion)
    _load(result, folder / "checklist.csv", ChecklistItem, ("checklist", "letter"), _item)
    _make_earlier_areas(result)


def _load(
    result: LoadResult, file: Path, model: type[models.Model], key: tuple[str, ...], read: Callable[[Row], Fields]
) -> None:
    rows: Any = model._default_manager
    present = {tuple(getattr(one, name) for name in key): one for one in rows.all()}
    for fields in read_each(read_rows(file, COLUMNS[file.name]), lambda row: _checked(model, read(row))):
        there = present.get(tuple(fields[name] for name in key))
        if there is None:
            rows.create(**fields)
            result.count(result.created, model)
        elif all(getattr(there, name) == value for name, value in fields.items()):
            result.count(result.unchanged, model)
        else:
            rows.filter(pk=there.pk).update(**fields)
            result.count(result.changed, model)


def _make_earlier_areas(result: LoadResult) -> None:
    present = set(EarlierArea.objects.values_list("number", flat=True))
    now = timezone.now()
    missing = [number for number in range(1, EARLIER_AREAS + 1) if number not in present]
    EarlierArea.objects.bulk_create(EarlierArea(number=number, changed_at=now) for number in missing)
    for counts, number in ((result.created, len(missing)), (result.unchanged, len(present))):
        if number:
            result.count(counts, EarlierArea, number)


def _checked(model: type[models.Model], fields: Fields) -> Fields:
    try:
        model(**fields).clean_fields()
    except ValidationError as wrong:
        raise refused(wrong) from None
    return fields


def _strand(row: Row) -> Fields:
    return {
        "number": row.number_in("number"),
        **{name: row.required(name) for name in ("slug", "name", "objective", "product", "source")},
    }


def _criterion(row: Row) -> Fields:
    return {
        "strand_id": row.number_in("strand"),
        "order": row.number_in("order"),
        "about": row.one_of("about", list(Criterion.About.values)),
        "hint": row.text("hint"),
        "essential": row.truth("essential"),
        **{name: row.required(name) for name in ("key", "title", "question", "source")},
    }


def _item(row: Row) -> Fields:
    return {
        "strand_id": row.number_in("strand"),
        "checklist": row.one_of("checklist", list(ChecklistItem.Checklist.values)),
        **{name: row.required(name) for name in ("letter", "text", "source")},
    }


COLUMNS = {
    "strands.csv": ["number", "slug", "name", "objective", "product", "source"],
    "criteria.csv": ["key", "strand", "order", "about", "title", "question", "hint", "essential", "source"],
    "checklist.csv": ["strand", "checklist", "letter", "text", "source"],
}
