"""One item of a plan's checklist: its page, changing it, and notes on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from areas.changing import ChangeView
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG, OK, attach
from cbtracker.web.once import once
from rollout.workstrands.forms.plans import ItemForm, NoteForm
from rollout.workstrands.models import PlanItem
from rollout.workstrands.selectors import plans as read
from rollout.workstrands.services.checklists import ITEMS, add_note
from rollout.workstrands.task_list import CLOSED, due_in_words, is_overdue
from rollout.workstrands.views.base import PlanPage


class ItemPage(PlanPage):
    """What the place says of one letter."""

    item: PlanItem

    def setup_item(self) -> None:
        """Find the item that the address names, of this plan."""
        rows = read.items(self.user).filter(plan=self.plan)
        self.item = get_object_or_404(
            rows, item__checklist=self.kwargs["checklist"], item__letter=self.kwargs["letter"]
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it with its notes."""
        self.setup_item()
        return self.show_item(NoteForm())

    def show_item(self, form: NoteForm, status: int = OK) -> HttpResponse:
        """The page, with the form for a note."""
        overdue = is_overdue(self.item, timezone.localdate())
        return self.page(
            "item",
            status,
            item=self.item,
            due=due_in_words(self.item.due_on, overdue=overdue, closed=self.item.state in CLOSED),
            notes=read.notes(self.user).filter(item=self.item),
            form=form,
            may_edit=self.may(Permission.EDIT_STRAND_PLAN),
        )

    def go_back(self, said: str) -> HttpResponse:
        """Go to the item's page."""
        messages.success(self.request, said)
        return redirect(self.address)

    @property
    def address(self) -> str:
        """The address of the item's page."""
        return reverse("workstrands:item", kwargs=self.kwargs)


class AddNote(ItemPage):
    """A dated note on an item."""

    needs = Permission.EDIT_STRAND_PLAN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Add it once, or show what is wrong."""
        self.setup_item()
        form = NoteForm(request.POST)
        if form.is_valid():
            try:
                with once(request) as first:
                    if first:
                        add_note(item=self.item, text=form.cleaned_data["text"], by=self.user, now=timezone.now())
            except ValidationError as wrong:
                attach(form, wrong)
            else:
                return self.go_back("The note is added")
        return self.show_item(form, FORM_WRONG)


class ChangeItem(ItemPage, ChangeView):
    """Who sees to an item, how far it has come, and what shows it."""

    needs = Permission.EDIT_STRAND_PLAN
    template, done, heading = "part_form", "The item is saved", "Change the item"
    get, post = ChangeView.get, ChangeView.post

    def find(self, **kwargs: Any) -> None:
        """Find the item."""
        self.setup_item()
        self.current = self.item

    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""
        return ItemForm(*args, plan=self.plan, row=self.current, **options)

    def said_now(self) -> dict[str, Any]:
        """What the item says."""
        return {name: getattr(self.current, name) for name in ItemForm.base_fields}

    def write(self, form: Any, expected: int) -> None:
        """Change it."""
        ITEMS.change(
            row=self.current, values=form.values(), expected_version=expected, by=self.user, now=timezone.now()
        )

    def back(self, said: str) -> HttpResponse:
        """Go back to the item."""
        return self.go_back(said)

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""
        return super().page(template, status, about=str(self.current), back=self.address, **context)
