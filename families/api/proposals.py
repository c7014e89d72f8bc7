"""What areas propose beside the estimates: entered by the area, clarified, confirmed by the secretariat."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from rest_framework.renderers import JSONRenderer

from areas.access import NotPermitted
from areas.models import Area
from areas.services.versions import StaleVersion
from cbtracker.accounts.permissions import Permission
from cbtracker.rest.errors import TooLate
from cbtracker.rest.operation import operation
from cbtracker.rest.preconditions import seen_versions
from families.api.base import AS_AT, FamiliesViewSet
from families.api.proposal_shapes import ProposalIn, ProposalLine, ProposalOut, WordsIn, of_line, of_proposal
from families.forms.proposals import AsAtForm
from families.models import ProposalRevision
from families.selectors.proposals import areas_for, newest_of, read_proposal, revisions_of
from families.services import ProposalTerms, ProposalWords, clarify, confirm, propose
from families.services.proposals import is_open_to, terms_of

CONFIRMED = "The proposal has been confirmed: ask the secretariat to change it."
NOTHING = "The area has proposed nothing yet."
ALREADY = "This proposal has been confirmed already."
RANGES = {"supported_2011_12": "first", "supported_sr": "period"}
WHEN = {"as_at": AS_AT}
NAMES = {f"{field}_{end}": f"{name}.{end}" for name, field in RANGES.items() for end in ("low", "high")}


class Proposals(FamiliesViewSet):
    """Proposals; the first part of an ETag is the version that If-Match is compared by, the rest the estimates."""

    names = NAMES

    def rows(self) -> Any:
        """Areas that the reader may know of; whose proposal they read is `area`'s to ask."""
        return Area.objects.visible_to(self.request.user)

    @operation(
        "List proposals", permission=Permission.READ_PROPOSALS, gives=ProposalLine, many=True, query={"as_at": AS_AT}
    )
    def list(self, request: Any) -> HttpResponseBase:
        """What each area proposes as at a day, beside the estimates of its authorities: all areas for Whitehall in
        their fixed order, an officer's own. Never ordered by a number.
        """
        day = self.asked(AsAtForm(self.params)).day
        return self.whole(of_line(one) for one in areas_for(request.user, as_at=day))

    @operation("Read a proposal", permission=Permission.READ_PROPOSALS, gives=ProposalOut, query=WHEN)
    def retrieve(self, request: Any, slug: str) -> HttpResponseBase:
        """What one area proposes as at a day, beside the estimates of its authorities, and every version of it."""
        area = self.area(slug)
        return self.answer(self.read(area, self.asked(AsAtForm(self.params)).day))

    @operation(
        "Enter or change a proposal",
        permission=Permission.EDIT_PROPOSAL,
        takes=ProposalIn,
        gives=ProposalOut,
        versioned=True,
        late=True,
    )
    def partial_update(self, request: Any, slug: str) -> HttpResponseBase:
        """Write the next version: by an officer of the area until it is confirmed, by the secretariat at any time.

        The ETag of an area that has proposed nothing begins with 0. 409 once the proposal is confirmed.
        """
        area = self.area(slug, Permission.EDIT_PROPOSAL)
        said = self.said(partial=True)
        newest = self.expected(area)
        self.open_only(newest)
        day, changed = said.pop("effective_on", None), _flat(said)
        terms = replace(terms_of(newest) if newest else ProposalTerms(), **changed)
        return self.write(area, newest, propose, terms=terms, effective_on=day)

    def area(self, slug: str, permission: Permission = Permission.READ_PROPOSALS) -> Area:
        """The area; 404 where `permission` does not reach it."""
        area: Area = self.find(slug=slug)
        self.require(permission, area)
        return area

    def read(self, area: Area, day: Any = None) -> dict[str, Any]:
        """What `area` proposes as at `day`, default today, as the reader may see it."""
        as_at = day or AsAtForm({}).today
        found = read_proposal(area, self.request.user, as_at=as_at)
        return of_proposal(found, revisions_of(area, self.request.user), as_at=as_at)

    def version_of(self, row: Any) -> str:
        """The newest version, and a digest of all that is shown: estimates change without a version of the proposal."""
        newest = row["versions"][0]["version"] if row["versions"] else 0
        shown = JSONRenderer().render(ProposalOut(row).data)
        return f"{newest}-{hashlib.sha256(shown).hexdigest()[:16]}"

    def expected(self, area: Area) -> ProposalRevision | None:
        """The newest version, which must be the one that If-Match names; raises Missing, Stale."""
        newest = newest_of(area, self.request.user)
        if str(newest.version if newest else 0) not in seen_versions(self.request):
            raise self._stale(self.read(area))
        return newest

    def open_only(self, newest: ProposalRevision | None) -> None:
        """409 for what only the secretariat may change now."""
        if not is_open_to(newest, self.request.user):
            raise TooLate(CONFIRMED)

    def write(
        self, area: Area, newest: ProposalRevision | None, service: Callable[..., Any], **said: Any
    ) -> HttpResponseBase:
        """Call `service`; who was overtaken, also by a confirmation, sees what is there now."""
        version = newest.version if newest else 0
        try:
            service(area=area, expected_version=version, by=self.request.user, now=timezone.now(), **said)
        except (StaleVersion, NotPermitted) as overtaken:
            raise self._stale(self.read(area)) from overtaken
        return self.answer(self.read(area))


class Clarifications(Proposals):
    """Making clear whom a proposal is about."""

    @operation(
        "Clarify a proposal",
        permission=Permission.CLARIFY_PROPOSAL,
        takes=WordsIn,
        gives=ProposalOut,
        versioned=True,
        late=True,
    )
    def create(self, request: Any, slug: str) -> HttpResponseBase:
        """Change the words of a proposal; its figures stay the area's own. What is left out stays as it was.

        409 where there is none yet, and once it is confirmed.
        """
        area = self.area(slug, Permission.CLARIFY_PROPOSAL)
        said = self.said(partial=True)
        newest = self.expected(area)
        if newest is None:
            raise TooLate(NOTHING)
        self.open_only(newest)
        day = said.pop("effective_on", None)
        stood = {name: getattr(newest, name) for name in asdict(ProposalWords())}
        return self.write(area, newest, clarify, words=ProposalWords(**{**stood, **said}), effective_on=day)


class ProposalConfirmations(Proposals):
    """The secretariat's confirmation."""

    @operation(
        "Confirm a proposal", permission=Permission.CONFIRM_PROPOSAL, gives=ProposalOut, versioned=True, late=True
    )
    def create(self, request: Any, slug: str) -> HttpResponseBase:
        """Confirm it as it stands. 409 where there is nothing to confirm."""
        area = self.area(slug, Permission.CONFIRM_PROPOSAL)
        newest = self.expected(area)
        if newest is None or newest.action == ProposalRevision.Action.CONFIRMED:
            raise TooLate(ALREADY if newest else NOTHING)
        return self.write(area, newest, confirm)


def _flat(said: dict[str, Any]) -> dict[str, Any]:
    """What was said under the names of `ProposalTerms`; a range that is null is blank at both ends."""
    flat = {name: value for name, value in said.items() if name not in RANGES}
    for name, field in RANGES.items():
        if name in said:
            ends = said[name] or {"low": None, "high": None}
            flat |= {f"{field}_{end}": ends[end] for end in ("low", "high")}
    return flat
