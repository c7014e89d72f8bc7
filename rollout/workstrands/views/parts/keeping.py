"""Adding, changing and removing a part of a plan: one view each for all kinds, see `nouns`."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from areas.changing import ChangeView
from areas.services.versions import StaleVersion
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import read_version
from cbtracker.web.once import once
from rollout.workstrands.services.parts import plan_of
from rollout.workstrands.views.base import PlanPage
from rollout.workstrands.views.parts.catalogue import NOUNS
from rollout.workstrands.views.parts.nouns import Noun


class PartPage(PlanPage):
    """A page about one kind of part: not found for those who do not keep it."""

    noun: Noun

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 for a kind that there is not."""
        found = NOUNS.get(kwargs["part"])
        if found is None:
            raise Http404
        self.noun = found
        self.needs = found.permission  # type: ignore[misc]
        return super().dispatch(request, *args, **kwargs)

    @property
    def there(self) -> Any:
        """The rows of the kind that belong to the plan."""
        return self.noun.rows(self.user)

    def of_plan(self, pk: int) -> Any:
        """The row `pk`. Raises Http404 where it is of another plan."""
        row = get_object_or_404(self.there, pk=pk)
        if plan_of(row).pk != self.plan.pk:
            raise Http404
        return row

    def go_back(self, said: str) -> HttpResponse:
        """Go back to the page that shows such parts."""
        messages.success(self.request, said)
        return redirect(self.noun.back(self.plan))


class AddPart(PartPage):
    """A new part; with `parent`, one that belongs to that part."""

    def get(self, request: HttpRequest, place: str, part: str, parent: int | None = None) -> HttpResponse:
        """Show the empty form."""
        return self._form(self._parent(parent), self.noun.form(plan=self.plan))

    def post(self, request: HttpRequest, place: str, part: str, parent: int | None = None) -> HttpResponse:
        """Add it once, or show what is wrong."""
        to = self._parent(parent)
        form: Any = self.noun.form(request.POST, plan=self.plan)
        if form.is_valid():
            try:
                with once(request) as first:
                    if first:
                        self.noun.service.add(to=to, values=form.values(), by=self.user, now=timezone.now())
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return self.go_back(self.noun.added)
        return self._form(to, form, FORM_WRONG)

    def _parent(self, parent: int | None) -> Any:
        if bool(self.noun.of) != (parent is not None):
            raise Http404
        if parent is None:
            return self.plan
        row = get_object_or_404(NOUNS[self.noun.of].rows(self.user), pk=parent)
        if plan_of(row).pk != self.plan.pk:
            raise Http404
        return row

    def _form(self, to: Any, form: Any, status: int = OK) -> HttpResponse:
        about = str(self.plan.place if to is self.plan else to)
        return self.page(
            "part_form", status, form=form, title=self.noun.add_title, about=about, back=self.noun.back(self.plan)
        )


class ChangePart(PartPage, ChangeView):
    """A part that is there."""

    template = "part_form"

    @property
    def done(self) -> str:  # type: ignore[override]
        """What is said when it was saved."""
        return "Your change is saved"

    @property
    def heading(self) -> str:
        """What the page is called."""
        return self.noun.change_title

    def find(self, **kwargs: Any) -> None:
        """Find the part; none where somebody removed it while it was being changed: its words are not lost."""
        there = self.there.filter(pk=kwargs["pk"]).exists()
        self.current = self.of_plan(kwargs["pk"]) if there else None

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return self.noun.change_form(*args, plan=self.plan, row=self.current, **options)

    def said_now(self) -> dict[str, Any]:
        """What the part says."""
        return self.noun.said_of(self.current)

    def write(self, form: Any, expected: int) -> None:
        """Change it."""
        self.noun.service.change(
            row=self.current, values=form.values(), expected_version=expected, by=self.user, now=timezone.now()
        )

    def back(self, said: str) -> HttpResponse:
        """Go back to the page that it is shown on."""
        return self.go_back(said)

    def show(self, form: Any, version: int, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`, which says what it is about."""
        return super().show(form, version, status, about=str(self.current), **more)

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`; where the part was removed, the same words can be added again."""
        again = "" if self.noun.of else reverse("workstrands:add_part", args=[self.plan.place.slug, self.noun.slug])
        context = {"back": self.noun.back(self.plan), "add_href": again, **context}
        return super().page(template, status, **context)


class RemovePart(PartPage):
    """Asks, then removes."""

    def get(self, request: HttpRequest, place: str, part: str, pk: int) -> HttpResponse:
        """Ask whether to remove it."""
        return self._ask(self.of_plan(pk))

    def post(self, request: HttpRequest, place: str, part: str, pk: int) -> HttpResponse:
        """Remove it, or show what it says now if it was changed meanwhile."""
        row = self.of_plan(pk)
        try:
            self.noun.service.remove(
                row=row, expected_version=read_version(request.POST) or 0, by=self.user, now=timezone.now()
            )
        except StaleVersion:
            return self._ask(self.of_plan(pk), CONFLICT, conflict=True)
        except ValidationError as wrong:
            return self._ask(row, FORM_WRONG, problem=" ".join(wrong.messages))
        return self.go_back(self.noun.removed)

    def _ask(self, row: Any, status: int = OK, **more: Any) -> HttpResponse:
        return self.page(
            "part_remove",
            status,
            row=row,
            version=row.version,
            title=self.noun.remove_title,
            back=self.noun.back(self.plan),
            **more,
        )
