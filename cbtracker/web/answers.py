"""The status of a page with a form: the same one for the same answer on every page.

A form that cannot be taken is shown again with what is wrong, and 422: the request was understood, what it says
cannot be done. 400 is for a request that cannot be read at all (`cbtracker.web.errors`), 409 for one that somebody
else was quicker with (`cbtracker.web.conflict`).
"""

from __future__ import annotations

from django.forms import BaseForm

OK = 200
CONFLICT = 409
TOO_LARGE = 413
FORM_WRONG = 422


def form_status(form: BaseForm) -> int:
    """200, or 422 where `form` was sent and something in it is wrong."""
    return FORM_WRONG if form.is_bound and form.errors else OK
