"""Changing a workstream, also when two people do so at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from areas.models import Area
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK
from cbtracker.web.conflict import Conflict
from cbtracker.web.forms import GovukForm, PlainTextField
from requests_log.models import Workstream
from requests_log.services import workstreams as services
from requests_log.views.reading.workstream_forms import LONG, WorkstreamFormView


class WorkstreamForm(GovukForm):
    """What of a workstream can change."""

    description = PlainTextField(label="What it is about", **LONG)
    body = PlainTextField(label="Considered by", max_length=200, required=False)
    interested = forms.ModelMultipleChoiceField(
        label="Interested areas",
        queryset=Area.objects.none(),
        to_field_name="slug",  # a made-up key may be larger than the database's numbers, a slug is text
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    interested.look = {"small": True}  # type: ignore[attr-defined]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["interested"]
        field.queryset = Area.objects.visible_to(user)


class ChangeWorkstream(WorkstreamFormView):
    """Change a workstream; who comes second sees both texts (DESIGN rule 4)."""

    title, done = "Change the workstream", "The workstream is changed"

    def make_form(self, data: Any = None) -> WorkstreamForm:
        """What it is about, who considers it, who is interested."""
        self.workstream = self.find()
        return WorkstreamForm(data, user=self.request.user, initial=self._initial())

    def _initial(self) -> dict[str, Any]:
        row = self.workstream
        return {"description": row.description, "body": row.body, "interested": list(row.interested.all())}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save, or show both texts where somebody was first."""
        choice = request.POST.get(two_writers.CHOICE)
        if choice == two_writers.KEEP_THEIRS:
            messages.info(request, "The workstream was left as it was")
            return redirect("requests:workstream", slug=self.find().slug)
        if choice == two_writers.COMBINE:
            return self._conflict(request.POST, combine=True)
        if two_writers.read_version(request.POST) is None:
            form = self.make_form(request.POST)
            form.add_error(None, two_writers.MALFORMED)
            return self.show(form, status=FORM_WRONG)
        try:
            return super().post(request, **kwargs)
        except services.StaleWorkstream:
            return self._conflict(request.POST)

    def save(self, form: Any) -> Workstream:
        """Change it if it still is what the writer saw."""
        version = two_writers.read_version(self.request.POST)
        assert version is not None  # noqa: S101 `post` has refused that
        return services.change_workstream(
            self.workstream, by=self.request.user, expected_version=version, **form.cleaned_data
        )

    def _conflict(self, data: Any, *, combine: bool = False) -> HttpResponse:
        form = self.make_form(data)
        form.is_valid()
        found = two_writers.differences(form, self._initial(), form.cleaned_data)
        if combine:
            form = self.make_form(two_writers.combined(data, found))
            form.is_valid()
        form.errors.clear()
        return self.show(form, status=CONFLICT, conflict=Conflict("", None, found))

    def show(self, form: Any, status: int = OK, **more: Any) -> HttpResponse:
        """With the version that the form is made from: the one seen, or after a conflict the present one."""
        seen = two_writers.read_version(self.request.POST) if status == FORM_WRONG else None
        more["version"] = seen if seen is not None else self.workstream.version
        return super().show(form, status, **more)
