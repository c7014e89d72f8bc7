"""What the pages of calls share."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from areas.access import NotPermitted
from cbtracker.accounts.permissions import Permission
from requests_log.models import Call
from requests_log.views.permitted import PermittedView

KEY, STEP = "key", "step"


class CallView(PermittedView):
    """A page about calls: what the person may not know of, or do, is a 404."""

    permission = Permission.READ_CALLS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Remember who asks."""
        super().setup(request, *args, **kwargs)
        self.user: Any = request.user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, or 404 (DESIGN rule 2)."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotPermitted:
            raise Http404 from None

    def find(self) -> Call:
        """The call of the address."""
        return get_object_or_404(Call.objects.visible_to(self.user), slug=self.kwargs["slug"])


def read_key(text: str | None) -> uuid.UUID | None:
    """The form's key; None where it was not sent whole."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def sent_again(data: Any, left_out: frozenset[str]) -> list[tuple[str, str]]:
    """The names and values of a form, to be sent again from a page that shows them to be checked."""
    return [(name, value) for name in data if name not in left_out for value in data.getlist(name)]
