"""Who sits on a body, and what a body is sent: the secretariat's to keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from areas.access import require
from areas.services.versions import StaleVersion
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission, holds
from cbtracker.accounts.services import Charge
from cbtracker.audit.services import record
from cbtracker.papers.models import Body, BodyMember, CalendarSubscription
from cbtracker.web.formats import as_date

Part = BodyMember.Part
_SAID: dict[str, str] = {Part.CHAIR: "the chair", Part.MEMBER: "a member", Part.SECRETARIAT: "in the secretariat"}


@dataclass(frozen=True, kw_only=True)
class BodyTerms:
    """What a body is for, what its own rendition holds, and how many days before a meeting its draft is made."""

    purpose: str
    sight: str
    draft_days: int


@transaction.atomic
def change_body(*, body: Body, terms: BodyTerms, expected_version: int, by: Any, now: datetime) -> Body:
    """Make `body` say `terms`; papers that were issued stay what they are.

    Raises NotPermitted, StaleVersion, ValidationError.
    """
    require(by, Permission.EDIT_BODIES)
    proposed = Body(pk=body.pk, slug=body.slug, name=body.name, order=body.order, **asdict(terms))
    proposed.full_clean(validate_unique=False)
    claimed = Body.objects.filter(pk=body.pk, version=expected_version).update(
        **asdict(terms), version=F("version") + 1
    )
    if not claimed:
        raise StaleVersion(Body.objects.filter(pk=body.pk).first())
    record(by=by, verb="body.changed", on=body, data=asdict(terms), now=now)
    return Body.objects.get(pk=body.pk)


@transaction.atomic
def add_member(*, body: Body, user: User, part: str, from_on: date, by: Any, now: datetime) -> BodyMember:
    """Give `user` a seat on `body` from the day `from_on`.

    A body has one chair: the part of whoever is chair ends on the day on which the new one's begins. So does another
    part of the same person. Raises NotPermitted, ValidationError.
    """
    require(by, Permission.EDIT_BODIES)
    _check_may_read(user)
    Body.objects.select_for_update().get(pk=body.pk)
    held = _held_after(BodyMember.objects.filter(body=body), from_on)
    if held.filter(user=user, part=part).exists():
        raise ValidationError({"user": f"{user} is {_SAID[part]} already. Choose somebody else."})
    ended = held.filter(Q(user=user) | Q(part=Part.CHAIR)) if part == Part.CHAIR else held.filter(user=user)
    before = _end(ended, from_on)
    made = BodyMember.objects.create(body=body, user=user, part=part, from_on=from_on)
    data = {"from": from_on.isoformat(), "ended": [str(one) for one in before]}
    record(by=by, verb="body.member_added", on=made, data=data, now=now)
    return made


@transaction.atomic
def end_member(*, member: BodyMember, to_on: date, by: Any, now: datetime) -> BodyMember:
    """End the seat: `to_on` is the first day on which it is no longer held. Ending it twice changes nothing.

    Raises NotPermitted, ValidationError.
    """
    require(by, Permission.EDIT_BODIES)
    if to_on < member.from_on:
        said = f"Enter {as_date(member.from_on)} or a later date: that is when the part began."
        raise ValidationError({"to_on": said})
    seat = _held_after(BodyMember.objects.filter(pk=member.pk), timezone.localdate(now))
    if seat.update(to_on=to_on):
        record(by=by, verb="body.member_ended", on=member, data={"until": to_on.isoformat()}, now=now)
    member.refresh_from_db()
    return member


class BodiesHandover:
    """Seats end with somebody's access, and so do the addresses of their calendars; nobody has to take them over."""

    def charges(self, user: User, now: datetime) -> Sequence[Charge]:
        """Return nothing: the secretariat gives a seat to whom it will."""
        return []

    def hand_over(self, user: User, successors: Mapping[str, User], *, note: str, by: User, now: datetime) -> None:
        """End every seat from today."""
        today = timezone.localdate(now)
        for seat in _held_after(BodyMember.objects.filter(user=user), today).select_for_update(of=("self",)):
            seat.to_on = max(today, seat.from_on)
            seat.save(update_fields=["to_on"])
            record(by=by, verb="body.member_ended", on=seat, data={"until": seat.to_on.isoformat()}, now=now)
        CalendarSubscription.objects.filter(user=user).delete()


def may_sit(user: User) -> bool:
    """Whether `user` may have a seat: whoever has access and reads papers."""
    return holds(user, Permission.READ_PAPERS)


def _check_may_read(user: User) -> None:
    if not user.is_active:
        raise ValidationError({"user": f"The access of {user} has ended. Choose somebody else."})
    if not may_sit(user):
        raise ValidationError({"user": f"{user} may not read papers. Choose somebody else."})


def _held_after(seats: QuerySet[BodyMember], day: date) -> QuerySet[BodyMember]:
    """Keep the seats that are held on `day` or are to be held later."""
    return seats.filter(Q(to_on__isnull=True) | Q(to_on__gt=day))


def _end(seats: QuerySet[BodyMember], day: date) -> list[BodyMember]:
    """End `seats` on `day`. Raises ValidationError where one begins later: then nobody can tell who follows whom."""
    ended = list(seats.select_related("body", "user").order_by("from_on"))
    later = next((seat for seat in ended if seat.from_on > day), None)
    if later is not None:
        said = f"{later.user} is {_SAID[later.part]} from {as_date(later.from_on)}"
        raise ValidationError({"from_on": f"{said}. Enter that date or a later one, or end that part first."})
    BodyMember.objects.filter(pk__in=[seat.pk for seat in ended]).update(to_on=day)
    return ended
