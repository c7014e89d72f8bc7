"""A change of a whole selection: choose, see what would change, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from cbtracker.accounts.permissions import Permission
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach
from cbtracker.web.conflict import read_version
from requests_log.bulk import MOST_AT_ONCE, Preview, preview
from requests_log.forms.bulk import BulkForm
from requests_log.models import LoggedRequest
from requests_log.services import StaleVersion, bulk_change
from requests_log.views.permitted import PermittedView

CONFIRM = "confirm"
EDIT = "edit"


class BulkView(PermittedView):
    """One change, one reason, every request its own revision (issue 2 §4). All or nothing."""

    permission = Permission.BULK_CHANGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the selection and what can change."""
        entries, faults = self._selection(request.GET.getlist("ref"))
        return self._choose(BulkForm(user=request.user), entries, faults, FORM_WRONG if faults else OK)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what would change; make it once that has been confirmed."""
        entries, faults = self._selection(request.POST.getlist("ref"))
        form = BulkForm(request.POST, user=request.user)
        if faults or request.POST.get("step") == EDIT:
            form.is_valid()
            return self._choose(form, entries, faults, FORM_WRONG if faults else OK)
        if not form.is_valid():
            return self._choose(form, entries, [], FORM_WRONG)
        if changed := self._changed_since(entries):
            return self._conflict(form, entries, changed)
        if request.POST.get("step") == CONFIRM:
            return self._confirmed(form, entries)
        return self._preview(form, entries)

    def _selection(self, asked: list[str]) -> tuple[list[LoggedRequest], list[str]]:
        """The requests asked for, in the order of the paper, and what is wrong with the selection."""
        references = list(dict.fromkeys(asked))
        if not references:
            return [], ["Select at least one request in the list"]
        if len(references) > MOST_AT_ONCE:
            return [], [f"Select at most {MOST_AT_ONCE} requests at once"]
        readable = [name for name in references if "\x00" not in name]
        entries = list(LoggedRequest.objects.visible_to(self.request.user).filter(reference__in=readable))
        unknown = set(references) - {entry.reference for entry in entries}
        return entries, [f"There is no request “{name[:20]}”. Leave it out" for name in sorted(unknown)]

    def _versions(self) -> dict[str, int | None]:
        data = self.request.POST
        return {name: read_version({"version": data.get(f"version-{name}", "")}) for name in data.getlist("ref")}

    def _changed_since(self, entries: list[LoggedRequest]) -> list[LoggedRequest]:
        seen = self._versions()
        return [entry for entry in entries if seen.get(entry.reference) != entry.shared_version]

    def _confirmed(self, form: BulkForm, entries: list[LoggedRequest]) -> HttpResponse:
        seen = self._versions()
        try:
            batch = bulk_change(
                entries,
                by=self.request.user,
                expected_versions={entry.pk: seen[entry.reference] or 0 for entry in entries},
                reason=form.cleaned_data["reason"],
                departments=form.named_departments if form.cleaned_data["departments"] else None,
                **form.changes(),
            )
        except StaleVersion:
            entries, _ = self._selection(self.request.POST.getlist("ref"))
            return self._conflict(form, entries, self._changed_since(entries))
        except ValidationError as error:
            attach(form, error)
            return self._choose(form, entries, [], FORM_WRONG)
        messages.success(self.request, f"Changed {len(batch.summary['changed'])} of {len(entries)} requests")
        return redirect("requests:change", pk=batch.pk)

    def _rows(self, form: BulkForm, entries: list[LoggedRequest]) -> list[Preview]:
        return preview(
            entries,
            changes=form.changes(),
            departments=form.named_departments if form.cleaned_data["departments"] else None,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )

    def _preview(self, form: BulkForm, entries: list[LoggedRequest]) -> HttpResponse:
        rows = self._rows(form, entries)
        if faults := [row.fault for row in rows if row.fault]:
            return self._choose(form, entries, faults, FORM_WRONG)
        if not any(row.changes for row in rows):
            return self._choose(form, entries, ["All selected requests already say so"], FORM_WRONG)
        context = {"form": form, "rows": rows, "kept": _kept(form), "changing": sum(bool(r.changes) for r in rows)}
        return render(self.request, "requests_log/bulk_preview.html", context)

    def _conflict(self, form: BulkForm, entries: list[LoggedRequest], changed: list[LoggedRequest]) -> HttpResponse:
        """409: nothing was written; which requests changed, and the form as it was filled in."""
        context = {"changed": changed}
        return self._choose(form, entries, [], CONFLICT, **context)

    def _choose(
        self, form: forms.Form, entries: list[LoggedRequest], faults: list[str], status: int, **more: Any
    ) -> HttpResponse:
        context = {"form": form, "entries": entries, "faults": faults, "page_has_errors": status == FORM_WRONG, **more}
        return render(self.request, "requests_log/bulk.html", context, status=status)


def _kept(form: BulkForm) -> list[tuple[str, str]]:
    """What was filled in, to be sent again with the confirmation."""
    skipped = ("csrfmiddlewaretoken", "step", "ref")
    names = [name for name in form.data if name not in skipped and not name.startswith("version-")]
    return [(name, form.data[name]) for name in names]
