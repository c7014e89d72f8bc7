"""What the viewsets of the programme add to `ApiViewSet`: whose a record is."""

from __future__ import annotations

from typing import Any

from areas.access import can, duties_of
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.views import ApiViewSet


class ProgrammeViewSet(ApiViewSet):
    """A viewset that knows what is the person's own (DESIGN §6)."""

    def may(self, permission: Permission, row: Any) -> bool:
        """Whether the person may do that to `row`."""
        return can(self.request.user, permission, on=row)

    def duties(self) -> str:
        """The person's role, and what is theirs today."""
        own = duties_of(self.request.user)
        held = [sorted(group) for group in (own.areas, own.authorities, own.departments, own.neighbourhoods)]
        return f"{self.request.user.role} {held}"
