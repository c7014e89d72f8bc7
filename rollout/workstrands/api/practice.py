"""The practice library."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from rest_framework import serializers

from areas.api.base import ProgrammeViewSet
from areas.models import Area, Authority, Neighbourhood
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from cbtracker.rest.shapes import Day, In, Moment, Named, Out, Text, Version, Whole, choice_of, text_of
from cbtracker.web.sorting import Sort
from cbtracker.web.streaming import csv_response
from rollout.workstrands.filters.practice import DEFAULT_ORDER, PRACTICE_ORDERS, PracticeFilterSet
from rollout.workstrands.models import PracticeItem
from rollout.workstrands.models.practice import LINK_LENGTH
from rollout.workstrands.selectors.practice import library
from rollout.workstrands.services.practice import (
    LARGEST_SAVINGS,
    change_practice,
    publish_practice,
    withdraw_practice,
    write_practice,
)
from rollout.workstrands.views.practice.reading import COLUMNS, practice_rows

READ, EDIT, PUBLISH = Permission.READ_ROLLOUT, Permission.EDIT_PRACTICE, Permission.PUBLISH_PRACTICE


def _slug_of(name: str) -> serializers.CharField:
    return serializers.CharField(source=f"{name}.slug", allow_null=True, default=None)


class PracticeOut(Out):
    """Something that was learned. Without `published_at` it is a draft. `savings_pence` null: none are stated."""

    slug = serializers.CharField()
    version = Version()
    kind = choice_of(PracticeItem, "kind")
    theme = choice_of(PracticeItem, "theme")
    strand = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    summary = serializers.CharField()
    text = serializers.CharField()
    dated = Day()
    area = _slug_of("area")
    authority = serializers.CharField(source="authority.gss_code", allow_null=True, default=None)
    neighbourhood = _slug_of("neighbourhood")
    savings_pence = serializers.IntegerField(allow_null=True)
    evidence = serializers.CharField(allow_blank=True)
    link = serializers.CharField(allow_blank=True)
    published_at = Moment(allow_null=True)
    keys = ("slug", "version")
    example = {"slug": "one-list-of-repairs", "version": 2, "title": "One list of repairs", "savings_pence": 2740000}


class PracticeIn(In):
    """Something that was learned, about one place: `area`, `authority` or `neighbourhood`."""

    kind = choice_of(PracticeItem, "kind")
    theme = choice_of(PracticeItem, "theme")
    strand = Whole(min_value=3, max_value=4, required=False, allow_null=True)
    title = text_of(PracticeItem, "title", lines=False)
    summary = text_of(PracticeItem, "summary")
    text = text_of(PracticeItem, "text")
    dated = Day()
    area = Named(lambda user: Area.objects.visible_to(user), key="slug", what="area", required=False, allow_null=True)
    authority = Named(
        lambda user: Authority.objects.visible_to(user),
        key="gss_code",
        what="authority",
        required=False,
        allow_null=True,
    )
    neighbourhood = Named(
        lambda user: Neighbourhood.objects.visible_to(user),
        key="slug",
        what="neighbourhood",
        required=False,
        allow_null=True,
    )
    savings_pence = Whole(min_value=0, max_value=LARGEST_SAVINGS, required=False, allow_null=True)
    evidence = text_of(PracticeItem, "evidence", lines=False)
    link = Text(lines=False, max_length=LINK_LENGTH, required=False, allow_blank=True)
    example: ClassVar[dict[str, Any]] = {
        "kind": "case_study",
        "theme": "services",
        "title": "One list of repairs",
        "summary": "One caretaker whom everybody knows",
        "text": "For six months every repair was booked by one person.",
        "dated": "2012-02-20",
        "authority": "E06000030",
    }


class Practice(ProgrammeViewSet):
    """What was learned, for any place to use."""

    tag = "Workstrands"
    names: ClassVar[dict[str, str]] = {"place": "authority"}

    def rows(self) -> Any:
        """What is published, and drafts of those who write of their places."""
        return library(self.request.user)

    @operation(
        "List the practice library",
        permission=READ,
        gives=PracticeOut,
        many=True,
        paged=True,
        filters=PracticeFilterSet,
        sorts=tuple(PRACTICE_ORDERS),
        csv=True,
    )
    def list(self, request: Any) -> HttpResponseBase:
        """Case studies, evidence of savings and findings of evaluations. Drafts are those of your own places."""
        rows = self.filtered(self.rows()).qs
        if self.wants_csv:
            return csv_response("practice", COLUMNS, practice_rows(rows.order_by("-dated", "-pk")))
        return self.page(rows, order=Sort(self.params, PRACTICE_ORDERS, DEFAULT_ORDER).order)

    @operation("Read from the practice library", permission=READ, gives=PracticeOut)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """One thing that was learned."""
        return self.answer(self.find(slug=slug))

    @operation("Write for the practice library", permission=EDIT, takes=PracticeIn, gives=PracticeOut, status=201)
    def create(self, request: Any) -> HttpResponseBase:
        """A draft about a place of your own; the secretariat publishes it."""
        made = write_practice(values=self.said(), by=request.user, now=timezone.now())
        address = reverse("api:practice_item", kwargs={"slug": made.slug})
        return self.answer(self.find(pk=made.pk), location=request.build_absolute_uri(address))

    @operation(
        "Change the practice library", permission=EDIT, takes=PracticeIn, gives=PracticeOut, versioned=True, late=True
    )
    def partial_update(self, request: Any, slug: str) -> HttpResponseBase:
        """Change what an item says. What is published only the secretariat changes."""
        item = self._own(EDIT, slug)
        said = self.said(partial=True)
        self.expect(item)
        told = {"expected_version": item.version, "by": request.user, "now": timezone.now()}
        change_practice(item=item, values=said, **told)
        return self.answer(self.find(pk=item.pk))

    @operation("Publish from the practice library", permission=PUBLISH, gives=PracticeOut, versioned=True)
    def publish(self, request: Any, slug: str) -> HttpResponseBase:
        """Let everybody read it, also without an account."""
        return self._moved(publish_practice, slug)

    @operation("Take something off the open practice library", permission=PUBLISH, gives=PracticeOut, versioned=True)
    def withdraw(self, request: Any, slug: str) -> HttpResponseBase:
        """It is a draft again."""
        return self._moved(withdraw_practice, slug)

    def _own(self, permission: Permission, slug: str) -> PracticeItem:
        item: PracticeItem = self.find(slug=slug)
        self.require(permission, item)
        return item

    def _moved(self, do: Any, slug: str) -> HttpResponseBase:
        item = self._own(PUBLISH, slug)
        self.expect(item)
        do(item=item, expected_version=item.version, by=self.request.user, now=timezone.now())
        return self.answer(self.find(pk=item.pk))
