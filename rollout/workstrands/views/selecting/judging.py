"""Judging an outline proposal, and all that assessors said beside each other."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.forms import GovukForm
from rollout.workstrands.forms.selecting import JudgeForm
from rollout.workstrands.models import Assessor, OutlineProposal
from rollout.workstrands.selectors.selecting import comparison_of, own_assessor
from rollout.workstrands.services.judging import check_judging, judge_outline, own_judgements, version_of
from rollout.workstrands.views.selecting.base import AssessingPage, ChangePage


class JudgementsPage(AssessingPage):
    """Outline proposals beside each other, criterion by criterion: words and reasons, and nothing that ranks them."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show them."""
        own = own_assessor(self.strand.number, self.user)
        return self.page(
            "judgements",
            comparison=comparison_of(self.strand, self.user),
            own=own,
            bodies=list(Assessor.Body),
            may_select=can(self.user, Permission.EDIT_STRANDS),
            back=reverse("workstrands:strand", args=[self.strand.number]),
        )


class JudgeOutline(ChangePage):
    """One page with all criteria; what is blank can be judged later."""

    template = "judge"
    heading, done = "Judge an outline proposal", "Your judgement is saved. You can change it until it is decided"
    current: OutlineProposal
    assessor: Assessor

    def prepare(self, **kwargs: Any) -> None:
        """Find the outline proposal. Raises Http404 for who is no assessor of its workstrand."""
        rows = OutlineProposal.objects.visible_to(self.user).submitted().select_related("strand", "authority")
        self.current = get_object_or_404(rows.prefetch_related("answers"), pk=kwargs["pk"])
        self.strand = self.current.strand
        found = own_assessor(self.strand.number, self.user)
        if found is None:
            raise Http404
        self.assessor = found
        self.criteria = list(self.strand.criteria.all())
        self.there = own_judgements(self.current, self.user)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form, or lead to where what is in the way can be mended."""
        try:
            check_judging(self.current, self.user)
        except ValidationError as wrong:
            declared = self.assessor.declared_on is not None
            href = self.back_href if declared else reverse("workstrands:declare_interests", args=[self.assessor.pk])
            return self.elsewhere(" ".join(wrong.messages), href)
        return super().get(request, **kwargs)

    @property
    def about(self) -> str:
        """Which outline proposal."""
        return f"{self.current.reference}: {self.current.neighbourhood_name or self.current.authority.short_name}"

    @property
    def back_href(self) -> str:
        """The page with all judgements."""
        return reverse("workstrands:judgements", args=[self.strand.number])

    @property
    def version_now(self) -> int:
        """That of all own judgements together."""
        return version_of(self.there)

    def form_of(self, *args: Any, **options: Any) -> GovukForm:
        """Make the form."""
        return JudgeForm(*args, criteria=self.criteria, there=self.there, **options)

    def said_now(self) -> dict[str, Any]:
        """What was said by each criterion."""
        said = {}
        for one in self.criteria:
            before = self.there.get(one.pk)
            said[f"verdict-{one.key}"] = before.verdict if before else ""
            said[f"reason-{one.key}"] = before.reason if before else ""
        return said

    def write(self, form: Any, expected: int) -> None:
        """Keep what was said."""
        judge_outline(self.current, said=form.values(), expected_version=expected, by=self.user, now=self.now())

    def show(self, form: Any, version: int, status: int = 200, **more: Any) -> HttpResponse:
        """The page with `form`, and what the outline proposal answers."""
        answers = {one.criterion_id: one.text for one in self.current.answers.all()}
        return super().show(form, version, status, outline=self.current, answers=answers, **more)
