"""The candidate pools of authorities, loaded from `areas/reference/candidate_pools.csv` (F000 ¶10)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ValidationError

from areas.models import Authority, CandidatePool, Pool
from areas.services.reference.files import Row, read_once, read_rows, refused
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
    return read_once(
        read_rows(path, COLUMNS),
        lambda row: _tag(row, known),
        key=lambda tag: (tag.authority_id, tag.pool),
        twin=lambda row: f"gss_code: “{row.text('gss_code')}” is in this pool already",
    )


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
        raise refused(wrong, {"since": "from"}) from None
    return tag
