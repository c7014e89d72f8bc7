"""Nominations: the list, one of them, and what becomes of it from its start to its withdrawal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from areas.api.base import ProgrammeViewSet
from areas.models import Authority
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.operation import operation
from cbtracker.web.sorting import Sort
from cbtracker.web.streaming import csv_response
from requests_log.freedoms import similar_freedoms
from rollout.api.nomination_bodies import (
    NominationAcknowledgementIn,
    NominationStartIn,
    NominationWithdrawalIn,
    SignOffIn,
)
from rollout.api.nomination_records import line_of, of_nomination
from rollout.api.nomination_shapes import LikelyFreedomOut, NominationEventOut, NominationLine, NominationOut
from rollout.filters.nominations import DEFAULT_ORDER, ORDERS, NominationFilterSet
from rollout.models import Nomination, NominationAuthority
from rollout.nomination_pages import Page
from rollout.nomination_presenters import NOMINATION_COLUMNS, history_of, nomination_rows
from rollout.selectors.nominations import listed_nominations, sight_of
from rollout.services.nominations import (
    NominationClosed,
    acknowledge,
    ask_sign_off,
    resume,
    start_nomination,
    submit,
    withdraw,
)

CHANGES: Mapping[str, Any] = {
    "permission": Permission.EDIT_NOMINATION,
    "gives": NominationOut,
    "versioned": True,
    "late": True,
}


class OfNominations(ProgrammeViewSet):
    """A viewset of nominations, or of something that belongs to one."""

    tag = "Nominations"
    late = (NominationClosed,)
    _told: tuple[Nomination, dict[str, Any]] | None = None

    def rows(self) -> QuerySet[Nomination]:
        """Those that the reader may know of."""
        rows = Nomination.objects.visible_to(self.request.user).prefetch_related("authorities")
        people = ("started_by", "changed_by", "submitted_by", "acknowledged_by", "withdrawn_by")
        return rows.select_related("lead_authority", "area", *people)

    def nomination(self, permission: Permission | None = None) -> Nomination:
        """The nomination of the address; 404 unless the person may do `permission` to it."""
        found: Nomination = self.find(pk=self.kwargs["id"])
        if permission is not None:
            self.require(permission, found)
        return found

    def changed(self, kept: Nomination) -> HttpResponseBase:
        """The nomination as it is now that it was changed."""
        return self.answer(self.find(pk=kept.pk))

    def said_of(self, row: Nomination) -> dict[str, Any]:
        """What the reader is told of it; worked out once for its version and its body."""
        if self._told is None or self._told[0] is not row:
            now = timezone.now()
            said = of_nomination(row, user=self.request.user, now=now, today=timezone.localdate(now))
            self._told = (row, said)
        return self._told[1]

    def version_of(self, row: Nomination) -> str:
        """Its version, and with it what moves without one: who has signed, and who leads for its authorities."""
        return str(self.said_of(row)["etag"])

    def represent(self, row: Nomination) -> Any:
        """The nomination as the reader may see it."""
        return super().represent(self.said_of(row))


class Nominations(OfNominations):
    """Nominations, and beginning one."""

    names: ClassVar[dict[str, str]] = {"authorities": "authority"}

    @operation(
        "List nominations",
        permission=Permission.READ_NOMINATIONS,
        gives=NominationLine,
        many=True,
        paged=True,
        filters=NominationFilterSet,
        sorts=tuple(ORDERS),
        csv=True,
    )
    def list(self, request: Any) -> HttpResponseBase:
        """Those that you may read: officers their own, partners those submitted. Nothing ranks them."""
        rows = self.filtered(listed_nominations(request.user)).qs
        if self.wants_csv:
            return csv_response("nominations", NOMINATION_COLUMNS, nomination_rows(rows.order_by("place", "id")))
        return self.page(rows, order=Sort(self.params, ORDERS, DEFAULT_ORDER).order)

    def represent_all(self, rows: Sequence[Nomination]) -> Any:
        """Lines."""
        return super().represent_all([line_of(one) for one in rows])

    @operation(
        "Start a nomination",
        permission=Permission.EDIT_NOMINATION,
        takes=NominationStartIn,
        gives=NominationOut,
        status=201,
        also=(200,),
    )
    def create(self, request: Any) -> HttpResponseBase:
        """Begin the nomination of an authority of your own.

        Where it has an open one already, that one comes back as it is, with 200: officers of one authority share one.
        """
        authority = self.said()["authority"]
        was_there = NominationAuthority.objects.filter(authority=authority, left_at__isnull=True).exists()
        begun = start_nomination(authority=authority, by=request.user, now=timezone.now())
        address = reverse("api:nomination", kwargs={"id": begun.pk})
        response = self.answer(self.find(pk=begun.pk), location=request.build_absolute_uri(address))
        response.status_code = 200 if was_there else 201
        return response

    @operation("Read a nomination", permission=Permission.READ_NOMINATIONS, gives=NominationOut)
    def retrieve(self, request: Any, id: str) -> HttpResponseBase:
        """Where it is, who signs, what it says, and what has come of it, as far as you may see it.

        Partners are not shown how to reach the people named, nor who signs.
        """
        return self.answer(self.nomination())


class Histories(OfNominations):
    """What happened to a nomination."""

    @operation(
        "Read the history of a nomination", permission=Permission.READ_NOMINATIONS, gives=NominationEventOut, many=True
    )
    def list(self, request: Any, id: str) -> HttpResponseBase:
        """What happened to it, the newest first, as far as you may see it."""
        one = self.nomination()
        return self.whole(history_of(one, sight_of(request.user, one)))


class LikelyFreedoms(OfNominations):
    """What may be possible already."""

    @operation(
        "List freedoms that are like its barriers",
        permission=Permission.EDIT_NOMINATION,
        gives=LikelyFreedomOut,
        many=True,
    )
    def list(self, request: Any, id: str) -> HttpResponseBase:
        """Freedoms that any area can use and that may answer a barrier of your nomination: look before you submit."""
        one = self.nomination(Permission.EDIT_NOMINATION)
        barriers = one.answers.get(Page.BARRIERS, {}).get("barriers", ())
        told = [" ".join((barrier["issue"], barrier.get("detail", ""))) for barrier in barriers]
        found = [(number, similar_freedoms(words, user=request.user)) for number, words in enumerate(told, start=1)]
        return self.whole({"barrier": number, **vars(freedom)} for number, rows in found for freedom in rows)


class SignOffs(OfNominations):
    """Asking the second person of an authority."""

    @operation("Ask somebody to sign", takes=SignOffIn, **CHANGES)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Send the leader or chief executive of an authority the link by which they sign, or ask for a change.

        They need no account, and answer by the link alone: there is no operation for that. A link sent before dies.
        Every page of questions must be answered first, and what is changed later has to be signed again.
        """
        one = self.nomination(Permission.EDIT_NOMINATION)
        said = self.said()
        self.expect(one)
        ask_sign_off(one, **said, by=request.user, expected_version=one.version, now=timezone.now())
        return self.changed(one)


