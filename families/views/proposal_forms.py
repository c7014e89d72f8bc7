"""Entering and changing what an area proposes, and making clear whom it is about: two writers see both versions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from areas.access import NotPermitted
from areas.changing import ChangeView
from areas.models import Area
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import OK
from cbtracker.web.once import once
from families.forms.proposals import ProposalForm, WordsForm, initial_of
from families.models import ProposalRevision
from families.proposal_presenters import numbers_said
from families.selectors.proposals import revisions_of
from families.services import clarify, propose
from families.services.proposals import is_open_to
from families.views.proposals import ProposalReader

CONFIRMED = "It has been confirmed: ask the secretariat to change it"


class _ProposalForm(ProposalReader, ChangeView, ABC):
    """A form on the newest version, which is `current` once there is one."""

    template, permission = "proposal_form", Permission.EDIT_PROPOSAL
    form_class: ClassVar[type[WordsForm]]
    place: Area
    newest: ProposalRevision | None

    def find(self, **kwargs: Any) -> None:
        """Find the area, which is the person's to write for, and its newest version."""
        self.current = self.place = self.area(kwargs["slug"], self.permission)
        self.newest = next(iter(revisions_of(self.place, self.user)), None)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form; what was confirmed meanwhile has a page that only reads."""
        self.find(**kwargs)
        if not is_open_to(self.newest, self.user):
            return self.back(CONFIRMED)
        return super().get(request, **kwargs)

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return self.form_class(*args, **options)

    def said_now(self) -> dict[str, Any]:
        """What the newest version says."""
        return initial_of(self.newest)

    @property
    def version_now(self) -> int:
        """The number of the newest version; 0 before the first."""
        return self.newest.version if self.newest else 0

    @property
    def was_first(self) -> tuple[str, Any]:
        """Who wrote the newest version, and when."""
        return ("", None) if self.newest is None else (str(self.newest.by or ""), self.newest.recorded_at)

    def back(self, said: str) -> HttpResponse:
        """Go to the page of the area, saying what was done."""
        return self.to_area(self.place, said)

    def both_versions(self, form: Any, *, combine: bool = False) -> HttpResponse:
        """Both versions; where it was confirmed meanwhile, what it says now and the words that cannot be saved."""
        if is_open_to(self.newest, self.user):
            return super().both_versions(form, combine=combine)
        return self.moved_on(self.place, lost=two_writers.beside(form, self.said_now())[1])

    def show(self, form: Any, version: int, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`."""
        numbers = [] if isinstance(form, ProposalForm) else numbers_said(self.newest)
        return self.page(
            self.template,
            status,
            form=form,
            version=version,
            title=self.heading,
            place=self.place,
            numbers=numbers,
            **more,
        )

    def write(self, form: Any, expected: int) -> None:
        """Write it once, however often the button is pressed. Raises StaleVersion, ValidationError."""
        try:
            with once(self.request) as first:
                if first:
                    self.save(form, expected)
        except NotPermitted as confirmed:
            raise StaleVersion(self.newest) from confirmed

    @abstractmethod
    def save(self, form: Any, expected: int) -> None:
        """Call the service."""


class EnterProposal(_ProposalForm):
    """The whole proposal, by an officer of the area until it is confirmed, or by the secretariat."""

    form_class, done = ProposalForm, "The proposal is saved"

    @property
    def heading(self) -> str:
        """What the page is called."""
        return f"{'Change the' if self.newest else 'Enter a'} proposal: {self.place}"

    def save(self, form: Any, expected: int) -> None:
        """Enter it."""
        day, now = form.cleaned_data["effective_on"], timezone.now()
        propose(area=self.place, terms=form.terms(), expected_version=expected, by=self.user, now=now, effective_on=day)


class ClarifyProposal(_ProposalForm):
    """The words of a proposal, by a champion or the area's locality lead."""

    form_class, permission, done = WordsForm, Permission.CLARIFY_PROPOSAL, "The proposal is clarified"

    @property
    def heading(self) -> str:
        """What the page is called."""
        return f"Clarify the proposal: {self.place}"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form, once there is something to clarify."""
        self.find(**kwargs)
        return super().get(request, **kwargs) if self.newest else self.back("The area has proposed nothing yet")

    def save(self, form: Any, expected: int) -> None:
        """Clarify it."""
        day, now = form.cleaned_data["effective_on"], timezone.now()
        clarify(area=self.place, words=form.words(), expected_version=expected, by=self.user, now=now, effective_on=day)
