"""Days and questions that tests of posts share."""

from __future__ import annotations

from datetime import UTC, date, datetime

from areas.models import DepartmentMembership

NOW = datetime(2011, 3, 22, 17, 0, tzinfo=UTC)
TODAY = date(2011, 3, 22)
LATER = datetime(2011, 4, 1, 9, 0, tzinfo=UTC)
LATER_DAY = date(2011, 4, 1)


def champion_on(department, day: date) -> str:
    rows = DepartmentMembership.objects.in_force(day).filter(department=department, part="champion")
    return " and ".join(str(row.user) for row in rows)
