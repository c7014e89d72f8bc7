"""The secretariat's triage: what waits, one page to decide on it, and on to the next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cbtracker.accounts.permissions import Permission
from cbtracker.web.pagination import capped_count, keyset_page
from requests_log.forms.triage import TriageForm
from requests_log.models import OPEN_STATUSES, LoggedRequest, Status
from requests_log.records import standings
from requests_log.services import triage
from requests_log.views.permitted import PermittedView
from requests_log.views.writing.base import ChangeView

ROW = ("id", "reference", "issue", "areas_label", "departments_label", "raised_on", "record__raised_by")


class UntriagedView(PermittedView):
    """Requests that wait for the secretariat, the longest waiting first."""

    permission = Permission.TRIAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        waiting = LoggedRequest.objects.visible_to(request.user).filter(status=Status.RAISED)
        page = keyset_page(waiting.values(*ROW), order=[("id", "asc")], params=request.GET)
        context = {"page": page, "count": capped_count(waiting)}
        return render(request, "requests_log/untriaged.html", context)


class NextUntriagedView(PermittedView):
    """Go to the next request that waits, after the one given."""

    permission = Permission.TRIAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect to its triage, or to the list when nothing waits any more."""
        waiting = LoggedRequest.objects.visible_to(request.user).filter(status=Status.RAISED).order_by("pk")
        reference = request.GET.get("after", "").replace("\x00", "")[:12]
        after = LoggedRequest.objects.filter(reference=reference).values("pk")[:1]
        found = waiting.filter(pk__gt=after).first() or waiting.first()
        if found is None:
            messages.info(request, "No request waits for triage any more")
            return redirect("requests:untriaged")
        return redirect("requests:triage", reference=found.reference)


class TriageView(ChangeView):
    """One page on which everything about a request is decided, at first and later."""

    permission = Permission.TRIAGE
    form_class = TriageForm
    template_name = "requests_log/triage.html"
    allowed = tuple(Status)

    @property
    def title(self) -> str:  # type: ignore[override]
        """What is done here."""
        verb = "Triage" if self.entry.status == Status.RAISED else "Change"
        return f"{verb} {self.entry.reference}"

    def initial(self) -> dict[str, Any]:
        """What the register says."""
        return TriageForm.initial_of(self.entry)

    def form_options(self) -> dict[str, Any]:
        """The request, and whose workstreams may be chosen."""
        return {"entry": self.entry, "user": self.user}

    def save(self, form: Any, expected: int) -> Any:
        """Accept or change it; say so when there was nothing to change."""
        waited = self.entry.status == Status.RAISED
        revision = triage(
            self.entry,
            by=self.user,
            expected_version=expected,
            areas=form.new_areas(),
            departments=form.new_departments(),
            reason=form.cleaned_data["reason"],
            **form.changes(),
        )
        said = "accepted" if waited else "changed"
        self.done = f"{self.entry.reference} {said}" if revision else f"Nothing to change in {self.entry.reference}"
        return revision

    def after(self) -> HttpResponse:
        """The request, or the next that waits."""
        if self.request.POST.get("then") == "next":
            return redirect(f"{reverse('requests:untriaged_next')}?after={self.entry.reference}")
        return super().after()

    def context(self) -> dict[str, Any]:
        """What stands, and what else can be done."""
        return {
            "standings": standings(self.entry.record, whitehall=True),
            "waits": self.entry.status == Status.RAISED,
            "may_close": self.entry.status in (Status.RAISED, *OPEN_STATUSES),
        }
