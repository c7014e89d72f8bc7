"""Random histories of a small register, written by its real services, backdated ones too.

A history is a list of steps; `Player` does them one after the other. A step that does not apply to the request as it
is does nothing.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from hypothesis import strategies as st

from requests_log.models import OPEN_STATUSES, LoggedRequest, Status, WorkstreamStatus
from requests_log.services import (
    Words,
    bulk_change,
    confirm_no_change,
    declare_freedom,
    mark_addressed,
    mark_duplicate,
    reopen,
    reply,
    reverse_batch,
    say_persists,
    state_position,
    withdraw,
)
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from requests_log.services.positions import position_version
from requests_log.services.triage import apply_triage
from requests_log.services.workstreams import create_workstream, end_workstream_status, state_workstream
from tests.integration.requests_log.world import NOON, World, accepted, again, raised

SECRET = "Ministers object"
ACTS = (
    "position", "whitehall", "part", "secret_part", "confirm", "areas", "departments", "issue", "timescale", "due",
    "address", "freedom", "reopen", "withdraw", "duplicate", "persists", "reply", "new", "status", "end", "bulk",
)  # fmt: skip
WHITEHALL_ONLY = frozenset({"whitehall", "secret_part"})
STEPS = st.lists(
    st.tuples(
        st.sampled_from(ACTS),
        st.integers(0, 3),  # which request
        st.integers(1, 48),  # hours since the step before
        st.one_of(st.none(), st.floats(0, 1)),  # how far back between the request's last effective moment and now
        st.integers(0, 3),  # which of the variants
    ),
    max_size=10,
)
DUE = (date(2011, 3, 25), date(2011, 4, 1), date(2011, 5, 1), None)


@dataclass
class Player:
    """A register of four requests, of Swindon, Barnet, all areas and not yet triaged; `now` moves with every step."""

    world: World
    now: datetime = NOON
    entries: list[int] = field(default_factory=list)
    number: Any = field(default_factory=itertools.count)

    def start(self) -> None:
        """Make the first requests and a workstream."""
        world, by = self.world, self.by
        self.workstream = create_workstream(by=by, name="Data sharing", now=NOON)
        for made in (
            accepted(world, world.dfe, world.moj),
            accepted(world, area=world.barnet),
            accepted(world, area=world.barnet),
            raised(world),
        ):
            self.entries.append(made.pk)
        self._triage(self.entry(2), NOON, areas=AreasNamed("all"))

    @property
    def by(self) -> Any:
        """The secretariat."""
        return self.world.people["secretariat"]

    def entry(self, which: int) -> LoggedRequest:
        """One of the requests as it is by now."""
        return LoggedRequest.objects.get(pk=self.entries[which % len(self.entries)])

    def words(self, what: str = "words") -> str:
        """Words that were not said before."""
        return f"{what} {next(self.number)}"

    def play(self, step: tuple[str, int, int, float | None, int], *, left_out: frozenset[str] = frozenset()) -> None:
        """Do `step`, or only let its time pass where it is `left_out`."""
        what, which, hours, back, variant = step
        self.now += timedelta(hours=hours)
        words = self.words()
        if what in left_out:
            return
        entry = self.entry(which)
        effective = None if back is None else self.now - (self.now - entry.effective_at) * back
        try:
            getattr(self, f"_{what}")(entry, words, variant, effective)
        except ValidationError:
            return  # the step does not apply to the request as it is

    def _say(self, entry: LoggedRequest, text: str, audience: str, effective: Any, department: Any = None) -> None:
        version = position_version(entry, department)
        words = Words(text, audience=audience)
        more = {"department": department, "now": self.now, "effective_at": effective}
        state_position(entry, by=self.by, expected_version=version, words=words, **more)

    def _triage(self, entry: LoggedRequest, effective: Any, **changes: Any) -> None:
        named = {name: changes.pop(name, None) for name in ("areas", "departments")}
        reason = self.words("reason")
        more = {"reason": reason, "now": self.now, "effective_at": effective, "changes": changes}
        apply_triage(entry, by=self.by, expected_version=entry.shared_version, **named, **more)

    def _position(self, entry, words, variant, effective):
        self._say(entry, words, "areas", effective)

    def _whitehall(self, entry, words, variant, effective):
        self._say(entry, f"{SECRET} {words}", "whitehall", effective)

    def _part(self, entry, words, variant, effective):
        self._say(entry, words, "areas", effective, self.world.moj)

    def _secret_part(self, entry, words, variant, effective):
        self._say(entry, f"{SECRET} {words}", "whitehall", effective, self.world.moj)

    def _confirm(self, entry, words, variant, effective):
        if (entry.record["position"] or {}).get("audience") == "areas":
            confirm_no_change(entry, by=self.by, expected_version=entry.position_version, now=self.now)

    def _areas(self, entry, words, variant, effective):
        world = self.world
        places = [(world.swindon,), (world.barnet,), (world.barnet, world.swindon), ()][variant]
        named = AreasNamed("named" if places else "all", tuple(NamedArea(place) for place in places))
        self._triage(entry, effective, areas=named, timescale=entry.timescale or "by_date")

    def _departments(self, entry, words, variant, effective):
        world = self.world
        chosen = [(world.dfe,), (world.moj,), (world.moj, world.dfe), (world.dclg,)][variant]
        named = DepartmentsNamed(items=chosen)
        self._triage(entry, effective, departments=named, timescale=entry.timescale or "by_date")

    def _issue(self, entry, words, variant, effective):
        self._triage(entry, effective, issue=f"Issue in {words}", timescale=entry.timescale or "after_april")

    def _timescale(self, entry, words, variant, effective):
        chosen = ("by_date", "workstream", "workstream", "after_april")[variant]
        workstream = self.workstream if variant == 1 else None
        departments = None if entry.departments.exists() else DepartmentsNamed(items=(self.world.dfe,))
        self._triage(entry, effective, timescale=chosen, workstream=workstream, departments=departments)

    def _due(self, entry, words, variant, effective):
        self._triage(entry, effective, due_on=DUE[variant], timescale=entry.timescale or "by_date")

    def _address(self, entry, words, variant, effective):
        outcome = ("agreed", "agreed", "declined", "local")[variant]
        freedom = f"Any area may, in {words}" if variant == 1 else ""
        more = {"freedom": freedom, "now": self.now, "effective_at": effective}
        mark_addressed(
            entry, by=self.by, expected_version=entry.shared_version, outcome=outcome, text=f"Ended in {words}", **more
        )

    def _freedom(self, entry, words, variant, effective):
        text = f"Any area may, in {words}"
        declare_freedom(entry, by=self.by, expected_version=entry.shared_version, text=text, now=self.now)

    def _reopen(self, entry, words, variant, effective):
        more = {"reason": f"Reason in {words}", "now": self.now, "effective_at": effective}
        reopen(entry, by=self.by, expected_version=entry.shared_version, **more)

    def _withdraw(self, entry, words, variant, effective):
        withdraw(entry, by=self.by, expected_version=entry.shared_version, reason=f"Reason in {words}", now=self.now)

    def _duplicate(self, entry, words, variant, effective):
        of = self.entry(variant)
        more = {"reason": f"Reason in {words}", "now": self.now}
        mark_duplicate(entry, by=self.by, expected_version=entry.shared_version, of=of, **more)

    def _persists(self, entry, words, variant, effective):
        if entry.request_areas.filter(area=self.world.swindon).exists():
            say_persists(entry, by=self.world.person("officer"), text=f"Still so in {words}", now=self.now)

    def _reply(self, entry, words, variant, effective):
        if entry.request_areas.filter(area=self.world.swindon).exists():
            reply(entry, by=self.world.person("officer"), text=f"Reply in {words}", now=self.now)

    def _new(self, entry, words, variant, effective):
        made = accepted(self.world, now=self.now, area=(self.world.swindon, self.world.barnet)[variant % 2])
        self.entries.append(made.pk)

    def _status(self, entry, words, variant, effective):
        at = self.now - timedelta(hours=10 * variant)
        state_workstream(self.workstream, by=self.by, text=words, now=self.now, effective_at=at)

    def _end(self, entry, words, variant, effective):
        status = WorkstreamStatus.objects.filter(ended_at__isnull=True).first()
        if status:
            end_workstream_status(status, by=self.by, now=self.now)

    def _bulk(self, entry, words, variant, effective):
        entries = [again(entry)] if entry.status in (*OPEN_STATUSES, Status.RAISED) else []
        versions = {each.pk: each.shared_version for each in entries}
        more = {"reason": f"Reason in {words}", "due_on": DUE[variant], "now": self.now}
        batch = bulk_change(entries, by=self.by, expected_versions=versions, **more)
        if variant % 2 and batch:
            self.now += timedelta(hours=1)
            reverse_batch(batch, by=self.by, reason=f"Reversed in {words}", now=self.now)
