"""The two workstrands: what each is, whom it invites, what it asks, and which places were selected (F003)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from areas.access import can
from cbtracker.accounts.permissions import Permission
from rollout.views.base import RolloutReader
from rollout.workstrands.models import Workstrand
from rollout.workstrands.outline_presenters import ListedOutline
from rollout.workstrands.selectors.outlines import outlines_of_strand
from rollout.workstrands.selectors.strands import criteria_of, earlier_areas, places_of, prospectus_of
from rollout.workstrands.views.selecting.on_strand import selection_part
from rollout.workstrands.windows import Window, said_of, window_on

SHOWN = 20
WINDOW_COLOURS = {Window.OPEN: "green", Window.COMING: "blue", Window.DRAFT: "grey", Window.CLOSED: "grey"}


class Index(RolloutReader):
    """Both workstrands, with where they stand."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        today = timezone.localdate()
        strands = [
            {
                "strand": strand,
                "places": [one for one in places_of(strand, self.user) if one.place.is_active],
                "window": said_of(prospectus_of(strand, self.user), today),
            }
            for strand in Workstrand.objects.visible_to(self.user)
        ]
        may_read = can(self.user, Permission.READ_OUTLINES)
        return render(request, "workstrands/index.html", {"strands": strands, "may_read_outlines": may_read})


class StrandPage(RolloutReader):
    """One workstrand."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show as much of it as the person may see."""
        strand = get_object_or_404(Workstrand.objects.visible_to(self.user), number=number)
        return render(request, "workstrands/strand.html", self.context(strand))

    def context(self, strand: Workstrand) -> dict[str, Any]:
        """What the page shows."""
        today, prospectus = timezone.localdate(), prospectus_of(strand, self.user)
        window = window_on(prospectus, today)
        return {
            "strand": strand,
            "places": places_of(strand, self.user),
            "prospectus": prospectus,
            "window": (window.value, WINDOW_COLOURS.get(window, "grey")),
            "window_said": said_of(prospectus, today),
            "may_publish": window is Window.DRAFT,
            "criteria": criteria_of(strand, self.user),
            "earlier": earlier_areas(self.user) if strand.is_of_neighbourhoods else None,
            "may_edit": can(self.user, Permission.EDIT_STRANDS),
            **_outlines_part(strand, self.user, window),
            **selection_part(strand, self.user),
        }


def _outlines_part(strand: Workstrand, user: Any, window: Window) -> dict[str, Any]:
    """The first of its outline proposals that `user` may see, and whether they may start one."""
    rows = outlines_of_strand(strand, user)[:SHOWN]
    return {
        "may_read_outlines": can(user, Permission.READ_OUTLINES),
        "outlines": [ListedOutline(one) for one in rows],
        "may_propose": window is Window.OPEN and can(user, Permission.EDIT_OUTLINE),
    }
