"""What the demonstration's story is told with: people act on requests through the services, each at its moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from areas.models import Area, Authority, Department
from cbtracker.accounts.models import User
from requests_log.models import AreaScope, Audience, LoggedRequest, Workstream
from requests_log.services import (
    Words,
    confirm_no_change,
    declare_freedom,
    mark_addressed,
    raise_request,
    state_position,
    triage,
)
from requests_log.services.naming import AreasNamed, DepartmentsNamed, NamedArea
from requests_log.services.positions import position_version


@dataclass(frozen=True)
class Stage:
    """The people by key. Every method reads the request again, so that each step sees what the last one left."""

    people: dict[str, User]

    def entry(self, issue: str) -> LoggedRequest:
        """Return the request whose issue is `issue`."""
        return LoggedRequest.objects.get(issue=issue)

    def say(self, who: str, issue: str, text: str, *, now: datetime, of: str = "", **words: Any) -> None:
        """`who` states where the request stands; `of` is the department whose part it is, blank for the whole."""
        entry, department = self.entry(issue), self._department(of)
        state_position(
            entry,
            by=self.people[who],
            expected_version=position_version(entry, department),
            words=Words(text=text, **words),
            department=department,
            now=now,
        )

    def say_in_whitehall(self, who: str, issue: str, text: str, *, now: datetime, of: str = "") -> None:
        """As `say`, for Whitehall only."""
        self.say(who, issue, text, now=now, of=of, audience=Audience.WHITEHALL)

    def confirm(self, who: str, issue: str, *, of: str, now: datetime) -> None:
        """`who` says that nothing has changed for their department."""
        entry, department = self.entry(issue), self._department(of)
        version = position_version(entry, department)
        confirm_no_change(entry, by=self.people[who], expected_version=version, department=department, now=now)

    def finish(self, who: str, issue: str, outcome: str, text: str, *, now: datetime, freedom: str = "") -> None:
        """`who` marks the request addressed."""
        entry = self.entry(issue)
        mark_addressed(
            entry,
            by=self.people[who],
            expected_version=entry.shared_version,
            outcome=outcome,
            text=text,
            freedom=freedom,
            now=now,
        )

    def free(self, who: str, issue: str, text: str, *, now: datetime) -> None:
        """`who` declares what any area may do."""
        entry = self.entry(issue)
        declare_freedom(entry, by=self.people[who], expected_version=entry.shared_version, text=text, now=now)

    def change(self, issue: str, *, now: datetime, reason: str = "", to: str = "", **changes: Any) -> None:
        """The secretariat triages or changes the request; `to` are the departments, such as "DWP, DH"."""
        entry = self.entry(issue)
        triage(
            entry,
            by=self.people["secretariat"],
            expected_version=entry.shared_version,
            departments=self._departments(to) if to else None,
            reason=reason,
            now=now,
            **changes,
        )

    def ask(self, who: str, issue: str, *, area: str, now: datetime, to: str = "", **more: Any) -> None:
        """`who` raises a request for the area called `area` (its slug), or "slug/member" for a member of a group."""
        slug, _, member = area.partition("/")
        authority = Authority.objects.get(slug=member) if member else None
        named = NamedArea(Area.objects.get(slug=slug), authority)
        raise_request(
            by=self.people[who],
            issue=issue,
            areas=AreasNamed(AreaScope.NAMED, (named,)),
            departments=self._departments(to) if to else None,
            now=now,
            **more,
        )

    def workstream(self, name: str) -> Workstream:
        """Return the workstream called `name`."""
        return Workstream.objects.get(name=name)

    def _department(self, abbreviation: str) -> Department | None:
        return Department.objects.get(abbreviation=abbreviation) if abbreviation else None

    def _departments(self, abbreviations: str) -> DepartmentsNamed:
        wanted = abbreviations.split(", ")
        found = {one.abbreviation: one for one in Department.objects.filter(abbreviation__in=wanted)}
        return DepartmentsNamed(items=tuple(found[name] for name in wanted))
