"""The two workstrands, their prospectuses and the 13 earlier areas."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from rollout.workstrands.api.outline_shapes import (
    EarlierAreaIn,
    EarlierAreaOut,
    ProspectusIn,
    ProspectusOut,
    WorkstrandOut,
)
from rollout.workstrands.models import EarlierArea, Prospectus, Workstrand
from rollout.workstrands.selectors.strands import criteria_of, places_of, prospectus_of
from rollout.workstrands.services.earlier_areas import fill_in_earlier_area
from rollout.workstrands.services.prospectus import change_prospectus, publish_prospectus, write_prospectus
from rollout.workstrands.windows import window_on

READ, KEEP = Permission.READ_ROLLOUT, Permission.EDIT_STRANDS


class Strands(ProgrammeViewSet):
    """The workstrands."""

    tag = "Workstrands"

    def rows(self) -> Any:
        """Both."""
        return Workstrand.objects.visible_to(self.request.user)

    def of_strand(self, one: Workstrand) -> dict[str, Any]:
        """What is said of one."""
        user = self.request.user
        window = window_on(prospectus_of(one, user), timezone.localdate())
        return {
            **{name: getattr(one, name) for name in ("number", "slug", "name", "objective", "product", "source")},
            "window": window.name.lower(),
            "criteria": criteria_of(one, user),
            "places": [selected.place for selected in places_of(one, user)],
        }

    @operation("List the workstrands", permission=READ, gives=WorkstrandOut, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """Both, with their criteria and selected places."""
        return self.whole(self.of_strand(one) for one in self.rows())

    @operation("Read a workstrand", permission=READ, gives=WorkstrandOut)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """One of them."""
        return self.answer(self.of_strand(self.find(slug=slug)))


class Prospectuses(ProgrammeViewSet):
    """What invites places."""

    tag = "Workstrands"

    def rows(self) -> Any:
        """Those that the reader may see."""
        return Prospectus.objects.visible_to(self.request.user).select_related("strand")

    def strand(self, slug: str) -> Workstrand:
        """The workstrand of the address."""
        found: Workstrand = self.find(Workstrand.objects.visible_to(self.request.user), slug=slug)
        return found

    def current(self, row: Prospectus) -> Any:
        """The prospectus as it is now."""
        return ProspectusOut(self.find(pk=row.pk)).data

    @operation("Read a prospectus", permission=READ, gives=ProspectusOut)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """The prospectus of a workstrand; before it is published it is there for the secretariat alone."""
        return self.answer(self.find(strand__slug=slug))

    @operation("Write a prospectus", permission=KEEP, takes=ProspectusIn, gives=ProspectusOut, status=201)
    def create(self, request: Any, slug: str) -> HttpResponseBase:
        """Write the first one of a workstrand. Nobody else sees it until it is published."""
        strand = self.strand(slug)
        written = write_prospectus(strand=strand, values=self.said(), by=request.user, now=timezone.now())
        return self.answer(written, location=request.build_absolute_uri())

    @operation("Change a prospectus", permission=KEEP, takes=ProspectusIn, gives=ProspectusOut, versioned=True)
    def partial_update(self, request: Any, slug: str) -> HttpResponseBase:
        """Change some of it; what is left out stays."""
        one = self.find(strand__slug=slug)
        said = self.said(partial=True)
        self.expect(one)
        told: dict[str, Any] = {"expected_version": one.version, "by": request.user, "now": timezone.now()}
        return self.answer(change_prospectus(prospectus=one, values=said, **told))

    @operation("Publish a prospectus", permission=KEEP, gives=ProspectusOut, versioned=True)
    def publish(self, request: Any, slug: str) -> HttpResponseBase:
        """Let everybody in the programme read it."""
        one = self.find(strand__slug=slug)
        self.expect(one)
        told: dict[str, Any] = {"expected_version": one.version, "by": request.user, "now": timezone.now()}
        return self.answer(publish_prospectus(prospectus=one, **told))


class EarlierAreas(ProgrammeViewSet):
    """The 13 areas of Local Integrated Services."""

    tag = "Workstrands"

    def rows(self) -> Any:
        """All of them."""
        return EarlierArea.objects.visible_to(self.request.user).select_related("authority")

    def current(self, row: EarlierArea) -> Any:
        """It as it is now."""
        return EarlierAreaOut(self.find(pk=row.pk)).data

    @operation("List the earlier areas", permission=READ, gives=EarlierAreaOut, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """The 13, as far as they are known: no paper names them."""
        return self.whole(self.rows())

    @operation("Read an earlier area", permission=READ, gives=EarlierAreaOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """One of them."""
        return self.answer(self.find(pk=int(id)))

    @operation("Fill in an earlier area", permission=KEEP, takes=EarlierAreaIn, gives=EarlierAreaOut, versioned=True)
    def partial_update(self, request: Any, id: str) -> HttpResponseBase:
        """Say what is known of it; what is left out stays."""
        one = self.find(pk=int(id))
        said = self.said(partial=True)
        self.expect(one)
        told: dict[str, Any] = {"expected_version": one.version, "by": request.user, "now": timezone.now()}
        fill_in_earlier_area(area=one, values=said, **told)
        return self.answer(self.find(pk=one.pk))
