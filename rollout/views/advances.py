"""One advance: drafting and asking, reading, withdrawing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from areas.access import can
from areas.models import Area
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.web import conflict as two_writers
from cbtracker.web.answers import CONFLICT, FORM_WRONG, OK, attach, form_status
from cbtracker.web.conflict import Conflict, Difference, read_version
from cbtracker.web.once import once
from rollout.forms.advances import AdvanceForm, initial_of
from rollout.models import Advance, AdvanceState
from rollout.selectors.money import advances_for, schedule_of
from rollout.services.advances import (
    ask_for_advance,
    change_advance,
    discard_advance,
    start_advance,
    terms_of,
    withdraw_advance,
)
from rollout.views.money import MoneyReader

ACTION, ASK, TOTAL = "action", "ask", "total"
NEXT = {
    AdvanceState.ASKED: "Record the decision",
    AdvanceState.AGREED: "Record that it was drawn down",
    AdvanceState.DRAWN: "Record that it was paid back",
}
"""What the department, or the secretariat in its name, records next."""


class AdvanceView(MoneyReader):
    """Finds the advance, and shows it."""

    def found(self, area: Area, pk: int) -> Advance | None:
        """The area's advance `pk` as the person may see it; None where there is none."""
        return advances_for(self.user).filter(area=area, pk=pk).first()

    def advance(self, slug: str, pk: int) -> Advance:
        """The same, or 404."""
        advance = self.found(self.area(slug), pk)
        if advance is None:
            raise Http404
        return advance

    def show(self, advance: Advance, status: int = OK, **more: Any) -> HttpResponse:
        """The page of `advance`."""
        may_ask = can(self.user, Permission.ASK_FINANCE, on=advance)
        may_decide = can(self.user, Permission.DECIDE_FINANCE, on=advance)
        next_step = NEXT.get(AdvanceState(advance.state)) if may_decide else None
        context = {"advance": advance, "area": advance.area, "schedule": schedule_of(advance), **more}
        return self.page("advance", status, may_ask=may_ask, next_step=next_step, **context)

    def moved_on(self, advance: Advance, lost: list[Difference]) -> HttpResponse:
        """Somebody was first, and what was typed can no longer be saved: show where it stands, and the words."""
        return self.show(self.advance(advance.area.slug, advance.pk), CONFLICT, moved_on=True, lost=lost)

    def back(self, advance: Advance, said: str) -> HttpResponse:
        """Go to the page of `advance`, saying what was done."""
        messages.success(self.request, said)
        return redirect("rollout:advance", slug=advance.area.slug, pk=advance.pk)


class AdvancePage(AdvanceView):
    """What was asked for, its schedule, and where it stands."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Show it."""
        return self.show(self.advance(slug, pk))


class _Drafting(AdvanceView):
    """A form on a draft, for officers of the area."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 404 to everybody else."""
        if not can(request.user, Permission.ASK_FINANCE):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def area(self, slug: str) -> Area:
        """The area, or 404 where it is not the person's own."""
        area = super().area(slug)
        if not can(self.user, Permission.ASK_FINANCE, on=area):
            raise Http404
        return area

    def form_page(self, area: Area, form: AdvanceForm, status: int = OK, **more: Any) -> HttpResponse:
        """The page with `form`."""
        return self.page("advance_form", status, area=area, form=form, **more)

    def typed(self) -> AdvanceForm:
        """What was sent, checked as what the button says."""
        form = AdvanceForm(self.request.POST, asking=self.request.POST.get(ACTION) == ASK)
        form.is_valid()
        if self.request.POST.get(ACTION) == TOTAL:
            for name in [name for name in form.errors if form.has_error(name, "required")]:
                del form.errors[name]
        return form

    def asks(self) -> bool:
        """Whether the button was that which asks."""
        return self.request.POST.get(ACTION) == ASK

    def done(self, advance: Advance) -> HttpResponse:
        """Go to the advance, saying what was done."""
        return self.back(advance, f"The {advance.department.name} is asked" if self.asks() else "Draft saved")


