"""Writing for the practice library: by those whose place it is about; published by the secretariat."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from areas.access import can
from areas.changing import ChangeView
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import read_version
from cbtracker.web.once import once
from rollout.workstrands.forms.practice import PracticeForm, said_of_practice
from rollout.workstrands.models import PracticeItem
from rollout.workstrands.selectors.practice import library
from rollout.workstrands.services.practice import change_practice, publish_practice, withdraw_practice, write_practice


class PracticeWriter(View):
    """Not found for those who write nothing, and for items of others."""

    permission: ClassVar[Permission] = Permission.EDIT_PRACTICE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 before anything is read."""
        self.user: Any = request.user
        if not can(self.user, self.permission):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def item(self, slug: str) -> PracticeItem:
        """The item, which the person may do this to. Raises Http404."""
        found = get_object_or_404(library(self.user), slug=slug)
        if not can(self.user, self.permission, on=found):
            raise Http404
        return found

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""
        return render(self.request, f"workstrands/practice/{template}.html", context, status=status)

    def show_item(self, item: PracticeItem, said: str) -> HttpResponse:
        """Go to the item, saying what was done."""
        messages.success(self.request, said)
        return redirect("workstrands:practice_item", slug=item.slug)


class WritePractice(PracticeWriter):
    """A new draft."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the empty form."""
        return self._form(PracticeForm(user=self.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it once, or show what is wrong."""
        form: Any = PracticeForm(request.POST, user=self.user)
        if form.is_valid():
            try:
                with once(request) as first:
                    if not first:
                        return redirect("workstrands:practice")
                    made = write_practice(values=form.values(), by=self.user, now=timezone.now())
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return self.show_item(made, "It is kept as a draft. The secretariat publishes it")
        return self._form(form, FORM_WRONG)

    def _form(self, form: Any, status: int = OK) -> HttpResponse:
        back = reverse("workstrands:practice")
        return self.page("form", status, form=form, title="Write for the practice library", back=back)


class ChangePractice(PracticeWriter, ChangeView):
    """An item that is there."""

    template = "form"
    done = "Your change is saved"
    heading = "Change what the library says"

    def find(self, **kwargs: Any) -> None:
        """Find the item."""
        self.current = self.item(kwargs["slug"])

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return PracticeForm(*args, user=self.user, **options)

    def said_now(self) -> dict[str, Any]:
        """What the item says."""
        return said_of_practice(self.current)

    def write(self, form: Any, expected: int) -> None:
        """Change it."""
        now = timezone.now()
        change_practice(item=self.current, values=form.values(), expected_version=expected, by=self.user, now=now)

    def back(self, said: str) -> HttpResponse:
        """Go to the item."""
        return self.show_item(self.current, said)

    def show(self, form: Any, version: int, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`, which says what it is about."""
        back = reverse("workstrands:practice_item", args=[self.current.slug])
        return super().show(form, version, status, about=str(self.current), back=back, **more)


class PublishPractice(PracticeWriter):
    """Asks, then publishes an item, or takes it off the open pages."""

    permission = Permission.PUBLISH_PRACTICE

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Ask."""
        return self.page("publish", item=self.item(slug))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Do it, or show what it says now if it was changed meanwhile."""
        item = self.item(slug)
        publishes = item.published_at is None
        do = publish_practice if publishes else withdraw_practice
        try:
            do(item=item, expected_version=read_version(request.POST) or 0, by=self.user, now=timezone.now())
        except StaleVersion:
            return self.page("publish", CONFLICT, item=self.item(slug), conflict=True)
        return self.show_item(item, "It is published" if publishes else "It is a draft again")
