"""The candidate pools of authorities, loaded from `areas/reference/candidate_pools.csv` (F000 ¶10)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from areas.models import Authority, CandidatePool, Pool
from areas.services.reference.files import CellFault, ReferenceFault, Row, read_rows
from areas.services.reference.tables import Known

POOLS = "candidate_pools.csv"
COLUMNS = ["pool", "gss_code", "from", "completeness", "basis", "source", "note"]


def bring_pools(directory: Path, known: Known) -> Iterator[str]:
    """Bring the tags to what the file in `directory` says; yield "created", "changed" or "unchanged" for each row.

    Raises ReferenceFault with the faults of all rows together.
    """
    rows = _read(directory / POOLS, known)
    present = {(one.authority_id, one.pool): one for one in CandidatePool.objects.all()}
    for tag in rows:
        yield _bring(tag, present.get((tag.authority_id, tag.pool)))


def _bring(tag: CandidatePool, there: CandidatePool | None) -> str:
    if there is None:
        tag.save()
        return "created"
    said = ("since", "completeness", "basis", "source", "note")
    if all(getattr(tag, name) == getattr(there, name) for name in said):
        return "unchanged"
    tag.pk, tag._state.adding = there.pk, False
    tag.save()
    return "changed"


def _read(path: Path, known: Known) -> list[CandidatePool]:
    found: dict[tuple[Any, str], CandidatePool] = {}
    faults: list[str] = []
    for row in read_rows(path, COLUMNS):
        try:
            tag = _tag(row, known)
            if (tag.authority_id, tag.pool) in found:
                raise CellFault(f"gss_code: “{row.text('gss_code')}” is in this pool already")
            found[tag.authority_id, tag.pool] = tag
        except CellFault as fault:
            faults.append(row.fault(str(fault)))
    if faults:
        raise ReferenceFault(faults)
    return list(found.values())


def _tag(row: Row, known: Known) -> CandidatePool:
    tag = CandidatePool(
        authority=known.find(Authority, row.required("gss_code"), "gss_code"),
        pool=row.one_of("pool", list(Pool.values)),
        since=row.text("from"),
        completeness=row.required("completeness"),
        basis=row.required("basis"),
        source=row.required("source"),
        note=row.text("note"),
    )
    try:
        tag.clean_fields()
    except ValidationError as wrong:
        said = {"from" if name == "since" else name: " ".join(text) for name, text in wrong.message_dict.items()}
        raise CellFault("; ".join(f"{name}: {text}" for name, text in said.items())) from None
    return tag
