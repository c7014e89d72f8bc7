"""Outline proposals: the list, one of them, and what becomes of it from its start to its withdrawal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from cbtracker.web.sorting import Sort
from cbtracker.web.streaming import csv_response
from rollout.workstrands.api.outline_shapes import (
    OutlineIn,
    OutlineLine,
    OutlineOut,
    OutlineSignOffIn,
    OutlineStartIn,
    OutlineWithdrawalIn,
)
from rollout.workstrands.filters.outlines import DEFAULT_ORDER, ORDERS, OutlineFilterSet
from rollout.workstrands.models import OutlineProposal
from rollout.workstrands.outline_pages import read_said
from rollout.workstrands.outline_presenters import OUTLINE_COLUMNS, outline_rows
from rollout.workstrands.outline_tasks import SideState, side_states
from rollout.workstrands.selectors.outlines import OutlineSight, decision_of, listed_outlines, sight_of_outline
from rollout.workstrands.services.outlines.answering import keep_answers, start_outline
from rollout.workstrands.services.outlines.claims import OutlineClosed
from rollout.workstrands.services.outlines.signing import ask_outline_sign_off
from rollout.workstrands.services.outlines.submitting import submit_outline, withdraw_outline

CHANGES: Mapping[str, Any] = {
    "permission": Permission.EDIT_OUTLINE,
    "gives": OutlineOut,
    "versioned": True,
    "late": True,
}
PLAIN = (
    *("id", "version", "reference", "neighbourhood_name", "boundary", "organisation", "taking_forward"),
    *("contact_name", "started_at", "submitted_at", "withdrawn_at"),
)


def of_outline(one: OutlineProposal, user: Any) -> dict[str, Any]:
    """What `OutlineOut` gives out of `one`, as far as `user` may see it."""
    sight, said = sight_of_outline(user, one), read_said(one)
    states = side_states(one, now=timezone.now()) if sight.signers else []
    return {
        **{name: getattr(one, name) for name in PLAIN},
        "strand": one.strand.slug,
        "place": one.place_name,
        "authority": one.authority.gss_code,
        "state": one.state.value,
        "earlier_area": one.earlier_area_id,
        "contact_email": one.contact_email if sight.contacts else None,
        "contact_phone": one.contact_phone if sight.contacts else None,
        "answers": [
            {"criterion": one.key, "text": said.answers[one.key]} for one in said.criteria if one.key in said.answers
        ],
        "missing": [missing.place for missing in said.missing],
        "sign_offs": [_side(state, sight) for state in states] if sight.signers else None,
        "decision": decision_of(one, user),
        "withdrawal": one.withdrawal if sight.signers and one.withdrawn_at else None,
    }


def _side(state: SideState, sight: OutlineSight) -> dict[str, Any]:
    asked = state.asked
    return {
        "side": state.side.value,
        "party": state.party,
        "state": state.sign.name.lower(),
        "full_name": asked.full_name if asked else "",
        "signed_at": asked.signed_at if asked else None,
        "comment": asked.comment if asked and sight.comments and asked.sent_back_at else None,
    }


class OfOutlines(ProgrammeViewSet):
    """A viewset of outline proposals, or of something that belongs to one."""

    tag = "Workstrands"
    late = (OutlineClosed,)
    _told: tuple[OutlineProposal, dict[str, Any]] | None = None

    def rows(self) -> QuerySet[OutlineProposal]:
        """Those that the reader may know of."""
        rows = OutlineProposal.objects.visible_to(self.request.user)
        return rows.select_related("strand", "authority", "earlier_area", "started_by")

    def outline(self, permission: Permission | None = None) -> OutlineProposal:
        """The one of the address; 404 unless the person may do `permission` to it."""
        found: OutlineProposal = self.find(pk=self.kwargs["id"])
        if permission is not None:
            self.require(permission, found)
        return found

    def changed(self, kept: OutlineProposal) -> HttpResponseBase:
        """It as it is now."""
        return self.answer(self.find(pk=kept.pk))

    def said_of(self, row: OutlineProposal) -> dict[str, Any]:
        """What the reader is told of it; worked out once for its version and its body."""
        if self._told is None or self._told[0] is not row:
            self._told = (row, of_outline(row, self.request.user))
        return self._told[1]

    def version_of(self, row: OutlineProposal) -> str:
        """Its version, and with it what moves without one: who has signed, and what became of it."""
        said = self.said_of(row)
        decision = said["decision"]
        moved = [said["sign_offs"], said["missing"], decision.version if decision else None]
        digest = hashlib.sha256(json.dumps(moved, default=str).encode()).hexdigest()[:12]
        return f"{row.version}-{digest}"

    def represent(self, row: OutlineProposal) -> Any:
        """It as the reader may see it."""
        return super().represent(self.said_of(row))

    def current(self, row: OutlineProposal) -> Any:
        """It as it is now."""
        return OutlineOut(of_outline(self.find(pk=row.pk), self.request.user)).data


class Outlines(OfOutlines):
    """Outline proposals, and beginning one."""

    @operation(
        "List outline proposals",
        permission=Permission.READ_OUTLINES,
        gives=OutlineLine,
        many=True,
        paged=True,
        filters=OutlineFilterSet,
        sorts=tuple(ORDERS),
        csv=True,
    )
    def list(self, request: Any) -> HttpResponseBase:
        """Those that you may read: officers their own, Whitehall and a strand's assessors those submitted."""
        rows = self.filtered(listed_outlines(request.user)).qs
        if self.wants_csv:
            return csv_response("outlines", OUTLINE_COLUMNS, outline_rows(rows.order_by("place", "id")))
        return self.page(rows, order=Sort(self.params, ORDERS, DEFAULT_ORDER).order)

    @operation(
        "Start an outline proposal",
        permission=Permission.EDIT_OUTLINE,
        takes=OutlineStartIn,
        gives=OutlineOut,
        status=201,
    )
    def create(self, request: Any) -> HttpResponseBase:
        """Begin one for an authority of your own, while the prospectus of the workstrand is published and open."""
        begun = start_outline(**self.said(), by=request.user, now=timezone.now())
        address = reverse("api:outline", kwargs={"id": begun.pk})
        return self.answer(self.find(pk=begun.pk), location=request.build_absolute_uri(address))

    @operation("Read an outline proposal", permission=Permission.READ_OUTLINES, gives=OutlineOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """What it says, where it is, and for its own officers and Whitehall what became of it. No judgements."""
        return self.answer(self.outline())

    @operation("Answer the questions of an outline proposal", takes=OutlineIn, **CHANGES)
    def partial_update(self, request: Any, id: str) -> HttpResponseBase:
        """Keep some answers of a draft. Where they say something else than before, it has to be signed again."""
        one = self.outline(Permission.EDIT_OUTLINE)
        said = self.said(partial=True)
        self.expect(one)
        answers = {answer["criterion"]: answer["text"] for answer in said.pop("answers", ())}
        told: dict[str, Any] = {"by": request.user, "expected_version": one.version, "now": timezone.now()}
        return self.changed(keep_answers(one, fields=said, answers=answers, **told))


class OutlineSignOffs(OfOutlines):
    """Asking somebody to sign."""

    @operation("Ask somebody to sign an outline proposal", takes=OutlineSignOffIn, **CHANGES)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Send somebody of a side the link by which they sign, or ask for a change; a link sent before dies.

        In the neighbourhood workstrand both sides sign: the authority, and the community's organisation.
        """
        one = self.outline(Permission.EDIT_OUTLINE)
        said = self.said()
        self.expect(one)
        told: dict[str, Any] = {"by": request.user, "expected_version": one.version, "now": timezone.now()}
        ask_outline_sign_off(one, **said, **told)
        return self.changed(one)


class OutlineSubmissions(OfOutlines):
    """Submitting."""

    @operation("Submit an outline proposal", **CHANGES)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Submit what was signed; nothing in it changes after that. 422 says what is not answered or not signed."""
        one = self.outline(Permission.EDIT_OUTLINE)
        self.expect(one)
        return self.changed(submit_outline(one, by=request.user, now=timezone.now()))


class OutlineWithdrawals(OfOutlines):
    """Withdrawing."""

    @operation("Withdraw an outline proposal", takes=OutlineWithdrawalIn, **CHANGES)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Withdraw it for a reason, until it is decided on. It cannot be taken up again."""
        one = self.outline(Permission.EDIT_OUTLINE)
        said = self.said()
        self.expect(one)
        told: dict[str, Any] = {"by": request.user, "expected_version": one.version, "now": timezone.now()}
        return self.changed(withdraw_outline(one, **said, **told))
