"""A shadow budget beside a version of it that was agreed: before, now, and the difference (F003 Annex B ¶5a).

The version holds what its budget came to by body, kind and year (`PlanVersion.totals`); the rows of now are of the
same form (`plan_data.budget_totals`). What differs only in the number of blanks differs too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from areas.resource_years import year_label
from cbtracker.web.formats import as_money
from rollout.workstrands.importing.totals import Sum
from rollout.workstrands.models import BudgetLine, OperationalPlan, PlanVersion
from rollout.workstrands.plan_data import budget_totals
from rollout.workstrands.selectors.budget import in_words

Row = Mapping[str, Any]
Key = tuple[str, str, int]
KINDS: dict[str, str] = {str(value): str(label) for value, label in BudgetLine.Kind.choices}


@dataclass(frozen=True)
class Change:
    """What something came to before and comes to now. Of what `body`, `kind` and `year` say; blank or 0: of all."""

    before: Sum
    now: Sum
    body: str = ""
    kind: str = ""
    year: int = 0

    @property
    def differs(self) -> bool:
        """Whether anything of it does: pence, blanks or the number of lines."""
        return self.before != self.now

    @property
    def pence(self) -> int:
        """How much more is known now, in pence; less than 0 where it is less."""
        return self.now.pence - self.before.pence

    @property
    def label(self) -> str:
        """What it is of, in words."""
        said = (self.body, KINDS.get(self.kind, ""), year_label(self.year) if self.year else "")
        return ", ".join(part for part in said if part)

    @property
    def kind_label(self) -> str:
        """Its kind in words."""
        return KINDS.get(self.kind, "")

    @property
    def year_label(self) -> str:
        """Its financial year in words."""
        return year_label(self.year) if self.year else ""

    @property
    def before_text(self) -> str:
        """What it came to."""
        return in_words(self.before)

    @property
    def now_text(self) -> str:
        """What it comes to."""
        return in_words(self.now)

    @property
    def difference(self) -> str:
        """The difference between the amounts that are known, in words."""
        if not self.pence:
            return "None"
        return f"{as_money(abs(self.pence))} {'more' if self.pence > 0 else 'less'}"


@dataclass(frozen=True)
class Comparison:
    """All that differs, and the sums of everything by body, by kind and by year."""

    whole: Change
    changes: tuple[Change, ...]
    by_body: tuple[Change, ...]
    by_kind: tuple[Change, ...]
    by_year: tuple[Change, ...]


def version_of(versions: Iterable[PlanVersion], asked: str) -> PlanVersion | None:
    """The one of `versions`, the newest first, whose number is `asked`; the newest for a blank. None: no such one."""
    return next((one for one in versions if asked in ("", str(one.number))), None)


def compare_with(version: PlanVersion, plan: OperationalPlan) -> Comparison:
    """Compare the budget of `plan` as it is now with what `version` froze."""
    return compare(version.totals, budget_totals(plan))


def compare(before: Iterable[Row], now: Iterable[Row]) -> Comparison:
    """Compare two lists of totals by body, kind and year. Of the finest rows only those that differ are kept."""
    was, are = _read(before), _read(now)
    keys = sorted({*was, *are})
    finest = [Change(was.get(key, Sum()), are.get(key, Sum()), body=key[0], kind=key[1], year=key[2]) for key in keys]
    return Comparison(
        whole=_together(finest)[0] if finest else Change(Sum(), Sum()),
        changes=tuple(one for one in finest if one.differs),
        by_body=tuple(_together(finest, "body")),
        by_kind=tuple(_together(finest, "kind")),
        by_year=tuple(_together(finest, "year")),
    )


def _read(rows: Iterable[Row]) -> dict[Key, Sum]:
    return {(row["body"], row["kind"], row["year"]): Sum(row["lines"], row["pence"], row["unknown"]) for row in rows}


def _together(changes: list[Change], *names: str) -> list[Change]:
    """Add `changes` up by `names`, in their order; by none of them into one."""
    added: dict[tuple[Any, ...], tuple[Sum, Sum]] = {}
    for one in changes:
        key = tuple((name, getattr(one, name)) for name in names)
        before, now = added.get(key, (Sum(), Sum()))
        added[key] = (before + one.before, now + one.now)
    return [Change(*sums, **dict(key)) for key, sums in sorted(added.items(), key=lambda item: item[0])]
