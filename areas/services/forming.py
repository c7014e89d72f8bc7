"""Areas that authorities form: a place that runs, or is to run, a Community Budget (F000 ¶10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from areas.models import Alias, Area, AreaMember, Authority, Phase
from cbtracker.audit.services import record
from cbtracker.web.formats import LONDON


def phase_of_start(wanted: date) -> Phase:
    """The phase that goes live on the day `wanted` or next after it, else the last to go live (F000 Annex A)."""
    dated = Phase.objects.filter(goes_live_on__isnull=False).order_by("goes_live_on")
    return dated.filter(goes_live_on__gte=wanted).first() or dated.last() or Phase.objects.latest("order")


def check_area_name(name: str) -> None:
    """Raise ValidationError unless an area can be called `name`: no two are called the same."""
    if Area.objects.filter(name__iexact=name).exists() or (
        Alias.objects.filter(name__iexact=name, area__isnull=False).exists()
    ):
        raise ValidationError({"name": f"There is an area called “{name}” already. Enter another name"})


@transaction.atomic
def form_area(
    *, name: str, authorities: Sequence[Authority], lead: Authority, phase: Phase, by: Any, now: datetime
) -> Area:
    """Make an area of `authorities` from today; for services that have asked for a permission of their own.

    Raises ValidationError where the name is taken, and where an authority is in an area already.
    """
    list(Area.objects.select_for_update().order_by("pk").values_list("pk", flat=True))  # one new area at a time
    check_area_name(name)
    check_free(authorities)
    last = Area.objects.aggregate(last=Max("order"))["last"] or 0
    area = Area.objects.create(name=name, slug=_free_slug(name), order=last + 1, phase=phase, lead_authority=lead)
    today = timezone.localdate(now, LONDON)
    AreaMember.objects.bulk_create(AreaMember(area=area, authority=one, from_on=today) for one in authorities)
    data = {"authorities": [one.gss_code for one in authorities], "phase": phase.slug}
    record(by=by, verb="area.formed", on=area, data=data, now=now)
    return area


def check_free(authorities: Sequence[Authority]) -> None:
    """Raise ValidationError, naming it, where one of `authorities` is in an area."""
    taken = AreaMember.objects.filter(authority__in=authorities, to_on__isnull=True).select_related("area", "authority")
    if said := [f"{one.authority} is already part of the area {one.area}" for one in taken]:
        raise ValidationError({"authorities": ". ".join(said)})


def _free_slug(name: str) -> str:
    """An address for the area that no other has: its name, numbered where that is taken."""
    wanted = slugify(name)[:40] or "area"
    taken = set(Area.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(one for one in numbered if one not in taken)