class StartAdvance(_Drafting):
    """A new advance."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the empty form."""
        return self.form_page(self.area(slug), AdvanceForm())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Save it once, and ask if that is wanted; add up; or show what is wrong."""
        area, form = self.area(slug), self.typed()
        if request.POST.get(ACTION) == TOTAL or form.errors:
            return self.form_page(area, form, form_status(form))
        try:
            with once(request) as first:
                if not first:
                    return redirect("rollout:money", slug=area.slug)
                advance = start_advance(area=area, terms=form.terms(), by=self.user, now=timezone.now())
                if self.asks():
                    advance = ask_for_advance(
                        advance=advance, expected_version=advance.version, by=self.user, now=timezone.now()
                    )
        except ValidationError as wrong:
            attach(form, wrong)
            return self.form_page(area, form, FORM_WRONG)
        return self.done(advance)


class ChangeAdvance(_Drafting):
    """A draft that is there; the loser of a simultaneous change keeps every word and sees both."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Show the form with what is there; what was asked for has a page that only reads."""
        advance = self.advance(slug, pk)
        if advance.state != AdvanceState.DRAFT:
            return redirect("rollout:advance", slug=slug, pk=pk)
        form = AdvanceForm(initial=initial_of(terms_of(advance)))
        return self.form_page(advance.area, form, advance=advance, version=advance.version)

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Save it, and ask if that is wanted; add up; show what is wrong; or show both versions."""
        area, form = self.area(slug), self.typed()
        advance, choice = self.found(area, pk), request.POST.get(two_writers.CHOICE)
        if advance is None:
            form.errors.clear()
            return self.form_page(area, form, CONFLICT, removed=True)
        if choice == two_writers.KEEP_THEIRS:
            return self.back(advance, "The draft was left as it is")
        expected = read_version(request.POST)
        if choice == two_writers.COMBINE:
            return self.both_versions(advance, combine=True)
        if expected is None:
            form.add_error(None, two_writers.MALFORMED)
        if request.POST.get(ACTION) == TOTAL or form.errors:
            version = expected or advance.version
            return self.form_page(area, form, form_status(form), advance=advance, version=version)
        return self._saved(advance, form, expected or 0)

    def _saved(self, advance: Advance, form: AdvanceForm, expected: int) -> HttpResponse:
        told: dict[str, Any] = {"by": self.user, "now": timezone.now()}
        try:
            with transaction.atomic():
                saved = change_advance(advance=advance, terms=form.terms(), expected_version=expected, **told)
                if self.asks():
                    ask_for_advance(advance=saved, expected_version=saved.version, **told)
        except StaleVersion:
            return self.both_versions(advance)
        except ValidationError as wrong:
            attach(form, wrong)
            return self.form_page(advance.area, form, FORM_WRONG, advance=advance, version=expected)
        return self.done(advance)

    def both_versions(self, advance: Advance, *, combine: bool = False) -> HttpResponse:
        """What is there now beside what was typed; sending it again saves over what was then shown."""
        current, form = self.found(advance.area, advance.pk), AdvanceForm(self.request.POST)
        if current is None:
            form.is_valid()
            form.errors.clear()
            return self.form_page(advance.area, form, CONFLICT, removed=True)
        again = AdvanceForm if combine else None
        form, differences = two_writers.beside(form, initial_of(terms_of(current)), again=again)
        if current.state != AdvanceState.DRAFT:
            return self.moved_on(current, differences)
        conflict = Conflict("", None, differences)
        version = current.version
        return self.form_page(current.area, form, CONFLICT, advance=current, version=version, conflict=conflict)


class WithdrawAdvance(_Drafting):
    """The button that throws a draft away, or withdraws what was asked for."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        """Do it, or show where it stands now."""
        area = self.area(slug)
        advance, version = self.found(area, pk), read_version(request.POST) or 0
        if advance is None:
            return self.to_area(area, "The draft had already been discarded")
        told: dict[str, Any] = {"expected_version": version, "by": self.user, "now": timezone.now()}
        try:
            if advance.state == AdvanceState.DRAFT:
                discard_advance(advance=advance, **told)
                return self.to_area(area, "The draft is discarded")
            withdraw_advance(advance=advance, **told)
        except StaleVersion:
            return self.moved_on(advance, [])
        return self.back(advance, "The advance is withdrawn")

    def to_area(self, area: Area, said: str) -> HttpResponse:
        """Go to the area's money, saying what was done."""
        messages.success(self.request, said)
        return redirect("rollout:money", slug=area.slug)
