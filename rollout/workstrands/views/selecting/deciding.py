"""The secretariat selects, does not select, corrects a reason, and ends a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG, OK, attach
from cbtracker.web.once import once
from rollout.workstrands.forms.selecting import CorrectDecisionForm, DecisionForm, EndPlaceForm
from rollout.workstrands.models import SLOTS, OutlineDecision, OutlineProposal, StrandPlace
from rollout.workstrands.selectors.judged import missing_judgements
from rollout.workstrands.selectors.selecting import decision_of, places
from rollout.workstrands.services.deciding import correct_decision, decline_outline
from rollout.workstrands.services.selecting import end_place, select_outline
from rollout.workstrands.views.selecting.base import AssessingPage, ChangePage


def outline_of(user: Any, pk: int) -> OutlineProposal:
    """The outline proposal, or 404."""
    rows = OutlineProposal.objects.visible_to(user).submitted().select_related("strand", "authority", "decision")
    return get_object_or_404(rows, pk=pk)


class DecisionPage(AssessingPage):
    """A decision on an outline proposal, with its reason and day."""

    permission = Permission.EDIT_STRANDS
    title: ClassVar[str]
    button: ClassVar[str]
    selects: ClassVar[bool]
    decide: ClassVar[Callable[..., Any]]
    done: ClassVar[str]

    def prepare(self, **kwargs: Any) -> None:
        """Find the outline proposal."""
        self.outline = outline_of(self.user, kwargs["pk"])
        self.strand = self.outline.strand

    @property
    def about(self) -> str:
        """Which one."""
        return f"{self.outline.reference}: {self.outline.neighbourhood_name or self.outline.authority.short_name}"

    @property
    def back_href(self) -> str:
        """The page with all judgements."""
        return reverse("workstrands:judgements", args=[self.strand.number])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what it would do; what is withdrawn or decided leads back."""
        if said := self.why_not():
            return self.elsewhere(said, self.back_href)
        return self._form(DecisionForm(initial={"decided_on": timezone.localdate()}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide once, or show what is in the way."""
        form = DecisionForm(request.POST)
        if form.is_valid():
            try:
                with once(request) as first:
                    if first:
                        type(self).decide(self.outline, **form.cleaned_data, by=self.user, now=timezone.now())
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return self.back(self.done)
        return self._form(form, FORM_WRONG)

    def why_not(self) -> str:
        """Why there is nothing to decide; blank where there is."""
        decision = decision_of(self.outline)
        if self.outline.withdrawn_at is not None:
            return f"{self.outline} was withdrawn"
        stands = decision is not None and (not self.selects or decision.outcome == OutlineDecision.Outcome.SELECTED)
        return f"{self.outline} is decided already" if stands else ""

    def _form(self, form: Any, status: int = OK) -> HttpResponse:
        holders = list(places(self.user).filter(strand=self.strand, ended_on__isnull=True))
        return self.page(
            "decide",
            status,
            form=form,
            title=self.title,
            button=self.button,
            selects=self.selects,
            outline=self.outline,
            missing=missing_judgements(self.outline) if self.selects else [],
            holders=holders,
            both_held=len(holders) == len(SLOTS),
        )


class SelectOutline(DecisionPage):
    """It takes one of the two slots, and its plan begins."""

    title, button, selects = "Select an outline proposal", "Select", True
    decide = staticmethod(select_outline)
    done = "Selected. Its operational plan has begun, and the authority’s officers are told by email"


class DeclineOutline(DecisionPage):
    """It is not selected."""

    title, button, selects = "Do not select an outline proposal", "Record the decision", False
    decide = staticmethod(decline_outline)
    done = "The decision is recorded, and the authority’s officers are told by email"


class CorrectDecision(ChangePage):
    """The reason in better words."""

    permission = Permission.EDIT_STRANDS
    heading, done = "Correct the reason of a decision", "The reason is corrected"
    current: OutlineDecision

    def prepare(self, **kwargs: Any) -> None:
        """Find the decision. Raises Http404 where there is none."""
        self.outline = outline_of(self.user, kwargs["pk"])
        decision = decision_of(self.outline)
        if decision is None:
            raise Http404
        self.current, self.strand = decision, self.outline.strand

    @property
    def about(self) -> str:
        """Which outline proposal, and what was decided."""
        return f"{self.outline.reference}: {self.current.get_outcome_display().lower()}"

    @property
    def back_href(self) -> str:
        """The outline proposal's page, where the area reads the reason."""
        return reverse("workstrands:outline", kwargs={"pk": self.outline.pk})

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return CorrectDecisionForm(*args, **options)

    def said_now(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.current.reason}

    def write(self, form: Any, expected: int) -> None:
        """Correct it."""
        correct_decision(self.current, **form.cleaned_data, expected_version=expected, by=self.user, now=self.now())


class EndPlace(ChangePage):
    """A place no longer takes part."""

    permission = Permission.EDIT_STRANDS
    template = "end_place"
    heading, done = "End a place’s part in the workstrand", "The place’s part has ended. Its slot is free"
    current: StrandPlace

    def prepare(self, **kwargs: Any) -> None:
        """Find the place."""
        self.current = get_object_or_404(places(self.user), slug=kwargs["place"])
        self.strand = self.current.strand

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form; a place that has ended leads back."""
        if not self.current.is_active:
            messages.warning(request, f"{self.current} ended already")
            return redirect(self.back_href)
        return super().get(request, **kwargs)

    @property
    def about(self) -> str:
        """Which place."""
        return f"{self.current}, workstrand {self.strand.number}"

    @property
    def back_href(self) -> str:
        """The workstrand's page."""
        return reverse("workstrands:strand", args=[self.strand.number])

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return EndPlaceForm(*args, **options)

    def said_now(self) -> dict[str, Any]:
        """Today, where nothing is there."""
        return {
            "ended_on": self.current.ended_on or timezone.localdate(),
            "ended_reason": self.current.ended_reason,
        }

    def write(self, form: Any, expected: int) -> None:
        """End it."""
        said = {"ended_on": form.cleaned_data["ended_on"], "reason": form.cleaned_data["ended_reason"]}
        end_place(self.current, **said, expected_version=expected, by=self.user, now=self.now())
