"""What the demonstration's two operational plans say, told by the people who keep them; all of it is invented."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from cbtracker.accounts.models import User
from rollout.workstrands.appraisal import Amounts
from rollout.workstrands.models import Milestone, OperationalPlan, PlanItem, TeamMember
from rollout.workstrands.services.agreeing import agree_version
from rollout.workstrands.services.budget import LINES
from rollout.workstrands.services.chains import CHAINS, LINKS
from rollout.workstrands.services.checklists import ITEMS, add_note
from rollout.workstrands.services.gaps import GAPS
from rollout.workstrands.services.milestones import MILESTONES
from rollout.workstrands.services.options import OPTIONS, set_amounts
from rollout.workstrands.services.outcomes import MEASURES, OUTCOMES
from rollout.workstrands.services.plans import change_plan

TEXTS = Path(__file__).parent / "texts" / "workstrands.json"
YEARS = (2012, 2013, 2014)
Data = Mapping[str, Any]


def texts() -> dict[str, Any]:
    """What the plans and the practice library say, by the name of the place."""
    found: dict[str, Any] = json.loads(TEXTS.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Planner:
    """Somebody who keeps `plan`, at the moment `now`."""

    plan: OperationalPlan
    by: User
    now: datetime

    def add(self, service: Any, /, **values: Any) -> Any:
        """Add a part that says `values`."""
        return service.add(to=self.plan, values=values, by=self.by, now=self.now)

    def write(self, said: Data, owner: TeamMember) -> None:
        """Write all that `said` tells; `owner` sees to what is begun."""
        change_plan(
            plan=self.plan,
            values={"summary": said["summary"]},
            expected_version=self.plan.version,
            by=self.by,
            now=self.now,
        )
        self._outcomes(said["outcomes"])
        self._chain(said["chain"])
        for option in said["options"]:
            self._option(option)
        for gap in said["gaps"]:
            self.add(GAPS, **gap, owner=owner)
        for line in said["budget"]:
            self._line(line)
        self._items(said, owner)

    def _outcomes(self, outcomes: list[Data]) -> None:
        for said in outcomes:
            outcome = self.add(OUTCOMES, level=said["level"], title=said["title"])
            for measure in said["measures"]:
                MEASURES.add(to=outcome, values=measure, by=self.by, now=self.now)

    def _chain(self, said: Data) -> None:
        chain = self.add(CHAINS, service=said["service"])
        for order, link in enumerate(said["links"], start=1):
            LINKS.add(to=chain, values={"order": order, **link}, by=self.by, now=self.now)

    def _option(self, said: Data) -> None:
        why = said["preferred_why"]
        option = self.add(
            OPTIONS,
            title=said["title"],
            about=said["about"],
            is_as_now=said["is_as_now"],
            preferred=bool(why),
            preferred_why=why,
        )
        each = zip(YEARS, said["costs"], said["benefits"], strict=True)
        amounts = {year: Amounts(year, _pence(cost), _pence(benefit)) for year, cost, benefit in each}
        set_amounts(option, amounts, expected_version=option.version, by=self.by, now=self.now)

    def _line(self, said: Data) -> None:
        same = {name: value for name, value in said.items() if name != "pounds"}
        if same["controlled_by"] == "other":
            same["controller"] = same["body"]
        for year, pounds in zip(YEARS, said["pounds"], strict=True):
            self.add(LINES, **same, year=year, amount_pence=_pence(pounds))

    def _items(self, said: Data, owner: TeamMember) -> None:
        begun, done = set(said["begun"]), said["done"]
        for item in PlanItem.objects.filter(plan=self.plan).select_related("item", "plan__place"):
            name = f"{item.item.checklist} {item.item.letter}"
            if name in done:
                self._change(item, state=PlanItem.State.DONE, evidence=done[name], owner=owner)
                add_note(item=item, text="Shown to the board, which had nothing to add.", by=self.by, now=self.now)
            elif name in begun:
                self._change(item, state=PlanItem.State.IN_PROGRESS, owner=owner)

    def _change(self, item: PlanItem, **values: Any) -> None:
        ITEMS.change(row=item, values=values, expected_version=item.version, by=self.by, now=self.now)

    def due(self, letters: Mapping[str, date]) -> None:
        """Say when items are due, by their letters in any list."""
        for item in PlanItem.objects.filter(plan=self.plan, item__letter__in=letters).select_related("plan__place"):
            self._change(item, due_on=letters[item.item.letter])

    def move(self, key: str, *, days: int, reason: str) -> None:
        """Move one of the paper's milestones."""
        row = Milestone.objects.select_related("plan__place").get(plan=self.plan, key=key)
        values = {"due_on": row.due_on + timedelta(days=days), "reason": reason}
        MILESTONES.change(row=row, values=values, expected_version=row.version, by=self.by, now=self.now)

    def agree(self, *, on: date, who: str) -> None:
        """Freeze the plan as its people agreed it."""
        agree_version(plan=self.plan, agreed_on=on, agreed_with=who, by=self.by, now=self.now)


def _pence(pounds: int | None) -> int | None:
    return None if pounds is None else pounds * 100
