"""What the parts of a digest are called, and where all of a part is found."""

from __future__ import annotations

from django.urls import reverse

from cbtracker.accounts.permissions import Role
from cbtracker.digests.choosing import Heading
from requests_log.queue import DUE_WITHIN_DAYS

TITLES: dict[Heading, str] = {
    Heading.CALLS: "Replies wanted",
    Heading.UNTRIAGED: "To triage",
    Heading.OVERDUE: "Overdue",
    Heading.DUE: f"Due within {DUE_WITHIN_DAYS} days",
    Heading.NEW: "New requests",
    Heading.UNASSIGNED: "Without a lead department",
    Heading.STALE: "Without a fresh position",
    Heading.MOVED: "Requests that moved",
    Heading.NOMINATIONS: "Nominations",
    Heading.TASKS: "Plan items overdue",
    Heading.MILESTONES: "Milestones due soon or overdue",
    Heading.WATCHED: "Requests that you watch",
    Heading.FAILED: "Could not be sent",
}
FOR_ONE_ROLE: dict[tuple[Heading, str], str] = {
    (Heading.NEW, Role.CHAMPION): "New to your department",
    (Heading.MOVED, Role.CHAMPION): "Changed by others",
    (Heading.CALLS, Role.LOCALITY_LEAD): "Places that have not replied",
}
ONE_OF_THEM: dict[str, str] = {
    TITLES[Heading.CALLS]: "reply wanted",
    TITLES[Heading.NEW]: "new request",
    TITLES[Heading.MOVED]: "request that moved",
    TITLES[Heading.NOMINATIONS]: "nomination",
    TITLES[Heading.TASKS]: "plan item overdue",
    TITLES[Heading.MILESTONES]: "milestone due soon or overdue",
    TITLES[Heading.WATCHED]: "request that you watch",
    FOR_ONE_ROLE[Heading.CALLS, Role.LOCALITY_LEAD]: "place that has not replied",
}
LISTS: dict[Heading, str] = {
    Heading.CALLS: "requests:calls",
    Heading.UNTRIAGED: "requests:untriaged",
    Heading.NOMINATIONS: "rollout:nominations",
    Heading.TASKS: "workstrands:index",
    Heading.MILESTONES: "workstrands:index",
    Heading.FAILED: "outbox:sent",
}
FILTERS: dict[Heading, str] = {Heading.OVERDUE: "?overdue=yes", Heading.WATCHED: "?watched=yes"}
QUEUE: dict[Heading, str] = {Heading.OVERDUE: "overdue", Heading.DUE: "due", Heading.STALE: "stale"}


def title_of(heading: Heading, role: str) -> str:
    """The title of the part `heading` in a digest for `role`."""
    return FOR_ONE_ROLE.get((heading, role), TITLES[heading])


def counted(title: str, count: int) -> str:
    """How many there are of the part with this title, inside a sentence: "2 overdue", "1 new request"."""
    if title == TITLES[Heading.FAILED]:
        return "emails that could not be sent"
    return f"{count} {ONE_OF_THEM[title] if count == 1 and title in ONE_OF_THEM else title[0].lower() + title[1:]}"


def more_at(heading: Heading, role: str) -> str:
    """The path of the page that lists all of the part."""
    if role == Role.CHAMPION and heading in (*QUEUE, Heading.NEW):
        return f"{reverse('requests:queue')}?show={QUEUE.get(heading, 'all')}"
    return reverse(LISTS.get(heading, "requests:list")) + FILTERS.get(heading, "")
