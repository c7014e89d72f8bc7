"""Outline proposals for tests, taken through the services to where a test needs them."""

from __future__ import annotations

from datetime import date
from typing import Any

from rollout.workstrands.models import OutlineProposal, Workstrand
from rollout.workstrands.services.outlines.answering import keep_answers, start_outline
from rollout.workstrands.services.outlines.signing import SIGNING, ask_outline_sign_off, sides_of
from rollout.workstrands.services.outlines.submitting import submit_outline
from tests.factories.workstrands import CriterionFactory, ProspectusFactory, WorkstrandFactory
from tests.integration.workstrands.conftest import NOW

FORWARD = {
    "taking_forward": "With one team",
    "contact_name": "Jo Clerk",
    "contact_email": "jo@example.org",
    "contact_phone": "",
}
NEIGHBOURHOOD = {"boundary": "From the river to the hill", "organisation": "The Hill Trust"}


def a_strand(number: int, **prospectus: Any) -> Workstrand:
    """A workstrand with two criteria, whose prospectus is open."""
    strand = WorkstrandFactory(number=number)
    for order, about in enumerate(("neighbourhood", "authority") if number == 3 else ("place", "place"), start=1):
        CriterionFactory(strand=strand, order=order, key=f"asked-{number}-{order}", about=about, title=f"Asked {order}")
    said = {"opens_on": date(2011, 7, 1), "closes_on": date(2011, 11, 30), **prospectus}
    ProspectusFactory(strand=strand, **said)
    return strand


def answered(strand: Workstrand, authority: Any, officer: Any, *, name: str = "The Hill") -> OutlineProposal:
    """A draft with every answer given."""
    of_place = strand.number == 4
    draft = start_outline(
        strand=strand, authority=authority, neighbourhood_name="" if of_place else name, by=officer, now=NOW
    )
    answers = {one.key: "It does" for one in strand.criteria.all()}
    fields = FORWARD if of_place else {**FORWARD, **NEIGHBOURHOOD}
    return keep_answers(draft, fields=fields, answers=answers, by=officer, expected_version=draft.version, now=NOW)


def asked(draft: OutlineProposal, side: str, officer: Any, **more: Any) -> Any:
    """Somebody is asked to sign for `side`."""
    said = {"full_name": "Robin Chief", "post": "chief_executive", "email": f"{side}@example.org", **more}
    version = OutlineProposal.objects.get(pk=draft.pk).version
    return ask_outline_sign_off(draft, side=side, by=officer, expected_version=version, now=NOW, **said)


def signed(draft: OutlineProposal, officer: Any) -> OutlineProposal:
    """The draft, signed for every side."""
    for side in sides_of(draft.strand):
        SIGNING.sign(asked(draft, side, officer).token(), now=NOW)
    return OutlineProposal.objects.get(pk=draft.pk)


def submitted(strand: Workstrand, authority: Any, officer: Any) -> OutlineProposal:
    """An outline proposal that was submitted."""
    return submit_outline(signed(answered(strand, authority, officer), officer), by=officer, now=NOW)
