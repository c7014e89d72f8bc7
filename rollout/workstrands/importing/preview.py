"""What importing a file would do to the shadow budget of a plan. Reads only, in one query however many lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from cbtracker.web.tables.faults import Fault
from rollout.workstrands.importing.columns import FIELDS, Said, said_of, year_label
from rollout.workstrands.importing.rows import BudgetFile
from rollout.workstrands.importing.totals import Sum, Sums, sums_of
from rollout.workstrands.models import BudgetLine, BudgetUpload, OperationalPlan

KIND, YEAR, AMOUNT = (FIELDS.index(name) for name in ("kind", "year", "amount_pence"))
ALL = "All lines"


@dataclass(frozen=True)
class Comparison:
    """A part of the budget, what it comes to now, and what it would come to."""

    label: str
    before: Sum
    after: Sum


@dataclass(frozen=True)
class BudgetPreview:
    """What an import would do; with `faults` it must do nothing.

    `version` is that of the budget which it rests on. `repeated`: lines of the file that the budget would have twice.
    """

    file: BudgetFile
    how: str
    version: int
    added: int = 0
    removed: int = 0
    repeated: int = 0
    by_kind: tuple[Comparison, ...] = field(default=())
    by_year: tuple[Comparison, ...] = field(default=())

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Why it cannot be imported."""
        return self.file.faults


def preview_of(file: BudgetFile, *, plan: OperationalPlan, how: str) -> BudgetPreview:
    """Say what importing `file` into the budget of `plan` would do; `how` is a value of `BudgetUpload.How`."""
    if file.faults:
        return BudgetPreview(file, how, plan.budget_version)
    there: list[Said] = list(BudgetLine.objects.filter(plan=plan).order_by().values_list(*FIELDS))
    coming = [said_of(line) for line in file.lines]
    replaces = how == BudgetUpload.How.REPLACE
    years = {year: year_label(year) for year in sorted({*plan.years, *(said[YEAR] for said in there)})}
    return BudgetPreview(
        file=file,
        how=how,
        version=plan.budget_version,
        added=len(coming),
        removed=len(there) if replaces else 0,
        repeated=_repeated([] if replaces else there, coming),
        by_kind=_compared(there, coming, KIND, dict(BudgetLine.Kind.choices), replaces=replaces),
        by_year=_compared(there, coming, YEAR, years, replaces=replaces),
    )


def _compared(
    there: Iterable[Said], coming: Iterable[Said], by: int, labels: dict, *, replaces: bool
) -> tuple[Comparison, ...]:
    """A comparison for each of `labels` that has lines, and one of all."""
    before, brought = (_sums(lines, by) for lines in (there, coming))
    after = brought if replaces else before + brought
    parts = [Comparison(label, before[key], after[key]) for key, label in labels.items()]
    said = [part for part in parts if part.before.lines or part.after.lines]
    return (*said, Comparison(ALL, before.whole, after.whole))


def _sums(lines: Iterable[Said], by: int) -> Sums:
    return sums_of((line[by], line[AMOUNT]) for line in lines)  # type: ignore[misc]


def _repeated(there: Iterable[Said], coming: Iterable[Said]) -> int:
    """How many lines of the file say word for word what the budget, or an earlier line of the file, says already."""
    known = Counter(there)
    repeated = 0
    for line in coming:
        repeated += known[line] > 0
        known[line] += 1
    return repeated
