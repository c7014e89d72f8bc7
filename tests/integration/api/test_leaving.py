"""An operation on its way out says so in each answer and in its description (RFC 9745, RFC 8594)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import Http404, HttpResponseBase
from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from rest_framework.response import Response

from cbtracker.accounts.permissions import Role
from cbtracker.rest.operation import Leaving, operation
from cbtracker.rest.views import ApiViewSet
from tests.contract.faulty import WordOut
from tests.factories.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
LEAVING = Leaving(
    since=datetime(2026, 11, 1, tzinfo=UTC),
    ends=datetime(2027, 5, 31, 23, 59, 59, tzinfo=UTC),
    link="https://tracker.example/api/words",
)


class Words(ApiViewSet):
    """One operation that leaves, and one that stays."""

    tag = "Words"

    @operation("Say how long", permission=None, gives=WordOut, leaving=LEAVING)
    def leaves(self, request: Any) -> HttpResponseBase:
        """In letters."""
        if "fields" in self.params:
            raise Http404
        return Response({"length": 3})

    @operation("Say how long", permission=None, gives=WordOut)
    def stays(self, request: Any) -> HttpResponseBase:
        """In letters."""
        return Response({"length": 3})


def where(action: str) -> Any:
    return path(f"{action}/", Words.as_view({"get": action}, basename="words"), name=action)


urlpatterns = [path("api/v1/", include([where("leaves"), where("stays")]))]


def test_each_answer_says_since_when_until_when_and_where_that_is_explained(api):
    client = api(person(Role.PARTNER))
    refused, answer = client.get("leaves/?fields=length"), client.get("leaves/")
    assert (answer.status_code, refused.status_code) == (200, 404)
    for one in (answer, refused, client.get("leaves/?nothing=1")):
        assert one["Deprecation"] == "@1793491200"
        assert one["Sunset"] == "Mon, 31 May 2027 23:59:59 GMT"
        assert one["Link"] == '<https://tracker.example/api/words>; rel="deprecation"; type="text/html"'
    stays = client.get("stays/")
    assert not {"Deprecation", "Sunset", "Link"} & set(stays.headers)


def test_the_description_says_it_too():
    paths = SchemaGenerator(urlconf=__name__).get_schema(request=None, public=True)["paths"]
    leaves, stays = (paths[f"/api/v1/{action}/"]["get"] for action in ("leaves", "stays"))
    assert (leaves.get("deprecated"), stays.get("deprecated")) == (True, None)
    assert {"Deprecation", "Sunset"} <= set(leaves["responses"]["200"]["headers"])
    assert not {"Deprecation", "Sunset"} & set(stays["responses"]["200"]["headers"])
