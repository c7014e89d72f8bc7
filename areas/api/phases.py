"""The phases of the programme."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from areas.api.records import of_phase
from areas.api.shapes import PhaseIn, PhaseOut
from areas.models import Phase
from areas.services.phases import PhaseDates, change_phase, dates_of
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation


class Phases(ProgrammeViewSet):
    """When the phases begin, end and go live."""

    tag = "Places"

    def rows(self) -> QuerySet[Phase]:
        """All of them, in their order."""
        return Phase.objects.visible_to(self.request.user)

    def represent(self, row: Phase) -> Any:
        """A phase."""
        return super().represent(of_phase(row))

    @operation("List phases", permission=Permission.READ_PROGRAMME, gives=PhaseOut, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """All of them, in their order."""
        return self.whole(of_phase(one) for one in self.rows())

    @operation("Read a phase", permission=Permission.READ_PROGRAMME, gives=PhaseOut)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """A phase with its dates, and the version that a change has to name."""
        return self.answer(self.find(slug=slug))

    @operation(
        "Change the dates of a phase",
        permission=Permission.EDIT_TIMELINE,
        takes=PhaseIn,
        gives=PhaseOut,
        versioned=True,
    )
    def partial_update(self, request: Any, slug: str) -> HttpResponseBase:
        """Change some of its dates; what is left out stays. Its areas and their members stay too."""
        phase: Phase = self.find(slug=slug)
        said = self.said(partial=True)
        self.expect(phase)
        dates = replace(PhaseDates(**dates_of(phase)), **said)
        changed = change_phase(
            phase=phase, dates=dates, expected_version=phase.version, by=request.user, now=timezone.now()
        )
        return self.answer(changed)
