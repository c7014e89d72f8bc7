"""A plan's checklists as a list of tasks, and its milestones as rows: what pages say of each, overdue in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from cbtracker.web.formats import as_date
from rollout.workstrands.models import ChecklistItem, Milestone, PlanItem

State = PlanItem.State
CLOSED = frozenset({State.DONE, State.NOT_NEEDED})
COLOURS = {State.IN_PROGRESS: "light-blue", State.NOT_STARTED: "blue"}
ORDER = list(ChecklistItem.Checklist.values)


@dataclass(frozen=True)
class Task:
    """One item: where its page is, what is said below its title, and how far it has come."""

    letter: str
    text: str
    href: str
    owner: str
    due: str
    status: str
    colour: str
    is_overdue: bool


@dataclass(frozen=True)
class TaskList:
    """One of the paper's lists, by the letters that it prints."""

    key: str
    title: str
    source: str
    tasks: tuple[Task, ...]
    done: int

    @property
    def overdue(self) -> int:
        """How many of them are overdue."""
        return sum(task.is_overdue for task in self.tasks)


def is_overdue(item: PlanItem, today: date) -> bool:
    """Whether `item` should have been done before `today`."""
    return item.due_on is not None and item.due_on < today and item.state not in CLOSED


def due_in_words(due_on: date | None, *, overdue: bool, closed: bool = False) -> str:
    """When something is due: "Overdue: was due on 3 March 2012"; empty where there is no date or it is done."""
    if due_on is None or closed:
        return ""
    return f"Overdue: was due on {as_date(due_on)}" if overdue else f"Due on {as_date(due_on)}"


def task_lists(items: Iterable[PlanItem], *, place: str, today: date) -> list[TaskList]:
    """The lists that `items` are of, in the paper's order. Select item and owner with them; `place` is a slug."""
    by_list: dict[str, list[PlanItem]] = {}
    for one in items:
        by_list.setdefault(one.item.checklist, []).append(one)
    return [_list(key, by_list[key], place, today) for key in ORDER if key in by_list]


def _list(key: str, items: list[PlanItem], place: str, today: date) -> TaskList:
    return TaskList(
        key=key,
        title=str(ChecklistItem.Checklist(key).label),
        source=items[0].item.source.removesuffix(items[0].item.letter).strip(),
        tasks=tuple(_task(item, place, today) for item in items),
        done=sum(item.state in CLOSED for item in items),
    )


def _task(item: PlanItem, place: str, today: date) -> Task:
    overdue = is_overdue(item, today)
    return Task(
        letter=item.item.letter,
        text=item.item.text,
        href=reverse("workstrands:item", args=[place, item.item.checklist, item.item.letter]),
        owner=item.owner.full_name if item.owner else "",
        due=due_in_words(item.due_on, overdue=overdue, closed=item.state in CLOSED),
        status=str(item.get_state_display()),
        colour=COLOURS.get(State(item.state), ""),
        is_overdue=overdue,
    )


def milestone_in_words(milestone: Milestone, today: date) -> str:
    """Where a milestone stands: reached, overdue or still to come, with its day."""
    if milestone.met_on is not None:
        return f"Reached on {as_date(milestone.met_on)}"
    return due_in_words(milestone.due_on, overdue=milestone.due_on < today)
