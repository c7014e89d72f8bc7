"""What the API gives out and takes in of documents of places."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from cbtracker.rest.shapes import Day, In, Moment, Named, Out, Text, choice_of, text_of
from cbtracker.web.formats import LONDON
from rollout.models import AreaDocument
from rollout.models.documents import LINK_LENGTH
from rollout.selectors.document_places import areas_to_add_to, authorities_to_add_to

ONE_PLACE = "Name an area, or an authority that is in none, and not both."


class AreaDocumentLine(Out):
    """A current document in the list."""

    id = serializers.IntegerField()
    area = serializers.CharField(allow_null=True)
    authority = serializers.CharField(allow_null=True)
    place = serializers.CharField()
    kind = serializers.CharField()
    title = serializers.CharField()
    dated = serializers.DateField()
    file_kind = serializers.CharField(allow_blank=True, help_text="Blank: it is a link")
    keys = ("id",)
    example = {
        "id": 7,
        "area": "swindon",
        "authority": None,
        "place": "Swindon",
        "kind": "plan",
        "title": "Our plan for families",
        "dated": "2011-08-01",
        "file_kind": "pdf",
    }


class AreaDocumentWithdrawalOut(Out):
    """Why a version was withdrawn. Nobody opens it any more."""

    reason = serializers.CharField()
    by = serializers.CharField()
    at = Moment()
    keys = ("reason",)


class AreaDocumentVersionOut(Out):
    """One of a document's versions."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    dated = serializers.DateField()
    added_at = Moment()
    added_by = serializers.CharField(allow_blank=True)
    withdrawn = serializers.BooleanField()
    keys = ("id",)


class AreaDocumentOut(AreaDocumentLine):
    """One version of a document, and all of them. One that was withdrawn says neither file nor link."""

    file_name = serializers.CharField(allow_blank=True)
    size = serializers.IntegerField(help_text="In bytes")
    link = serializers.CharField(allow_blank=True)
    added_at = Moment()
    added_by = serializers.CharField(allow_blank=True)
    withdrawal = AreaDocumentWithdrawalOut(allow_null=True)
    versions = AreaDocumentVersionOut(many=True)
    example = {**AreaDocumentLine.example, "file_name": "Our plan.pdf", "size": 48230, "link": "", "withdrawal": None}


class AreaDocumentVersionIn(In):
    """A version of a document: a file, or a link to one."""

    kind = choice_of(AreaDocument, "kind")
    title = text_of(AreaDocument, "title")
    dated = Day()
    file = serializers.FileField(required=False)
    link = Text(lines=False, max_length=LINK_LENGTH, required=False, allow_blank=True)
    example = {
        "kind": "plan",
        "title": "Our plan for families",
        "dated": "2011-08-01",
        "link": "https://example.org/plan",
    }


class AreaDocumentIn(AreaDocumentVersionIn):
    """A document of one of the person's places: an area, or an authority that is not in one yet."""

    area = Named(
        lambda user: areas_to_add_to(user),
        key="slug",
        what="area",
        required=False,
    )
    authority = Named(
        lambda user: authorities_to_add_to(user, today=timezone.localdate(timezone=LONDON)),
        key="gss_code",
        what="authority",
        required=False,
    )
    example = {**AreaDocumentVersionIn.example, "area": "swindon"}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for one place."""
        if ("area" in attrs) == ("authority" in attrs):
            raise serializers.ValidationError({"area": [ONE_PLACE]})
        return attrs


class AreaDocumentWithdrawalIn(In):
    """Why a version is withdrawn."""

    reason = text_of(AreaDocument, "withdrawal", required=True)
    example = {"reason": "It names families"}
