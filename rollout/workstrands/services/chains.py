"""Who delivers what today, as a chain of links from who pays to who delivers (F003 Annex B ¶5c, Annex C f)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When

from rollout.services.kept import Faults, refuse
from rollout.workstrands.models import ChainLink, DeliveryChain
from rollout.workstrands.services.parts import PartService

MOST_LINKS = 30
_LAST_NUMBER = 99


def _check_chain(chain: DeliveryChain) -> Faults:
    faults: Faults = {}
    if chain.outcome is not None and chain.outcome.plan_id != chain.plan_id:
        faults["outcome"] = "Select an outcome of this plan"
    namesake = DeliveryChain.objects.filter(plan=chain.plan_id, service=chain.service).exclude(pk=chain.pk)
    return {**faults, **(_same_service(chain) if namesake.exists() else {})}


def _same_service(chain: DeliveryChain) -> Faults:
    return {"service": "There is a delivery chain of this service already. Change that one, or name another service"}


CHAINS = PartService(DeliveryChain, check=_check_chain, taken=_same_service)


class LinkService(PartService[ChainLink]):
    """Keeps links in one row, numbered from 1: who comes where another is moves that one, and those after it, along.

    A link that is added without a number comes last, and so does one whose number is higher than there are links.
    """

    @transaction.atomic
    def add(self, *, to: DeliveryChain, values: Mapping[str, Any], by: Any, now: datetime) -> ChainLink:
        """Add a link to the chain `to`. Raises NotPermitted, PlanClosed, ValidationError."""
        others = _links_of(to)
        if len(others) >= MOST_LINKS:
            refuse({"order": f"A chain has up to {MOST_LINKS} links. Remove one first"})
        place = _place(values.get("order"), others)
        moves = _numbers(others, without=place)
        _step_aside(moves, others)
        added = super().add(to=to, values={**values, "order": place}, by=by, now=now)
        _settle(moves, now)
        return added

    @transaction.atomic
    def change(
        self, *, row: ChainLink, values: Mapping[str, Any], expected_version: int, by: Any, now: datetime
    ) -> ChainLink:
        """Change a link, and its place where `values` name another. Raises as `PartService.change` does."""
        others = [one for one in _links_of(row.chain) if one.pk != row.pk]
        values = dict(values)
        if "order" in values:
            values["order"] = _place(values["order"], others)
        place = values.get("order", row.order)
        moves = _numbers(others, without=place)
        _step_aside(moves, [*others, row])
        changed = super().change(row=row, values=values, expected_version=expected_version, by=by, now=now)
        _settle(moves, now)
        return changed

    @transaction.atomic
    def remove(self, *, row: ChainLink, expected_version: int, by: Any, now: datetime) -> None:
        """Remove a link; those after it move up. Raises as `PartService.remove` does."""
        others = [one for one in _links_of(row.chain) if one.pk != row.pk]
        super().remove(row=row, expected_version=expected_version, by=by, now=now)
        moves = _numbers(others)
        _step_aside(moves, others)
        _settle(moves, now)


def _check_link(link: ChainLink) -> Faults:
    return {} if 1 <= link.order <= _LAST_NUMBER else {"order": f"Enter a number from 1 to {MOST_LINKS}"}


LINKS = LinkService(ChainLink, parent="chain", check=_check_link)


def _links_of(chain: DeliveryChain) -> list[ChainLink]:
    """The links of `chain` in their order; two people who move links of one chain come one after the other."""
    list(DeliveryChain.objects.select_for_update().filter(pk=chain.pk).values_list("pk"))
    return list(ChainLink.objects.filter(chain=chain.pk).order_by("order"))


def _place(asked: int | None, others: Sequence[ChainLink]) -> int:
    """The number that a link gets that asks for `asked`; a number that is none is left to `_check_link`."""
    last = len(others) + 1
    return last if asked is None else min(asked, last)


def _numbers(others: Sequence[ChainLink], without: int | None = None) -> dict[int, int]:
    """The numbers from 1 that `others` get, by primary key, where they are new; `without` is another link's."""
    free = (number for number in range(1, _LAST_NUMBER + 1) if number != without)
    return {one.pk: number for one, number in zip(others, free, strict=False) if one.order != number}


def _step_aside(moves: Mapping[int, int], there: Sequence[ChainLink]) -> None:
    """Let links that move wait at numbers that nobody has or gets: no two may have the same at any moment."""
    used = {one.order for one in there} | set(range(1, len(there) + 2))
    free = (number for number in range(_LAST_NUMBER, 0, -1) if number not in used)
    _give(dict(zip(moves, free, strict=False)))


def _settle(moves: Mapping[int, int], now: datetime) -> None:
    """Give links their new numbers; who saw them elsewhere has seen an older version."""
    _give(moves, version=F("version") + 1, changed_at=now)


def _give(numbers: Mapping[int, int], **more: Any) -> None:
    if numbers:
        cases = [When(pk=pk, then=Value(number)) for pk, number in numbers.items()]
        ChainLink.objects.filter(pk__in=numbers).update(order=Case(*cases), **more)
