"""Areas' money: advances of grant, and what becomes of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from areas.models import Area
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import TooLate
from cbtracker.rest.operation import operation
from cbtracker.web.streaming import csv_response
from rollout.api.money_shapes import (
    AdvanceIn,
    AdvanceOut,
    DayIn,
    DecisionIn,
    MoneyOut,
    changed_terms,
    of_advance,
    of_money,
)
from rollout.filters.money import MoneyFilterSet
from rollout.models import Advance, AdvanceState
from rollout.selectors.money import (
    ADVANCE_COLUMNS,
    advance_rows,
    advances_for,
    advances_in,
    advances_name,
    areas_with_money,
    money_in,
    money_of,
)
from rollout.services.advance_decisions import decide_advance, record_drawn, record_repaid
from rollout.services.advances import (
    AdvanceTerms,
    ask_for_advance,
    change_advance,
    discard_advance,
    start_advance,
    terms_of,
    withdraw_advance,
)

READ, ASK, DECIDE = Permission.READ_FINANCE, Permission.ASK_FINANCE, Permission.DECIDE_FINANCE


class Money(ProgrammeViewSet):
    """What areas ask of departments in money. Nothing here says anything of a nomination (F000 ¶7)."""

    tag = "Finance"

    def area(self, slug: str) -> Area:
        """The area, or 404."""
        area: Area = self.find(Area.objects.visible_to(self.request.user), slug=slug)
        return area

    @operation("List areas' money", permission=READ, gives=MoneyOut, many=True, filters=MoneyFilterSet)
    def list(self, request: Any) -> HttpResponseBase:
        """The areas of which you may see some money and your own, by name, as the filters leave them."""
        areas = self.filtered(areas_with_money(request.user)).qs
        return self.whole(of_money(money_in(area, request.user)) for area in areas)

    @operation("Read an area's money", permission=READ, gives=MoneyOut)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """Its advances and every route to finance, taken or not, as far as they are yours to see."""
        money = money_of(self.area(slug), request.user)
        if money is None:
            raise Http404
        return self.answer(of_money(money))


class Advances(Money):
    """Advances; a draft is its area's own until the area asks."""

    def rows(self) -> Any:
        """Those that the reader may see."""
        return advances_for(self.request.user)

    def represent(self, row: Any) -> Any:
        """The advance with its schedule."""
        return super().represent(of_advance(row))

    def current(self, row: Any) -> Any:
        """The advance as it is now, read again as the person may see it."""
        return AdvanceOut(of_advance(self.find(pk=row.pk))).data

    @operation(
        "List advances",
        permission=READ,
        gives=AdvanceOut,
        many=True,
        filters=MoneyFilterSet,
        csv=True,
        csv_permission=READ,
    )
    def list(self, request: Any) -> HttpResponseBase:
        """Advances with their schedules, by area: those of the areas that the filters leave."""
        found = self.filtered(areas_with_money(request.user))
        advances = advances_in(found.qs, request.user, state=found.form.cleaned_data["advance"])
        if self.wants_csv:
            return csv_response(advances_name(), ADVANCE_COLUMNS, advance_rows(advances))
        return self.whole(of_advance(one) for one in advances)

    @operation("Read an advance", permission=READ, gives=AdvanceOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """What was asked for, its schedule, and where it stands."""
        return self.answer(self.find(pk=int(id)))

    @operation("Start an advance", permission=ASK, status=201, takes=AdvanceIn, gives=AdvanceOut)
    def create(self, request: Any, slug: str) -> HttpResponseBase:
        """Begin a draft, which only the area's own officers see. It need not add up before it is asked for."""
        area = self.area(slug)
        self.require(ASK, area)
        said = self.said()
        repayments = tuple(sorted((row["year"], row["amount_pence"]) for row in said.pop("repayments", ())))
        terms = AdvanceTerms(**said, repayments=repayments)
        advance = start_advance(area=area, terms=terms, by=request.user, now=timezone.now())
        address = request.build_absolute_uri(reverse("api:advance", kwargs={"id": advance.pk}))
        return self.answer(self.find(pk=advance.pk), location=address)

    @operation("Change a draft", permission=ASK, takes=AdvanceIn, gives=AdvanceOut, versioned=True, late=True)
    def partial_update(self, request: Any, id: str) -> HttpResponseBase:
        """Change the terms of a draft; what is left out stays as it was. 409 once it was asked for."""
        advance = self.advance(ASK)
        said = self.said(partial=True)
        self.at(advance, AdvanceState.DRAFT)
        return self.done(change_advance, advance, terms=changed_terms(terms_of(advance), said))

    @operation("Discard a draft", permission=ASK, status=204, versioned=True, late=True)
    def destroy(self, request: Any, id: str) -> HttpResponseBase:
        """Throw a draft away. What was asked for is withdrawn instead: 409."""
        advance = self.advance(ASK)
        self.at(advance, AdvanceState.DRAFT)
        self._call(discard_advance, advance)
        return self.nothing()

    def advance(self, permission: Permission) -> Advance:
        """The advance of the address, or 404 where the person may not do that to it."""
        advance: Advance = self.find(pk=int(self.kwargs["id"]))
        self.require(permission, advance)
        return advance

    def at(self, advance: Advance, state: AdvanceState) -> None:
        """428 and 412 as always; 409 where the advance does not stand where this can be done."""
        self.expect(advance)
        if advance.state != state:
            raise TooLate(f"This advance is “{advance.get_state_display()}”. It has to be “{state.label}” for this.")

    def done(self, service: Callable[..., Any], advance: Advance, **said: Any) -> HttpResponseBase:
        """Call `service` and show where the advance stands now."""
        self._call(service, advance, **said)
        return self.answer(self.find(pk=advance.pk))

    def _call(self, service: Callable[..., Any], advance: Advance, **said: Any) -> None:
        service(advance=advance, expected_version=advance.version, by=self.request.user, now=timezone.now(), **said)


class Asking(Advances):
    """Asking the department for a draft as it stands."""

    @operation("Ask for an advance", permission=ASK, gives=AdvanceOut, versioned=True, late=True)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Its terms never change after. 422 where the repayments do not add up to the advance, to the penny."""
        advance = self.advance(ASK)
        self.at(advance, AdvanceState.DRAFT)
        return self.done(ask_for_advance, advance)


class Withdrawal(Advances):
    """Withdrawing what was asked for."""

    @operation("Withdraw an advance", permission=ASK, gives=AdvanceOut, versioned=True, late=True)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """As long as the department has not decided."""
        advance = self.advance(ASK)
        self.at(advance, AdvanceState.ASKED)
        return self.done(withdraw_advance, advance)


class Decision(Advances):
    """The department's decision about its money."""

    @operation("Record a decision", permission=DECIDE, takes=DecisionIn, gives=AdvanceOut, versioned=True, late=True)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """By the department itself, or by the secretariat in its name."""
        advance = self.advance(DECIDE)
        said = self.said()
        self.at(advance, AdvanceState.ASKED)
        return self.done(decide_advance, advance, **said)


class Drawing(Advances):
    """That the advance was drawn down."""

    @operation("Record that it was drawn", permission=DECIDE, takes=DayIn, gives=AdvanceOut, versioned=True, late=True)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Once it was agreed."""
        advance = self.advance(DECIDE)
        said = self.said()
        self.at(advance, AdvanceState.AGREED)
        return self.done(record_drawn, advance, **said)


class PaidBack(Advances):
    """That the advance was paid back."""

    @operation(
        "Record that it was paid back", permission=DECIDE, takes=DayIn, gives=AdvanceOut, versioned=True, late=True
    )
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Once it was drawn down."""
        advance = self.advance(DECIDE)
        said = self.said()
        self.at(advance, AdvanceState.DRAWN)
        return self.done(record_repaid, advance, **said)
