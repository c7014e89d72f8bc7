"""What every page about people shares."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from areas.access import can
from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import FORM_WRONG


class Needs:
    """Not found for those without `permission` (DESIGN rule 2)."""

    permission: ClassVar[Permission]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 unless the person has the permission."""
        if not can(request.user, self.permission):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class FormPage:
    """Shows a form again, with status 422, when something in it is wrong."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Show the form with what to mend."""
        context = self.get_context_data(form=form)  # type: ignore[attr-defined]
        return self.render_to_response(context, status=FORM_WRONG)  # type: ignore[attr-defined]

    def refuse(self, form: BaseForm, refused: ValidationError) -> HttpResponse:
        """Show the form with what the service found wrong."""
        known = hasattr(refused, "error_dict") and all(name in form.fields for name in refused.message_dict)
        form.add_error(None, refused if known else ValidationError(refused.messages))
        return self.form_invalid(form)
