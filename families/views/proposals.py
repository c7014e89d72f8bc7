"""What areas propose beside the estimates: all areas, one area with its history, and the secretariat's confirmation."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from areas.access import can
from areas.models import Area
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission, Reach
from cbtracker.web.answers import CONFLICT, OK, form_status
from cbtracker.web.conflict import read_version
from families.forms.proposals import AsAtForm
from families.models import ProposalRevision
from families.models.querysets import reach_of
from families.plots import proposal_plot, small_plot
from families.presenters import as_range
from families.proposal_presenters import differences, estimated, figures_of, history, stands, wording
from families.selectors.proposals import areas_for, own_areas, read_proposal, revisions_of
from families.services import confirm
from families.services.proposals import is_open_to
from families.views.base import FamiliesReader


class ProposalReader(FamiliesReader):
    """Pages about proposals: not found for those who read none (DESIGN §6)."""

    permission: ClassVar[Permission] = Permission.READ_PROPOSALS

    def area(self, slug: str, permission: Permission = Permission.READ_PROPOSALS) -> Area:
        """The area, or 404 where `permission` does not reach it."""
        area = get_object_or_404(Area.objects.visible_to(self.user), slug=slug)
        if not can(self.user, permission, on=area):
            raise Http404
        return area

    def show_area(self, area: Area, form: AsAtForm, status: int = OK, **more: Any) -> HttpResponse:
        """The page of `area` as at the day of `form`; with a wrong day, as at today and with what is wrong."""
        day = form.day if form.is_valid() else form.today
        found, revisions = read_proposal(area, self.user, as_at=day), revisions_of(area, self.user)
        return self.page(
            "proposal",
            status,
            area=area,
            form=form,
            as_at=day,
            found=found,
            plot=proposal_plot(found),
            figures=figures_of(found),
            difference=differences(found),
            says=wording(found.revision) if found.revision else [],
            stands=stands(found.revision),
            history=history(revisions),
            newest=revisions[0] if revisions else None,
            reads_runs=can(self.user, Permission.READ_RUNS),
            may=self._may(area, revisions[0] if revisions else None) if day == form.today else {},
            **more,
        )

    def _may(self, area: Area, newest: ProposalRevision | None) -> dict[str, bool]:
        is_open = is_open_to(newest, self.user)
        return {
            "enter": is_open and can(self.user, Permission.EDIT_PROPOSAL, on=area),
            "clarify": is_open and newest is not None and can(self.user, Permission.CLARIFY_PROPOSAL, on=area),
            "confirm": newest is not None
            and newest.action != ProposalRevision.Action.CONFIRMED
            and can(self.user, Permission.CONFIRM_PROPOSAL),
        }

    def moved_on(self, area: Area, **more: Any) -> HttpResponse:
        """Somebody else was first: show where the proposal stands now, and any words that cannot be saved."""
        return self.show_area(area, AsAtForm({}), CONFLICT, moved_on=True, **more)

    def to_area(self, area: Area, said: str) -> HttpResponse:
        """Go to the page of `area`, saying what was done."""
        messages.success(self.request, said)
        return redirect("families:proposal", slug=area.slug)


class ProposalsPage(ProposalReader):
    """All areas in their order, each with a small picture on a scale of its own; an officer is led to their own."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them as at the day asked for."""
        whole = reach_of(self.user, Permission.READ_PROPOSALS) is Reach.ANY
        own = [] if whole else own_areas(self.user)
        if len(own) == 1:
            return redirect("families:proposal", slug=own[0].slug)
        form = AsAtForm(request.GET)
        if not form.is_valid():
            return self.page("proposals", form_status(form), form=form)
        areas = areas_for(self.user, as_at=form.day)
        rows = [(one, small_plot(one), estimated(one), stands(one.revision)) for one in areas]
        return self.page("proposals", form=form, as_at=form.day, rows=rows, as_range=as_range)


class ProposalPage(ProposalReader):
    """One area: what it proposes beside the estimates, and every version."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show it as at the day asked for."""
        form = AsAtForm(request.GET)
        return self.show_area(self.area(slug), form, form_status(form))


class ConfirmProposal(ProposalReader):
    """The button by which the secretariat confirms a proposal as it stands."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Confirm it, or show what it says now."""
        area = self.area(slug, Permission.CONFIRM_PROPOSAL)
        version = read_version(request.POST) or 0
        try:
            confirm(area=area, expected_version=version, by=self.user, now=timezone.now())
        except (StaleVersion, ValidationError):
            return self.moved_on(area)
        return self.to_area(area, f"The proposal of {area} is confirmed")
