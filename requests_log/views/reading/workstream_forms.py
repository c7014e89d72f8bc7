"""The forms with which the secretariat keeps workstreams."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG, OK
from cbtracker.web.formats import LONDON
from cbtracker.web.forms import GovukDateField, GovukForm, PlainTextField
from cbtracker.web.once import once
from requests_log.models import Workstream
from requests_log.models.requests import TEXT_LENGTH
from requests_log.services import workstreams as services
from requests_log.views.reading.workstreams import WorkstreamView

LONG: dict[str, Any] = {"required": False, "max_length": TEXT_LENGTH, "widget": forms.Textarea}


class NewWorkstreamForm(GovukForm):
    """A workstream to be."""

    name = PlainTextField(label="Name", max_length=120)
    description = PlainTextField(label="What it is about", **LONG)
    body = PlainTextField(label="Considered by", max_length=200, required=False)


class StatusForm(GovukForm):
    """A sentence that says where a workstream stands."""

    text = PlainTextField(label="Where it stands", max_length=TEXT_LENGTH, widget=forms.Textarea)
    since = GovukDateField(label="Since", required=False, help_text="Leave blank for today")

    def moment(self) -> datetime | None:
        """The beginning of the day in London from which it holds."""
        day = self.cleaned_data.get("since")
        return datetime(day.year, day.month, day.day, tzinfo=LONDON) if day else None


class WorkshopForm(GovukForm):
    """A workshop with interested places."""

    title = PlainTextField(label="Title", max_length=200)
    held_on = GovukDateField(label="Date", help_text="For example, 5 4 2011")
    place = PlainTextField(label="Place", max_length=200, required=False)
    note = PlainTextField(label="Note", **LONG)


class WorkstreamFormView(WorkstreamView, ABC):
    """A form about a workstream: 302 saved, 422 with the fault at its field."""

    permission = Permission.EDIT_WORKSTREAMS
    title = ""
    button = "Save"
    done = "Saved"

    @abstractmethod
    def make_form(self, data: Any = None) -> Any:
        """The form, empty or with what was sent."""

    @abstractmethod
    def save(self, form: Any) -> Workstream:
        """Call the service; returns the workstream to show."""

    def saved(self, form: Any) -> Workstream:
        """The workstream to show where the same form was taken a moment ago."""
        return self.find()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.show(self.make_form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save, or show what is wrong."""
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form, status=FORM_WRONG)
        try:
            with once(request) as first:
                workstream = self.save(form) if first else self.saved(form)
        except ValidationError as fault:
            form.add_error(None, fault)
            return self.show(form, status=FORM_WRONG)
        messages.success(request, self.done)
        return redirect("requests:workstream", slug=workstream.slug)

    def show(self, form: Any, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`."""
        workstream = self.find() if self.slug else None
        context = {"form": form, "title": self.title, "button": self.button, "workstream": workstream, **more}
        context["page_has_errors"] = status == FORM_WRONG
        return render(self.request, "requests_log/workstream_form.html", context, status=status)


class AddWorkstream(WorkstreamFormView):
    """Start a workstream."""

    title, button, done = "Start a workstream", "Start the workstream", "The workstream is started"

    def make_form(self, data: Any = None) -> NewWorkstreamForm:
        """Name, what it is about, who considers it."""
        return NewWorkstreamForm(data)

    def saved(self, form: Any) -> Workstream:
        """The one that the same form created."""
        name = " ".join(form.cleaned_data["name"].split())
        return get_object_or_404(Workstream.objects.visible_to(self.request.user), name__iexact=name)

    def save(self, form: Any) -> Workstream:
        """Create it."""
        return services.create_workstream(by=self.request.user, **form.cleaned_data)


class AddStatus(WorkstreamFormView):
    """Say where a workstream stands; what was said before goes on holding until it is ended."""

    title, done = "Say where the workstream stands", "Where it stands is saved"

    def make_form(self, data: Any = None) -> StatusForm:
        """A sentence, and since when."""
        self.workstream = self.find()
        return StatusForm(data)

    def save(self, form: Any) -> Workstream:
        """State it."""
        services.state_workstream(
            self.workstream, by=self.request.user, text=form.cleaned_data["text"], effective_at=form.moment()
        )
        return self.workstream


class AddWorkshop(WorkstreamFormView):
    """Put a workshop on record."""

    title, button, done = "Add a workshop", "Add the workshop", "The workshop is added"

    def make_form(self, data: Any = None) -> WorkshopForm:
        """What, when and where."""
        self.workstream = self.find()
        return WorkshopForm(data)

    def save(self, form: Any) -> Workstream:
        """Add it."""
        services.add_workshop(self.workstream, by=self.request.user, **form.cleaned_data)
        return self.workstream
