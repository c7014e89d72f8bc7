"""Imports and bulk changes, reversed as a whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cbtracker.accounts.permissions import Permission
from requests_log.forms.lifecycle import ReasonForm
from requests_log.models import ChangeBatch
from requests_log.services import StaleVersion, reverse_batch
from requests_log.services.batches import reversal_faults
from requests_log.views.writing.base import BAD, CONFLICT, OK, attach
from requests_log.views.writing.triage import PermittedView


def _found(pk: int) -> ChangeBatch:
    found = ChangeBatch.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class ReverseView(PermittedView):
    """Reverse an import or a bulk change as a whole, by new revisions."""

    permission = Permission.REVERSE_CHANGES

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why; where it cannot be reversed, say why not."""
        return self._page(_found(pk), ReasonForm(), OK)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Reverse it."""
        kept, form = _found(pk), ReasonForm(request.POST)
        if not form.is_valid():
            return self._page(kept, form, BAD)
        try:
            reversal = reverse_batch(kept, by=request.user, reason=form.cleaned_data["reason"])
        except StaleVersion:
            return self._page(kept, form, CONFLICT)
        except ValidationError as error:
            attach(form, error)
            return self._page(kept, form, BAD)
        messages.success(request, "The change was reversed")
        return redirect("requests:change", pk=reversal.pk)

    def _page(self, batch: ChangeBatch, form: Any, status: int) -> HttpResponse:
        context = {
            "batch": batch,
            "form": form,
            "faults": [] if form.errors else reversal_faults(batch),
            "page_has_errors": status == BAD,
        }
        return render(self.request, "requests_log/reverse.html", context, status=status)
