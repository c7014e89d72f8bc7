"""The 28 authorities of the first phase, live on 1 April 2011 (F004 C ¶1, ¶5), from the file of the reference data."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from areas.models import Authority
from areas.services.reference import LoadResult
from areas.services.reference.files import CellFault, Row, read_each, read_rows
from rollout.models import EngagementStep, Step

FIRST_PHASE = Path(__file__).resolve().parents[1] / "reference" / "first_phase_steps.csv"
COLUMNS = ["gss_code", "step", "on", "source"]


@transaction.atomic
def load_first_phase(result: LoadResult, *, file: Path = FIRST_PHASE) -> None:
    """Record the steps of `file` that are missing, and count them in `result`; sources are in SOURCES.md beside it.

    A step that is there stays as it is, also one that was retracted. Raises ReferenceFault naming the rows.
    """
    known = {one.gss_code: one for one in Authority.objects.all()}
    present = set(EngagementStep.objects.values_list("authority_id", "step", "on"))
    steps = read_each(read_rows(file, COLUMNS), lambda row: _step(row, known))
    missing = [one for one in steps if (one.authority_id, one.step, one.on) not in present]
    EngagementStep.objects.bulk_create(missing)
    for counts, number in ((result.created, len(missing)), (result.unchanged, len(steps) - len(missing))):
        if number:
            result.count(counts, EngagementStep, number)


def _step(row: Row, known: dict[str, Authority]) -> EngagementStep:
    code, on = row.required("gss_code"), row.day("on")
    if code not in known:
        raise CellFault(f"gss_code: no authority is called “{code}”")
    if on is None:
        raise CellFault("on: is blank")
    return EngagementStep(
        authority=known[code],
        step=row.one_of("step", list(Step.values)),
        on=on,
        source=row.text("source"),
        recorded_at=timezone.now(),
    )
