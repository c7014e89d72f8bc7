"""What the department, or the secretariat in its name, records of an advance that was asked for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from areas.access import can
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import FORM_WRONG, attach
from cbtracker.web.conflict import read_version
from rollout.forms.advances import DecisionForm, RecordForm
from rollout.models import Advance, AdvanceState
from rollout.selectors.money import schedule_of
from rollout.services.advance_decisions import decide_advance, record_drawn, record_repaid
from rollout.views.advances import NEXT, AdvanceView

RECORD = {AdvanceState.AGREED: record_drawn, AdvanceState.DRAWN: record_repaid}
DONE = {
    AdvanceState.ASKED: "The decision is recorded",
    AdvanceState.AGREED: "It is recorded that the advance was drawn down",
    AdvanceState.DRAWN: "It is recorded that the advance was paid back",
}


class NextOfAdvance(AdvanceView):
    """The decision on what was asked for; the drawing of what was agreed; the end of what was drawn."""

    def advance(self, slug: str, pk: int) -> Advance:
        """The advance, or 404 for those who do not decide on it."""
        advance = super().advance(slug, pk)
        if not can(self.user, Permission.DECIDE_FINANCE, on=advance):
            raise Http404
        return advance

    def form_page(self, advance: Advance, form: Any, **more: Any) -> HttpResponse:
        """The page with `form`."""
        heading = NEXT[AdvanceState(advance.state)]
        context: dict[str, Any] = {
            "advance": advance,
            "area": advance.area,
            "schedule": schedule_of(advance),
            "heading": heading,
        }
        return self.page("advance_next", form=form, **context, **more)

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Ask what comes next; where nothing does, lead to the advance."""
        advance = self.advance(slug, pk)
        if advance.state not in NEXT:
            return redirect("rollout:advance", slug=slug, pk=pk)
        form = DecisionForm if advance.state == AdvanceState.ASKED else RecordForm
        return self.form_page(advance, form(advance=advance), version=advance.version)

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Record it, show what is wrong, or show what somebody else recorded first."""
        advance, expected = self.advance(slug, pk), read_version(request.POST)
        state = AdvanceState.ASKED if "reason" in request.POST else advance.state
        form_class = DecisionForm if state == AdvanceState.ASKED else RecordForm
        form: Any = form_class(request.POST, advance=advance)
        is_other = state != advance.state or (expected is not None and expected != advance.version)
        if advance.state not in NEXT or is_other:
            return self.lost(advance, form)
        if expected is None:
            form.add_error(None, two_writers.MALFORMED)
        if not form.is_valid():
            return self.form_page(advance, form, status=FORM_WRONG, version=advance.version)
        try:
            self.record(advance, form.cleaned_data, expected or 0)
        except StaleVersion:
            return self.lost(advance, form)
        except ValidationError as wrong:
            attach(form, wrong)
            return self.form_page(advance, form, status=FORM_WRONG, version=advance.version)
        return self.back(advance, DONE[AdvanceState(advance.state)])

    def record(self, advance: Advance, said: dict[str, Any], expected: int) -> None:
        """Call the service. Raises StaleVersion, ValidationError."""
        told: dict[str, Any] = {"expected_version": expected, "by": self.user, "now": timezone.now()}
        write: Any = RECORD.get(AdvanceState(advance.state), decide_advance)
        write(advance=advance, **said, **told)

    def lost(self, advance: Advance, form: Any) -> HttpResponse:
        """Show where it stands, and what was typed."""
        form.is_valid()
        nothing = dict.fromkeys(form.fields, "")
        return self.moved_on(advance, two_writers.differences(form, nothing, form.cleaned_data))
