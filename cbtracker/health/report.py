"""What heartbeats and the outbox tell, in plain words, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cbtracker.health.models import Heartbeat
from cbtracker.outbox.models import OutboxMessage
from cbtracker.web.formats import plural

SILENT_AFTER = timedelta(minutes=2)
"""A process beats every 15 seconds: after so long it is dead, or cannot reach the database."""
IDLE_AFTER = timedelta(minutes=5)
"""Beat asks for something every 30 seconds: after so long nothing passes through Redis."""
LATE_AFTER = timedelta(minutes=30)
"""A message that was due for so long, while everything runs, waits for more than its turn."""
NEEDED = (Heartbeat.Kind.WORKER, Heartbeat.Kind.BEAT)


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and what to do."""

    text: str
    advice: str


@dataclass(frozen=True)
class Report:
    """How it was at `now`: the processes, the oldest message that is due, and what is wrong."""

    now: datetime
    processes: Sequence[Heartbeat]
    oldest_due: datetime | None
    faults: Sequence[Fault]

    @property
    def is_well(self) -> bool:
        """Whether what runs in the background does its work. Messages that failed for good do not count: see them."""
        return not self.faults


def age(then: datetime, now: datetime) -> str:
    """How long ago `then` was, in its largest unit: "12 seconds", "3 hours"."""
    seconds = max(int((now - then).total_seconds()), 0)
    for size, one in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            return plural(seconds // size, one)
    return plural(seconds, "second")


def is_silent(process: Heartbeat, now: datetime) -> bool:
    """Whether `process` has not been heard of for too long."""
    return now - process.seen_at > SILENT_AFTER


def is_idle(process: Heartbeat, now: datetime) -> bool:
    """Whether `process` is alive, is there to work in the background, and has not for too long."""
    since = max(process.did_at or process.started_at, process.started_at)
    return process.kind in NEEDED and not is_silent(process, now) and now - since > IDLE_AFTER


def report(*, now: datetime) -> Report:
    """Read how everything is at `now`: two queries by an index, for anybody may ask for it as often as they like."""
    messages = OutboxMessage.objects.filter(state=OutboxMessage.State.QUEUED, due_at__lte=now)
    oldest = messages.order_by("due_at").values_list("due_at", flat=True).first()
    processes = list(Heartbeat.objects.all())
    return Report(
        now=now,
        processes=processes,
        oldest_due=oldest,
        faults=[*_of_processes(processes, now), *_of_messages(oldest, now)],
    )


def _of_processes(processes: Sequence[Heartbeat], now: datetime) -> Iterator[Fault]:
    for kind in NEEDED:
        if not any(process.kind == kind for process in processes):
            yield Fault(f"No {kind} runs", f"No emails are sent. Start a {kind}: “Deploy” in the operations guide.")
    for process in processes:
        name = f"{process.get_kind_display()} {process.name}"
        if is_silent(process, now):
            yield Fault(
                f"{name} was last seen {age(process.seen_at, now)} ago",
                "It was killed, or cannot reach the database. Read its log, then start it again.",
            )
        elif is_idle(process, now):
            since = f"for {age(max(process.did_at or process.started_at, process.started_at), now)}"
            yield Fault(f"{name} runs but has had nothing to do {since}", _IDLE_ADVICE[process.kind])


_IDLE_ADVICE: dict[str, str] = {
    Heartbeat.Kind.WORKER: "No task reaches it through Redis. Look whether Redis answers and whether beat runs.",
    Heartbeat.Kind.BEAT: "It can hand no task to Redis. Look whether Redis answers.",
}


def _of_messages(oldest: datetime | None, now: datetime) -> Iterator[Fault]:
    if oldest is not None and now - oldest > LATE_AFTER:
        yield Fault(
            f"An email has been due for {age(oldest, now)}",
            "Look whether the workers keep up, and start another. By hand: manage.py deliver_outbox.",
        )
