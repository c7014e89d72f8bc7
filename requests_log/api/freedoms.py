"""Freedoms: what any area may already do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from rest_framework import serializers
from rest_framework.response import Response

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import wrong_parameter
from cbtracker.rest.operation import Query, operation
from cbtracker.rest.shapes import Out
from cbtracker.web.forms import PlainTextField
from requests_log.freedoms import search_freedoms, similar_freedoms
from requests_log.models import Freedom, LoggedRequest
from requests_log.models.querysets import FreedomQuerySet

ORDER = [("declared_at", "desc"), ("id", "desc")]
FIELDS = {
    "issue": "entry__issue",
    "text": "text",
    "areas_label": "entry__areas_label",
    "departments_label": "entry__departments_label",
}
MOST_WORDS = 200
MOST_SAID = 4000


class FreedomOut(Out):
    """What any area may do. `reference` is the request that it came of, blank where you may not open that."""

    id = serializers.IntegerField()
    issue = serializers.CharField()
    text = serializers.CharField()
    areas_label = serializers.CharField(allow_blank=True)
    departments_label = serializers.CharField(allow_blank=True)
    reference = serializers.CharField(allow_blank=True)
    keys = ("id",)
    example = {
        "id": 7,
        "issue": "Let one assessment of a family count for every agency",
        "text": "Any area may use one form for all agencies.",
        "areas_label": "Greater Manchester",
        "departments_label": "DfE/DWP",
        "reference": "CB-0001",
    }


class Freedoms(ProgrammeViewSet):
    """Every freedom, for every reader: its issue, text and labels, and no more of the request it came of."""

    tag = "Freedoms"

    def rows(self) -> FreedomQuerySet:
        """What the reader may know of."""
        return Freedom.objects.visible_to(self.request.user)

    @operation(
        "List freedoms",
        permission=Permission.READ_FREEDOMS,
        gives=FreedomOut,
        many=True,
        paged=True,
        query={
            "q": Query(
                "Words in the issue, in the labels or in what areas can do",
                "data sharing",
                {"type": "string", "maxLength": MOST_WORDS},
            )
        },
    )
    def list(self, request: Any) -> HttpResponseBase:
        """What any area can do because a request was agreed or an alternative offered: the newest first."""
        found = search_freedoms(self._words("q", MOST_WORDS), user=request.user)
        return self.page(found.values("id", "declared_at", "entry_id", *FIELDS.values()), order=ORDER, counted=found)

    @operation("Read a freedom", permission=Permission.READ_FREEDOMS, gives=FreedomOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """What any area can do."""
        row = self.find(self.rows().values("id", "entry_id", *FIELDS.values()), pk=int(id))
        return Response(self.represent_all([row])[0])

    @operation(
        "Ask whether something has been solved already",
        permission=Permission.RAISE_REQUEST,
        gives=FreedomOut,
        many=True,
        query={
            "text": Query(
                "What you are about to ask for, in your own words",
                "one form for all agencies",
                {"type": "string", "maxLength": MOST_SAID},
            )
        },
    )
    def ask(self, request: Any) -> HttpResponseBase:
        """Freedoms like what you are about to ask for, the likest first. Ask before you raise a request."""
        found = similar_freedoms(self._words("text", MOST_SAID), user=request.user)
        keys = [freedom.pk for freedom in found]
        rows = {row["id"]: row for row in self.rows().filter(pk__in=keys).values("id", "entry_id", *FIELDS.values())}
        return self.whole(rows[key] for key in keys if key in rows)

    def represent_all(self, rows: Sequence[Any]) -> Any:
        """Freedoms, each with the request it came of where the reader may open that."""
        visible = LoggedRequest.objects.visible_to(self.request.user)
        named = visible.filter(pk__in=[row["entry_id"] for row in rows]).order_by().values_list("pk", "reference")
        known = dict(named)
        return super().represent_all(
            [
                {"id": row["id"], **{name: row[column] for name, column in FIELDS.items()}}
                | {"reference": known.get(row["entry_id"], "")}
                for row in rows
            ]
        )

    def _words(self, name: str, longest: int) -> str:
        try:
            return str(PlainTextField(required=False, max_length=longest).clean(self.params.get(name, "")))
        except ValidationError as wrong:
            raise wrong_parameter(name, " ".join(wrong.messages)) from None
