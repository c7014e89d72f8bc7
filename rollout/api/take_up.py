"""Which area takes up which element of the offer (F000 ¶12). It is no comparison of areas."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers

from areas.api.base import ProgrammeViewSet
from areas.models import Area
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from cbtracker.rest.shapes import Day, In, Named, Out, text_of
from rollout.api.late import too_late
from rollout.models import OfferElement, TakeUp
from rollout.selectors.take_up import ElementTakeUp, take_up_by_element, take_up_of
from rollout.services.take_up import end_take_up, record_take_up


class TakeUpOut(Out):
    """An area's use of an element of the offer. `ended_on` is null where it goes on."""

    id = serializers.IntegerField()
    element = serializers.CharField()
    title = serializers.CharField()
    since = serializers.DateField()
    note = serializers.CharField(allow_blank=True)
    ended_on = serializers.DateField(allow_null=True)
    ended_note = serializers.CharField(allow_blank=True)
    keys = ("id",)
    example = {
        "id": 7,
        "element": "locality-lead",
        "title": "A locality lead",
        "since": "2011-04-01",
        "note": "",
        "ended_on": None,
        "ended_note": "",
    }


class TakeUpAreaOut(Out):
    """An area that takes up an element now."""

    slug = serializers.CharField()
    name = serializers.CharField()
    since = serializers.DateField()
    keys = ("slug",)


class ElementTakeUpOut(Out):
    """An element of the offer, with the areas that take it up now, by name."""

    element = serializers.CharField()
    title = serializers.CharField()
    is_offered = serializers.BooleanField()
    areas = TakeUpAreaOut(many=True)
    keys = ("element",)
    example = {"element": "locality-lead", "title": "A locality lead", "is_offered": True, "areas": []}


class TakeUpIn(In):
    """An element that an area takes up."""

    element = Named(lambda user: OfferElement.objects.visible_to(user), key="key", what="element of the offer")
    since = Day()
    note = text_of(TakeUp, "note")
    example = {"element": "locality-lead", "since": "2011-04-01"}


class TakeUpEndIn(In):
    """The last day of an area's use of an element, and why it ended."""

    on = Day()
    note = text_of(TakeUp, "ended_note")
    example = {"on": "2012-03-31"}


def of_taken(taken: TakeUp) -> dict[str, Any]:
    """One use of an element."""
    names = ("id", "since", "note", "ended_on", "ended_note")
    return {
        **{name: getattr(taken, name) for name in names},
        "element": taken.element.key,
        "title": taken.element.title,
    }


def of_element(found: ElementTakeUp) -> dict[str, Any]:
    """An element with its areas."""
    areas = [{"slug": one.area.slug, "name": one.area.name, "since": one.since} for one in found.take_up]
    element = found.element
    return {"element": element.key, "title": element.title, "is_offered": element.is_current, "areas": areas}


class TakeUpByElement(ProgrammeViewSet):
    """Each element with the areas that take it up."""

    tag = "Take-up of the offer"

    @operation("List who takes up what", permission=Permission.READ_ROLLOUT, gives=ElementTakeUpOut, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """Each element of the offer with the areas that take it up now, in alphabetical order."""
        return self.whole(of_element(one) for one in take_up_by_element(request.user))


class AreaTakeUp(ProgrammeViewSet):
    """What one area takes up, and took up before."""

    tag = "Take-up of the offer"

    def area(self, permission: Permission | None = None) -> Area:
        """The area of the address; 404 unless the person may do `permission` to it."""
        area: Area = self.find(Area.objects.visible_to(self.request.user), slug=self.kwargs["slug"])
        if permission is not None:
            self.require(permission, area)
        return area

    def taken(self, area: Area) -> TakeUp:
        """What the area takes or took up, of the address; 404 without it."""
        rows: QuerySet[TakeUp] = TakeUp.objects.visible_to(self.request.user).select_related("area", "element")
        found: TakeUp = self.find(rows, area=area, pk=self.kwargs["id"])
        return found

    def represent(self, row: TakeUp) -> Any:
        """One use of an element."""
        return super().represent(of_taken(row))

    @operation("List what an area takes up", permission=Permission.READ_ROLLOUT, gives=TakeUpOut, many=True)
    def list(self, request: Any, slug: str) -> HttpResponseBase:
        """What goes on first, then what has ended, each in the order of the offer."""
        return self.whole(of_taken(one) for one in take_up_of(self.area(), request.user))

    @operation(
        "Record that an area takes something up",
        permission=Permission.RECORD_TAKE_UP,
        takes=TakeUpIn,
        gives=TakeUpOut,
        status=201,
    )
    def create(self, request: Any, slug: str) -> HttpResponseBase:
        """Record an element that the area takes up, and since when."""
        area = self.area(Permission.RECORD_TAKE_UP)
        taken = record_take_up(area=area, by=request.user, now=timezone.now(), **self.said())
        return self.answer(taken, location=reverse("api:area_taken", kwargs={"slug": slug, "id": taken.pk}))

    @operation("Read a use of an element", permission=Permission.READ_ROLLOUT, gives=TakeUpOut)
    def retrieve(self, request: Any, slug: str, id: str) -> HttpResponseBase:
        """One element that the area takes or took up."""
        return self.answer(self.taken(self.area()))

    @operation(
        "Record that a use of an element ended",
        permission=Permission.RECORD_TAKE_UP,
        takes=TakeUpEndIn,
        gives=TakeUpOut,
        late=True,
    )
    def end(self, request: Any, slug: str, id: str) -> HttpResponseBase:
        """Record when the area stopped using it. What was recorded is kept."""
        taken = self.taken(self.area(Permission.RECORD_TAKE_UP))
        said = self.said()
        with too_late():
            ended = end_take_up(take_up=taken, by=request.user, now=timezone.now(), **said)
        return self.answer(ended)