class Submissions(OfNominations):
    """Submitting."""

    @operation("Submit a nomination", **CHANGES)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Submit what was signed: its area is made, and its barriers become requests of Whitehall.

        422 says what is missing: pages without an answer (`missing`), or authorities for which nobody has signed.
        """
        one = self.nomination(Permission.EDIT_NOMINATION)
        self.expect(one)
        return self.changed(submit(one, by=request.user, now=timezone.now()))


class Acknowledgements(OfNominations):
    """The secretariat's answer."""

    @operation(
        "Acknowledge a nomination",
        takes=NominationAcknowledgementIn,
        **{**CHANGES, "permission": Permission.ACKNOWLEDGE_NOMINATION},
    )
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Say that it came, and arrange what happens next. Nothing judges it.

        `converse` opens a conversation with each of its authorities; `leads` names a locality lead for those that have
        none.
        """
        one = self.nomination(Permission.ACKNOWLEDGE_NOMINATION)
        said = self.said()
        self.expect(one)
        leads = _leads(said.pop("leads"))
        return self.changed(acknowledge(one, **said, leads=leads, by=request.user, now=timezone.now()))


def _leads(said: Sequence[Mapping[str, Any]]) -> dict[Authority, User]:
    leads = {one["authority"]: one["lead"] for one in said}
    if len(leads) != len(said):
        raise ValidationError({"leads": "Name each authority once."})
    return leads


class Withdrawals(OfNominations):
    """Withdrawing."""

    @operation("Withdraw a nomination", takes=NominationWithdrawalIn, **CHANGES)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Withdraw it, at any time, with a reason or without. It can be resumed at any time."""
        one = self.nomination(Permission.EDIT_NOMINATION)
        said = self.said()
        self.expect(one)
        return self.changed(withdraw(one, **said, by=request.user, expected_version=one.version, now=timezone.now()))


class Resumptions(OfNominations):
    """Going on."""

    @operation("Resume a nomination", **CHANGES)
    def create(self, request: Any, id: str) -> HttpResponseBase:
        """Take a withdrawn nomination up again where it was."""
        one = self.nomination(Permission.EDIT_NOMINATION)
        self.expect(one)
        return self.changed(resume(one, by=request.user, expected_version=one.version, now=timezone.now()))
