"""Forms that change what several people may change: the second writer sees both versions (DESIGN rule 4)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.views import View

from areas.services.versions import StaleVersion
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import Conflict, read_version


class ChangeView(View, ABC):
    """A form on what is there: 302 saved, 422 with the fault at its field, 409 where somebody was first.

    `current` is None where it was removed meanwhile.
    """

    template: ClassVar[str]
    done: str
    current: Any

    @abstractmethod
    def page(self, template: str, status: int = OK, **context: Any) -> HttpResponse:
        """Draw `template`."""

    @abstractmethod
    def back(self, said: str) -> HttpResponse:
        """Go back to where the form was opened from, saying what was done."""

    @abstractmethod
    def form_of(self, *args: Any, **options: Any) -> Any:
        """Make the form."""

    @abstractmethod
    def find(self, **kwargs: Any) -> None:
        """Find `current`. Raises Http404."""

    @abstractmethod
    def said_now(self) -> dict[str, Any]:
        """What the fields say in the database."""

    @abstractmethod
    def write(self, form: Any, expected: int) -> None:
        """Call the service. Raises StaleVersion, ValidationError."""

    @property
    def version_now(self) -> int:
        """The version that the form was made from."""
        return self.current.version

    @property
    def was_first(self) -> tuple[str, datetime | None]:
        """Who changed it meanwhile, and when; blank and None where that is not kept."""
        return "", None

    @property
    @abstractmethod
    def heading(self) -> str:
        """What the page is called."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form with what is there."""
        self.find(**kwargs)
        if self.current is None:
            raise Http404
        return self.show(self.form_of(initial=self.said_now()), self.version_now)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save it, show what is wrong, or show both versions."""
        self.find(**kwargs)
        choice = request.POST.get(two_writers.CHOICE)
        if choice == two_writers.KEEP_THEIRS:
            return self.back("It was left as it is")
        form = self.form_of(request.POST)
        expected = read_version(request.POST)
        if choice == two_writers.COMBINE or self.current is None:
            return self.both_versions(form, combine=True)
        if expected is None:
            form.add_error(None, two_writers.MALFORMED)
        if expected is None or not form.is_valid():
            return self.show(form, self.version_now if expected is None else expected, FORM_WRONG)
        return self._saved(form, expected)

    def _saved(self, form: Any, expected: int) -> HttpResponse:
        try:
            self.write(form, expected)
        except StaleVersion:
            self.find(**self.kwargs)
            return self.both_versions(form)
        except ValidationError as wrong:
            attach(form, wrong)
            return self.show(form, expected, FORM_WRONG)
        return self.back(self.done)

    def both_versions(self, form: Any, *, combine: bool = False) -> HttpResponse:
        """What is there now beside what was typed; sending it again saves over what was then shown."""
        if self.current is None:
            form.is_valid()
            form.errors.clear()
            return self.page(self.template, CONFLICT, form=form, title=self.heading, removed=True)
        form, found = two_writers.beside(form, self.said_now(), again=self.form_of if combine else None)
        return self.show(form, self.version_now, CONFLICT, conflict=Conflict(*self.was_first, found))

    def show(self, form: Any, version: int, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`."""
        return self.page(self.template, status, form=form, version=version, title=self.heading, **more)
