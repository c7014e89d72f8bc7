"""The world of the permission matrix, with canaries wherever figures of families are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone

from areas.models import Authority, AuthorityMembership
from cbtracker.accounts.models import User
from cbtracker.accounts.permissions import Role
from cbtracker.papers.drafts import Section
from cbtracker.papers.models import Paper
from cbtracker.papers.models.choices import Audience
from cbtracker.papers.sections.catalogue import KINDS
from cbtracker.papers.services import create_draft
from cbtracker.papers.services.drafting import DraftWords
from families.models import Cohort, Estimate, EstimateRun, Intervention, Proposal
from families.services import ProposalTerms, ProposalWords, clarify, confirm, propose
from tests.conventions.api_matrix.test_api_matrix import MODULES as OF_API
from tests.conventions.matrix.test_matrix import MODULES
from tests.conventions.matrix.world import World, build_world
from tests.factories.families import EstimateFactory, EstimateRunFactory
from tests.factories.papers import BodyFactory, BodyMemberFactory
from tests.factories.people import PASSWORD, UserFactory
from tests.factories.places import START, AreaMemberFactory
from tests.integration.papers.paper_world import frozen
from tests.integration.security.canary.numbers import FORMER, NEIGHBOUR, OTHER, OWN

ENDS = {Cohort.FWMP: "fwmp", Cohort.CHILD: "child"}


def build_canary_world() -> World:
    """Every record that the matrix needs, and canaries in all that are of families."""
    world = build_world()
    for module in [*MODULES, *(one for one in OF_API if hasattr(one, "furnish"))]:
        module.furnish(world)
    EstimateRun.objects.filter(is_current=True).update(is_current=False)
    run = EstimateRunFactory(is_current=True, name="The run of the canaries")
    neighbour = AreaMemberFactory(area=world.own.area).authority
    for authority, figures in ((world.own.authority, OWN), (world.other.authority, OTHER), (neighbour, NEIGHBOUR)):
        _estimate(run, authority, figures)
    for side, figures in ((world.own, OWN), (world.other, OTHER)):
        _propose(world, side, figures)
    last = Proposal.objects.get(area=world.other.area).version
    confirm(area=world.other.area, expected_version=last, by=world.people[Role.SECRETARIAT], now=timezone.now())
    world.people[FORMER] = _former(world)
    by, now = world.people[Role.SECRETARIAT], timezone.now()
    world.canary_paper = frozen(_paper(world), by=by, now=now, real=("html", "xlsx"))  # type: ignore[attr-defined]
    world.canary_draft = _paper(world, follows=world.canary_paper)  # type: ignore[attr-defined]
    after = frozen(_paper(world, follows=world.canary_paper), by=by, now=timezone.now())
    world.canary_update = after  # type: ignore[attr-defined]
    return world


def _estimate(run: EstimateRun, authority: Authority, figures: Any) -> None:
    for cohort, name in ENDS.items():
        ends = {"low": figures[f"{name}_low"], "high": figures[f"{name}_high"]}
        EstimateFactory(run=run, authority=authority, cohort=cohort, **ends)
        Estimate.objects.filter(authority=authority, cohort=cohort).update(**ends)
    Intervention.objects.update_or_create(authority=authority, defaults={"accepted": figures["accepted"]})


def _propose(world: World, side: Any, figures: Any) -> None:
    """The secretariat enters the area's proposal and clarifies it, by the services, so that whoever is told is told."""
    by, now = world.people[Role.SECRETARIAT], timezone.now()
    names = ("first_low", "first_high", "period_low", "period_high")
    terms = ProposalTerms(
        **{name: figures[name] for name in names}, basis=f"Of {figures['quoted']:,} families", covers="fwmp"
    )
    last = Proposal.objects.filter(area=side.area).values_list("version", flat=True).first()
    entered = propose(area=side.area, terms=terms, expected_version=last or 0, by=by, now=now)
    said = ProposalWords(basis=terms.basis, comment=f"There are {figures['quoted']} of them", covers="fwmp")
    clarify(area=side.area, words=said, expected_version=entered.version, by=by, now=now)


def _paper(world: World, *, follows: Paper | None = None) -> Paper:
    """A draft with every section that there is, of a body of Whitehall; an officer and a partner sit on it, whose seat
    gives them no estimate. Annex D is asked for by every audience: that they do not get it must not hang on the form.
    """
    by, body = world.people[Role.SECRETARIAT], follows.body if follows else BodyFactory()
    for role in (Role.OFFICER, Role.PARTNER) if follows is None else ():
        BodyMemberFactory(body=body, user=world.people[role])
    kinds = [kind for kind in KINDS.values() if follows or not (kind.needs_compared or kind.options)]
    sections = tuple(Section(kind.key, text="What was said." if kind.takes_text else "") for kind in kinds)
    allowed = tuple(replace(one, audiences=(Audience.BODY,)) if one.key == "annex_d" else one for one in sections)
    words = DraftWords("A paper of everything", sections=allowed, compared_with=follows)
    paper = create_draft(by=by, body=body, words=words)
    paper.sections = [section.as_data() for section in sections]
    paper.save()
    return paper


def _former(world: World) -> User:
    """Somebody who was an officer of the own side, and whose membership ended."""
    user, today = UserFactory(role=Role.OFFICER, password=PASSWORD), timezone.localdate()
    authority = world.own.authority
    AuthorityMembership.objects.create(user=user, authority=authority, from_on=START, to_on=today)
    return user
