"""Operations that break their word, so that the attack is seen to find it: served by the negative controls only."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponseBase
from django.urls import include, path, re_path
from rest_framework import serializers
from rest_framework.response import Response

from cbtracker.audit.services import record
from cbtracker.rest.errors import wrong_parameter
from cbtracker.rest.operation import operation
from cbtracker.rest.shapes import In, Out
from cbtracker.rest.views import ApiViewSet
from cbtracker.urls import urlpatterns as product_urls

NO_LENGTHS: dict[str, int] = {}


class WordIn(In):
    """A word."""

    word = serializers.CharField(max_length=20)
    example: ClassVar[dict[str, Any]] = {"word": "one"}


class WordOut(Out):
    """Its length."""

    length = serializers.IntegerField()
    keys = ("length",)
    example: ClassVar[dict[str, Any]] = {"length": 3}


class Faulty(ApiViewSet):
    """What no operation of ours may do."""

    tag = "Faulty"

    @operation("Write, and then refuse", permission=None, takes=WordIn, gives=WordOut)
    def refuse(self, request: Any) -> HttpResponseBase:
        """Leaves a row behind."""
        record(by=request.user, verb="word.said", on=request.user, label=self.said()["word"])
        raise wrong_parameter("word", "No.")

    @operation("Break", permission=None, takes=WordIn, gives=WordOut)
    def break_down(self, request: Any) -> HttpResponseBase:
        """Reads what is not there."""
        return Response({"length": NO_LENGTHS[self.said()["word"]]})

    @operation("Answer something else", permission=None, gives=WordOut)
    def say_otherwise(self, request: Any) -> HttpResponseBase:
        """The length is no number."""
        return Response({"length": "three"})


FAULTY = [
    re_path(f"^{name}/$", Faulty.as_view({method: name}, basename="faulty"))
    for method, name in (("post", "refuse"), ("post", "break_down"), ("get", "say_otherwise"))
]
urlpatterns = [path("api/v1/faulty/", include(FAULTY)), *product_urls]
