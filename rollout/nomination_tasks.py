"""What is still to be done about a draft, as its task list tells: pages, sign-off of each authority, submitting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from areas.models import Authority
from cbtracker.web.formats import as_date
from rollout.models import Nomination, SignOff
from rollout.nomination_pages import Page, missing_pages
from rollout.sign_states import Sign, said_of, sign_of
from rollout.task_lists import Task


@dataclass(frozen=True)
class SignState:
    """The sign-off of an authority: where it stands, and the asking that it follows from (None: nobody was asked)."""

    authority: Authority
    sign: Sign
    asked: SignOff | None = None

    @property
    def said(self) -> str:
        """It in a sentence, with its dates."""
        return said_of(self.sign, self.asked)


def sign_states(nomination: Nomination, *, now: datetime) -> list[SignState]:
    """Return where the sign-off of each authority stands, in alphabetical order, in two queries."""
    newest: dict[int, SignOff] = {}
    for one in nomination.sign_offs.order_by("asked_at", "pk"):
        newest[one.authority_id] = one
    return [
        SignState(authority, sign_of(newest.get(authority.pk), now), newest.get(authority.pk))
        for authority in nomination.authorities.order_by("short_name")
    ]


@dataclass(frozen=True)
class TaskList:
    """All that is to be done before the nomination is submitted."""

    pages: list[Task]
    sign_offs: list[Task]
    submit: Task
    next_page: Page | None

    @property
    def done(self) -> int:
        """How many of the pages are answered."""
        return sum(task.is_done for task in self.pages)


def tasks_of(nomination: Nomination, *, now: datetime) -> TaskList:
    """Return the task list of `nomination`."""
    missing = missing_pages(nomination)
    states = sign_states(nomination, now=now)
    is_ready = not missing and all(state.sign is Sign.SIGNED for state in states)
    address = reverse("rollout:nomination_submit", args=[nomination.pk]) if is_ready else ""
    return TaskList(
        pages=[_page_task(nomination, page, page not in missing) for page in Page],
        sign_offs=[_sign_task(nomination, state, bool(missing)) for state in states],
        submit=Task("Submit the nomination", "Ready" if is_ready else "Cannot start yet", address),
        next_page=missing[0] if missing else None,
    )


def page_address(nomination: Nomination, page: Page) -> str:
    """The address of a page of questions."""
    return reverse("rollout:nomination_page", args=[nomination.pk, page.value])


def _page_task(nomination: Nomination, page: Page, is_done: bool) -> Task:
    status = "Completed" if is_done else "Not started"
    return Task(page.label, status, page_address(nomination, page), is_done=is_done)


def _sign_task(nomination: Nomination, state: SignState, is_early: bool) -> Task:
    title = f"Sign-off for {state.authority.short_name}"
    if is_early:
        return Task(title, "Cannot start yet")
    address = reverse("rollout:nomination_sign_off", args=[nomination.pk, state.authority.slug])
    hint = state.said if state.asked else ""
    return Task(title, state.sign.value, address, hint, is_done=state.sign is Sign.SIGNED)


def next_step(nomination: Nomination) -> str:
    """Where `nomination` is, and what comes next: for home pages and digests."""
    if nomination.withdrawn_at is not None:
        return f"Withdrawn on {as_date(nomination.withdrawn_at)}. It can be resumed at any time"
    if nomination.acknowledged_at is not None:
        return (
            f"Acknowledged on {as_date(nomination.acknowledged_at)}. Your locality lead speaks with you about the start"
        )
    if nomination.submitted_at is not None:
        return f"Submitted on {as_date(nomination.submitted_at)}. The secretariat will say that it has come"
    missing = missing_pages(nomination)
    if missing:
        answered = len(Page) - len(missing)
        return f"Draft: {answered} of {len(Page)} pages answered. Next: {missing[0].label.lower()}"
    return "Draft: every page is answered. Next: check it, have it signed, and submit it"
