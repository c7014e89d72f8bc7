"""What the pages of one body share: who reaches them, forms with the version they were made from, and conflicts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from areas.access import can
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.models import Body
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import Conflict


class BodyView(View):
    """A page about one body: not found where the person may not know of it, or may not do this."""

    permission: ClassVar[Permission] = Permission.READ_PAPERS
    body: Body

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the body among those the person may know of (DESIGN rule 2)."""
        self.user: Any = request.user
        self.body = get_object_or_404(Body.objects.visible_to(self.user), slug=kwargs["slug"])
        if not can(self.user, self.permission):
            raise Http404
        self.find(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def find(self, **kwargs: Any) -> None:
        """Find what else the address names. Raises Http404."""

    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template` with the body."""
        return render(self.request, f"papers/{template}.html", {"body": self.body, **context}, status=status)

    def back(self, said: str) -> HttpResponse:
        """Go back to the body's page, saying what was done."""
        messages.success(self.request, said)
        return redirect("papers:body", slug=self.body.slug)


class BodyFormView(BodyView, ABC):
    """A form about a body: 302 saved, 422 with the fault at its field, 409 where somebody was first (DESIGN rule 4)."""

    permission = Permission.EDIT_BODIES
    title: ClassVar[str]
    button: ClassVar[str] = "Save"
    done: ClassVar[str]
    hint = ""

    @abstractmethod
    def make_form(self, data: Any = None) -> Any:
        """The form, empty or with what was sent."""

    @abstractmethod
    def save(self, form: Any, expected: int) -> Any:
        """Call the service. Raises ValidationError, and StaleVersion where the form names a version."""

    def version(self) -> int | None:
        """The version that a form made now is made from; None for what is new."""
        return None

    def said_now(self) -> dict[str, Any]:
        """What the fields say in the database."""
        return {}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.show(self.make_form(), self.version())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save, say what is wrong, or show both versions."""
        choice = request.POST.get(two_writers.CHOICE)
        if choice == two_writers.KEEP_THEIRS:
            return self.back("It was left as it is")
        form = self.make_form(request.POST)
        if choice == two_writers.COMBINE:
            return self.both_versions(form, combine=True)
        expected = two_writers.read_version(request.POST) if self.version() is not None else 0
        if expected is None:
            form.add_error(None, two_writers.MALFORMED)
        if expected is None or not form.is_valid():
            return self.show(form, expected or self.version(), FORM_WRONG)
        return self._saved(form, expected)

    def _saved(self, form: Any, expected: int) -> HttpResponse:
        try:
            self.save(form, expected)
        except StaleVersion:
            self.find(**self.kwargs)
            self.body.refresh_from_db()
            return self.both_versions(form)
        except ValidationError as wrong:
            attach(form, wrong)
            return self.show(form, expected, FORM_WRONG)
        return self.back(self.done)

    def both_versions(self, form: Any, *, combine: bool = False) -> HttpResponse:
        """What is there now beside what was typed; sending it again saves over what was then shown."""
        form, found = two_writers.beside(form, self.said_now(), again=self.make_form if combine else None)
        return self.show(form, self.version(), CONFLICT, conflict=Conflict("", None, found))

    def show(self, form: Any, version: int | None, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`."""
        context = {"form": form, "version": version, "title": self.title, "button": self.button, "hint": self.hint}
        wrong = status == FORM_WRONG
        return self.page("body_form", status, page_has_errors=wrong, **context, **more)
