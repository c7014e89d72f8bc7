"""Imports and bulk changes, and their reversal as a whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.pagination import keyset_page
from requests_log.forms.lifecycle import ReasonForm
from requests_log.models import ChangeBatch, Revision
from requests_log.services import StaleVersion, reverse_batch
from requests_log.services.batches import reversal_faults
from requests_log.views.permitted import PermittedView

ROW = ("id", "entry__reference", "entry__issue", "version", "action")


class ChangesView(PermittedView):
    """Every import and bulk change, the newest first."""

    permission = Permission.REVERSE_CHANGES

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        rows = ChangeBatch.objects.select_related("by", "reverses", "reversed_by")
        page = keyset_page(rows, order=[("id", "desc")], params=request.GET)
        return render(request, "requests_log/changes.html", {"page": page})


class BatchView(PermittedView):
    """What the page of one change and that of its reversal share."""

    permission = Permission.REVERSE_CHANGES

    def found(self, pk: int) -> ChangeBatch:
        """The change, or 404."""
        rows = ChangeBatch.objects.select_related("by", "reverses", "reversed_by")
        kept = rows.filter(pk=pk).first()
        if kept is None:
            raise Http404
        return kept


class ChangeBatchView(BatchView):
    """One import or bulk change: who, when, why, and every request it changed."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        kept = self.found(pk)
        revisions = Revision.objects.visible_to(request.user).filter(batch=kept).values(*ROW)
        page = keyset_page(revisions, order=[("id", "asc")], params=request.GET)
        context = {"batch": kept, "page": page, "faults": reversal_faults(kept), "action_labels": _labels()}
        return render(request, "requests_log/change_batch.html", context)


class ReverseView(BatchView):
    """Reverse an import or a bulk change as a whole, by new revisions."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask why; where it cannot be reversed, say why not."""
        return self._page(self.found(pk), ReasonForm(), OK)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Reverse it."""
        kept, form = self.found(pk), ReasonForm(request.POST)
        if not form.is_valid():
            return self._page(kept, form, FORM_WRONG)
        try:
            reversal = reverse_batch(kept, by=request.user, reason=form.cleaned_data["reason"])
        except StaleVersion:
            return self._page(kept, form, CONFLICT)
        except ValidationError as error:
            attach(form, error)
            return self._page(kept, form, FORM_WRONG)
        messages.success(request, "The change was reversed")
        return redirect("requests:change", pk=reversal.pk)

    def _page(self, batch: ChangeBatch, form: Any, status: int) -> HttpResponse:
        context = {
            "batch": batch,
            "form": form,
            "faults": [] if form.errors else reversal_faults(batch),
            "page_has_errors": status == FORM_WRONG,
        }
        return render(self.request, "requests_log/reverse.html", context, status=status)


def _labels() -> dict[str, str]:
    from requests_log.models import Action

    return dict(Action.choices)
