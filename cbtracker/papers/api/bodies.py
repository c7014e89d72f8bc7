"""The bodies that papers are for, and who sits on them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.papers.agenda import bodies_of, seats_of
from cbtracker.papers.api.body_shapes import BodyIn, BodyLine, BodyOut, MemberEnd, MemberIn, MemberOut
from cbtracker.papers.models import Body, BodyMember
from cbtracker.papers.services.bodies import BodyTerms, add_member, change_body, end_member
from cbtracker.rest.operation import operation


class OfBodies(ProgrammeViewSet):
    """A viewset of bodies, or of what belongs to one."""

    tag = "Bodies and meetings"
    names: ClassVar[dict[str, str]] = {"user": "person", "starts": "starts_at", "ends": "ends_at"}

    def body(self) -> Body:
        """The body of the address, or 404."""
        found: Body = self.find(Body.objects.visible_to(self.request.user), slug=self.kwargs["slug"])
        return found


class Bodies(OfBodies):
    """Bodies."""

    def represent(self, row: Body) -> Any:
        """The body as it is now."""
        return super().represent(self._said(row))

    def current(self, row: Body) -> Any:
        """The body as it is now, all of it."""
        return BodyOut(self._said(row)).data

    def _said(self, row: Body) -> dict[str, Any]:
        known = {name: getattr(row, name) for name in ("slug", "name", "purpose", "version")}
        edits = self.may(Permission.EDIT_BODIES, None)
        return {**known, "sight": row.sight if edits else None, "draft_days": row.draft_days if edits else None}

    @operation("List bodies", permission=Permission.READ_PAPERS, gives=BodyLine, many=True)
    def list(self, request: Any) -> HttpResponseBase:
        """The bodies that you may know of: all for Whitehall, for others those that they are members of."""
        return self.whole(bodies_of(request.user, now=timezone.now()))

    @operation("Read a body", permission=Permission.READ_PAPERS, gives=BodyOut)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """What a body is for."""
        body = self.body()
        return self.unchanged(body.version) or self.answer(body)

    @operation("Change a body", permission=Permission.EDIT_BODIES, takes=BodyIn, gives=BodyOut, versioned=True)
    def change(self, request: Any, slug: str) -> HttpResponseBase:
        """What a body is for, what its papers hold, when its drafts are made. Papers that were issued stay."""
        body = self.body()
        said = self.said(partial=True)
        self.expect(body)
        now_said = {"purpose": body.purpose, "sight": body.sight, "draft_days": body.draft_days}
        terms = BodyTerms(**{**now_said, **said})
        changed = change_body(
            body=body, terms=terms, expected_version=body.version, by=request.user, now=timezone.now()
        )
        return self.answer(changed)


class Members(OfBodies):
    """Seats on bodies."""

    def rows(self) -> QuerySet[BodyMember]:
        """The seats on the body of the address."""
        return BodyMember.objects.visible_to(self.request.user).filter(body=self.body()).select_related("user", "body")

    @operation("List the members of a body", permission=Permission.READ_PAPERS, gives=MemberOut, many=True)
    def list(self, request: Any, slug: str) -> HttpResponseBase:
        """Who sits on a body or will, the chair first; then who sat on it."""
        held, ended = seats_of(self.body(), request.user, today=timezone.localdate())
        return self.whole([*held, *ended])

    @operation("Read a seat", permission=Permission.READ_PAPERS, gives=MemberOut)
    def retrieve(self, request: Any, slug: str, id: str) -> HttpResponseBase:
        """Whose seat it is, as what, since when and until when."""
        return self.answer(self.find(pk=id))

    @operation("Add a member", permission=Permission.EDIT_BODIES, takes=MemberIn, gives=MemberOut, status=201)
    def create(self, request: Any, slug: str) -> HttpResponseBase:
        """Give somebody a seat: they then read in full what is issued to the body."""
        body, said = self.body(), self.said()
        seat = add_member(
            body=body,
            user=said["person"],
            part=said["part"],
            from_on=said["from_on"],
            by=request.user,
            now=timezone.now(),
        )
        return self.answer(seat, location=reverse("api:body_member", kwargs={"slug": slug, "id": seat.pk}))

    @operation("End a seat", permission=Permission.EDIT_BODIES, takes=MemberEnd, gives=MemberOut)
    def end(self, request: Any, slug: str, id: str) -> HttpResponseBase:
        """End somebody's part in a body. Ending it twice changes nothing."""
        seat: BodyMember = self.find(pk=id)
        said = self.said()
        return self.answer(end_member(member=seat, to_on=said["to_on"], by=request.user, now=timezone.now()))
