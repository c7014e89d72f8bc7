"""Adding and changing a record of support: one view for all kinds, see `nouns`."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from areas.changing import ChangeView
from cbtracker.web.answers import FORM_WRONG, attach
from cbtracker.web.once import once
from rollout.models import LearningSet
from rollout.views.support.base import SupportEditor
from rollout.views.support.nouns import NOUNS, Noun


def noun_called(name: str, *, within_set: bool | None = None) -> Noun:
    """Return the kind of record that addresses call `name`. Raises Http404."""
    noun = NOUNS.get(name)
    if noun is None or within_set not in (None, noun.within_set):
        raise Http404
    return noun


class AddSupport(SupportEditor):
    """A new hub, pair, set or workshop; with `pk`, a place or session of that set."""

    def get(self, request: HttpRequest, noun: str, pk: int | None = None) -> HttpResponse:
        """Show the empty form."""
        found, learning_set = self._find(noun, pk)
        return self._form(found, learning_set, found.add_form())

    def post(self, request: HttpRequest, noun: str, pk: int | None = None) -> HttpResponse:
        """Add it once, or show what is wrong."""
        found, learning_set = self._find(noun, pk)
        form: Any = found.add_form(request.POST)
        if form.is_valid():
            try:
                with once(request) as first:
                    row = self._add(found, learning_set, form) if first else None
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                messages.success(request, found.added)
                return redirect(found.back(row) if row else self._list(found, learning_set))
        return self._form(found, learning_set, form, FORM_WRONG)

    def _find(self, noun: str, pk: int | None) -> tuple[Noun, LearningSet | None]:
        found = noun_called(noun, within_set=pk is not None)
        sets = LearningSet.objects.visible_to(self.user)
        return found, get_object_or_404(sets, pk=pk) if pk is not None else None

    def _add(self, noun: Noun, learning_set: LearningSet | None, form: Any) -> Any:
        parent = {"learning_set": learning_set} if noun.within_set else {}
        return noun.add(terms=form.terms(), by=self.user, now=timezone.now(), **parent)

    def _list(self, noun: Noun, learning_set: LearningSet | None) -> str:
        if learning_set is not None:
            return reverse("rollout:learning_set", kwargs={"pk": learning_set.pk})
        return f"{reverse('rollout:support')}#{noun.part}" if noun.part else reverse("rollout:support")

    def _form(self, noun: Noun, learning_set: LearningSet | None, form: Any, status: int = 200) -> HttpResponse:
        about = str(learning_set or "")
        back = self._list(noun, learning_set)
        return self.page("form", status, form=form, title=noun.add_title, about=about, back=back)


class ChangeSupport(SupportEditor, ChangeView):
    """A record that is there."""

    template = "form"

    @property
    def done(self) -> str:  # type: ignore[override]
        """What is said when it was saved."""
        return "Your change is saved"

    @property
    def heading(self) -> str:
        """What the page is called."""
        return self.noun.change_title

    def find(self, **kwargs: Any) -> None:
        """Find the record."""
        self.noun = noun_called(kwargs["noun"])
        self.current = get_object_or_404(self.noun.rows(self.user), pk=kwargs["pk"])

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return self.noun.change_form(*args, **options)

    def said_now(self) -> dict[str, Any]:
        """What the record says."""
        return self.noun.said(self.current)

    def write(self, form: Any, expected: int) -> None:
        """Change it."""
        row = {self.noun.name: self.current}
        self.noun.change(terms=form.terms(), expected_version=expected, by=self.user, now=timezone.now(), **row)

    def back(self, said: str) -> HttpResponse:
        """Go back to the page that it is shown on."""
        messages.success(self.request, said)
        return redirect(self.noun.back(self.current))

    def show(self, form: Any, version: int, status: int = 200, **more: Any) -> HttpResponse:
        """The page with `form`, which says what it is about."""
        back = self.noun.back(self.current)
        return super().show(form, version, status, about=str(self.current), back=back, **more)
