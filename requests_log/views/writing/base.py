"""What the pages that change a request share: who reaches them, versions, conflicts, and faults at their field."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View

from areas.access import NotPermitted, can
from cbtracker.accounts.permissions import Permission
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import Conflict
from cbtracker.web.once import once
from requests_log.models import Action, LoggedRequest, Revision, Status
from requests_log.services import StaleVersion

POSITION_ACTIONS = (Action.POSITION, Action.CONFIRMED, Action.REPLIED, Action.PERSISTS)


class EntryView(View):
    """A page about one request: a request that may not be known of, or not changed by this person, is a 404."""

    permission: Permission
    entry: LoggedRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the request among those the person may know of."""
        super().setup(request, *args, **kwargs)
        self.user: Any = request.user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, or 404 where the person may not do this here (DESIGN rule 2)."""
        found = LoggedRequest.objects.visible_to(self.user).filter(reference=kwargs["reference"]).first()
        if found is None:
            raise Http404
        self.entry = found
        if not self.is_permitted():
            raise Http404
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotPermitted:
            raise Http404 from None

    def is_permitted(self) -> bool:
        """Whether the person may do this on this request."""
        return can(self.user, self.permission, on=self.entry)

    def current(self) -> LoggedRequest:
        """The request as it is by now, if the person may still know of it."""
        found = LoggedRequest.objects.visible_to(self.user).filter(pk=self.entry.pk).first()
        if found is None:
            raise Http404
        return found

    @property
    def detail_url(self) -> str:
        """The request's own page."""
        return reverse("requests:detail", kwargs={"reference": self.entry.reference})


class ChangeView(EntryView, ABC):
    """A form that makes one change of a request through one service.

    Subclasses say which form, from which version, and call the service in `save`. All answers: 302 saved,
    422 with every fault at its field, 409 when somebody was first or the request has moved on.
    """

    form_class: type[forms.Form]
    template_name = "requests_log/change_form.html"
    title = ""
    button = "Save"
    done = "Saved"
    allowed: tuple[Status, ...] = ()
    versioned = True

    # --- What subclasses say ---

    def version(self) -> int:
        """The version that a form made now is made from."""
        return self.entry.shared_version

    def initial(self) -> dict[str, Any]:
        """What the fields say now."""
        return {}

    @abstractmethod
    def save(self, form: forms.Form, expected: int) -> Any:
        """Call the service. Raises StaleVersion, NotPermitted, ValidationError."""

    def form_options(self) -> dict[str, Any]:
        """More arguments of the form."""
        return {}

    def context(self) -> dict[str, Any]:
        """More context of the template."""
        return {}

    def extra_forms(self, form: Any) -> list[forms.BaseForm]:
        """Forms that are part of `form`, for the summary of errors."""
        return []

    def after(self) -> HttpResponse:
        """Where to go once it is saved."""
        return redirect(self.detail_url)

    def closed(self) -> str:
        """Why the change can no longer be made; blank: it can."""
        if not self.allowed or self.entry.status in self.allowed:
            return ""
        if self.entry.status == Status.RAISED:
            return f"{self.entry.reference} waits for triage, so this cannot be done yet."
        return f"{self.entry.reference} is {self.entry.get_status_display().lower()}, so this can no longer be saved."

    def refusal(self) -> str:
        """Why the form cannot be taken, whatever its fields say; blank: it can."""
        return ""

    def first_writer(self) -> tuple[str, Any]:
        """Who made the change that this one collides with, and when."""
        rows = Revision.objects.visible_to(self.user).filter(entry=self.entry).exclude(action__in=POSITION_ACTIONS)
        found = rows.order_by("-version").values_list("by_name", "recorded_at").first()
        return found or ("", None)

    # --- How it is answered ---

    def make_form(self, data: Any = None) -> forms.Form:
        """The form, empty or with what was sent."""
        return self.form_class(data, initial=self.initial(), **self.form_options())

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form; a request that has moved on is shown itself, with why."""
        if reason := self.closed():
            messages.warning(request, reason)
            return redirect(self.detail_url)
        return self.show(self.make_form(), self.version())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Make the change, or say what is in the way and keep what was typed."""
        choice = request.POST.get(two_writers.CHOICE)
        if choice == two_writers.KEEP_THEIRS:
            messages.info(request, f"{self.entry.reference} was left as it was")
            return redirect(self.detail_url)
        form = self.make_form(request.POST)
        if reason := self.closed():
            return self.too_late(form, reason)
        if choice == two_writers.COMBINE:
            return self.conflict(form, combine=True)
        expected = two_writers.read_version(request.POST) if self.versioned else 0
        if expected is None:
            form.add_error(None, two_writers.MALFORMED)
            return self.show(form, self.version(), FORM_WRONG)
        if reason := self.refusal():
            form.add_error(None, reason)
            return self.show(form, self.version(), FORM_WRONG)
        if not form.is_valid():
            return self.show(form, expected, FORM_WRONG)
        return self._saved(form, expected)

    def _saved(self, form: forms.Form, expected: int) -> HttpResponse:
        try:
            with once(self.request) as first:
                if first:
                    self.save(form, expected)
        except StaleVersion:
            self.entry = self.current()
            return self.conflict(form)
        except ValidationError as error:
            return self._refused(form, expected, error)
        messages.success(self.request, self.done)
        return self.after()

    def _refused(self, form: forms.Form, expected: int, error: ValidationError) -> HttpResponse:
        self.entry = self.current()
        if reason := self.closed():
            return self.too_late(form, reason)
        attach(form, error)
        return self.show(form, expected, FORM_WRONG)

    def conflict(self, form: forms.Form, *, combine: bool = False) -> HttpResponse:
        """409: somebody was first. Both texts, what differs, and the whole form as it was typed."""
        if reason := self.closed():
            return self.too_late(form, reason)
        form.is_valid()
        found = two_writers.differences(form, self.initial(), self._typed(form))
        if combine:
            form = self.make_form(two_writers.combined(self.request.POST, found))
        form.is_valid()
        form.errors.clear()
        by, at = self.first_writer()
        return self.show(form, self.version(), CONFLICT, conflict=Conflict(by, at, found))

    def too_late(self, form: forms.Form, reason: str) -> HttpResponse:
        """409: the request has moved on. The words can be copied from the page."""
        form.is_valid()
        nothing: dict[str, Any] = dict.fromkeys(form.fields, "")
        typed = two_writers.differences(form, nothing, self._typed(form))
        context = {**self._common(form, self.version()), "reason": reason, "typed": typed}
        return render(self.request, "requests_log/too_late.html", context, status=CONFLICT)

    @staticmethod
    def _typed(form: forms.Form) -> Mapping[str, Any]:
        """What was sent: as understood, and as it was typed where it could not be."""
        raw = {name: form[name].data for name in form.fields if name in form.errors}
        return {**raw, **form.cleaned_data}

    def _common(self, form: forms.Form, version: int) -> dict[str, Any]:
        return {
            "entry": self.entry,
            "form": form,
            "extra_forms": self.extra_forms(form),
            "version": version if self.versioned else None,
            "title": self.title,
            "button": self.button,
            "back": self.detail_url,
            **self.context(),
        }

    def show(self, form: forms.Form, version: int, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`."""
        context = {**self._common(form, version), "page_has_errors": status == FORM_WRONG, **more}
        return render(self.request, self.template_name, context, status=status)
