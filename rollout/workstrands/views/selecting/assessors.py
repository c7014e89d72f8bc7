"""Assessors: named by the secretariat, declared by themselves."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG, OK, attach
from cbtracker.web.once import once
from rollout.workstrands.forms.selecting import ChangeAssessorForm, DeclarationForm, NameAssessorForm, StandDownForm
from rollout.workstrands.models import Assessor
from rollout.workstrands.selectors.judged import absent_bodies
from rollout.workstrands.selectors.selecting import assessors
from rollout.workstrands.services.assessors import change_assessor, declare_interests, name_assessor, stand_down
from rollout.workstrands.views.selecting.base import AssessingPage, ChangePage


class AssessorsPage(AssessingPage):
    """Who assesses in a workstrand, with what they declared."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show them."""
        rows = list(assessors(self.user).filter(strand=self.strand).order_by("user__full_name", "pk"))
        return self.page(
            "assessors",
            assessors=[one for one in rows if one.stood_down_on is None],
            former=[one for one in rows if one.stood_down_on is not None],
            absent=absent_bodies(self.strand, rows),
            may_keep=can(self.user, Permission.EDIT_STRANDS),
        )


class NameAssessor(AssessingPage):
    """The secretariat names somebody."""

    permission = Permission.EDIT_STRANDS

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the empty form."""
        return self._form(NameAssessorForm())

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Name them once, or show what is wrong."""
        form = NameAssessorForm(request.POST)
        if form.is_valid():
            try:
                with once(request) as first:
                    if first:
                        name_assessor(strand=self.strand, **form.cleaned_data, by=self.user, now=timezone.now())
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return self.back("The assessor is named")
        return self._form(form, FORM_WRONG)

    def _form(self, form: Any, status: int = OK) -> HttpResponse:
        return self.page("form", status, form=form, title="Name an assessor")


class OfAssessor(ChangePage):
    """A form about one assessor."""

    current: Assessor

    def prepare(self, **kwargs: Any) -> None:
        """Find the assessor."""
        self.current = get_object_or_404(assessors(self.user), pk=kwargs["pk"])
        self.strand = self.current.strand

    @property
    def about(self) -> str:
        """Who it is about."""
        return f"{self.current.user}, workstrand {self.strand.number}"


class ChangeAssessor(OfAssessor):
    """Whom they speak for."""

    permission = Permission.EDIT_STRANDS
    heading, done = "Change an assessor", "Your change is saved"

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return ChangeAssessorForm(*args, **options)

    def said_now(self) -> dict[str, Any]:
        """What is there."""
        return {"body": self.current.body, "organisation": self.current.organisation}

    def write(self, form: Any, expected: int) -> None:
        """Change it."""
        change_assessor(self.current, **form.cleaned_data, expected_version=expected, by=self.user, now=self.now())


class DeclareInterests(OfAssessor):
    """What an assessor declares; a form of their own, which the secretariat may fill in for them."""

    heading, done = "Declaration of interests", "The declaration is saved"

    def prepare(self, **kwargs: Any) -> None:
        """Find the assessor. Raises Http404 for those who are neither they nor the secretariat."""
        super().prepare(**kwargs)
        self.is_own = self.current.user_id == self.user.pk
        if not self.is_own and not can(self.user, Permission.EDIT_STRANDS):
            raise Http404

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return DeclarationForm(*args, assessor=self.current, is_own=self.is_own, **options)

    def said_now(self) -> dict[str, Any]:
        """What is there; today where nothing is."""
        return {
            "declaration": self.current.declaration,
            "recused_from": list(self.current.recused_from.all()),
            "declared_on": self.current.declared_on or timezone.localdate(),
        }

    def write(self, form: Any, expected: int) -> None:
        """Keep it."""
        said = {"recused_from": (), **form.cleaned_data}
        said["recused_from"] = list(said["recused_from"])
        declare_interests(self.current, **said, expected_version=expected, by=self.user, now=self.now())


class StandDown(OfAssessor):
    """When they stand down."""

    permission = Permission.EDIT_STRANDS
    heading, done = "Let an assessor stand down", "The assessor has stood down"

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return StandDownForm(*args, **options)

    def said_now(self) -> dict[str, Any]:
        """Today where nothing is there."""
        return {"stood_down_on": self.current.stood_down_on or timezone.localdate()}

    def write(self, form: Any, expected: int) -> None:
        """Keep it."""
        stand_down(self.current, **form.cleaned_data, expected_version=expected, by=self.user, now=self.now())
