"""What one person's digest says: read through `visible_to` for that person, when it is sent or previewed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Permission, Role, holds
from cbtracker.digests.choosing import Choice, Heading, Look, choose
from cbtracker.digests.headings import more_at, title_of
from cbtracker.digests.picture import Move, picture_for
from cbtracker.digests.plan_dates import Told, tell_items, tell_milestones
from cbtracker.outbox.emails import absolute
from cbtracker.web.formats import LONDON, as_date, plural
from requests_log.models import OPEN_STATUSES, Action, CallAddressee, LoggedRequest, Status, Watch
from requests_log.presenters import label_of, shortened
from rollout.models import Nomination
from rollout.nomination_answers import nomination_title
from rollout.nomination_tasks import next_step

SHOWN = 15
"""How many of a part are told one by one; the rest is a link."""
TO_BE_STATED = (Heading.OVERDUE, Heading.DUE, Heading.NEW, Heading.STALE, Heading.MOVED)
OF_OTHERS = (Heading.CALLS, Heading.NOMINATIONS, Heading.TASKS, Heading.MILESTONES)
"""Parts that are not about requests of the register."""
LABEL_OF = dict(Action.choices)


@dataclass(frozen=True)
class Item:
    """One thing that concerns the person: its name, what it is about, facts about it, and where to go for it."""

    name: str
    about: str
    href: str
    facts: list[str] = field(default_factory=list)
    words: str = ""


@dataclass(frozen=True)
class Part:
    """Things of one kind, of which `more` are not told one by one but found at `more_href`."""

    title: str
    items: list[Item]
    more: int = 0
    more_href: str = ""

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.items) + self.more


@dataclass(frozen=True)
class Contents:
    """What a digest says to `user` of the time after `since`; without parts there is nothing to say."""

    user: Any
    since: datetime
    parts: list[Part] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.parts)


def contents_for(user: Any, *, since: datetime, until: datetime, now: datetime) -> Contents:
    """Return what `user`'s digest says at `now` of what moved after `since` and until `until`.

    Everything is read again as the person may see it now; whoever has lost their access is told nothing.
    """
    if not holds(user, Permission.GET_DIGESTS):
        return Contents(user, since)
    picture = picture_for(user, since=since, until=until, now=now)
    watched = frozenset(Watch.objects.filter(user=user).order_by().values_list("entry_id", flat=True))
    choice = choose(Look(user=user, picture=picture, since=since, watched=watched))
    return Contents(user, since, _parts(user, choice, now))


def _parts(user: Any, choice: Choice, now: datetime) -> list[Part]:
    of_requests = _request_items(user, choice, now)
    of_others = {
        Heading.CALLS: _call_items(user, choice.keys.get(Heading.CALLS, [])[:SHOWN]),
        Heading.NOMINATIONS: _nomination_items(user, choice.keys.get(Heading.NOMINATIONS, [])[:SHOWN]),
        Heading.TASKS: _plan_items(tell_items(user, choice.keys.get(Heading.TASKS, [])[:SHOWN])),
        Heading.MILESTONES: _plan_items(tell_milestones(user, choice.keys.get(Heading.MILESTONES, [])[:SHOWN], now)),
    }
    parts = []
    for heading, keys in choice.keys.items():
        found = of_others.get(heading)
        items = found if found is not None else [of_requests[key] for key in keys[:SHOWN] if key in of_requests]
        if items:
            more_href = absolute(more_at(heading, user.role))
            parts.append(Part(title_of(heading, user.role), items, len(keys[SHOWN:]), more_href))
    return parts + ([_failed_part(choice.failed)] if choice.failed else [])


def _request_items(user: Any, choice: Choice, now: datetime) -> dict[int, Item]:
    """Of each request that is told one by one its item, in the words that the person may read; in one query."""
    headings = {
        key: heading for heading, keys in choice.keys.items() if heading not in OF_OTHERS for key in keys[:SHOWN]
    }
    said = "position_text" if holds(user, Permission.READ_WHITEHALL_POSITIONS) else "area_position_text"
    rows = LoggedRequest.objects.visible_to(user).filter(pk__in=list(headings)).order_by()
    columns = ("pk", "reference", "issue", "areas_label", "status", "due_on", said)
    return {
        row[0]: _request_item(user, headings[row[0]], row, choice.moves.get(row[0], []), now)
        for row in rows.values_list(*columns)
    }


def _request_item(user: Any, heading: Heading, row: tuple[Any, ...], moves: list[Move], now: datetime) -> Item:
    _, reference, issue, areas, status, due_on, said = row
    return Item(
        name=reference,
        about=shortened(issue, 160),
        href=absolute(_where_to(user, heading, reference, status)),
        facts=[fact for fact in (areas, label_of("status", status), _due(status, due_on, now), *_moved(moves)) if fact],
        words=shortened(said, 240) if moves else "",
    )


def _where_to(user: Any, heading: Heading, reference: str, status: str) -> str:
    """The page on which the person says what is wanted of them; else the request's own."""
    route = "requests:detail"
    if user.role == Role.CHAMPION and heading in TO_BE_STATED and status in OPEN_STATUSES:
        route = "requests:position"
    elif heading is Heading.UNTRIAGED:
        route = "requests:triage"
    return reverse(route, kwargs={"reference": reference})


def _due(status: str, due_on: date | None, now: datetime) -> str:
    if due_on is None or status not in (Status.RAISED, *OPEN_STATUSES):
        return ""
    is_over = due_on < timezone.localdate(now, LONDON)
    return f"{'Was due on' if is_over else 'Due on'} {as_date(due_on)}"


def _moved(moves: list[Move]) -> list[str]:
    """What was done to it, each thing once with its last day, the last one first."""
    last = {move.action: move.at for move in moves}
    return [f"{LABEL_OF[action]} on {as_date(at)}" for action, at in reversed(last.items())]


def _call_items(user: Any, keys: list[int]) -> list[Item]:
    rows = CallAddressee.objects.visible_to(user).filter(pk__in=keys).select_related("call", "area", "authority")
    answers = holds(user, Permission.ANSWER_CALL)
    return [
        Item(
            name=row.call.title,
            about=row.place_name,
            href=absolute(
                reverse("requests:answer", args=[row.call.slug, row.pk])
                if answers
                else reverse("requests:call", args=[row.call.slug])
            ),
            facts=[f"To be answered by {as_date(row.call.due_on)}"],
        )
        for row in rows.order_by("call__due_on", "pk")
    ]


def _nomination_items(user: Any, keys: list[int]) -> list[Item]:
    rows = Nomination.objects.visible_to(user).filter(pk__in=keys).select_related("lead_authority")
    return [
        Item(
            name=f"Nomination of {nomination_title(row)}",
            about=next_step(row),
            href=absolute(_nomination_page(user, row)),
        )
        for row in rows.prefetch_related("authorities").order_by("pk")
    ]


def _nomination_page(user: Any, nomination: Nomination) -> str:
    own_draft = nomination.is_draft and user.role == Role.OFFICER
    return reverse("rollout:nomination_tasks" if own_draft else "rollout:nomination", args=[nomination.pk])


def _plan_items(told: list[Told]) -> list[Item]:
    return [Item(name=one.name, about=one.about, href=absolute(one.path), facts=[one.fact]) for one in told]


def _failed_part(failed: int) -> Part:
    href = f"{reverse('outbox:sent')}?state=failed"
    said = f"{plural(failed, 'email')} could not be sent"
    item = Item(name="Emails", about=said, href=absolute(href))
    return Part(title_of(Heading.FAILED, Role.SECRETARIAT), [item])
