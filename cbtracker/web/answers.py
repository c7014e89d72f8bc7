"""What a form is answered with: the same status for the same answer on every page, and faults at their fields.

A form that cannot be taken is shown again with what is wrong, and 422: the request was understood, what it says
cannot be done. 400 is for a request that cannot be read at all (`cbtracker.web.errors`), 409 for one that somebody
else was quicker with (`cbtracker.web.conflict`).
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.cache import patch_cache_control

OK = 200
CONFLICT = 409
TOO_LARGE = 413
FORM_WRONG = 422


def form_status(form: BaseForm) -> int:
    """200, or 422 where `form` was sent and something in it is wrong."""
    return FORM_WRONG if form.is_bound and form.errors else OK


def attach(form: BaseForm, wrong: ValidationError) -> None:
    """Put the faults that a service found at the fields of `form` that they are about; others stand above it."""
    if not hasattr(wrong, "error_dict"):
        form.add_error(None, wrong)
        return
    for name, faults in wrong.error_dict.items():
        form.add_error(name if name in form.fields else None, faults)


def without_trace(response: HttpResponse) -> HttpResponse:
    """Let nothing on the way keep `response`, which shows a secret once, nor say where its reader came from."""
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    return response
