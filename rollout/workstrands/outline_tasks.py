"""What is still to be done about a draft of an outline proposal, as its task list tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from rollout.sign_states import Sign, said_of, sign_of
from rollout.task_lists import Task
from rollout.workstrands.models import OutlineProposal, OutlineSignOff
from rollout.workstrands.models.outlines import party_of
from rollout.workstrands.outline_pages import OutlinePage, Said, read_said
from rollout.workstrands.services.outlines.signing import Side, sides_of


@dataclass(frozen=True)
class SideState:
    """The sign-off for a side: where it stands, and the asking that it follows from (None: nobody was asked)."""

    side: Side
    party: str
    sign: Sign
    asked: OutlineSignOff | None = None

    @property
    def said(self) -> str:
        """It in a sentence, with its dates."""
        return said_of(self.sign, self.asked)


def side_states(outline: OutlineProposal, *, now: datetime) -> list[SideState]:
    """Where the sign-off of each side stands, in one query."""
    newest = {one.side: one for one in outline.sign_offs.order_by("asked_at", "pk")}
    return [
        SideState(side, party_of(outline, side), sign_of(newest.get(side), now), newest.get(side))
        for side in sides_of(outline.strand)
    ]


@dataclass(frozen=True)
class OutlineTasks:
    """All that is to be done before the outline proposal is submitted."""

    said: Said
    pages: list[Task]
    sign_offs: list[Task]
    submit: Task

    @property
    def done(self) -> int:
        """How many of the pages are answered."""
        return sum(task.is_done for task in self.pages)

    @property
    def missing(self) -> list[tuple[str, str]]:
        """What is not answered, each with the address of its page."""
        return [(one.label, page_address(self.said.outline, one.page)) for one in self.said.missing]


def outline_tasks(outline: OutlineProposal, *, now: datetime) -> OutlineTasks:
    """Return the task list of `outline`."""
    said = read_said(outline)
    states = side_states(outline, now=now)
    is_ready = not said.missing and all(state.sign is Sign.SIGNED for state in states)
    address = reverse("workstrands:submit_outline", args=[outline.pk]) if is_ready else ""
    return OutlineTasks(
        said=said,
        pages=[_page_task(said, page) for page in said.pages],
        sign_offs=[_sign_task(outline, state, bool(said.missing)) for state in states],
        submit=Task("Submit the outline proposal", "Ready" if is_ready else "Cannot start yet", address),
    )


def page_address(outline: OutlineProposal, page: OutlinePage) -> str:
    """The address of a page of questions."""
    return reverse("workstrands:outline_page", args=[outline.pk, page.value])


def _page_task(said: Said, page: OutlinePage) -> Task:
    missing = said.missing_on(page)
    status = "In progress" if said.given(page) else "Not started"
    return Task(page.label, status if missing else "Completed", page_address(said.outline, page), is_done=not missing)


def _sign_task(outline: OutlineProposal, state: SideState, is_early: bool) -> Task:
    title = f"Sign-off for {state.party}"
    if is_early:
        return Task(title, "Cannot start yet")
    address = reverse("workstrands:outline_sign_off", args=[outline.pk, state.side.value])
    hint = state.said if state.asked else ""
    return Task(title, state.sign.value, address, hint, is_done=state.sign is Sign.SIGNED)
