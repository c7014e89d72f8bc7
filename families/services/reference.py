"""What the programme starts with: the published run, interventions and proposals of F004 Annex D, and its inputs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from areas.models import Area, Authority
from areas.services.reference import LoadResult, ReferenceFault
from areas.services.reference.files import CellFault, Row, read_rows
from families.annex_d import ANNEX_D, DEPRIVATION, POPULATION, REFERENCE
from families.models import (
    NATIONAL_TOTALS,
    Cohort,
    Estimate,
    EstimateRun,
    Indicator,
    Intervention,
    PopulationBase,
    Proposal,
    ProposalRevision,
)
from families.services.inputs import InputWords, write_indicator, write_population

PUBLISHED = "Annex D as published, 22 March 2011"
PUBLISHED_AT = datetime(2011, 3, 22, tzinfo=UTC)
PROPOSED_ON = date(2011, 3, 22)
SOURCE = "F004 Annex D"
INPUTS = (
    (PopulationBase, write_population, POPULATION, "Mid-2009 population estimates", "Office for National Statistics"),
    (Indicator, write_indicator, DEPRIVATION, "Index of Multiple Deprivation 2007", "Communities and Local Government"),
)
COLUMNS = [
    *("row_type", "area_slug", "gss_code", "accepted_to_mar2010", "note"),
    *(f"{cohort.value}_{end}" for cohort in Cohort for end in ("low", "high")),
    *(f"supported_{period}_{end}" for period in ("2011_12", "sr") for end in ("low", "high")),
]
PERIODS = {"first": "supported_2011_12", "period": "supported_sr"}


@transaction.atomic
def load_families(result: LoadResult, *, folder: Path = REFERENCE) -> None:
    """Load what is missing and count it in `result`; what is there stays as it is. Raises ReferenceFault."""
    for model, write, file, name, source in INPUTS:
        if model.objects.filter(name=name).exists():
            result.count(result.unchanged, model)
        else:
            write(words=InputWords(name=name, source=source), path=folder / file, by=None, now=timezone.now())
            result.count(result.created, model)
    if EstimateRun.objects.filter(published=True).exists():
        result.count(result.unchanged, EstimateRun)
        return
    _load_annex_d(folder / ANNEX_D)
    result.count(result.created, EstimateRun)


def _load_annex_d(path: Path) -> None:
    totals = {cohort.value: total for cohort, total in NATIONAL_TOTALS.items()}
    current = not EstimateRun.objects.filter(is_current=True).exists()
    run = EstimateRun.objects.create(
        name=PUBLISHED, published=True, totals=totals, made_at=PUBLISHED_AT, is_current=current, note=SOURCE
    )
    authorities = {one.gss_code: one for one in Authority.objects.all()}
    areas = {one.slug: one for one in Area.objects.all()}
    faults: list[str] = []
    for row in read_rows(path, COLUMNS):
        try:
            _load_row(row, run, authorities, areas)
        except CellFault as fault:
            faults.append(row.fault(str(fault)))
    if faults:
        raise ReferenceFault(faults)


def _load_row(row: Row, run: EstimateRun, authorities: dict[str, Authority], areas: dict[str, Area]) -> None:
    """A row of an authority has estimates; a row of an area proposals; of a single area both (F004 Annex D)."""
    kind = row.one_of("row_type", ["area", "group", "member"])
    if kind != "group":
        authority = _known(row, "gss_code", authorities)
        Intervention.objects.get_or_create(
            authority=authority, defaults={"accepted": _blank_or_number(row, "accepted_to_mar2010")}
        )
        for cohort in Cohort:
            low, high = _range(row, cohort.value)
            if low is not None and high is not None:
                Estimate.objects.create(run=run, authority=authority, cohort=cohort, low=low, high=high)
    if kind != "member":
        _load_proposal(row, _known(row, "area_slug", areas))


def _load_proposal(row: Row, area: Area) -> None:
    figures: dict[str, Any] = {}
    for name, column in PERIODS.items():
        figures[f"{name}_low"], figures[f"{name}_high"] = _range(row, column)
    proposal, made = Proposal.objects.get_or_create(area=area, defaults={"version": 1})
    if made:
        ProposalRevision.objects.create(
            proposal=proposal,
            version=1,
            action=ProposalRevision.Action.ENTERED,
            effective_on=PROPOSED_ON,
            recorded_at=timezone.now(),
            comment=row.text("note"),
            source=SOURCE,
            **figures,
        )


def _known(row: Row, column: str, records: dict[str, Any]) -> Any:
    key = row.required(column)
    if key not in records:
        raise CellFault(f"{column}: nothing is called “{key}”")
    return records[key]


def _blank_or_number(row: Row, column: str) -> int | None:
    return row.number_in(column) if row.text(column) else None


def _range(row: Row, column: str) -> tuple[int | None, int | None]:
    low, high = _blank_or_number(row, f"{column}_low"), _blank_or_number(row, f"{column}_high")
    if (low is None) != (high is None):
        raise CellFault(f"{column}: give both ends, or neither")
    if low is not None and high is not None and low > high:
        raise CellFault(f"{column}: {low} is above {high}")
    return low, high
